// @ts-check
/* What is nearest when no record, or hardly any, holds everything that is asked for: most of its words, slips of the pen, Latin letters
   for Han. No DOM here. */
"use strict";

(() => {
  const S = globalThis.PlanSearch;
  const HAN = /\p{Script=Han}/u;

  /* --- the atoms of a question: the pieces that stand somewhere, and those that stand nowhere --- */

  /** All of the text, once for one set of entries, and how often each piece stands in it. */
  let whole = "", wholeOf = null, wholeSize = 0, wholeLength = 0;
  /** @type {Map<string, number>} */
  const times = new Map();

  function everything(some) {
    const length = some.reduce((sum, { all }) => sum + all.length, 0); // grows with the words of the other language
    if (wholeOf !== some || wholeSize !== some.length || wholeLength !== length) { whole = some.map(({ all }) => all).join("\n"); wholeOf = some; wholeSize = some.length; wholeLength = length; times.clear(); }
    return whole;
  }

  /** How often a piece stands in the text; what holds a piece that stands nowhere is not looked for. */
  function occurrences(piece, text) {
    let count = times.get(piece);
    if (count === undefined) {
      const shorter = piece.length > 2 && !(occurrences(piece.slice(0, -1), text) && occurrences(piece.slice(1), text));
      count = shorter || S.find(text, piece) < 0 ? 0 : text.split(piece).length - 1;
      times.set(piece, count);
    }
    return count;
  }

  /** The things asked for: as whole as they stand somewhere, each with the number of entries that hold it. `apart`: in smaller pieces. */
  function atoms(terms, some, apart = false) {
    return terms.flatMap((term) => {
      const hyphened = !apart && term.parts.length && /^[a-z]+ [a-z ]+$/.test(term.text) && atom(term, some);
      if (hyphened && hyphened.found.size) return [hyphened];
      const parts = (term.parts.length ? term.parts : [term]).filter(({ text, weak }) => !weak && (text.length > 1 || S.isSaying(text)));
      return parts.flatMap((part) => {
        const standing = apart && !part.unnamed ? null : atom(part, some);
        return standing?.found.size ? [standing] : split(part, some, apart);
      });
    });
  }

  /** A term as a whole, with the entries that hold it and how well; those of a term that the plan does not name hold what is nearest. */
  function atom(term, some) {
    const found = new Map();
    for (const item of some) {
      const stands = S.stand(item, { ...term, parts: [], unnamed: false });
      if (stands) found.set(item, stands);
    }
    return { ...term, found, count: term.unnamed ? 0 : found.size };
  }

  /** A run in pieces that stand somewhere or are everyday words, as typed or with the plan's word for an everyday one, whichever is likelier. */
  function split(term, some, apart) {
    const official = term.options.find(({ less }) => less >= 40)?.text ?? term.text;
    const [typed, other] = [term.text, official].map((run) => (HAN.test(run) ? likeliest(run, everything(some), apart) : { score: 0, pieces: run.split(" ").map((word) => meant(word, run, everything(some))) }));
    const { pieces } = other.score > typed.score ? other : typed;
    const found = pieces.filter((piece) => !S.isPreference(piece)).map((piece) => atom(S.term(piece), some));
    return found.length ? found : [{ ...term, found: new Map(), count: 0 }];
  }

  /* --- slips in Latin words --- */

  /** The words of the text, made once. @type {Map<string, number>} */
  let vocabulary = new Map(), vocabularyOf = "";

  /** The word of the text that a word was meant to be, or the two that it runs together; the more frequent one of those as near; the word itself when it stands or nothing is near. */
  function meant(word, run, text) {
    const letters = run.replace(/ /g, "");
    if (vocabularyOf !== text) {
      vocabularyOf = text;
      vocabulary = new Map();
      for (const [known] of text.matchAll(/[a-z]{3,}/g)) vocabulary.set(known, (vocabulary.get(known) ?? 0) + 1);
    }
    if (vocabulary.has(letters)) return letters;
    if (!/^[a-z]{4,}$/.test(word) || text.includes(word)) return word;
    const two = [...word].map((_, at) => [word.slice(0, at), word.slice(at)]).find((both) => both.every((one) => vocabulary.has(one) && !(one.length < 4 && PlanMatching.says("small", one))) && text.includes(both.join(" ")));
    if (two) return two.join(" ");
    const [, stem = ""] = word.match(/^([a-z]{4,}?)(?:ings?|ed|ers?|ments?|s)$/) ?? [];
    if (vocabulary.has(stem)) return stem;
    let best = word, least = word.length > 7 ? 2.5 : 1.5;
    for (const [known, often] of vocabulary) {
      if (known.length < 4 || Math.abs(known.length - word.length) >= least) continue;
      const begins = known[0] === word[0] || (known[0] === word[1] && known[1] === word[0]);
      const far = distance(word, known, least) - often / 1e6 + (begins ? 0 : 0.6);
      if (far < least) { least = far; best = known; }
    }
    return best;
  }

  /** How many letters are too many, missing, others or swapped with their neighbour; not counted much beyond the `limit`. */
  function distance(one, other, limit) {
    let before = [], above = [...Array(other.length + 1).keys()];
    for (let row = 1; row <= one.length; row++) {
      const line = [row];
      for (let at = 1; at <= other.length; at++) {
        line[at] = Math.min(above[at] + 1, line[at - 1] + 1, above[at - 1] + Number(one[row - 1] !== other[at - 1]));
        if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) line[at] = Math.min(line[at], before[at - 2] + 1);
      }
      if (Math.min(...line) > limit) return Infinity;
      before = above;
      above = line;
    }
    return above[other.length];
  }

  const LONGEST = 8, UNKNOWN = -13;

  /** As `cut`, and when nothing stands, also with short pieces that stand but once. */
  function likeliest(run, text, apart) {
    const sure = cut(run, text, apart, 1);
    return sure.score > UNKNOWN * [...run].length ? sure : cut(run, text, apart, 0);
  }

  /** The likeliest way to cut a run into pieces that stand in the text or are everyday words; the more often a piece stands, the likelier. */
  function cut(run, text, apart, seldom) {
    const characters = [...run].slice(0, 40), size = characters.length;
    const best = [{ score: 0, from: 0, stands: false }];
    for (let end = 1; end <= size; end++) {
      best[end] = { score: best[end - 1].score + UNKNOWN, from: end - 1, stands: false };
      for (let from = Math.max(0, end - LONGEST); from < end; from++) {
        if (apart && end - from === size) continue;
        const likely = likelihood(characters.slice(from, end).join(""), text, seldom), score = best[from].score + likely;
        if (likely > UNKNOWN && score > best[end].score) best[end] = { score, from, stands: true };
      }
    }
    const pieces = [];
    for (let end = size; end > 0; end = best[end].from) {
      const piece = characters.slice(best[end].from, end).join("");
      if (best[end].stands || !pieces[0] || pieces[0].stands) pieces.unshift({ piece, stands: best[end].stands });
      else pieces[0].piece = piece + pieces[0].piece;
    }
    return { score: best[size].score, pieces: pieces.filter(({ piece, stands }) => stands || piece.length > 1).map(({ piece }) => piece) };
  }

  const EVERYDAY = 5;

  /** The logarithm of how often a piece stands in the text; a short one that stands no more often than `seldom` may stand by chance. */
  function likelihood(piece, text, seldom) {
    if (S.isSaying(piece)) return Math.log(EVERYDAY / text.length);
    if (piece.length < 2) return -Infinity;
    const count = occurrences(piece, text);
    return count > seldom || (count && piece.length > 3) ? Math.log(count / text.length) : -Infinity;
  }

  /* --- nearest by words --- */

  function byWords(all, wish, some) {
    const known = all.filter(({ found }) => found.size);
    const weights = known.map(({ found, text }) => (S.isSaying(text) ? 1.2 : 1) * Math.log(1 + some.length / (1 + found.size)));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const hits = [];
    for (const item of new Set(known.flatMap(({ found }) => [...found.keys()]))) {
      const stands = known.map(({ found }) => found.get(item));
      const covered = stands.reduce((sum, one, at) => sum + (one ? weights[at] : 0), 0) / total;
      if (covered < 0.3) continue;
      const missing = all.filter(({ found }) => !found.has(item)).map(({ text }) => text);
      const places = stands.flatMap((one) => one?.places ?? []);
      const score = 1000 * covered + 0.3 * S.preference(item, wish, known.length > 1 && places) + 0.4 * Math.max(...stands.map((one) => one?.score ?? 0));
      hits.push({ item, missing, places, score });
    }
    return hits.sort((a, b) => b.score - a.score);
  }

  /** What only asks, in what stands nowhere. */
  const ASKING = /[要几什么怎样多少能会有没吗呢的了是得到在跟和谁哪里去]/g;

  /**
   * The nearest entries, best first, and the words that were asked for: by words, and records with a name like it; where too little of
   * the question stands anywhere, all that looks like it; by sound for Latin letters.
   */
  function near(terms, wish, some, typed, following) {
    const sounds = /^[a-zü' -]+$/.test(typed) && S.has("readings") ? byPinyin(typed, some) : [];
    const stands = terms.some(({ text }) => everything(some).includes(text));
    if (sounds.length && !stands) return { words: terms.map(({ text, unnamed }) => ({ text, count: 0, unnamed })), hits: sounds };
    const all = atoms(terms, some, following), hits = byWords(all, wish, some);
    const letters = (few) => few.reduce((sum, { text, found }) => sum + (found.size ? text : text.replace(ASKING, "")).length, 0);
    const words = all.map(({ text, count, unnamed }) => ({ text, count, unnamed }));
    const asked = terms.filter(({ unnamed }) => !unnamed).map(({ text }) => text).filter((text) => text.length > 1);
    if (hits.length && letters(all.filter(({ found }) => found.size)) >= 0.5 * letters(all)) {
      const names = asked.length && HAN.test(asked.join("")) ? alike(asked, some.filter(({ running }) => !running)) : [];
      return { words, hits: [...hits, ...names.filter(({ score }) => score > LIKE).map((hit) => ({ ...hit, score: 500 + 330 * hit.score }))].sort((a, b) => b.score - a.score) };
    }
    return { words, hits: sounds.length ? sounds : [...alike(asked.length ? asked : [typed], some), ...hits] };
  }

  const LIKE = 1.1;

  /* --- alike: a query is cut into firm pieces (numbers, Latin words, pairs of Han) and, for titles only, weak ones: single Han, and
     pairs with another character between, for a slip of the pen --- */

  const FIRM = 1, SLIP = 0.4, SINGLE = 0.3;

  function fragments(word) {
    /** @type {{text: string, part: number, count?: number, weight?: number}[]} */
    const found = [...word.matchAll(/\d[\d.]*[%‰万亿]?|[a-z]{2,}/g)].map(([text]) => ({ text, part: FIRM }));
    const characters = [...word].map((c) => (HAN.test(c) ? c : ""));
    characters.forEach((c, at) => {
      const [next, after] = characters.slice(at + 1, at + 3);
      if (c) found.push({ text: c, part: SINGLE });
      if (c && next) found.push({ text: c + next, part: FIRM });
      if (c && after) found.push({ text: `${c}?${after}`, part: SLIP });
    });
    return found;
  }

  function holds(text, piece) {
    if (piece.part !== SLIP) return piece.part === SINGLE ? text.includes(piece.text) : S.find(text, piece.text) >= 0;
    const [first, , last] = piece.text;
    for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) if (text.startsWith(last, at + first.length + 1)) return true;
    return false;
  }

  /** Those of the entries that share many rare pieces with the query, in their title above all, those that keep its order first. */
  function alike(asked, some) {
    const expanded = asked.map((word) => S.term(word).options.slice(-1)[0].text);
    const forms = [asked, expanded].map((words) => words.join("").slice(0, 30));
    const wanted = [...new Map([...expanded, ...asked].flatMap(fragments).map((piece) => [piece.text, piece])).values()].slice(0, 72);
    const firm = wanted.filter(({ part }) => part === FIRM);
    const candidates = some.map((item) => ({ item, shared: (item.running ? firm : wanted).filter((piece) => (piece.part === FIRM ? S.holders(piece.text).has(item) && holds(item.all, piece) : holds(item.shown.text, piece))) })).filter(({ shared }) => shared.length);
    for (const piece of wanted) piece.count = 0;
    for (const { shared } of candidates) for (const piece of shared) piece.count++;
    for (const piece of wanted) piece.weight = piece.part * Math.log(1 + some.length / (1 + (piece.count || some.length / 20)));
    const graded = candidates.map(({ item, shared }) => grade(item, shared, item.running ? firm : wanted, forms)).filter(Boolean);
    graded.sort((a, b) => b.score - a.score);
    const best = graded.filter(({ score }) => score >= 0.6 * graded[0].score).slice(0, 30);
    return best.map((hit) => ({ ...hit, places: hit.shared.map(({ text }) => S.locate(hit.item, text)).filter(Boolean) }));
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
    const fallen = forms.some((form) => splits(form, of(FIRM)));
    const dense = Math.min(1, shared.length / title.length);
    return { item, shared, score: covered + inTitle + 0.45 * order + (fallen ? 0.5 : 0) + 0.1 * dense - 0.03 * S.ORDER.indexOf(item.kind) };
  }

  /** Whether the words fall wholly into the firm pieces: two words run together. */
  function splits(run, firm) {
    const held = [...run].map((c) => !/[\p{L}\p{N}]/u.test(c));
    for (const { text } of firm) for (let at = run.indexOf(text); at >= 0; at = run.indexOf(text, at + 1)) held.fill(true, at, at + text.length);
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

  /* --- Latin letters for Han: pinyin, initials, or some of each --- */

  /** Where the letters end when they are read from this place on, or -1. `skips`: how many characters may be left out. */
  function read(text, at, letters, skips) {
    if (!letters) return at;
    if (at >= text.length) return -1;
    const ways = S.parts.readings.get(text[at]) ?? [text[at]];
    if (ways.some((way) => way.startsWith(letters))) return at + 1;
    for (const way of [...ways, ...ways.map((syllable) => syllable[0])]) {
      const end = letters.startsWith(way) ? read(text, at + 1, letters.slice(way.length), skips) : -1;
      if (end >= 0) return end;
    }
    return skips ? read(text, at + 1, letters, skips - 1) : -1;
  }

  /** The shortest stretch of a title that reads as the letters, as its start and end; nothing when none does. */
  function reading(text, letters, skips) {
    const stretches = [...text].map((c, at) => [at, read(text, at, letters, skips)]).filter(([, end]) => end >= 0);
    return stretches.sort((a, b) => a[1] - a[0] - (b[1] - b[0]))[0];
  }

  function byPinyin(typed, some) {
    const letters = typed.replace(/[üv]/g, "u").replace(/[\s'-]/g, "").slice(0, 40), inHan = S.parts.other?.language?.startsWith("zh");
    for (const skips of letters.length > 3 ? [0, 1] : [0]) {
      const hits = [];
      for (const item of some) {
        const field = item.said && inHan ? "other" : "title", { text } = field === "other" ? item.said : item.shown;
        const best = item.running ? undefined : reading(text, letters, skips);
        if (!best) continue;
        const [at, end] = best;
        hits.push({ item, places: [{ field, at, length: end - at }], score: 10 / (end - at) + (end - at) / text.length - S.ORDER.indexOf(item.kind) / 100 + (at === 0 ? 0.2 : 0) });
      }
      if (hits.length) return hits.sort((a, b) => b.score - a.score);
    }
    return [];
  }

  Object.assign(S, { near });
})();
