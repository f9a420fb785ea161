// @ts-check
/* When words match: the search and the filters of tables ask here, so that what one finds the other finds too. In questions and in what
   is searched alike there is one script and one way to write numbers, shares, dates and units: what becomes of what stands in
   tests/search/normal.yml. No DOM here: Node runs it in the tests. */
"use strict";

globalThis.PlanMatching = (() => {
  const KEPT = /[\p{L}\p{N}+&%#‰℃°]/u;
  const DIGIT = /[0-9]/;
  /** @type {Map<string, string>} */
  const fold = new Map();
  /** @type {Map<string, string>} */
  const plain = new Map();

  /**
   * Compare each character of `from` as the one of `to` in its place: traditional forms as simplified ones.
   * @param {string} from @param {string} to
   */
  function learn(from, to) {
    const plainOnes = [...to];
    [...from].forEach((character, at) => fold.set(character, plainOnes[at]));
    plain.clear();
  }

  /**
   * What one character is compared as: folded characters, or the kind of gap that it leaves. Remembered, for there are few.
   * @param {string} character
   */
  function plainly(character) {
    let found = plain.get(character);
    if (found === undefined) {
      const all = character === "℃" ? ["℃"] : [...character.normalize("NFKC").toLowerCase()];
      const gap = /[-‐-―−~]/.test(all[0]) ? "-" : /[/.,]/.test(all[0]) ? all[0] : " ";
      found = all.map((c) => fold.get(c) ?? c).filter((c) => KEPT.test(c)).join("") || gap;
      plain.set(character, found);
    }
    return found;
  }

  /**
   * What is left of a gap: nothing beside Han; a point only inside a number, where a comma falls out.
   * @param {string} before @param {string} gap @param {string} after
   */
  function bridge(before, gap, after) {
    const number = DIGIT.test(before) && DIGIT.test(after);
    if (!gap || !/[a-z0-9]{2}/.test(before + after)) return "";
    if (gap === ",") return number ? "" : " ";
    return gap === "." && !number ? " " : gap;
  }

  /* --- numbers --- */

  const DIGITS = "〇一二三四五六七八九";
  /** @type {Record<string, number>} */
  const UNITS = { 十: 10, 百: 100, 千: 1000 };
  const FORMAL = new Map(Object.entries({ 壹: "一", 贰: "二", 貳: "二", 叁: "三", 叄: "三", 肆: "四", 伍: "五", 陆: "六", 陸: "六", 柒: "七", 捌: "八", 玖: "九",
    拾: "十", 佰: "百", 仟: "千", 零: "〇", 两: "二", 兩: "二", 廿: "二十", 卅: "三十" }));
  const NUMERAL = `[${DIGITS}十百千${[...FORMAL.keys()].join("")}]+`;
  const WRITTEN = `${NUMERAL}(?:点[${DIGITS}零]+)?`;

  /**
   * 三十 → 30, 二〇三五 → 2035, 五点五 → 5.5, 壹佰 → 100; null when the run is no number, as 十四五.
   * @param {string} run
   */
  function fromHan(run) {
    const [whole, part] = run.split("点").map((piece) => [...piece].map((c) => FORMAL.get(c) ?? c).join(""));
    const after = part ? `.${[...part].map((c) => DIGITS.indexOf(c)).join("")}` : "";
    if ([...whole].every((c) => DIGITS.includes(c))) return [...whole].map((c) => DIGITS.indexOf(c)).join("") + after;
    let total = 0, digit = 0, last = 10000;
    for (const c of whole) {
      if (UNITS[c]) {
        if (UNITS[c] >= last) return null;
        last = UNITS[c];
        total += (digit || 1) * UNITS[c];
        digit = 0;
      } else if (digit) return null;
      else digit = DIGITS.indexOf(c);
    }
    return total + digit + after;
  }

  /**
   * A number in Han as digits where it is surely one: 三十, 百万, 二〇三五年, 第四; not 十四五, 一二三产业, 两个.
   * @param {string} run @param {number} at @param {string} text
   */
  function digits(run, at, text) {
    const value = fromHan(run), after = text[at + run.length] ?? "", single = [...run].length === 1;
    const counted = /[十百千拾佰仟]/.test(run) && !single, year = run.length === 4 && after === "年", nought = /[〇零]/.test(run) && !single;
    const ordinal = single && (text[at - 1] === "第" || text.slice(Math.max(0, at - 2), at) === "专栏");
    const sure = counted || year || nought || ordinal || run.includes("点") || /[廿卅]/.test(run) || /[万亿]/.test(after);
    return value !== null && sure ? value : run;
  }

  /**
   * A number without its point moved: 12000 by four places is 1.2.
   * @param {string} number @param {number} places
   */
  function shifted(number, places) {
    const [whole, part = ""] = number.split("."), at = whole.length - places;
    const all = (at > 0 ? whole : "0".repeat(1 - at) + whole) + part, point = Math.max(at, 1);
    return trimmed(`${all.slice(0, point)}.${all.slice(point)}`);
  }

  /** @param {string} number */
  const trimmed = (number) => (number.includes(".") ? number.replace(/\.?0+$/, "") : number);

  /**
   * A number with the largest unit that leaves something before the point: 12000 → 1.2万, 12000万 → 1.2亿; 0.36万 stays.
   * @param {string} all @param {string} number @param {string} unit
   */
  function scaled(all, number, unit) {
    if (/^0\d|\..*\./.test(number) || number.length > 12) return all;
    const whole = number.split(".")[0].length;
    if (unit === "亿") return trimmed(number) + unit;
    if (unit) return whole > 4 ? `${shifted(number, 4)}亿` : trimmed(number) + unit;
    return whole > 8 ? `${shifted(number, 8)}亿` : whole > 4 ? `${shifted(number, 4)}万` : trimmed(number);
  }

  const SHARES = new Map([["百", "%"], ["千", "‰"]]);

  /** 3千 is 3000, 3.5百万 is 350万; 5千克 is no number of its own. @type {[RegExp, (...found: any[]) => string]} */
  const MULTIPLIED = [/(\d+(?:\.\d+)?)([百千]+)(?![克米瓦卡])/g, (all, number, units) => String(Number([...units].reduce((value, unit) => value * UNITS[unit], number).toFixed(4)))];

  /**
   * The rules of writing, one after the other.
   * @type {[RegExp, (...found: any[]) => string][]}
   */
  const RULES = [
    [new RegExp(`([百千])分之(${WRITTEN}|\\d+(?:\\.\\d+)?)`, "g"), (all, of, value) => { const number = DIGIT.test(value) ? value : fromHan(value); return number === null ? all : number + SHARES.get(of); }],
    MULTIPLIED,
    [new RegExp(WRITTEN, "g"), digits],
    MULTIPLIED,
    [/(\d年)([一二三四五六七八九十])(?=月)/g, (all, before, digit) => before + (digit === "十" ? 10 : fromHan(digit))],
    [/(\d月)([一二三四五六七八九十])(?=日)/g, (all, before, digit) => before + (digit === "十" ? 10 : fromHan(digit))],
    [/([一二三四五六七八九十])(?=月\d+日)/g, (all, digit) => (digit === "十" ? "10" : fromHan(digit))],
    [/(\d) ?(?:percent|per cent)/g, (all, digit) => `${digit}%`],
    [/((?:19|20)\d\d)[-/.](1[0-2]|0?[1-9])[-/.](3[01]|[12]\d|0?[1-9])(?!\d)/g, (all, year, month, day) => `${year}年${+month}月${+day}日`],
    [/([年月])0(\d)(?=[月日])/g, (all, before, digit) => before + digit],
    [/(\d月\d\d?)号/g, (all, date) => `${date}日`],
    [/(\d+(?:\.\d+)?) ?(thousand|million|billion|bn)/g, (all, number, unit) => trimmed((number * { t: 1e3, m: 1e6, b: 1e9 }[unit[0]]).toFixed(2))],
    [/(\d+(?:\.\d+)*)([万亿]?)/g, scaled],
    [/(\d[万亿]?) ?(?:km2|平方千米)/g, (all, number) => `${number}平方公里`],
    [/(\d[万亿]?) ?(?:m2|平米|平方(?![米公]))/g, (all, number) => `${number}平方米`],
    [/(\d[万亿]?) ?(?:m3|立方(?!米))/g, (all, number) => `${number}立方米`],
    [/(\d[万亿]?) ?(?:km|千米)(?![a-z\d])/g, (all, number) => `${number}公里`],
    [/(\d[万亿]?) ?(?:kg|千克)(?![a-z\d])/g, (all, number) => `${number}公斤`],
    [/ ?(?:°c|摄氏度)/g, () => "℃"],
    [/([\p{Script=Han}℃])[ /,.-]+/gu, (all, han) => han],
    [/[ /,.-]+(?=\p{Script=Han})/gu, () => ""],
  ];

  /** @type {typeof RULES} */
  let ofLanguage = [];

  /** The words of a language that a question is read by, by what they are (spelling.py). @type {Record<string, string>} */
  let wordsOf = {};

  /**
   * Write as one what a language writes in several ways: of what a pattern finds its groups stay, and after them comes the second half.
   * @param {[string, string][]} ways @param {Record<string, string>} words
   */
  function spell(ways, words) {
    ofLanguage = ways.map(([pattern, after]) => [new RegExp(pattern, "g"), (all, ...kept) => kept.join("") + after]);
    wordsOf = words;
  }

  /**
   * Whether a word is one of those of the language.
   * @param {string} kind @param {string} word
   */
  const says = (kind, word) => ` ${wordsOf[kind]} `.includes(` ${word} `);

  /**
   * A question with its numbers in figures where they count something: two hundred and fifty thousand, eighty per cent.
   * @param {string} text
   */
  function inFigures(text) {
    const [ones, tens] = ["ones", "tens"].map((kind) => wordsOf[kind]?.split(" ") ?? []);
    if (!ones.length) return text;
    const pattern = new RegExp(`\\b(?:(a|${ones.join("|")}) hundred(?: and)? ?)?(?:(${tens.join("|")})[- ]?)?(?:(${ones.join("|")}) )?(?=(thousand|[mb]illion|percent|ton|yuan|mu ))`, "g");
    return text.replace(/per cent/g, "percent").replace(pattern, (all, hundreds, ten, one) => {
      const value = 100 * (ones.indexOf(hundreds) + 1 || Number(hundreds === "a")) + 10 * (tens.indexOf(ten) + 1) + ones.indexOf(one) + 1;
      return value ? `${value} ` : all;
    });
  }

  const CONCERNED = new RegExp(`[0-9°a-z摄${DIGITS}十百千${[...FORMAL.keys()].join("")}]`);

  /**
   * The text with what one rule writes otherwise. What is written otherwise stands where the first and the last of it stood.
   * @param {{text: string, places: number[]}} normal @param {[RegExp, (...found: any[]) => string]} rule
   */
  function written(normal, [pattern, other]) {
    let text = "", from = 0;
    /** @type {number[]} */
    const places = [];
    for (const match of normal.text.matchAll(pattern)) {
      const at = match.index ?? 0, old = match[0];
      const made = pattern.source === WRITTEN ? other(old, at, normal.text) : other(...match);
      if (made === old) continue;
      text += normal.text.slice(from, at) + made;
      places.push(...normal.places.slice(from, at));
      for (let unit = 0; unit < made.length; unit++) places.push(normal.places[unit && unit === made.length - 1 ? at + old.length - 1 : at]);
      from = at + old.length;
    }
    return from ? { text: text + normal.text.slice(from), places: [...places, ...normal.places.slice(from)] } : normal;
  }

  /**
   * The text as it is compared, and for each of its characters the place in the text as shown.
   * @param {string} text
   * @returns {{text: string, places: number[]}}
   */
  function normalise(text) {
    /** @type {number[]} */
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
    const compared = { text: normal, places };
    return CONCERNED.test(normal) ? RULES.concat(ofLanguage).reduce(written, compared) : compared;
  }

  const LATIN = /[a-z]/;

  /**
   * Where a word stands in a text, so that no number is cut: 5万吨 is not found in 25万吨.
   * @param {string} text @param {string} word
   */
  function find(text, word, from = 0) {
    for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
      const end = at + word.length, before = text[at - 1] ?? "", after = text[end] ?? "", last = word[word.length - 1];
      const cutLeft = DIGIT.test(word[0]) && (DIGIT.test(before) || (before === "." && DIGIT.test(text[at - 2] ?? "")));
      const cutRight = DIGIT.test(last) && (DIGIT.test(after) || after === "‰" || (after === "." && DIGIT.test(text[end + 1] ?? "")));
      const cutLatin = LATIN.test(word[0]) && ((word.length < 5 && LATIN.test(before)) || (word.length < 4 && /[a-rt-z]/.test(after)));
      if (!cutLeft && !cutRight && !cutLatin) return at;
    }
    return -1;
  }

  /**
   * Whether a text, normalised, holds every word of a query, however its numbers are written.
   * @param {string} query @returns {(text: string) => boolean}
   */
  function finder(query) {
    const words = query.split(/\s+/).map((word) => normalise(word).text).filter((word) => /[\p{L}\p{N}]/u.test(word));
    const spelled = words.map((word) => [word, ...otherwise(word)]);
    return (text) => spelled.every((forms) => forms.some((word) => find(text, word) >= 0));
  }

  /* --- otherwise written --- */

  const HAN = /\p{Script=Han}/u;

  /**
   * A number in other units, a small one in Han: 3600 and 0.36万, 3年 and 三年; two words, which a hyphen joined, as one: inter-city.
   * @param {string} word
   */
  function* otherwise(word) {
    const small = word.match(/^(.*?)(10|[1-9])(\D.*)$/), number = word.match(/^(\d+(?:\.\d+)?)(万?)(\D*)$/);
    if (small && !/[\d.]$/.test(small[1]) && HAN.test(small[3][0])) {
      yield small[1] + (small[2] === "10" ? "十" : DIGITS[+small[2]]) + small[3];
      if (small[2] === "2") yield `${small[1]}两${small[3]}`;
    }
    if (number && number[3] && number[1].length < 8) yield shifted(number[1], 4) + (number[2] ? "亿" : "万") + number[3];
    const alone = word.match(/^(.*?)([一二两三四五六七八九十])(\D.*)$/);
    if (alone) yield alone[1] + (alone[2] === "十" ? 10 : fromHan(alone[2])) + alone[3];
    const many = word.match(/^([a-z -]{3,}?)(ies|y|e?s)$/);
    if (many) yield many[1] + ({ ies: "y", y: "ies" }[many[2]] ?? "");
    if (/^[a-z]+ [a-z]+$/.test(word)) yield word.replace(" ", "");
    if (/\d号$/.test(word)) yield word.replace(/号$/, "日");
    if (/^\d{1,3}号[路街]$/.test(word)) yield word.replace("号", "#");
  }

  return { find, finder, fromHan, inFigures, learn, normalise, otherwise, says, spell };
})();
