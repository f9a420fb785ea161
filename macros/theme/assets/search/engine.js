// @ts-check
/* Search without a server: a plain scan over the records, normalised at both ends. No DOM here: Node runs it in the tests.
   Parts arrive through `PlanSearch.receive(name, data)`, called by generated scripts, so that it works from file:// too. */
"use strict";

(() => {
  const S = globalThis.PlanSearch, DIGIT = /[0-9]/;
  const parts = {};
  let entries = [], waiting = [];
  /** Section → its label, with which the notes of its paragraphs begin: "^" stands for it, or for the label of the box. */
  const sections = new Map();

  /* --- where a word stands --- */

  /** Words that only ever stand by chance across two others, as 修路 in 维修路灯. */
  const chances = new Set();

  /** Where a word stands in a text, and not by chance; -1 when it does not. */
  const find = (text, word) => (chances.has(word) ? -1 : PlanMatching.find(text, word));

  /** All that can be searched, one entry after the other, and where each begins: one scan tells which entries a word can stand in at all. */
  let whole = "", starts = [], owners = [];
  /** @type {Map<string, Set<object>>} */
  const held = new Map();
  const REMEMBERED = 500;

  function holders(word) {
    let found = held.get(word);
    if (found) return found;
    found = new Set();
    for (let at = whole.indexOf(word), row = 0; at >= 0; at = row + 1 < starts.length ? whole.indexOf(word, starts[row + 1]) : -1) {
      row = rowAt(at, row);
      found.add(owners[row]);
    }
    if (held.size > REMEMBERED) held.clear();
    held.set(word, found);
    return found;
  }

  /** The last row from `low` on that begins at this place or before it. */
  function rowAt(at, low) {
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /* --- the entries --- */

  /**
   * Take a part of the index: `items` (records) first, `text` (running text), `pinyin` and `english` when they are there; the words of
   * another language for the rows of a part, in any order. With `halves`, the data is packed JSON.
   */
  function receive(name, given, halves, short) {
    const data = halves === undefined ? given : JSON.parse(unpack(given, halves, short));
    parts[name] = data;
    if (data.bridges) S.bridge(data.bridges);
    if (data.syllables) parts.readings = readings(data.syllables);
    for (const word of data.chances?.split(" ") ?? []) chances.add(word);
    if (data.columns) {
      if (name === "items") { entries = []; waiting = []; whole = ""; starts = []; owners = []; S.name(data.labels.kind, data.common); }
      if (name === "text") data.columns[2] = data.columns[2].map(named(parts.items.columns[2]));
      waiting.push(...data.columns[0].map((_, row) => () => take(entry(data.columns.map((column) => column[row])))));
    }
    S.translate?.();
  }

  /** What is to be done before the next search, after all that waits already. */
  const queue = (tasks) => waiting.push(...tasks);

  /** @param {number} row */
  const nth = (row) => entries[row];

  /** Text as it was before packing.py: each letter with the two that it stands for, or with the one when the second is a blank. */
  function unpack(packed, halves, short) {
    const all = [...halves], wanted = new Map(), found = new Map();
    for (let at = 0; at < all.length / 2; at++) wanted.set(short[at] ?? String.fromCharCode(0x100 + at - short.length), all.slice(2 * at, 2 * at + 2));
    const back = (character) => {
      if (!found.has(character)) {
        const [first, second] = wanted.get(character) ?? [character, " "];
        found.set(character, second === " " ? first : back(first) + back(second));
      }
      return found.get(character);
    };
    return Array.from(packed, back).join("");
  }

  /** Running text with the names of records put back, for each of which one character stands (search_index.py). */
  const named = (names) => (text) => text.replace(/[\ue000-\uf8ff]/g, (character) => names[character.charCodeAt(0) - 0xe000]);

  /** Character → its syllables; ü is typed as v or u, so all are compared as u. */
  function readings(syllables) {
    const found = new Map();
    for (const [syllable, characters] of Object.entries(syllables))
      for (const c of characters) found.set(c, [...(found.get(c) ?? []), syllable.replace(/v/g, "u")]);
    return found;
  }

  /** Make ready what was received, in slices short enough that no keystroke waits. Without a limit, at once. */
  function prepare(milliseconds = Infinity) {
    const end = performance.now() + milliseconds;
    while (waiting.length && performance.now() < end) for (const next of waiting.splice(0, 20)) next();
    return waiting.length === 0;
  }

  function take(item) {
    entries.push(item);
    scan(item, item.all);
  }

  /** Let an entry be found by a text. */
  function scan(item, text) {
    owners.push(item);
    starts.push(whole.length);
    whole += `${text}\n`;
    held.clear();
  }

  async function ready() {
    while (!prepare(6)) await new Promise((resolve) => { setTimeout(resolve); });
  }

  const RUNNING = ["paragraphs", "errata", "reports", "findings"];

  /** One row made ready; hidden words stand line by line, so that no match runs from one into the next. */
  function entry([kind, id, title, note, hidden, box, ofFields, ofPlaces, year, nature]) {
    const [fields, places] = [["field", ofFields], ["place", ofPlaces]].map(([facet, codes]) => [...codes].map((code) => Object.keys(parts.items.labels[facet])[code.charCodeAt(0) - 0x30]));
    const names = [["kind", kind], ["box", box], ["nature", nature], ...fields.map((f) => ["field", f]), ...places.map((p) => ["place", p])];
    const lines = [...hidden.split("\n"), ...names.map(([facet, value]) => parts.items.labels[facet][value] ?? ""), year && `${year}年`];
    const noted = note[0] === "^" ? (box ? parts.items.labels.box[box] : sections.get(id.replace(/-[^-]*$/, ""))) + note.slice(1) : note;
    if (kind === "sections") sections.set(id, noted);
    const item = { kind, id, title, note: noted, box, fields, places, year, nature, running: RUNNING.includes(kind) };
    item.shown = PlanMatching.normalise(title);
    item.noted = PlanMatching.normalise(noted);
    item.hidden = lines.map((line) => PlanMatching.normalise(line).text).join("\n");
    item.all = `${item.shown.text}\n${item.noted.text}\n${item.hidden}`;
    return item;
  }

  /** Whether a part of the index is there, by its name or the path of its script; or the script for what is nearest. */
  const has = (path) => (path.startsWith("assets") ? (path.endsWith("nearest") ? "near" : "translate") in S : Object.prototype.hasOwnProperty.call(parts, path.replace(/^.*\//, "")));

  function facetValues(item, facet) {
    const value = item[{ field: "fields", place: "places" }[facet] ?? facet];
    return Array.isArray(value) ? value : value ? [String(value)] : [];
  }

  /** Whether the facet has such a value; what comes from an address may be anything. */
  function known(facet, value) {
    return FACETS.includes(facet) && (facet === "year" ? /^\d{4}$/.test(value) : Object.prototype.hasOwnProperty.call(parts.items?.labels[facet] ?? {}, value));
  }

  /** The entries that fit the filters and the operators of a question. */
  function among(filters, { without, phrases }) {
    const chosen = Object.entries(filters).filter(([, value]) => value);
    if (!chosen.length && !without.length && !phrases.length) return entries;
    return entries.filter((item) => chosen.every(([facet, value]) => facetValues(item, facet).includes(value))
      && !without.some((word) => find(item.all, word) >= 0) && phrases.every((words) => find(item.all, words) >= 0));
  }

  /* --- exact: everything asked for stands in the entry --- */

  const ORDER = ["indicators", "projects", "targets", "fields", "places", "boxes", "chapters", "sections", "terms", "findings", "reports", "errata", "paragraphs"];

  const RECORD = 600, EXPLAINED = 90;

  /** The words of a kind, the years and so on that an entry is preferred for; a record of which only fields and the like hold the words is not. */
  function preference(item, wish, places) {
    const kind = wish.kinds.has(item.kind) ? 420 : 0;
    const years = [...wish.years].filter((year) => item.year === year || find(item.all, year) >= 0).length;
    return kind + 60 * years - ORDER.indexOf(item.kind) + (item.running || (places && places.every(({ field }) => field === "hidden")) ? 0 : RECORD);
  }

  function exact(terms, wish, some) {
    const hits = [];
    const vague = terms.filter(({ weak }) => weak), all = vague.length === terms.length;
    const wanted = terms.filter(({ weak }) => all || !weak).map((term) => ({ ...term, parts: standsAsRecord(term, some) ? [] : term.parts }));
    for (const item of some) {
      const found = wanted.map((term) => stand(item, term));
      if (!found.every(Boolean)) continue;
      found.push(...(all ? [] : vague).map((term) => stand(item, term)).filter(Boolean));
      const places = found.flatMap((one) => one.places);
      hits.push({ item, places, score: preference(item, wish, wanted.length > 1 && places) + found.reduce((sum, { score }) => sum + score, 0) });
    }
    return hits;
  }

  const standsAsRecord = (term, some) => some.some((item) => !item.running && holders(term.text).has(item) && find(item.all, term.text) >= 0);

  /** How well a term stands in an entry, whole or in its parts; nothing when it does not. */
  function stand(item, term) {
    const found = term.unnamed ? [] : term.options.map(({ text, less }) => locate(item, text, less)).filter(Boolean);
    if (found.length) return { score: Math.max(...found.map(({ score }) => score)) + (term.parts.length ? 100 : 0), places: found };
    const places = term.parts.filter(({ weak }) => !weak).map((part) => stand(item, part));
    if (!places.length || !places.every(Boolean)) return null;
    const hints = term.parts.filter((part) => part.weak && item.shown.text.includes(part.text)).length;
    return { score: 40 * hints + places.reduce((sum, { score }) => sum + score, 0) / places.length, places: places.flatMap((one) => one.places) };
  }

  function locate(item, word, less = 0) {
    if (!holders(word).has(item)) return null;
    if (less && item.kind === "terms") less += EXPLAINED; // who asks in everyday words wants the thing more than the word for it
    const own = find(item.shown.text, word), said = own < 0 && item.said, { text } = said || item.shown;
    const title = said ? find(text, word) : own, share = less < 60 ? word.length / text.length : 0;
    if (title >= 0) {
      const often = item.running ? 15 * Math.min(5, text.split(word).length - 1) : 0;
      return { field: said ? "other" : "title", at: title, length: word.length, score: 200 + (share === 1 && !(less && item.kind === "terms") ? 300 : 0) + (title === 0 ? 30 : 0) + Math.round(100 * share) + often - less };
    }
    const note = find(item.noted.text, word);
    if (note >= 0) return { field: "note", at: note, length: word.length, score: 60 + (word === item.noted.text ? 400 : 0) + (note === 0 ? 5 : 0) + Math.round((40 * word.length) / item.noted.text.length) - less };
    if (find(item.hidden, word) < 0) return null;
    return { field: "hidden", at: 0, length: 0, word, score: (`\n${item.hidden}\n`.includes(`\n${word}\n`) ? 40 : 20) - less };
  }

  /* --- the answer --- */

  const FEW = 6, FOLLOWING = 8, MOST = 30, CITED = 9999;

  /**
   * Search. `filters`: facet → value. Returns
   * `tier`: "all" without a question, "exact", "near" when no entry holds everything that is asked for, or "none";
   * `hits` in order, each with its item, the ranges to mark in title and note, whether it is only `near` (after few exact ones the nearest
   *   follow) and which of the words it is `missing`, and through which
   *   facet and value it is found when it does not show the words;
   * `words`: when nothing holds all of them, each thing asked for with the number of entries that hold it; `unnamed`: everyday words for what the plan does not name;
   * `filters` as they were applied, those typed too; `facets`: facet → Map of value → count of the hits, without those that follow.
   */
  function search(query, filters = {}) {
    prepare();
    const { text, wish, terms, apart } = S.parse(query);
    const chosen = { ...Object.fromEntries(Object.entries(filters).filter(([facet, value]) => known(facet, value))), ...wish.filters };
    const some = among(chosen, wish);
    const bare = !terms.length && (wish.phrases.length || wish.without.length || wish.filters.kind || !query.trim());
    if (!terms.length) return answer(bare ? wish.phrases.length ? "exact" : "all" : "none", bare ? listed(some, wish) : [], { chosen, terms });
    const cited = placesCited(text, some), asked = cited.length ? [S.term(PlanMatching.normalise(text).text)] : terms;
    let hits = exact(asked, wish, some);
    // what the plan does not name is not named by its parts either: farm and subsidy stand together where neither is meant
    if (!hits.length && !cited.length && apart.length > terms.length && !terms.some(({ unnamed }) => unnamed)) hits = exact(apart, wish, some);
    for (const hit of hits) if (cited.includes(hit.item)) hit.score += CITED;
    hits.push(...cited.map((item) => ({ item, places: [], score: CITED })).filter(once(hits)));
    hits.sort((a, b) => b.score - a.score);
    const exactly = hits.length, figures = exactly && terms.every((term) => DIGIT.test(term.text[0]));
    const few = !figures && !cited.length && (exactly < FEW || hits.every(({ item }) => item.running));
    const nearest = few && S.near ? S.near(terms, wish, some, text, exactly > 0) : { hits: [], words: [] };
    hits.push(...nearest.hits.map((hit) => ({ ...hit, near: true })).filter(once(hits)).slice(0, exactly ? FOLLOWING : MOST));
    return answer(exactly ? "exact" : hits.length ? "near" : "none", hits, { chosen, terms, asked: exactly ? [] : nearest.words });
  }

  /** Without words: records in their order; the words in quotation marks are marked. */
  function listed(some, { phrases }) {
    const hits = some.map((item) => ({ item, places: phrases.map((words) => locate(item, words)).filter(Boolean), score: 0 }));
    return phrases.length ? hits : hits.filter(({ item }) => !item.running);
  }

  /** The entries at the place that the question cites, if it does. */
  function placesCited(text, some) {
    const cited = S.cited(text);
    return some.filter(({ kind, id }) => cited.includes(`${kind}/${id}`));
  }

  /** A test that lets each entry through once. */
  function once(before = []) {
    const seen = new Set(before.map(({ item }) => item));
    return ({ item }) => !seen.has(item) && Boolean(seen.add(item));
  }

  function answer(tier, hits, { chosen, terms, asked = [] }) {
    const counted = hits.filter(({ near }) => tier === "near" || !near);
    const unnamed = [...new Set([...terms, ...asked].filter((word) => word.unnamed).map(({ text }) => text))];
    return { tier, words: asked, unnamed, filters: chosen, hits: hits.map(marked), facets: count(counted) };
  }

  function marked(hit) {
    const ranges = { title: [], note: [], other: [] };
    for (const { field, at, length } of hit.places) {
      if (!ranges[field]) continue;
      const { places } = { title: hit.item.shown, note: hit.item.noted, other: hit.item.said }[field], last = places[at + length - 1];
      ranges[field].push([places[at], last + (hit.item[field].codePointAt(last) > 0xffff ? 2 : 1)]);
    }
    return { item: hit.item, near: hit.near ?? false, missing: hit.missing ?? [], through: through(hit), ranges: { title: merge(ranges.title), note: merge(ranges.note), other: merge(ranges.other) } };
  }

  /**
   * Why a hit stands there of which nothing that is shown holds the words: facet and value whose name does, as the field; no facet, when it
   * is another name of it.
   */
  function through({ item, places }) {
    if (!places.length || places.some(({ field }) => field !== "hidden")) return null;
    const values = ["field", "place", "box", "nature"].flatMap((facet) => facetValues(item, facet).map((value) => [facet, value]));
    /** @param {string[]} value */
    const called = ([facet, value]) => [parts.items, parts.other].map((part) => PlanMatching.normalise(part?.labels?.[facet]?.[value] ?? "").text);
    return values.find((value) => places.some(({ word }) => called(value).some((name) => find(name, word) >= 0))) ?? ["", ""];
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

  Object.assign(S, { receive, ready, has, known, search, address, parts, find, holders, stand, locate, preference, queue, nth, scan, named, ORDER });
})();
