// @ts-check
/* Tables that can be filtered and sorted. They are whole without this. */
"use strict";

{
  /** Fields over the rows of the next table; the choice stands in the address. */
  const filter = (form, root) => {
    const rows = [...form.parentElement.querySelectorAll(".filterable tbody tr, dl.filterable > div, ul.filterable > li")];
    const count = form.querySelector("output"), asked = new URLSearchParams(location.search);
    /* Words match as in the search, whose rules and characters come when the first word is typed; until then, as they are written. */
    let rules, ready = false;
    const learn = () => (rules ??= Promise.all(["assets/search/matching.js", "search/characters.js"].map((path) => planLoad(root + path, "PlanMatching")))
      .then(() => { ready = true; apply(); }, () => { /* as they are written, then */ }));
    const normal = new Map();
    const normalised = (row) => {
      if (!normal.has(row)) normal.set(row, PlanMatching.normalise([...row.children].map((cell) => cell.textContent).join("\n")).text);
      return normal.get(row);
    };
    /* A reading is found without its tones, from the beginning of any syllable on, with blanks and without: jian chi, jianchi. */
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const sounder = (words) => {
      const letters = plain(words).replace(/[\s'’]/g, "").replace(/v/g, "u");
      const sounds = /^[a-z]+$/.test(letters) && RegExp(`\\b${[...letters].join(" ?")}`);
      return (row) => sounds && [...row.querySelectorAll("[lang='zh-Latn-pinyin']")].some((cell) => sounds.test(plain(cell.textContent)));
    };
    const finder = (words) => {
      const lower = words.trim().toLowerCase(), holds = ready && PlanMatching.finder(words), sounds = sounder(words);
      return (row) => sounds(row) || (ready ? holds(normalised(row)) : row.textContent.toLowerCase().includes(lower));
    };
    const apply = () => {
      const chosen = planFilled(form);
      const tests = chosen.map(([name, value]) => (name === "words" ? finder(value) : (row) => (row.dataset[name] ?? "").split(" ").includes(value)));
      let shown = 0;
      for (const row of rows) { row.hidden = !tests.every((holds) => holds(row)); shown += row.hidden ? 0 : 1; }
      for (const fold of form.parentElement.querySelectorAll(".fold")) {
        const found = !!fold.querySelector(".filterable tbody tr:not([hidden]), dl.filterable > div:not([hidden]), ul.filterable > li:not([hidden])");
        fold.hidden = !found;
        fold.open = found && tests.length > 0;
      }
      for (const table of form.parentElement.querySelectorAll(".long")) table.classList.toggle("long--whole", tests.length > 0);
      count.textContent = count.dataset.countOf.replace("{shown}", String(shown)).replace("{total}", String(rows.length));
      const query = new URLSearchParams(chosen).toString();
      history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
    };
    const change = () => { if (form.elements.words.value) learn(); apply(); };
    const filled = [...form.elements].filter(({ name }) => name && asked.has(name)); // an address may say other things than what is filtered
    for (const field of filled) field.value = asked.get(field.name);
    const opener = form.querySelector("[data-filters-open]");
    opener?.addEventListener("click", () => opener.setAttribute("aria-expanded", String(form.classList.toggle("filters--open"))));
    form.addEventListener("input", change);
    form.addEventListener("reset", () => setTimeout(apply));
    form.addEventListener("submit", (event) => event.preventDefault());
    if (filled.length) change();
  };

  /** Column headings that sort their table. */
  const sort = (table) => {
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, column) => {
      const button = planElement("button", { type: "button", textContent: heading.textContent });
      heading.replaceChildren(button);
      button.addEventListener("click", () => {
        const direction = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        for (const other of headings) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
        const number = (row) => parseFloat(row.cells[column].dataset.value ?? "Infinity");
        const words = (row) => row.cells[column].textContent.trim();
        const compare = (a, b) => number(a) - number(b) || words(a).localeCompare(words(b), document.documentElement.lang, { numeric: true });
        const rows = [...table.tBodies[0].rows].sort((a, b) => direction * compare(a, b));
        table.tBodies[0].append(...rows);
      });
    });
  };

  /** `root` leads to the root of the edition. */
  globalThis.planTables = (root) => {
    for (const form of document.querySelectorAll("[data-filters]")) planPart(() => filter(form, root));
    for (const table of document.querySelectorAll(".sortable")) planPart(() => sort(table));
  };
}
