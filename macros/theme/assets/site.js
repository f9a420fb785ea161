/* Small helps; every page reads well without them. */
"use strict";

/* Opened as files, without a server, folders do not lead to their index.html by themselves. */
if (location.protocol === "file:") {
  const complete = (address) => {
    const url = new URL(address);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  };
  document.addEventListener("click", ({ target }) => { const link = target.closest?.("a[href]"); if (link) link.href = complete(link.href); }, true);
  document.addEventListener("submit", ({ target }) => { target.action = complete(target.action); }, true);
}

/* The frame follows the reader: the header names the page once its title is gone, the contents say which section is read,
   a button leads back to the top for those who scroll up. */
{
  const header = document.querySelector(".md-header"), name = document.querySelector(".md-header__title"), title = document.querySelector("article h1");
  const button = document.querySelector(".md-top"), links = [...document.querySelectorAll(".md-nav--secondary a[href^='#']")];
  const sections = links.map((link) => document.getElementById(link.hash.slice(1)));
  let before = scrollY, waiting = false;
  const follow = () => {
    waiting = false;
    const edge = header.getBoundingClientRect().bottom + 24;
    name.classList.toggle("md-header__title--active", title?.getBoundingClientRect().bottom < edge - 24);
    const read = sections.findLastIndex((section) => section?.getBoundingClientRect().top < edge);
    links.forEach((link, at) => {
      link.classList.toggle("md-nav__link--active", at === read);
      at === read ? link.setAttribute("aria-current", "location") : link.removeAttribute("aria-current");
    });
    if (scrollY !== before) button.hidden = scrollY > before || scrollY < innerHeight;
    before = scrollY;
  };
  addEventListener("scroll", () => { if (!waiting) waiting = !!requestAnimationFrame(follow); }, { passive: true });
  button.addEventListener("click", () => { scrollTo(0, 0); document.querySelector(".md-skip").focus({ preventScroll: true }); });
  follow();
  /* In a long list of pages, the one that is open is in view. */
  const list = document.querySelector(".md-sidebar--primary .md-sidebar__scrollwrap"), open = list?.querySelector(".md-nav__link--active");
  if (open?.offsetParent) list.scrollTop = open.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2;
}

/* The drawer of narrow windows: a button where no key reaches Material's label; while it is open, the rest of the page waits. */
{
  const toggle = document.getElementById("__drawer"), label = document.querySelector(".md-header [for=__drawer]");
  const drawer = document.querySelector(".md-sidebar--primary"), rest = document.querySelectorAll(".md-skip, .md-header, .md-content, .md-footer");
  const button = Object.assign(document.createElement("button"), { type: "button", className: `menu ${label.className}`, ariaExpanded: "false" });
  button.ariaLabel = drawer.querySelector("nav").ariaLabel;
  button.append(...label.childNodes);
  label.replaceWith(button);
  button.addEventListener("click", () => toggle.click());
  toggle.addEventListener("change", () => {
    for (const part of rest) part.inert = toggle.checked;
    button.ariaExpanded = String(toggle.checked);
    (toggle.checked ? drawer.querySelector("a") : button).focus();
  });
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape" && toggle.checked) toggle.click(); });
  drawer.addEventListener("click", ({ target }) => { if (toggle.checked && target.closest("a[href*='#']")) toggle.click(); });
}

/* A word on what a link leads to, for those who point at it or reach it with the keyboard: its title, where it can be read at leisure. */
if (HTMLElement.prototype.showPopover) {
  const preview = Object.assign(document.createElement("div"), { className: "preview", id: "preview", popover: "manual", role: "tooltip" });
  document.body.append(preview);
  let shown, timer;
  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    shown.title = preview.textContent;
    shown.removeAttribute("aria-describedby");
    preview.hidePopover();
    shown = undefined;
  };
  const show = (link) => {
    if (link === shown) return clearTimeout(timer);
    hide();
    if (!link.title) return;
    shown = link;
    preview.textContent = link.title;
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", preview.id);
    preview.showPopover();
    const { left, bottom, top } = link.getClientRects()[0], { width, height } = preview.getBoundingClientRect();
    preview.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    preview.style.top = `${bottom + height + 8 < innerHeight ? bottom + 6 : top - height - 6}px`;
  };
  const later = (act) => { clearTimeout(timer); timer = setTimeout(act, 300); };
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    const link = target.closest?.(".md-content a[title], .preview") ?? (shown?.contains(target) ? shown : null);
    if (pointerType !== "mouse") return;
    if (link === preview || (link && link === shown)) clearTimeout(timer);
    else if (link) later(() => show(link));
    else later(hide);
  });
  document.addEventListener("focusin", ({ target }) => { if (target.matches(".md-content a[title]") && target.matches(":focus-visible")) show(target); else hide(); });
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape") hide(); });
  addEventListener("scroll", hide, { passive: true });
}

