/* Search without a server: a plain scan over the records, normalised at both ends. No DOM here: Node runs it in the tests.
   Parts arrive through `PlanSearch.receive(name, data)`, called by generated scripts, so that it works from file:// too. */
"use strict";

globalThis.PlanSearch = (() => {
  const parts = {};
  let entries = [], waiting = [];

  /* --- normalising: NFKC, lower case, one script, no punctuation, no blanks except between Latin words ----------------- */

  const KEPT = /[\p{L}\p{N}+&%.\-~/#]/u;
  const LATIN = /[a-z]/;
  const DIGIT = /[0-9]/;
  let plain = new Map();

  /** What one character is compared as: folded characters, a blank, or nothing. Remembered, for there are few. */
  function plainly(character) {
    let found = plain.get(character);
    if (found === undefined) {
      const fold = parts.items?.fold ?? {};
      found = [...character.normalize("NFKC").toLowerCase()].map((c) => fold[c] ?? c).filter((c) => KEPT.test(c)).join("") || (/\s/.test(character) ? " " : "");
      plain.set(character, found);
    }
    return found;
  }

  /** The text as it is compared, and for each of its characters the place in the text as shown. */
  function normalise(text) {
    const places = [];
    let normal = "", place = 0, blank = -1;
    for (const character of text) {
      const found = plainly(character);
      if (found === " ") { if (LATIN.test(normal.at(-1) ?? "")) blank = place; }
      else if (found) {
        if (blank >= 0 && LATIN.test(found[0])) { normal += " "; places.push(blank); }
        for (const one of found) { normal += one; for (let unit = 0; unit < one.length; unit++) places.push(place); }
        blank = -1;
      }
      place += character.length;
    }
    places.push(text.length);
    return { text: normal, places };
  }

  /* --- the query: words, each with the spellings that mean the same ----------------------------------------------------- */

  const HAN_DIGITS = "〇一二三四五六七八九";
  const UNITS = { 十: 10, 百: 100, 千: 1000 };

  /** 三十 → 30, 二〇三五 → 2035; null when the word is no number. */
  function fromHan(word) {
    const digits = [...word.replaceAll("零", "〇").replaceAll("两", "二")];
    if (digits.length > 1 && digits.every((c) => HAN_DIGITS.includes(c))) return digits.map((c) => HAN_DIGITS.indexOf(c)).join("");
    let total = 0, digit = 0, last = 10000;
    for (const c of digits) {
      if (UNITS[c]) { if (UNITS[c] >= last) return null; last = UNITS[c]; total += (digit || 1) * UNITS[c]; digit = 0; }
      else if (digit) return null;
      else digit = HAN_DIGITS.indexOf(c);
    }
    return digits.length > 1 || UNITS[digits[0]] ? String(total + digit) : null;
  }

  function spellings(word) {
    const found = new Set([word]);
    found.add(word.replace(/[〇零一二两三四五六七八九十百千]+/g, (run) => fromHan(run) ?? run));
    found.add(word.replace(/\d{4}(?=年|$)/g, (year) => [...year].map((c) => HAN_DIGITS[c]).join("")));
    for (const [said, meant] of parts.items?.aliases ?? [])
      if (word === said || (word.length > said.length && word.includes(said))) found.add(word.replace(said, meant));
    return [...found];
  }

  /** The words of a query; a blank between a digit and Han joins them, as in 30 万吨. */
  function words(query, joined = true) {
    const spaced = query.slice(0, 400).normalize("NFKC").toLowerCase();
    const glued = joined ? spaced.replace(/(\d)\s+(?=[^\s\d\p{Script=Latin}])/gu, "$1") : spaced;
    return [...new Set(glued.split(/\s+/).map((word) => normalise(word).text).filter((word) => /[\p{L}\p{N}]/u.test(word)))].slice(0, 12);
  }

  /** Where a word stands in a text, so that no number is cut: 5万吨 is not found in 25万吨. */
  function find(text, word, from = 0) {
    for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
      const before = text[at - 1] ?? "", after = text[at + word.length] ?? "";
      const cutLeft = DIGIT.test(word[0]) && (DIGIT.test(before) || (before === "." && DIGIT.test(text[at - 2] ?? "")));
      const cutRight = DIGIT.test(word.at(-1)) && (DIGIT.test(after) || (after === "." && DIGIT.test(text[at + word.length + 1] ?? "")));
      const cutLatin = word.length < 3 && LATIN.test(word[0]) && (LATIN.test(before) || LATIN.test(after));
      if (!cutLeft && !cutRight && !cutLatin) return at;
    }
    return -1;
  }

  /* --- the entries ------------------------------------------------------------------------------------------------------ */

  /** Take a part of the index: `items` (records) first, `text` (running text) and `pinyin` when they are there. */
  function receive(name, data) {
    parts[name] = data;
    if (name === "items") {
      entries = [];
      waiting = [];
      plain = new Map();
      data.fold = Object.fromEntries([...data.fold[0]].map((character, at) => [character, data.fold[1][at]]));
    }
    if (name === "pinyin") data.syllables = Object.fromEntries(Object.entries(data.syllables).flatMap(([syllable, all]) => [...all].map((c) => [c, syllable])));
    else waiting.push(...data.rows);
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

  function entry([kind, id, title, note, extra, box, fields, places, year, nature]) {
    const names = (facet, values) => values.map((value) => parts.items.labels[facet][value]);
    const hidden = [extra, ...names("field", fields), ...names("place", places), ...names("box", box ? [box] : []), ...names("nature", nature ? [nature] : [])].join(" ");
    const shown = normalise(title), noted = normalise(note), running = kind === "paragraphs" || kind === "errata";
    const item = { kind, id, title, note, box, fields, places, year, nature, running, shown, noted, hidden: normalise(hidden).text };
    item.all = `${item.shown.text} ${item.noted.text} ${item.hidden}`;
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

  const ORDER = ["indicators", "projects", "targets", "boxes", "chapters", "sections", "terms", "errata", "paragraphs"];

  function exact(asked, filters) {
    const spelled = asked.map(spellings);
    const hits = [];
    for (const item of entries) {
      if (!fits(item, filters)) continue;
      let score = item.running ? 0 : 1000;
      const places = [];
      const all = spelled.every((options) => {
        const best = options.map((word) => locate(item, word)).filter(Boolean).sort((a, b) => b.score - a.score)[0];
        if (best) { score += best.score; places.push(best); }
        return best;
      });
      if (all) hits.push({ item, places, score: score - ORDER.indexOf(item.kind) });
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
    if (note >= 0) return { field: "note", at: note, length: word.length, score: 60 + (note === 0 ? 5 : 0) };
    return find(item.hidden, word) >= 0 ? { field: "extra", at: 0, length: 0, score: 20 } : null;
  }

  /* --- nearest: nothing holds every word --------------------------------------------------------------------------------- */

  const GENERIC = /(建设)?(项目|工程|目标|指标|计划|情况|是多少|有多少|多少|的)$/;

  function grams(text) {
    const found = new Set();
    for (let at = 0; at + 1 < text.length; at++) found.add(text.slice(at, at + 2));
    return found;
  }

  /** Entries that share many rare pairs of characters with the query, those that keep its order first. */
  function nearest(asked, filters) {
    const whole = asked.join("").slice(0, 40);
    const wanted = [...grams(whole)];
    const candidates = entries.filter((item) => fits(item, filters)).map((item) => ({ item, shared: wanted.filter((gram) => item.all.includes(gram)) }));
    const counts = new Map(wanted.map((gram) => [gram, 0]));
    for (const { shared } of candidates) for (const gram of shared) counts.set(gram, counts.get(gram) + 1);
    const weigh = (gram) => Math.log(1 + entries.length / (1 + counts.get(gram)));
    const sum = (some) => some.reduce((total, gram) => total + weigh(gram), 0);
    const full = sum(wanted) || 1;
    const hits = [];
    for (const { item, shared } of candidates) {
      const covered = sum(shared) / full;
      const order = item.running ? 0 : subsequence(item.shown.text, whole);
      const dense = Math.min(1, shared.length / Math.max(1, item.shown.text.length - 1));
      const score = covered + 0.45 * order + 0.1 * dense + (item.running ? 0 : 0.08);
      if (covered >= 0.34 || order > 0.25) hits.push({ item, places: shared.map((gram) => locate(item, gram)).filter(Boolean), score });
    }
    return hits;
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

  /* --- Latin letters for Han: full pinyin or initials ---------------------------------------------------------------------- */

  function spelled(item) {
    if (!item.syllables) {
      item.syllables = [...item.shown.text].map((c) => parts.pinyin.syllables[c] ?? c);
      item.initials = item.syllables.map((s) => s[0]).join("");
      item.starts = [];
      item.latin = "";
      for (const syllable of item.syllables) { item.starts.push(item.latin.length); item.latin += syllable; }
    }
    return item;
  }

  function byPinyin(word, filters) {
    const letters = word.replaceAll("ü", "v").replaceAll(/[\s'-]/g, "");
    const hits = [];
    for (const item of entries) {
      if (item.running || !fits(item, filters)) continue;
      const { initials, latin, starts } = spelled(item);
      const asInitials = letters.length > 1 ? initials.indexOf(letters) : -1;
      let first = -1;
      for (let at = latin.indexOf(letters); at >= 0 && first < 0; at = latin.indexOf(letters, at + 1)) first = starts.indexOf(at);
      const at = first >= 0 ? first : asInitials;
      if (at < 0) continue;
      const end = first >= 0 ? starts.findLastIndex((start) => start < starts[first] + letters.length) + 1 : at + letters.length;
      const score = 100 + (end - at) / item.shown.text.length - ORDER.indexOf(item.kind) / 100 + (at === 0 ? 0.2 : 0);
      hits.push({ item, places: [{ field: "title", at, length: end - at }], score });
    }
    return hits;
  }

  /* --- the answer ------------------------------------------------------------------------------------------------------------ */

  /**
   * Search. `filters`: facet → value. Returns `tier` ("all" without a query, "exact", "near" or "none"), `hits` in order,
   * each with its item and the ranges to mark in title and note, and `facets`: facet → Map of value → count.
   */
  function search(query, filters = {}) {
    prepare();
    const asked = words(query);
    let tier = "exact", hits;
    if (!asked.length) { tier = query.trim() ? "none" : "all"; hits = tier === "all" ? entries.filter((i) => !i.running && fits(i, filters)).map((item) => ({ item, places: [], score: 0 })) : []; }
    else hits = exact(asked, filters);
    if (!hits.length && asked.length) { const apart = words(query, false); if (apart.length > asked.length) hits = exact(apart, filters); }
    if (!hits.length && asked.length) { tier = "near"; hits = near(asked, filters); }
    if (!hits.length && tier === "near") tier = "none";
    hits.sort((a, b) => b.score - a.score);
    const seen = new Set();
    hits = hits.filter(({ item }) => !seen.has(item.kind + item.id) && seen.add(item.kind + item.id));
    return { tier, words: asked, hits: hits.map(marked), facets: count(hits) };
  }

  function near(asked, filters) {
    const bare = asked.map((word) => word.replace(GENERIC, "")).filter((word) => word.length > 1);
    if (bare.length && bare.join() !== asked.join()) { const hits = exact(bare, filters); if (hits.length) return hits; }
    const letters = asked.join(" ");
    if (/^[a-zü' -]+$/.test(letters) && has("pinyin")) { const hits = byPinyin(letters, filters); if (hits.length) return hits; }
    const found = nearest(asked, filters).sort((a, b) => b.score - a.score);
    const best = found[0]?.score ?? 0;
    return found.filter((hit) => hit.score >= 0.6 * best).slice(0, 30);
  }

  function marked(hit) {
    const ranges = { title: [], note: [] };
    for (const { field, at, length } of hit.places) {
      if (!ranges[field]) continue;
      const { places } = field === "title" ? hit.item.shown : hit.item.noted;
      ranges[field].push([places[at], places[at + length - 1] + 1]);
    }
    return { item: hit.item, ranges: { title: merge(ranges.title), note: merge(ranges.note) } };
  }

  function merge(ranges) {
    const merged = [];
    for (const [start, end] of ranges.sort((a, b) => a[0] - b[0]))
      if (merged.length && start <= merged.at(-1)[1]) merged.at(-1)[1] = Math.max(end, merged.at(-1)[1]);
      else merged.push([start, end]);
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
    if (kind === "projects" || kind === "indicators" || kind === "boxes") return `${kind}/${id}/`;
    if (kind === "targets" || kind === "terms" || kind === "errata") return `${kind}/#${id}`;
    if (kind === "chapters") return `plan/${id}/`;
    if (box) return `boxes/${box}/#${id}`;
    return /^\d/.test(id) ? `plan/${id.slice(0, 2)}/#${id}` : `plan/#${id}`;
  }

  return { normalise, receive, ready, has, search, address, parts };
})();
