/* Asks the engine as it is shipped: node run_queries.js <folder of an edition> [--stay], the questions on standard input:

     {"queries": [{"ask", "also", "filters"}], "texts": what to normalise only, "judge": whether hits are judged (true),
      "whole": whether every entry is told of too (true), "nearest": whether what is nearest follows what is exact (true),
      "times": how often the running text is repeated, "repeat": how often a query is timed}

   and prints JSON. With --stay, each line is such an object and is answered with a line. What the engine takes for one question, as the
   same words in another script, is searched for once.

   Of each query: its tier, its hits in order as kind/id, what is marked of the other language in the first, its facets, the median of its milliseconds, `strangers`:
   hits of an exact answer that hold less than half of what is asked, `mismarked`: hits of an exact answer whose marks do not stand on the words.
   Of the texts: the normal form, and that of the normal form again. Of every entry: its address and its title. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const [, , edition, stays] = process.argv;
const once = stays ? {} : JSON.parse(fs.readFileSync(0, "utf8"));
const { times = 1, repeat = 1 } = once;

/** Load the shipped files, keeping a copy of what the index hands over; the running text may be handed over several times. */
function load() {
  const received = {};
  const run = (file) => vm.runInThisContext(fs.readFileSync(path.join(edition, file), "utf8"), { filename: file });
  for (const script of ["matching", "engine", "nearest", "other"]) run(`assets/search/${script}.js`);
  const { learn } = PlanMatching, { receive } = PlanSearch;
  PlanMatching.learn = (...pairs) => { received.fold = pairs.map((characters, at) => (received.fold?.[at] ?? "") + characters); learn(...pairs); };
  PlanSearch.receive = (name, ...given) => {
    receive(name, ...given);
    const data = received[name] = structuredClone(PlanSearch.parts[name]);
    for (let copy = 1; name === "text" && copy < times; copy++) receive(name, { ...data, columns: data.columns.map((column, at) => (at === 1 ? column.map((id) => `${id}~${copy}`) : column)) });
  };
  for (const part of ["characters", "items", "other", "text", "other-text", "pinyin", "english"]) run(`search/${part}.js`);
  return received;
}

const received = load();
const { fold, items, text, english, other } = received;
const rows = [items, text].flatMap(({ columns }) => columns[0].map((_, row) => columns.map((column) => column[row])));
const said = [other, received["other-text"]].flatMap(({ titles, more }) => titles.map((title, row) => [title.replace(/[\ue000-\uf8ff]/g, (c) => other.titles[c.charCodeAt(0) - 0xe000]), ...more[row].split("\n")]));
const sections = new Map(rows.filter(([kind]) => kind === "sections").map(([, id, , note]) => [id, note]));
const labelled = (id, note, box) => note.replace(/^\^/, box ? items.labels.box[box] : sections.get(id.replace(/-[^-]*$/, "")));

