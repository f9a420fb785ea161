// @ts-check
/* The search box in the header, and what it shares with the search page: fetching the index, answering, showing hits. Matching is in
   engine.js. */
"use strict";

(() => {
  const S = globalThis.PlanSearch;
  const dialog = document.querySelector("[data-search-dialog]");
  const say = dialog.dataset, root = say.root ?? "";

  /** @param {string} facet @param {string} value */
  const label = (facet, value) => (S.known(facet, value) && facet !== "year" ? S.parts.items.labels[facet][value] : value);

  /** @param {string | undefined} text @param {Record<string, string | number>} values */
  const fill = (text, values) => (text ?? "").replace(/%\((\w+)\)s/g, (all, name) => String(values[name] ?? all));

  /* --- the index --- */

  /** @type {Record<string, Promise<void> | undefined>} */
  const loading = {};

  /**
   * Load a part once; the promise is forgotten when it fails, so that it can be tried again. A part that comes and cannot be read fails too.
   * @param {string} path @returns {Promise<void>}
   */
  function load(path) {
    if (loading[path]) return loading[path];
    const came = planLoad(`${root}${path}.js`, "PlanSearch").then(() => { if (!S.has(path)) throw new Error(`${path} cannot be read`); return S.ready(); });
    return (loading[path] = came.catch((error) => { delete loading[path]; throw error; }));
  }

  const FIRST = ["search/items"], REST = ["assets/search/nearest", "search/text"], LATIN = ["search/pinyin", "search/english"];
  const LETTERS = /[a-z]{2}/i;
  /** What is asked in the other language, and the names and the text that answer it. */
  const FOREIGN = document.documentElement.lang.startsWith("zh") ? LETTERS : /\p{Script=Han}/u;
  const NAMES = ["assets/search/other", "search/other"], TEXT = "search/other-text";

  /**
   * Search as far as the index is there; more parts make a second answer. Rejects when there is nothing to search.
   * @param {string} query @param {Record<string, string>} filters @param {(answer: any, lacking: boolean) => void} tellOf
   */
  async function answers(query, filters, tellOf) {
    const foreign = FOREIGN.test(query), latin = LETTERS.test(query);
    await Promise.all([...FIRST.map(load), foreign && Promise.allSettled(NAMES.map(load))]);
    const first = S.search(query, filters), found = first.hits.some((hit) => !hit.near);
    if (first.tier === "all" || found) tellOf(first, false);
    if (first.tier === "all") return; // records only
    const rest = [...REST, ...(latin ? LATIN : []), ...(foreign || (latin && !found) ? [...NAMES, TEXT] : [])];
    const parts = await Promise.allSettled(rest.map(load));
    tellOf(S.search(query, filters), parts.some(({ status }) => status === "rejected"));
  }

  /* --- what is shown --- */

  /** @param {string} text @param {() => void} onclick */
  const button = (text, onclick) => planElement("button", { type: "button", onclick }, text);

  /**
   * The text with its ranges marked; long running text is cut to the words around the first mark.
   * @param {string} text @param {[number, number][]} ranges
   */
  function marked(text, ranges, limit = Infinity) {
    let from = 0, to = text.length;
    if (text.length > limit) {
      from = Math.max(0, Math.min((ranges[0]?.[0] ?? 0) - Math.floor(limit / 3), text.length - limit));
      to = from + limit;
      const inWord = (place) => /\w\w/.test(text.slice(place - 1, place + 1)); // words of letters stay whole
      while (from && inWord(from)) from++;
      while (inWord(to)) to--;
    }
    const made = [from ? "…" : ""];
    let at = from;
    for (const [start, end] of ranges) {
      if (start >= to || end <= from) continue;
      made.push(text.slice(at, Math.max(start, at)), planElement("mark", {}, text.slice(Math.max(start, at), Math.min(end, to))));
      at = Math.min(end, to);
    }
    made.push(text.slice(at, to), to < text.length ? "…" : "");
    return made;
  }

  /** The link of a hit; the words found are handed on, so that the page can show where they stand. */
  function link({ item, ranges }) {
    const [path, anchor] = S.address(item).split("#");
    const found = [...new Set(ranges.title.map(([start, end]) => item.title.slice(start, end)))].join(" ");
    return root + path + (found ? `?h=${encodeURIComponent(found)}` : "") + (anchor ? `#${anchor}` : "");
  }

  /** Why a hit that does not show the words stands there: its field, its place …; or that it has another name. */
  function because([facet, value]) {
    return facet ? `${JSON.parse(say.facets ?? "{}")[facet]}${say.colon}${label(facet, value)}` : say.renamed;
  }

  /** A hit as it is shown: its name, then its kind and place, whether it is only similar and what it lacks, why it stands there. */
  function row({ item, ranges, near, missing, through }, limit) {
    const why = through && !near ? planElement("span", { className: "hit__why" }, because(through)) : "";
    const lacks = missing.length ? ` · ${fill(say.without, { words: missing.join(say.comma) })}` : "";
    return [
      planElement("span", { className: "hit__title" }, ...marked(item.title, ranges.title, limit)),
      ...(ranges.other.length ? [planElement("small", { className: "hit__note", lang: S.parts.other.language }, ...marked(item.other, ranges.other, limit))] : []),
      planElement("small", { className: "hit__note" }, near ? `${say.similar} · ` : "", label("kind", item.kind), item.note ? " · " : "", ...marked(item.note, ranges.note), lacks, why && " · ", why),
    ];
  }

  /** @param {string} query */
  const pageOf = (query) => `${root}search/?${new URLSearchParams({ s: query })}`;

  /**
   * Say how many hits there are; what the plan does not name; with a click for each word alone when nothing holds them all.
   * @param {HTMLElement} status @param {any} answer @param {(words: string) => void} again
   */
  function tell(status, answer, again) {
    const exactly = answer.hits.filter(({ near }) => !near).length, said = [];
    const words = answer.words.filter(({ count }) => count), several = answer.words.length > 1;
    if (answer.unnamed.length) said.push(fill(say.unnamed, { words: answer.unnamed.join(say.comma) }));
    if (!answer.hits.length) said.push(say.none, ...JSON.parse(say.shelves ?? "[]").flatMap(([path, name]) => [" ", planElement("a", { href: root + path }, name)]));
    else if (exactly) said.push(fill(say.found, { count: exactly }), exactly < answer.hits.length ? ` · ${say.follow}` : "");
    else if (!answer.unnamed.length) said.push(say.near);
    if (answer.hits.length && !exactly && several && words.length) said.push(planElement("span", { className: "search-alone" }, say.alone, ...words.flatMap(({ text, count }) => [" ", button(`${text} ${count}`, () => again(text))])));
    status.replaceChildren(...said);
  }

  /**
   * Say that the index, or a part of it, could not be loaded; the button goes away when it is pressed, so the field takes the focus.
   * @param {HTMLElement} status @param {HTMLElement} field @param {() => void} again @param {string} [what]
   */
  function tellFailure(status, field, again, what = say.failed ?? "") {
    status.append(status.childNodes.length ? " " : "", what, " ", button(say.retry ?? "", () => { field.focus(); again(); }));
  }

  /** An Enter that an input method takes for itself; Safari tells of it only by the key code. */
  const composes = (event) => event.isComposing || event.keyCode === 229;

  /* --- recent searches, kept on this device only --- */

  const KEY = "searches", KEPT = 8;

  /** @returns {string[]} */
  function recent() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return Array.isArray(kept) ? kept.filter((words) => typeof words === "string").slice(0, KEPT) : [];
    } catch { return []; }
  }

  /** @param {string} query */
  function remember(query) {
    const words = query.trim();
    if (words.length < 2) return;
    try { localStorage.setItem(KEY, JSON.stringify([words, ...recent().filter((other) => other !== words)].slice(0, KEPT))); } catch { /* not kept */ }
  }

  function forget() { try { localStorage.removeItem(KEY); } catch { /* nothing was kept */ } }

  /* --- the box in the header --- */

  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]"), status = dialog.querySelector("[role=status]");
  const all = dialog.querySelector("[data-search-all]");
  const options = () => [...list.children];
  const OFFERED = 12;
  let chosen = -1, turn = 0;

  /**
   * Called when the dialog is open: fetch the index, and answer what was typed before this script was there.
   * @param {Promise<void>} [items] the first part, when it is being fetched already
   */
  function open(items) {
    fetched(items);
    Promise.all([...FIRST, ...REST].map(load)).catch(() => {}); // a failure is told as soon as there is something to search
    update();
  }

  /** @param {Promise<void>} [items] */
  function fetched(items) {
    if (items) loading["search/items"] ??= items.then(() => S.ready()).catch((error) => { delete loading["search/items"]; throw error; });
  }

  /** @param {number} index */
  function choose(index) {
    const some = options();
    chosen = some.length ? (index + some.length + 1) % (some.length + 1) : -1;
    if (chosen === some.length) chosen = -1;
    some.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (chosen >= 0) { input.setAttribute("aria-activedescendant", some[chosen].id); some[chosen].scrollIntoView({ block: "nearest" }); }
    else input.removeAttribute("aria-activedescendant");
  }

  async function update() {
    const mine = ++turn;
    all.hidden = true;
    if (!input.value.trim()) return offerRecent();
    if (!S.has("items")) status.textContent = say.loading ?? "";
    let early = false;
    try {
      await answers(input.value, {}, (answer, lacking) => {
        if (mine !== turn) return;
        const kept = early && options()[chosen]?.href;
        early = true;
        offer(answer.hits.slice(0, OFFERED));
        if (kept) choose(options().findIndex((option) => option.href === kept));
        tell(status, answer, ask);
        Object.assign(all, { hidden: answer.hits.length <= OFFERED, href: pageOf(input.value), textContent: fill(say.everything, { count: answer.hits.length }) });
        if (lacking) tellFailure(status, input, update, say.partly);
      });
    } catch {
      if (mine !== turn) return;
      if (!early) offer([]);
      status.replaceChildren();
      tellFailure(status, input, update);
    }
  }

  /** @param {string} words */
  function ask(words) {
    input.value = words;
    input.focus();
    update();
  }

  /** The hits as options; each is a link, so that it can be opened in another tab. */
  function offer(hits) {
    show(hits.map((hit) => planElement("a", { href: link(hit) }, ...row(hit, 70))));
  }

  function offerRecent() {
    const words = recent();
    show(words.map((query) => planElement("a", { href: pageOf(query), onclick: (event) => { event.preventDefault(); event.stopPropagation(); ask(query); } }, query)));
    status.replaceChildren(...(words.length ? [say.recent ?? "", " ", button(say.clear ?? "", () => { forget(); input.focus(); update(); })] : []));
  }

  /** @param {HTMLAnchorElement[]} links */
  function show(links) {
    links.forEach((option, at) => { Object.assign(option, { id: `search-hit-${at}`, tabIndex: -1 }); option.setAttribute("role", "option"); });
    list.replaceChildren(...links);
    choose(-1);
    input.setAttribute("aria-expanded", String(links.length > 0));
  }

  input.addEventListener("input", (event) => { if (!event.isComposing) update(); });
  input.addEventListener("compositionend", update);
  input.addEventListener("keydown", (event) => {
    if (composes(event)) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? options().length - 1 : chosen - 1);
    else if (event.key === "Escape") dialog.close(); // at once, where the browser would first empty the field
    else if (event.key === "Enter" && chosen >= 0) options()[chosen].click();
    else return;
    event.preventDefault();
  });
  dialog.querySelector("form").addEventListener("submit", () => remember(input.value));
  dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("pointerdown", (event) => { if (event.target === dialog) dialog.close(); }); // the backdrop
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("a")) return;
    remember(input.value);
    if (!event.ctrlKey && !event.metaKey) history.replaceState({ ...history.state, search: input.value }, ""); // the way back leads to the same search
    dialog.close();
  });

  Object.assign(S, { shared: { answers, button, composes, fill, label, link, remember, row, say, tell, tellFailure } });
  globalThis.openPlanSearch = Object.assign(open, { take: fetched });
})();