/* Drop-down filters over the rows of the next table; the choice stands in the address. */
for (const form of document.querySelectorAll("[data-filters]")) {
  const rows = [...form.parentElement.querySelectorAll(".filterable tbody tr, dl.filterable > div")];
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
      const number = (row) => parseFloat(row.cells[column].dataset.value ?? Infinity);
      const words = (row) => row.cells[column].textContent.trim();
      const compare = (a, b) => number(a) - number(b) || words(a).localeCompare(words(b), document.documentElement.lang, { numeric: true });
      const rows = [...table.tBodies[0].rows].sort((a, b) => direction * compare(a, b));
      table.tBodies[0].append(...rows);
    });
  });
}

/* Search: its scripts come when the reader asks for them, and begin to come when the box takes the focus. */
{
  const opener = document.querySelector("[data-search-open]"), onPage = document.querySelector("[data-search-page]");
  const dialog = document.querySelector("[data-search-dialog]"), input = dialog.querySelector("input");
  const load = (path) => new Promise((resolve, reject) => { // async: false keeps the order, and they come side by side all the same
    document.head.append(Object.assign(document.createElement("script"), { src: dialog.dataset.root + path, async: false, onload: resolve, onerror: reject }));
  });
  let ready, items;
  const begin = async () => {
    const scripts = ["assets/search/engine.js", "assets/search/box.js"].map(load);
    items = load("search/items.js");
    items.catch(() => {}); // told by the box
    await Promise.all(scripts);
    if (!globalThis.openPlanSearch) throw new Error("The search cannot run in this browser.");
  };
  const start = () => (ready ??= begin().catch((error) => { ready = undefined; throw error; }));
  /* The dialog opens at once and takes what is typed; where the scripts cannot be had or cannot run, the search page has everything as a list. */
  const open = () => {
    if (!dialog.open) dialog.showModal();
    input.select();
    start().then(() => openPlanSearch(items), () => { location.href = opener.href; });
  };
  opener.addEventListener("click", (event) => { event.preventDefault(); open(); });
  for (const field of [opener, ...document.querySelectorAll(".cover__search input")])
    for (const event of ["focus", "pointerdown"]) field.addEventListener(event, () => { start().catch(() => {}); }, { once: true });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]"), { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const plain = !typing && !ctrlKey && !metaKey && !altKey && (key === "/" || key === "s"), chord = (ctrlKey || metaKey) && !altKey && !shiftKey && key === "k";
    if (event.isComposing || (!plain && !chord)) return;
    event.preventDefault();
    open();
  });
  /* The way back from a hit leads to the search that it was found with. */
  addEventListener("pageshow", ({ persisted }) => {
    const words = history.state?.search;
    if (!words || (!persisted && performance.getEntriesByType("navigation")[0]?.type !== "back_forward")) return;
    input.value = words;
    open();
  });
  if (onPage) {
    const unable = () => { document.querySelector("[data-search-status]").textContent = dialog.dataset.unable; };
    start().then(() => { fetchedPlanSearch(items); return load("assets/search/page.js"); }).catch(unable);
  }
}

/* The words that a search found are shown where they stand; ranges may run across links. */
{
  const words = new URLSearchParams(location.search).get("h")?.split(" ").filter(Boolean) ?? [];
  const place = document.getElementById(location.hash.slice(1)) ?? document.querySelector("article");
  if (words.length && place && globalThis.Highlight) {
    const ours = (node) => node.parentElement.closest(".permalink, .erratum-mark") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT, ours);
    const nodes = [];
    let text = "";
    while (walker.nextNode()) { nodes.push([text.length, walker.currentNode]); text += walker.currentNode.data; }
    const point = (at) => { const [start, node] = nodes.findLast(([begin]) => begin <= at); return [node, at - start]; };
    const ranges = [];
    for (const word of words)
      for (let at = text.indexOf(word); at >= 0 && ranges.length < 500; at = text.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(...point(at));
        const [node, offset] = point(at + word.length - 1);
        range.setEnd(node, offset + 1);
        ranges.push(range);
      }
    CSS.highlights.set("found", new Highlight(...ranges));
  }
}
