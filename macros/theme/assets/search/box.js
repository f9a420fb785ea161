/* The search box in the header and the search page: what they show and how they are worked. Matching is in engine.js. */
"use strict";

(() => {
  const dialog = document.querySelector("[data-search-dialog]");
  const say = dialog.dataset;
  const root = say.root;
  const labels = (facet, value) => PlanSearch.parts.items.labels[facet]?.[value] ?? value;

  /** Load one part of the index; the promise is forgotten when it fails, so that it can be tried again. */
  const loading = {};
  function load(name) {
    return (loading[name] ??= new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src: `${root}search/${name}.js` });
      script.onload = () => { script.remove(); resolve(PlanSearch.ready()); };
      script.onerror = () => { script.remove(); delete loading[name]; reject(new Error(name)); };
      document.head.append(script);
    }));
  }

  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  /** The text with its ranges marked; long running text is cut to the words around the first mark. */
  function marked(text, ranges, limit = Infinity) {
    let from = 0, to = text.length;
    if (text.length > limit) {
      from = Math.max(0, Math.min((ranges[0]?.[0] ?? 0) - Math.floor(limit / 3), text.length - limit));
      to = from + limit;
    }
    const made = [from ? "…" : ""];
    let at = from;
    for (const [start, end] of ranges) {
      if (start >= to || end <= from) continue;
      made.push(text.slice(at, Math.max(start, at)), element("mark", { textContent: text.slice(Math.max(start, at), Math.min(end, to)) }));
      at = Math.min(end, to);
    }
    made.push(text.slice(at, to), to < text.length ? "…" : "");
    return made;
  }

  /** The link of a hit; the words found are handed on, so that the page can show where they stand. */
  function link({ item, ranges }) {
    const [path, anchor] = PlanSearch.address(item).split("#");
    const found = [...new Set(ranges.title.map(([start, end]) => item.title.slice(start, end)))].join(" ");
    return root + path + (found ? `?h=${encodeURIComponent(found)}` : "") + (anchor ? `#${anchor}` : "");
  }

  function row(hit, limit) {
    const { item, ranges, near } = hit;
    return [
      element("span", { className: "hit__title" }, ...marked(item.title, ranges.title, limit)),
      element("small", { className: "hit__note" }, near ? `${say.similar} · ` : "", labels("kind", item.kind), item.note ? " · " : "", ...marked(item.note, ranges.note)),
    ];
  }

  /** Search as far as the index is there; more parts make a second answer. */
  async function answers(query, filters, show) {
    await load("items");
    let answer = PlanSearch.search(query, filters);
    if (/[a-z]{2}/i.test(query) && answer.tier !== "exact" && !PlanSearch.has("pinyin")) { await load("pinyin"); answer = PlanSearch.search(query, filters); }
    const early = answer.tier === "exact" || answer.tier === "all";
    if (early) show(answer);
    if (!PlanSearch.has("text")) { await load("text"); answer = PlanSearch.search(query, filters); if (early) show(answer); }
    if (!early) show(answer);
  }

  function tell(status, answer) {
    if (answer.hits.length) { status.textContent = (answer.tier === "near" ? `${say.near} ` : "") + say.found.replace("%(count)s", answer.hits.length); return; }
    const shelves = JSON.parse(say.shelves).map(([path, name]) => element("a", { href: root + path, textContent: name }));
    status.replaceChildren(say.none, ...shelves.flatMap((shelf) => [" ", shelf]));
  }

  /** Say that the index could not be loaded; the button goes away when it is pressed, so the field takes the focus. */
  function tellFailure(status, field, again) {
    const retry = element("button", { type: "button", textContent: say.retry, onclick: () => { field.focus(); again(); } });
    status.replaceChildren(say.failed, " ", retry);
  }

  /** An Enter that an input method takes for itself; Safari tells of it only by the key code. */
  const composes = (event) => event.isComposing || event.keyCode === 229;

  /* --- the box in the header --- */

  const input = dialog.querySelector("input"), list = dialog.querySelector("[role=listbox]"), status = dialog.querySelector("[role=status]");
  let chosen = -1, turn = 0;

  /** Called when the dialog is open: fetch the index, and answer what was typed before this script was there. */
  function open() {
    load("items").then(() => load("text")).catch(() => {}); // a failure is told as soon as there is something to search
    update();
  }

  function choose(index) {
    const options = [...list.children];
    chosen = options.length ? (index + options.length + 1) % (options.length + 1) : -1;
    if (chosen === options.length) chosen = -1;
    options.forEach((option, at) => option.setAttribute("aria-selected", at === chosen));
    if (chosen >= 0) { input.setAttribute("aria-activedescendant", options[chosen].id); options[chosen].scrollIntoView({ block: "nearest" }); }
    else input.removeAttribute("aria-activedescendant");
  }

  async function update() {
    const mine = ++turn;
    if (!input.value.trim()) { status.replaceChildren(); return offer([]); }
    if (!PlanSearch.has("items")) status.textContent = say.loading;
    let early = false;
    try {
      await answers(input.value, {}, (answer) => {
        if (mine !== turn) return;
        const kept = early && list.children[chosen]?.href;
        early = true;
        offer(answer.hits.slice(0, 12));
        if (kept) choose([...list.children].findIndex((option) => option.href === kept));
        tell(status, answer);
      });
    } catch {
      if (mine !== turn) return;
      if (!early) offer([]);
      tellFailure(status, input, update);
    }
  }

  /** The hits as options; each is a link, so that it can be opened in another tab. */
  function offer(hits) {
    list.replaceChildren(...hits.map((hit, at) => element("a", { id: `search-hit-${at}`, role: "option", href: link(hit), tabIndex: -1 }, ...row(hit, 70))));
    choose(-1);
    input.setAttribute("aria-expanded", String(hits.length > 0));
  }

  input.addEventListener("input", (event) => { if (!event.isComposing) update(); });
  input.addEventListener("compositionend", update);
  input.addEventListener("keydown", (event) => {
    if (composes(event)) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? list.children.length - 1 : chosen - 1);
    else if (event.key === "Escape") dialog.close(); // at once, where the browser would first empty the field
    else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
    else return;
    event.preventDefault();
  });
  dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("pointerdown", (event) => { if (event.target === dialog) dialog.close(); }); // the backdrop
  dialog.addEventListener("click", (event) => { if (event.target.closest("a")) dialog.close(); });

  /* --- the search page --- */

  const page = document.querySelector("[data-search-page]");
  const STEP = 40;

  function startPage() {
    const results = document.querySelector("[data-search-results]"), everything = document.querySelector("[data-search-everything]");
    const more = document.querySelector("[data-search-more]"), told = document.querySelector("[data-search-status]");
    const facets = document.querySelector("[data-search-facets]");
    const FACETS = Object.fromEntries([...facets.children].map((details) => [details.dataset.facet, details.textContent]));
    const field = page.elements.s;
    let filters = {}, current = null, shown = STEP, mine = 0;
    const idle = () => !field.value.trim() && !Object.values(filters).some(Boolean);

    const read = () => {
      const asked = new URLSearchParams(location.search);
      field.value = asked.get("s") ?? "";
      filters = Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, asked.get(facet) ?? ""]));
    };
    const write = (way) => {
      const asked = new URLSearchParams(Object.entries({ s: field.value, ...filters }).filter(([, value]) => value));
      const address = location.pathname + (asked.size ? `?${asked}` : "");
      if (address !== location.pathname + location.search) history[way](null, "", address);
    };

    function draw(answer) {
      current = answer;
      everything.hidden = !idle();
      results.hidden = idle();
      results.replaceChildren(...(idle() ? [] : answer.hits.slice(0, shown).map((hit) => element("li", {}, element("a", { href: link(hit) }, ...row(hit, 110))))));
      more.hidden = idle() || answer.hits.length <= shown;
      if (idle()) told.replaceChildren(); else tell(told, answer);
      drawFacets(answer.facets);
    }

    function drawFacets(counts) {
      const kept = document.activeElement?.name in FACETS ? [document.activeElement.name, document.activeElement.value] : null;
      const first = !facets.querySelector("fieldset");
      for (const details of facets.children) {
        const facet = details.dataset.facet, name = FACETS[facet], chosen = filters[facet];
        const values = [...counts[facet]].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
        if (chosen && !counts[facet].has(chosen)) values.unshift([chosen, 0]);
        const choice = (value, text) => element("label", {}, element("input", { type: "radio", name: facet, value, checked: chosen === value }), " ", text);
        const set = element("fieldset", {}, element("legend", { className: "visually-hidden", textContent: name }), choice("", say.all), ...values.map(([value, count]) => choice(value, `${labels(facet, value)} ${count}`)));
        details.querySelector("fieldset")?.remove();
        details.append(set);
        details.firstChild.textContent = chosen ? `${name}：${labels(facet, chosen)}` : name;
        details.hidden = !values.length;
        if (chosen || (first && !idle() && facet === "kind" && matchMedia("(min-width: 45em)").matches)) details.open = true;
      }
      if (kept) [...facets.querySelectorAll("input")].find((radio) => radio.name === kept[0] && radio.value === kept[1])?.focus();
    }

    async function update() {
      const turn = ++mine;
      shown = STEP;
      if (!PlanSearch.has("items") && !idle()) told.textContent = say.loading;
      try { await answers(field.value, filters, (answer) => { if (turn === mine) draw(answer); }); }
      catch {
        if (turn !== mine) return;
        everything.hidden = false;
        tellFailure(told, field, update);
      }
    }

    field.addEventListener("input", (event) => { if (!event.isComposing) { write("replaceState"); update(); } });
    field.addEventListener("compositionend", () => { write("replaceState"); update(); });
    page.addEventListener("submit", (event) => { event.preventDefault(); write("pushState"); update(); });
    facets.addEventListener("change", (event) => { filters[event.target.name] = event.target.value; write("pushState"); update(); });
    more.addEventListener("click", () => { shown += STEP; draw(current); results.children[shown - STEP].firstChild.focus(); });
    addEventListener("popstate", () => { read(); update(); });
    read();
    everything.hidden = !idle();
    if (idle()) for (const event of ["focusin", "click"]) page.addEventListener(event, update, { once: true });
    else update();
  }

  if (page) startPage();
  globalThis.openPlanSearch = open;
})();