/* A blunt comparison of its own, so that a fault of the engine's normaliser does not hide itself. */
const folds = new Map([...fold[0]].map((character, at) => [character, [...fold[1]][at]]));
const plain = (words) => [...words.normalize("NFKC").toLowerCase()].map((c) => folds.get(c) ?? c).join("").replace(/[^\p{L}\p{N}%+&#.]/gu, "");
const aliases = `${text.bridges}\n${english.bridges}`.split("\n").filter(Boolean).flatMap((line) => {
  const [words, means] = line.split(/[=!]/).map((side) => side.split("/").map(plain));
  return words.flatMap((said) => means.map((meant) => [said, meant]));
});

/** The words of a query, everyday ones also as the official ones, in the blunt form. */
function words({ ask, also = [] }) {
  const asked = [ask, ...ask.normalize("NFKC").split(/[\s，。、；：“”「」《》()]+/u)].map(plain).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return [...asked, ...also.map(plain), ...official(asked), ...official(official(asked))];
}

const official = (asked) => aliases.flatMap(([said, meant]) => asked.filter((word) => word.includes(said)).map((word) => word.replace(said, meant)));

/** How much of a piece stands in a text, in stretches of two characters or more: which characters. */
function held(piece, text) {
  const found = new Array(piece.length).fill(false);
  for (let at = 0; at + 1 < piece.length; at++) if (text.includes(piece.slice(at, at + 2))) found.fill(true, at, at + 2);
  return found;
}

/** Whether a text holds none of the words, and of each of them less than half. */
const strange = (texts, asked) => !asked.some((word) => texts.some((text) => text.includes(word))) && !asked.some((word) => held(word, texts.join("\n")).filter(Boolean).length >= word.length / 2);

/** Everything an entry may be found by, piece by piece. */
const everything = new Map(rows.map(([kind, id, title, note, hidden, box, fields, places, year, nature], row) => {
  const decoded = (facet, codes) => [...codes].map((code) => Object.keys(items.labels[facet])[code.charCodeAt(0) - 0x30]);
  const names = { kind: [kind], box: [box], field: decoded("field", fields), place: decoded("place", places), nature: [nature] };
  const named = Object.entries(names).flatMap(([facet, values]) => values.map((value) => items.labels[facet][value] ?? ""));
  return [`${kind}/${id}`, [title, labelled(id, note, box), ...(said[row] ?? []), ...hidden.split("\n"), `${year}年`, ...named].map(plain)];
}));

/** Whether every character of a marked piece belongs to one of the words. */
function covered(piece, asked) {
  const text = plain(piece);
  return text.length > 0 && (asked.some((word) => word.includes(text)) || asked.map((word) => held(text, word)).reduce((one, other) => one.map((is, at) => is || other[at])).every(Boolean));
}

/** What is wrong with the marks of a hit: a piece that is none of the words, or a word in the title that is not marked. */
function mismarks(query, asked, { item, ranges }) {
  const marked = ["title", "note"].flatMap((field) => ranges[field].map(([start, end]) => item[field].slice(start, end)));
  const wrong = marked.filter((piece) => !covered(piece, asked));
  const whole = plain(query.ask);
  if (!wrong.length && /^\p{Script=Han}+$/u.test(query.ask) && plain(item.title).includes(whole) && !marked.some((piece) => plain(piece).includes(whole))) wrong.push("(nothing)");
  return wrong.map((piece) => `${item.kind}/${item.id}: ${piece}`);
}

/** What the engine makes of a question: all that its answer depends on. The typed words themselves count only for those that nothing names. */
function understood(query) {
  const { text, wish, ...rest } = PlanSearch.parse(query.ask);
  const typed = rest.terms.every(({ unnamed }) => unnamed) ? text : [...text].map((c) => folds.get(c) ?? c).join("");
  return JSON.stringify([typed, { ...wish, kinds: [...wish.kinds], years: [...wish.years] }, rest, query.filters ?? {}, !query.ask.trim(), !PlanSearch.near]);
}

const answered = new Map(), { near } = PlanSearch;

function search(query) {
  const key = repeat === 1 && understood(query);
  if (!key) return PlanSearch.search(query.ask, query.filters ?? {});
  if (!answered.has(key)) answered.set(key, PlanSearch.search(query.ask, query.filters ?? {}));
  return answered.get(key);
}

function ask(query, judge) {
  const spent = [];
  let answer;
  for (let turn = 0; turn < repeat; turn++) {
    const start = performance.now();
    answer = search(query);
    spent.push(performance.now() - start);
  }
  const exact = judge && times === 1 && answer.tier === "exact" ? answer.hits.filter(({ near }) => !near) : [];
  const asked = exact.length ? words(query) : [];
  const key = ({ item }) => `${item.kind}/${item.id}`;
  const hits = answer.hits.map(key);
  const other = answer.hits.slice(0, 1).flatMap(({ item, ranges }) => ranges.other.map(([start, end]) => item.other.slice(start, end)));
  return {
    ask: query.ask, other, tier: answer.tier, hits, near: answer.hits.filter(({ near }) => near).map(key), words: answer.words, unnamed: answer.unnamed,
    facets: Object.fromEntries(Object.entries(answer.facets).map(([facet, counts]) => [facet, Object.fromEntries(counts)])),
    milliseconds: spent.sort((a, b) => a - b)[Math.floor(spent.length / 2)],
    strangers: exact.map(({ item }) => `${item.kind}/${item.id}`).filter((key) => strange(everything.get(key), asked)),
    mismarked: exact.flatMap((hit) => mismarks(query, asked, hit)),
  };
}

/** What is told of every entry, whatever is asked. */
const entries = () => ({
  addresses: Object.fromEntries(rows.map(([kind, id, , , , box]) => [`${kind}/${id}`, PlanSearch.address({ kind, id, box })])),
  titles: Object.fromEntries(rows.map(([kind, id, title]) => [`${kind}/${id}`, title])),
});

function told({ queries = [], texts = [], judge = true, whole = true, nearest = true }) {
  if (!nearest) PlanSearch.near = undefined;
  const results = queries.map((query) => ask(query, judge));
  PlanSearch.near = near;
  const normal = texts.map((words) => PlanMatching.normalise(words));
  const again = normal.map((form) => PlanMatching.normalise(form.text).text);
  return JSON.stringify({ results, normal, again, ...(whole ? entries() : {}) });
}

PlanSearch.ready().then(() => {
  if (!stays) process.stdout.write(told(once));
  else require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => process.stdout.write(`${told(JSON.parse(line))}\n`));
});
