// @ts-check
/* What a question asks for: words that must stand there, each with the plan's words for it; kinds, years and the name of the place,
   which only prefer; words that must not stand there; a place that is cited. No DOM here. */
"use strict";

globalThis.PlanSearch = (() => {
  const HAN = /\p{Script=Han}/u;

  /**
   * One thing asked for. `options`: how it may be written, with what each costs. `parts`: the things it falls into when it stands nowhere
   * as a whole. `weak`: it may be left out.
   * @typedef {{text: string, options: {text: string, less: number}[], parts: Term[], weak: boolean, unnamed: boolean}} Term
   */

  /** @type {Map<string, {means: string[], unnamed: boolean}>} */
  const bridges = new Map();
  let longest = 1;
  let sayings = [];

  /**
   * Learn everyday words and what the plan calls the same, one concept a line: words "=" or "!" meanings, each parted by "/". "!": the plan
   * does not name it, the meanings are only the nearest.
   * @param {string} lines
   */
  function bridge(lines) {
    for (const line of lines.split("\n")) {
      const [, words, mark, means] = line.match(/^(.*?)([=!])(.*)$/) ?? [];
      if (!words) continue;
      const entry = { means: means.split("/").map(plain), unnamed: mark === "!" };
      for (const word of words.split("/").map(plain)) {
        bridges.set(word, entry);
        longest = Math.max(longest, word.split(" ").length);
      }
    }
    sayings = [...bridges.keys()].filter((word) => HAN.test(word)).sort((a, b) => b.length - a.length);
  }

  /** @param {string} text */
  const plain = (text) => PlanMatching.normalise(text).text;

  /* --- words that only prefer --- */

  /** English names of kinds, for every edition. @type {Record<string, string>} */
  const KINDS = { target: "targets", targets: "targets", goal: "targets", project: "projects", projects: "projects", indicator: "indicators", indicators: "indicators",
    term: "terms", box: "boxes", chapter: "chapters", section: "sections", field: "fields", place: "places" };
  /** A target may stand in a record of its own or be the last figure of an indicator. @type {Record<string, string[]>} */
  const PREFERRED = { targets: ["targets", "indicators"] };
  const YEAR = /^(?:19|20)\d\d年?$/;
  const LEADING = /^(?:请问|关于|什么是|什么叫|为什么|怎么样|怎样|怎么|如何|哪里有|哪里|在哪|有没有|有多少|多少|全市|我市|本市|我想|我要|想要|今年|明年|目前|现在|将来|未来|到|有|想|要|去|办|的)/;
  const TRAILING = /(?:是什么意思|什么意思|的意思|是什么|有什么|怎么办|怎么样|在哪里|在哪儿|在哪|有哪些|哪些|有多少|是多少|多少|有多大|多大|有多远|多远|有多久|要多久|多久|够不够|好不好|贵不贵|涨不涨|有没有|情况|数量|计划|安排|进展|现状|问题|政策|建设|的|吗|呢|了|啊|么|去哪看|去哪|多少钱|几个|几家|多少家|太多|太少)$/;

  /** Words of the site itself, such as the name of its place: everything is about it. */
  let common = [];
  /** @type {Map<string, string>} */
  let kinds = new Map();

  /**
   * Learn the names of kinds and the words that everything here is about.
   * @param {Record<string, string>} labels @param {string[]} words
   */
  function name(labels, words) {
    kinds = new Map([...Object.entries(KINDS), ...Object.entries(labels).map(([kind, label]) => /** @type {[string, string]} */ ([plain(label), kind]))]);
    common = words.map(plain).sort((a, b) => b.length - a.length);
  }

  /* --- how a word may be written --- */

  /**
   * The word as typed, otherwise written, and in the plan's own words.
   * @param {string} word
   */
  function options(word) {
    const found = [{ text: word, less: 0 }, ...[...PlanMatching.otherwise(word)].map((text) => ({ text, less: 10 }))];
    const whole = bridged(word);
    if (whole) return { options: [...found, ...whole.means.map((text, at) => ({ text, less: 30 + 25 * at }))], unnamed: whole.unnamed };
    const said = sayings.find((saying) => saying.length > 1 && word.includes(saying) && !bridges.get(saying)?.unnamed);
    if (said) for (const [at, means] of (bridges.get(said)?.means ?? []).slice(0, 2).entries()) if (!word.includes(means)) found.push({ text: word.replace(said, means), less: 40 + 25 * at });
    return { options: found, unnamed: false };
  }

  /** @param {string} word */
  const bridged = (word) => bridges.get(word) ?? (/[a-z]s$/.test(word) ? bridges.get(word.slice(0, -1)) : undefined);

  /**
   * @param {string} text @param {Term[]} [parts] @param {boolean} [weak]
   * @returns {Term}
   */
  function term(text, parts = [], weak = PlanMatching.says("vague", text)) {
    return { text, parts, weak, ...options(text) };
  }

  /* --- what a run of characters falls into --- */

  const PIECES = /(?:第|专栏)\d+|\d+号[路街楼]|[a-z0-9]+(?:[+&][a-z0-9]+)+|(?:19|20)\d\d年|\d[\d.]*[万亿]?(?:[%‰℃]|平方米|立方米|公里|万?[吨元人亩个家户所项岁张条套件米年月日号])?|[a-z0-9][a-z0-9+&.#/-]*[a-z0-9+]|[a-z]|(?:(?!(?:第|专栏)\d)\p{Script=Han})+/gu;

  const YEAR_AFTER = /([a-z])((?:19|20)\d\d)(?!\d)/g;

  /**
   * The parts of a run: years, names, what is left of Han when question words, kinds and common words are taken off its ends.
   * @param {string} run @param {Wish} wish
   * @returns {Term[]}
   */
  function fall(run, wish) {
    const parts = [];
    for (const [piece] of run.replace(YEAR_AFTER, "$1 $2").matchAll(PIECES)) {
      if (YEAR.test(piece)) wish.years.add(piece.slice(0, 4));
      else if (!HAN.test(piece[0]) || /\d$/.test(piece)) parts.push(term(piece));
      else parts.push(...fallHan(piece, wish));
    }
    return parts.some((part) => part.text === run) ? [] : parts;
  }

  /**
   * @param {string} run @param {Wish} wish
   * @returns {Term[]}
   */
  function fallHan(run, wish) {
    const bare = bareOf(run, wish);
    if (preferred(bare, wish)) return [];
    return bare.length > 1 ? [term(bare)] : bare ? [term(bare, [], true)] : [];
  }

  /**
   * A run without what only asks or prefers, at either end; kinds are noted.
   * @param {string} run @param {Wish} wish
   */
  function bareOf(run, wish) {
    for (let bare = run; bare;) {
      const kind = [...kinds.keys()].find((word) => HAN.test(word) && word.length > 1 && bare !== word && (bare.endsWith(word) || bare.startsWith(word)));
      const shared = common.find((word) => bare !== word && bare.startsWith(word));
      let next = bridges.has(bare) ? bare : bare.replace(LEADING, "").replace(TRAILING, "");
      if (next === bare && kind && !bridges.has(bare)) { wish.prefer(kinds.get(kind)); next = bare.endsWith(kind) ? bare.slice(0, -kind.length) : bare.slice(kind.length); }
      else if (next === bare && shared && !/^[县区]/.test(bare.slice(shared.length))) next = bare.slice(shared.length);
      if (next === bare) return bare;
      bare = next;
    }
    return "";
  }

  /* --- the question --- */

  /** What is wished for besides words. */
  class Wish {
    constructor() {
      /** @type {Set<string>} */ this.kinds = new Set();
      /** @type {Set<string>} */ this.years = new Set();
      /** @type {string[]} */ this.without = [];
      /** @type {string[]} */ this.phrases = [];
      /** @type {Record<string, string>} */ this.filters = {};
    }

    /** @param {string | undefined} kind */
    prefer(kind) { for (const one of PREFERRED[kind ?? ""] ?? [kind]) if (one) this.kinds.add(one); }
  }

  const TOKEN = /(-?)(?:"([^"]*)"|“([^”]*)”|「([^」]*)」)|(\S+)/g;
  /** A number and what it counts, which belong together. */
  const COUNTED = /(\d|illion|thousand|bn)\s+(?=\p{Script=Han}|thousand|[mb]illion|bn|percent|yuan|ton|mu(?![a-z]))/gu;
  const GLUE = /([a-z0-9])\s*([+&])\s*(?=[a-z0-9])/g;

  /**
   * Take operators out of a question: -word, "exact words", in:kind. What is left are its words.
   * @param {string} typed @param {Wish} wish
   */
  function operators(typed, wish) {
    const left = [];
    for (const [all, minus, ...said] of typed.matchAll(TOKEN)) {
      const quoted = said.slice(0, 3).find((words) => words !== undefined), word = said[3];
      const scope = word?.match(/^in[:：](.+)$/), kind = scope && kindOf(plain(scope[1]));
      if (quoted !== undefined && plain(quoted)) (minus ? wish.without : wish.phrases).push(plain(quoted));
      else if (kind) wish.filters.kind = kind;
      else if (word && /^-[\p{L}"“「]/u.test(word) && plain(word)) wish.without.push(plain(word));
      else left.push(all);
    }
    return left.join(" ");
  }

  /** @param {string} word */
  const kindOf = (word) => kinds.get(word) ?? [...kinds].find(([label]) => label.length > 1 && label.startsWith(word))?.[1];

  /**
   * A question taken apart.
   * @param {string} typed
   */
  function parse(typed) {
    const wish = new Wish();
    const text = PlanMatching.inFigures(operators(typed.slice(0, 400).normalize("NFKC").toLowerCase(), wish)).replace(GLUE, "$1$2").replace(COUNTED, "$1").replace(/第([\d一二三四五六七八九十]+)个?([专專][栏欄])/g, "$2$1");
    const words = [...new Set(text.split(/\s+/).map(plain).filter((word) => /[\p{L}\p{N}]/u.test(word)))].slice(0, 24);
    const joined = phrased(words), wanted = joined.filter((word) => !preferred(word, wish)).slice(0, 12);
    const asked = wanted.length ? wanted : joined.slice(0, 12);
    if (!wanted.length) { wish.kinds.clear(); wish.years.clear(); }
    const terms = asked.map((word) => (bridges.has(word) && !HAN.test(word) ? term(word) : term(word, fall(word, wish))));
    return { text, wish, words: joined, terms, apart: joined.length ? apart(text) : [] };
  }

  /**
   * Latin words that are one name together, such as life expectancy, joined.
   * @param {string[]} words
   */
  function phrased(words) {
    const joined = [];
    for (let at = 0; at < words.length; at++) {
      let size = Math.min(longest, words.length - at);
      while (size > 1 && !bridged(words.slice(at, at + size).join(" "))) size--;
      joined.push(words.slice(at, at + size).join(" "));
      at += size - 1;
    }
    return joined;
  }

  /**
   * Whether a word only prefers; what it prefers is noted.
   * @param {string} word @param {Wish} wish
   */
  function preferred(word, wish) {
    const kind = kinds.get(word);
    if (kind) wish.prefer(kind);
    if (YEAR.test(word)) wish.years.add(word.slice(0, 4));
    return Boolean(kind) || YEAR.test(word) || common.includes(word) || PlanMatching.says("small", word);
  }

  /**
   * The words cut at every blank and punctuation, for sentences.
   * @param {string} text
   * @returns {Term[]}
   */
  function apart(text) {
    const found = text.split(/[^\p{L}\p{N}+&%#‰℃°./-]+/u).map(plain).filter((word) => /[\p{L}\p{N}]/u.test(word));
    return [...new Set(found)].slice(0, 12).map((word) => term(word));
  }

  /* --- a cited place --- */

  /** @param {string | undefined} number */
  const two = (number) => String(Number(number)).padStart(2, "0");

  /**
   * The entries that a citation may mean, as kind/id: 4-2-3, 04-2-3, 4.2, 4章2节, 第四章, 表2.
   * @param {string} text
   * @returns {string[]}
   */
  function cited(text) {
    const said = plain(text).replace(/^§/, "").replace(/[一二三四五六七八九十]+/g, (run) => (run === "十" ? "10" : PlanMatching.fromHan(run) ?? run));
    const table = said.match(/^(?:附?表|table[ -]?|box[ -]?|专栏)(\d{1,2})$/), chapter = said.match(/^(?:第?(\d{1,2})章|chapter ?(\d{1,2}))$/);
    const place = said.match(/^(?:section |paragraph |§)?(\d{1,2})[-.](\d{1,2})(?:[-.](\d{1,2}))?$/) ?? said.match(/^第?(\d{1,2})章第?(\d{1,2})节(?:第?(\d{1,2})段)?$/);
    if (table) return [`boxes/${two(table[1])}`];
    if (chapter) return [`chapters/${two(chapter[1] ?? chapter[2])}`];
    if (!place) return [];
    const section = `${two(place[1])}-${Number(place[2])}`;
    return place[3] ? [`paragraphs/${section}-${Number(place[3])}`] : [`sections/${section}`];
  }

  /**
   * Whether a word is an everyday one for something the plan calls otherwise, or only prefers.
   * @param {string} word
   */
  const isSaying = (word) => bridges.has(word);
  /** @param {string} word */
  const isPreference = (word) => kinds.has(word) || common.includes(word);

  return { bridge, name, parse, term, cited, isSaying, isPreference };
})();
