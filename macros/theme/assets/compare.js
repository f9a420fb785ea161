// @ts-check
/* A page of two editions side by side: fetched, cut into the same blocks, paired by their ids. */
"use strict";

globalThis.planCompare = () => {
  const place = document.querySelector("[data-compare]"), status = document.querySelector("[data-compare-status]");
  const editions = JSON.parse(place.dataset.compare), { page: select, left, right } = document.querySelector(".compare-form").elements;
  const asked = new URLSearchParams(location.search), page = asked.get("page");
  const BLOCKS = "h1, h2, h3, p, li, dt, dd, summary, .table-scroll";
  const SIGNS = ".permalink, .pointers, .audit-mark, .cite, .resume, .promise, .band__key, .chapter-head .ways, form, script, [hidden]"; // what is about the text, and no text

  /** The blocks of a page in their order, each under the last id before it and its number since. */
  function blocks(html, address) {
    const body = html.slice(html.indexOf("<body")); // the style sheet in its head is for paper, and this page's policy refuses it
    const article = new DOMParser().parseFromString(body, "text/html").querySelector(".md-content__inner");
    for (const paragraph of article.querySelectorAll(".paragraph")) paragraph.dataset.number = paragraph.querySelector(".permalink").textContent;
    for (const sign of article.querySelectorAll(SIGNS)) sign.remove();
    for (const link of article.querySelectorAll("a[href]")) link.setAttribute("href", new URL(link.getAttribute("href"), address).href); // links of drawings have no other way
    const found = new Map();
    let id = "", since = 0;
    for (const element of article.querySelectorAll("[id], " + BLOCKS)) {
      if (element.parentElement.closest(".table-scroll")) continue;
      if (element.id) [id, since] = [element.id, 0];
      if (!element.matches(BLOCKS)) continue;
      const copy = element.cloneNode(true);
      for (const inner of element.matches(".table-scroll") ? [] : copy.querySelectorAll(BLOCKS)) inner.remove();
      for (const named of [copy, ...copy.querySelectorAll("[id]")]) named.removeAttribute("id");
      if (copy.textContent.trim()) found.set(`${id} ${since++}`, copy);
    }
    return found;
  }

  async function fetched({ path, language }) {
    const address = new URL(planReading.root + path + page, location.href).href;
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address);
    return { language, address, blocks: blocks(await answer.text(), address) };
  }

  /** The element that holds a block on this page: headings and list items lose what only made sense where they were. */
  function cell(block, language) {
    const made = document.createElement("div");
    made.lang = language;
    made.className = block.className;
    if (block.matches(".table-scroll, p")) made.append(block);
    else { made.dataset.was = block.localName; made.append(...block.childNodes); }
    return made;
  }

  function show(pages) {
    const keys = new Set(pages.flatMap((shown) => [...shown.blocks.keys()]));
    const seen = new Set();
    for (const key of keys) {
      const pair = document.createElement("div"), [id] = key.split(" ");
      pair.className = "compare__pair";
      if (id && !seen.has(id)) pair.id = id;
      seen.add(id);
      for (const { language, blocks: parts } of pages) pair.append(parts.has(key) ? cell(parts.get(key), language) : document.createElement("div"));
      const { number } = pages[0].blocks.get(key)?.dataset ?? {};
      if (number) pair.querySelector("p.paragraph").prepend(Object.assign(document.createElement("a"), { className: "compare__number", href: `${pages[0].address}#${id}`, textContent: number }));
      if (pair.querySelector(".table-scroll")) pair.classList.add("compare__pair--table");
      place.append(pair);
    }
    if (location.hash) location.replace(location.hash); /* now there is something to go to */
  }

  document.querySelector("[data-without-script]").remove();
  if (page === null) return;
  if (![...select.options].some(({ value }) => value === page)) select.append(new Option(page, page));
  select.value = page;
  for (const side of [left, right]) if (editions.some(({ id }) => id === asked.get(side.name))) side.value = asked.get(side.name);
  const chosen = [left, right].map(({ value }) => editions.find(({ id }) => id === value));
  if (location.protocol === "file:") status.textContent = status.dataset.disk;
  else if (!/^[a-z0-9/-]*$/.test(page)) status.textContent = status.dataset.failed;
  else Promise.all(chosen.map(fetched)).then(show, () => { status.textContent = status.dataset.failed; });
};
