/* Small helps; every page reads well without them. */
"use strict";

/* The edition switch keeps the place on the page. */
for (const link of document.querySelectorAll("[data-edition-switch]"))
  link.addEventListener("click", () => { link.hash = location.hash; });

/* A click on a paragraph number also copies its address. */
const toast = document.body.appendChild(Object.assign(document.createElement("div"), { className: "toast", role: "status" }));
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.(".permalink");
  if (!link || !navigator.clipboard) return;
  await navigator.clipboard.writeText(link.href);
  toast.textContent = document.documentElement.dataset.copied;
  setTimeout(() => { toast.textContent = ""; }, 1500);
});

/* Drop-down filters over the rows of the next table; the choice stands in the address. */
for (const form of document.querySelectorAll("[data-filters]")) {
  const rows = [...form.parentElement.querySelectorAll(".filterable tbody tr")];
  const count = form.querySelector("output");
  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) if (field.name && asked.has(field.name)) field.value = asked.get(field.name);
  const apply = () => {
    const chosen = [...new FormData(form)].filter(([, value]) => value);
    const fits = (row) => chosen.every(([name, value]) => name === "words"
      ? row.textContent.toLowerCase().includes(value.trim().toLowerCase())
      : row.dataset[name].split(" ").includes(value));
    let shown = 0;
    for (const row of rows) { row.hidden = !fits(row); shown += row.hidden ? 0 : 1; }
    count.textContent = count.dataset.countOf.replace("{shown}", shown).replace("{total}", rows.length);
    const query = new URLSearchParams(chosen).toString();
    history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
  };
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  if (asked.size) apply();
}

/* Column headings sort their table. */
for (const table of document.querySelectorAll(".sortable")) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: heading.textContent });
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const direction = heading.ariaSort === "ascending" ? -1 : 1;
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.ariaSort = direction > 0 ? "ascending" : "descending";
      const key = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
      const compare = (a, b) => key(a).localeCompare(key(b), document.documentElement.lang, { numeric: true });
      const rows = [...table.tBodies[0].rows].sort((a, b) => direction * compare(a, b));
      table.tBodies[0].append(...rows);
    });
  });
}
