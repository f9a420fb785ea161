// @ts-check
/* When words match: the search and the filters of tables ask here, so that what one finds the other finds too. No DOM here either. */
"use strict";

globalThis.PlanMatching = (() => {
  /* --- normalising: NFKC, lower case, one script; blanks and punctuation only where they part Latin letters or digits --- */

  const KEPT = /[\p{L}\p{N}+&%#]/u;
  const LATIN = /[a-z]/;
  const DIGIT = /[0-9]/;
  const fold = new Map();
  let plain = new Map();

  /** Compare each character of `from` as the one of `to` in its place: traditional forms as simplified ones. */
  function learn(from, to) {
    const forms = [...to];
    [...from].forEach((character, at) => { fold.set(character, forms[at]); });
    plain = new Map();
  }

  /** What one character is compared as: folded characters, or the kind of gap that it leaves. Remembered, for there are few. */
  function plainly(character) {
    let found = plain.get(character);
    if (found === undefined) {
      const all = [...character.normalize("NFKC").toLowerCase()];
      const gap = /[-‐-―−~]/.test(all[0]) ? "-" : /[/.,]/.test(all[0]) ? all[0] : " ";
      found = all.map((c) => fold.get(c) ?? c).filter((c) => KEPT.test(c)).join("") || gap;
      plain.set(character, found);
    }
    return found;
  }

  /** What is left of a gap: nothing beside Han; a point only inside a number, where a comma falls out. */
  function bridge(before, gap, after) {
    const number = DIGIT.test(before) && DIGIT.test(after);
    if (!gap || !/[a-z0-9]{2}/.test(before + after)) return "";
    if (gap === ",") return number ? "" : " ";
    return gap === "." && !number ? " " : gap;
  }

  /** The text as it is compared, and for each of its characters the place in the text as shown. */
  function normalise(text) {
    const places = [];
    let normal = "", place = 0, gap = "", from = 0;
    for (const character of text) {
      const found = plainly(character);
      if (KEPT.test(found)) {
        const left = bridge(normal.slice(-1), gap, found[0]);
        if (left) places.push(from);
        for (let unit = 0; unit < found.length; unit++) places.push(place);
        normal += left + found;
        gap = "";
      } else if (gap) gap = " ";
      else { gap = found; from = place; }
      place += character.length;
    }
    places.push(text.length);
    return { text: normal, places };
  }

  /* --- the query: words, each with the spellings that mean the same ----------------------------------------------------- */

  const HAN_DIGITS = "〇一二三四五六七八九";
  const UNITS = { 十: 10, 百: 100, 千: 1000 };

  /** 三十 → 30, 二〇三五 → 2035, 五 → 5; null when the run is no number. */
  function fromHan(run) {
    const digits = [...run.replaceAll("零", "〇").replaceAll("两", "二")];
    if (digits.every((c) => HAN_DIGITS.includes(c))) return digits.map((c) => HAN_DIGITS.indexOf(c)).join("");
    let total = 0, digit = 0, last = 10000;
    for (const c of digits) {
      if (UNITS[c]) { if (UNITS[c] >= last) return null; last = UNITS[c]; total += (digit || 1) * UNITS[c]; digit = 0; }
      else if (digit) return null;
      else digit = HAN_DIGITS.indexOf(c);
    }
    return String(total + digit);
  }

  /** 4 → 四, 16 → 十六: how chapters, sections and boxes are counted. */
  function toHan(number) {
    const tens = Math.floor(number / 10), ones = number % 10;
    return (tens ? (tens > 1 ? HAN_DIGITS[tens] : "") + "十" : "") + (ones ? HAN_DIGITS[ones] : "");
  }

  const REWRITTEN = [
    [/[〇零一二两三四五六七八九十百千]+/g, (run) => fromHan(run) ?? run],
    [/\d{4}(?=年|$)/g, (year) => [...year].map((c) => HAN_DIGITS[c]).join("")],
    [/第(\d+)专栏/, "专栏$1"],
    [/第(\d\d?)(?!\d)/g, (all, number) => `第${toHan(number)}`],
    [/(^|\D)1(0{1,3})(?=[万亿])/g, (all, before, zeros) => before + "十百千"[zeros.length - 1]],
  ];

  /** Every way to write the word that means the same: numbers and years in either writing, official words for everyday ones. */
  function spellings(word, aliases = []) {
    const found = new Set([word]);
    for (const [pattern, other] of REWRITTEN) for (const form of [...found]) found.add(form.replace(pattern, other));
    for (const [said, meant] of aliases) for (const form of [...found]) if (find(form, said) >= 0) found.add(form.replace(said, meant));
    return [...found].slice(0, 12);
  }

  /** The words of a query; a blank between a digit and Han joins them, as in 30 万吨. Apart: cut at every blank and punctuation. */
  function words(query, apart = false) {
    const typed = query.slice(0, 400).normalize("NFKC").toLowerCase();
    const joined = typed.replace(/([a-z0-9])\s*([+&])\s*(?=[a-z0-9])/g, "$1$2").replace(/(\d)\s+(?=\p{Script=Han})/gu, "$1");
    const found = apart ? typed.split(/[^\p{L}\p{N}+&%#./-]+/u) : joined.split(/\s+/);
    return [...new Set(found.map((word) => normalise(word).text).filter((word) => /[\p{L}\p{N}]/u.test(word)))].slice(0, 12);
  }

  /** Where a word stands in a text, so that no number is cut: 5万吨 is not found in 25万吨. */
  function find(text, word, from = 0) {
    for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
      const end = at + word.length, before = text[at - 1] ?? "", after = text[end] ?? "";
      const cutLeft = DIGIT.test(word[0]) && (DIGIT.test(before) || (before === "." && DIGIT.test(text[at - 2] ?? "")));
      const cutRight = DIGIT.test(word[word.length - 1]) && (DIGIT.test(after) || (after === "." && DIGIT.test(text[end + 1] ?? "")));
      const cutLatin = word.length < 3 && LATIN.test(word[0]) && (LATIN.test(before) || LATIN.test(after));
      if (!cutLeft && !cutRight && !cutLatin) return at;
    }
    return -1;
  }

  /** Whether a text, normalised, holds every word of a query, each in any of its spellings. */
  function finder(query) {
    const spelled = words(query).map((word) => spellings(word));
    return (text) => spelled.every((options) => options.some((word) => find(text, word) >= 0));
  }

  return { find, finder, fromHan, learn, normalise, spellings, words };
})();
