// @ts-check
/* Search without a server: a plain scan over the records, normalised at both ends by matching.js. No DOM here: Node runs it in the tests.
   Parts arrive through `PlanSearch.receive(name, data)`, called by generated scripts, so that it works from file:// too. */
"use strict";

globalThis.PlanSearch = (() => {
  const { find, fromHan, learn, normalise, spellings, words } = PlanMatching;
  const HAN = /\p{Script=Han}/u;
  const parts = {};
  let entries = [], waiting = [], aliases = [];

  /* --- the entries ------------------------------------------------------------------------------------------------------ */

  /** Take a part of the index: `items` (records) first, `text` (running text) and `pinyin` when they are there. */
  function receive(name, data) {
    parts[name] = data;
    if (name === "pinyin") { readings = readingsOf(data.syllables); return; }
    if (name === "items") { entries = []; waiting = []; }
    const [from, to] = data.fold;
    learn(from, to);
    if (name === "items") aliases = data.aliases.map((pair) => pair.map((word) => normalise(word).text));
    waiting.push(...data.columns[0].map((_, row) => data.columns.map((column) => column[row])));
  }

  /** Make ready what was received, in slices short enough that no keystroke waits. Without a limit, at once. */
  function prepare(milliseconds = Infinity) {
    const end = performance.now() + milliseconds;
    while (waiting.length && performance.now() < end) entries.push(...waiting.splice(0, 20).map(entry));
    return waiting.length === 0;
  }

  async function ready() {
    while (!prepare(6)) await new Promise((resolve) => { setTimeout(resolve); });
  }

  const RUNNING = ["paragraphs", "errata", "reports", "findings"];

  /** One row made ready; hidden words stand line by line, so that no match runs from one into the next. */
  function entry([kind, id, title, note, hidden, box, fields, places, year, nature]) {
    const names = [["kind", kind], ["box", box], ["nature", nature], ...fields.map((f) => ["field", f]), ...places.map((p) => ["place", p])];
    const lines = [...hidden.split("\n"), ...names.map(([facet, value]) => parts.items.labels[facet][value] ?? ""), year && `${year}年`];
    const item = { kind, id, title, note, box, fields, places, year, nature, running: RUNNING.includes(kind) };
    item.shown = normalise(title);
    item.noted = normalise(note);
    item.hidden = lines.map((line) => normalise(line).text).join("\n");
    item.all = `${item.shown.text}\n${item.noted.text}\n${item.hidden}`;
    return item;
  }

  function has(name) { return name in parts; }

  function fits(item, filters) {
    return Object.entries(filters ?? {}).every(([facet, value]) => !value || facetValues(item, facet).includes(value));
  }

  function facetValues(item, facet) {
    const value = item[{ field: "fields", place: "places" }[facet] ?? facet];
    return Array.isArray(value) ? value : value ? [String(value)] : [];
  }

  /* --- exact: every word stands in the entry ------------------------------------------------------------------------------ */

  const ORDER = ["indicators", "projects", "targets", "fields", "places", "boxes", "chapters", "sections", "terms", "findings", "reports", "errata", "paragraphs"];

  function exact(asked, filters) {
    const spelled = asked.map((word) => spellings(word, aliases));
    const hits = [];
    for (const item of entries) {
      if (!fits(item, filters)) continue;
      let score = (item.running ? 0 : 1000) - ORDER.indexOf(item.kind);
      const places = [];
      const all = spelled.every((options) => {
        const found = options.map((word) => locate(item, word)).filter(Boolean);
        score += Math.max(0, ...found.map((place) => place.score));
        places.push(...found);
        return found.length;
      });
      if (all) hits.push({ item, places, score });
    }
    return hits;
  }

  function locate(item, word) {
    const title = find(item.shown.text, word);
    if (title >= 0) {
      const length = item.shown.text.length;
      const whole = word.length === length ? 300 : 0;
      return { field: "title", at: title, length: word.length, score: 200 + whole + (title === 0 ? 30 : 0) + Math.round((100 * word.length) / length) };
    }
    const note = find(item.noted.text, word);
    if (note >= 0) return { field: "note", at: note, length: word.length, score: 60 + (note === 0 ? 5 : 0) + Math.round((40 * word.length) / item.noted.text.length) };
    return find(item.hidden, word) >= 0 ? { field: "hidden", at: 0, length: 0, score: 20 } : null;
  }

  /* --- nearest: nothing holds every word --------------------------------------------------------------------------------- */

  const LEADING = /^(关于|什么是|全市|我市)的?/;
  const TRAILING = /(的|建设)?(项目|工程|目标|指标|计划|情况|数量|是?多少|有多少|是什么|在哪里?)+$/;

  function near(asked, filters) {
    const bare = asked.map((word) => word.replace(LEADING, "").replace(TRAILING, "")).filter((word) => word.length > 1);
    const hits = bare.length && bare.join() !== asked.join() ? exact(bare, filters) : [];
    const letters = asked.join(" ");
    if (!hits.length && /^[a-zü' -]+$/.test(letters) && has("pinyin")) hits.push(...byPinyin(letters, filters));
    return hits.length ? hits : nearest(bare.length ? bare : asked, entries.filter((item) => fits(item, filters)));
  }

  /* A query is cut into firm pieces (numbers, Latin words, pairs of Han) and, for titles only, weak ones: single Han, and pairs
     with another character between, for a slip of the pen. */
  /** @typedef {{ text: string, part: number, han?: boolean, count?: number, weight?: number }} Piece */
  const FIRM = 1, SLIP = 0.4, SINGLE = 0.3;

  /** @type {(word: string) => Piece[]} */
  function pieces(word) {
    /** @type {Piece[]} */
    const found = [...word.matchAll(/\d[\d.]*[%万亿]?|[a-z]{2,}/g)].map(([text]) => ({ text, part: FIRM }));
    const characters = [...word].map((c) => (HAN.test(c) ? c : ""));
    characters.forEach((c, at) => {
      const [next, after] = characters.slice(at + 1, at + 3);
      if (c) found.push({ text: c, part: SINGLE, han: true });
      if (c && next) found.push({ text: c + next, part: FIRM, han: true });
      if (c && after) found.push({ text: `${c}?${after}`, part: SLIP });
    });
    return found;
  }

  function holds(text, piece) {
    if (piece.han) return text.includes(piece.text);
    if (piece.part === FIRM) return find(text, piece.text) >= 0;
    const [first, , last] = piece.text;
    for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) if (text.startsWith(last, at + first.length + 1)) return true;
    return false;
  }

  /** The word with official words for everyday ones and digits in amounts. */
  function official(word) {
    const counted = word.replace(/[〇零一二两三四五六七八九十百千]+(?=[万亿])/g, (run) => fromHan(run) ?? run);
    return aliases.reduce((form, [said, meant]) => (find(form, said) >= 0 && !form.includes(meant) ? form.replace(said, meant) : form), counted);
  }

  /** Those of the entries that share many rare pieces with the query, in their title above all, those that keep its order first. */
  function nearest(asked, among) {
    const expanded = asked.map(official);
    const forms = [asked, expanded].map((some) => some.join("").slice(0, 30));
    const wanted = [...new Map([...expanded, ...asked].flatMap(pieces).map((piece) => [piece.text, piece])).values()].slice(0, 72);
    const firm = wanted.filter(({ part }) => part === FIRM);
    const candidates = among.map((item) => ({ item, shared: (item.running ? firm : wanted).filter((piece) => holds(piece.part === FIRM ? item.all : item.shown.text, piece)) })).filter(({ shared }) => shared.length);
    for (const piece of wanted) piece.count = 0;
    for (const { shared } of candidates) for (const piece of shared) piece.count++;
    for (const piece of wanted) piece.weight = piece.part * Math.log(1 + among.length / (1 + (piece.count || among.length / 20)));
    const graded = candidates.map(({ item, shared }) => grade(item, shared, item.running ? firm : wanted, forms)).filter(Boolean);
    graded.sort((a, b) => b.score - a.score);
    const best = graded.filter(({ score }) => score >= 0.6 * graded[0].score).slice(0, 30);
    return best.map((hit) => ({ ...hit, places: hit.shared.map(({ text }) => locate(hit.item, text)).filter(Boolean) }));
  }

  const sum = (some) => some.reduce((total, { weight }) => total + weight, 0);

  /** How near an entry is; nothing when it is not near enough. */
  function grade(item, shared, wanted, forms) {
    const title = item.shown.text, all = sum(wanted), covered = sum(shared) / all;
    const of = (kind, some = shared) => some.filter(({ part }) => part === kind);
    const sure = covered >= 0.3 && of(FIRM).some(({ text }) => /\p{L}/u.test(text));
    if (item.running && !sure) return null;
    const order = item.running ? 0 : Math.max(...forms.map((form) => subsequence(title, form)));
    const everyOne = of(SINGLE).length > 1 && of(SINGLE).length === of(SINGLE, wanted).length;
    if (!sure && !everyOne && order <= 0.25 && !(covered >= 0.2 && of(SLIP).length)) return null;
    const inTitle = item.running ? 0 : sum(shared.filter((piece) => holds(title, piece))) / all;
    const split = forms.some((form) => splits(form, of(FIRM)));
    const dense = Math.min(1, shared.length / title.length);
    return { item, shared, split, score: covered + inTitle + 0.45 * order + (split ? 0.5 : 0) + 0.1 * dense - 0.03 * ORDER.indexOf(item.kind) };
  }

  /** Whether the words fall wholly into the firm pieces: two words run together. */
  function splits(whole, firm) {
    const held = [...whole].map((c) => !/[\p{L}\p{N}]/u.test(c));
    for (const { text } of firm) for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + 1)) held.fill(true, at, at + text.length);
    return held.every(Boolean);
  }

  /** How tightly the characters of the word stand in the text in their order: 1 when together, 0 when one is missing. */
  function subsequence(text, word) {
    if (word.length < 2) return 0;
    let best = 0;
    for (let start = text.indexOf(word[0]); start >= 0; start = text.indexOf(word[0], start + 1)) {
      let at = start;
      for (let next = 1; next < word.length && at >= 0; next++) at = text.indexOf(word[next], at + 1);
      if (at < 0) break;
      best = Math.max(best, word.length / (at - start + 1));
    }
    return best;
  }

  /* --- Latin letters for Han: pinyin, initials, or some of each ------------------------------------------------------------ */

  let readings = new Map();

  /** Character → its syllables; ü is typed as v or u, so all are compared as u. */
  function readingsOf(syllables) {
    const found = new Map();
    for (const [syllable, characters] of Object.entries(syllables))
      for (const c of characters) found.set(c, [...(found.get(c) ?? []), syllable.replaceAll("v", "u")]);
    return found;
  }

  /** Where the letters end when they are read from this place on, or -1. `skips`: how many characters may be left out. */
  function read(text, at, letters, skips) {
    if (!letters) return at;
    if (at >= text.length) return -1;
    const ways = readings.get(text[at]) ?? [text[at]];
    if (ways.some((way) => way.startsWith(letters))) return at + 1;
    for (const way of [...ways, ...ways.map((syllable) => syllable[0])]) {
      const end = letters.startsWith(way) ? read(text, at + 1, letters.slice(way.length), skips) : -1;
      if (end >= 0) return end;
    }
    return skips ? read(text, at + 1, letters, skips - 1) : -1;
  }

  function byPinyin(typed, filters) {
    const letters = typed.replaceAll(/[üv]/g, "u").replaceAll(/[\s'-]/g, "").slice(0, 40);
    for (const skips of letters.length > 3 ? [0, 1] : [0]) {
      const hits = [];
      for (const item of entries) {
        const text = item.shown.text;
        const best = item.running || !fits(item, filters) ? [] : [...text].map((c, at) => [at, read(text, at, letters, skips)]).filter(([, end]) => end >= 0).sort((a, b) => a[1] - a[0] - (b[1] - b[0]))[0] ?? [];
        if (!best.length) continue;
        const [at, end] = best;
        hits.push({ item, places: [{ field: "title", at, length: end - at }], score: 10 / (end - at) + (end - at) / text.length - ORDER.indexOf(item.kind) / 100 + (at === 0 ? 0.2 : 0) });
      }
      if (hits.length) return hits;
    }
    return [];
  }

  /* --- the answer ------------------------------------------------------------------------------------------------------------ */

  /**
   * Search. `filters`: facet → value. Returns `tier` ("all" without a query, "exact", "near" or "none"), `hits` in order,
   * each with its item, the ranges to mark in title and note, and whether it is only near (when no record answers exactly, the
   * nearest ones follow the running text), and `facets`: facet → Map of value → count.
   */
  function search(query, filters = {}) {
    prepare();
    const asked = words(query);
    let tier = asked.length ? "exact" : query.trim() ? "none" : "all";
    let hits = tier === "all" ? entries.filter((item) => !item.running && fits(item, filters)).map((item) => ({ item, places: [], score: 0 })) : [];
    if (asked.length) hits = exact(asked, filters);
    if (asked.length && !hits.length) hits = exact(words(query, true), filters);
    if (asked.length && !hits.length) { hits = near(asked, filters); tier = hits.length ? "near" : "none"; }
    hits.sort((a, b) => b.score - a.score);
    if (tier === "exact" && hits.every(({ item }) => item.running)) hits.push(...nearest(asked, entries.filter((item) => !item.running && fits(item, filters))).filter(({ split }) => split).slice(0, 5).map((hit) => ({ ...hit, near: true })));
    return { tier, words: asked, hits: hits.map(marked), facets: count(hits) };
  }

  function marked(hit) {
    const ranges = { title: [], note: [] };
    for (const { field, at, length } of hit.places) {
      if (!ranges[field]) continue;
      const { places } = field === "title" ? hit.item.shown : hit.item.noted, last = places[at + length - 1];
      ranges[field].push([places[at], last + (hit.item[field].codePointAt(last) > 0xffff ? 2 : 1)]);
    }
    return { item: hit.item, near: hit.near ?? false, ranges: { title: merge(ranges.title), note: merge(ranges.note) } };
  }

  function merge(ranges) {
    const merged = [];
    for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
      const last = merged[merged.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(end, last[1]);
      else merged.push([start, end]);
    }
    return merged;
  }

  const FACETS = ["kind", "box", "field", "place", "year", "nature"];

  function count(hits) {
    const facets = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    for (const { item } of hits)
      for (const facet of FACETS)
        for (const value of facetValues(item, facet)) facets[facet].set(value, (facets[facet].get(value) ?? 0) + 1);
    return facets;
  }

  /** The address of an entry from the root of the edition. */
  function address({ kind, id, box }) {
    const { at } = parts.items; // eslint-disable-line es-x/no-array-prototype-at, es-x/no-string-prototype-at -- a key of the index
    if (at[kind]) return at[kind] + id + (at[kind].endsWith("#") ? "" : "/");
    if (box) return `${at.boxes + box}/#${id}`;
    return /^\d/.test(id) ? `${at.chapters + id.split("-")[0]}/#${id}` : `${at.chapters}#${id}`;
  }

  return { receive, ready, has, search, address, parts };
})();
