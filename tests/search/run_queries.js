/* Asks the shipped engine: node run_queries.js <engine.js> <folder of items.js, text.js, pinyin.js>, the questions on standard input.

   Questions: {"queries": [{"ask", "also"}], "times": how often the running text is repeated, "repeat": how often each query is timed}.
   Answer, as JSON: per query its tier, every hit as kind/id in order, the milliseconds (median), the hits of an exact answer that hold
   none of the words (`strangers`), and the marked ranges that do not cover a word, or titles left unmarked (`unmarked`). */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const [engine, folder] = process.argv.slice(2);
const { queries, times = 1, repeat = 1 } = JSON.parse(fs.readFileSync(0, "utf8"));
const load = (file) => vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file });

load(engine);
const received = {};
const { receive } = PlanSearch;
PlanSearch.receive = (name, data) => {
  received[name] = structuredClone(data);
  receive(name, data);
  for (let copy = 1; name === "text" && copy < times; copy++) receive(name, { ...data, columns: data.columns.map((column, at) => (at === 1 ? column.map((id) => `${id}~${copy}`) : column)) });
};
for (const name of ["items", "text", "pinyin"]) load(path.join(folder, `${name}.js`));

/* An own, blunt way to compare, so that a fault of the engine's normaliser does not hide itself. */
const folds = new Map(["items", "text"].flatMap((name) => [...received[name].fold[0]].map((character, at) => [character, [...received[name].fold[1]][at]])));
const plain = (text) => [...text.normalize("NFKC").toLowerCase()].map((c) => folds.get(c) ?? c).join("").replace(/[^\p{L}\p{N}%+&#.]/gu, "");
const labels = received.items.labels;

function words({ ask, also = [] }) {
  const asked = ask.normalize("NFKC").split(/\s+/).map(plain).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const aliases = received.items.aliases.flatMap(([said, meant]) => asked.filter((word) => word.includes(plain(said))).map((word) => word.replace(plain(said), plain(meant))));
  return [...asked, ...also.map(plain), ...aliases, plain(ask)];
}

function everything(item) {
  const named = [["kind", item.kind], ["box", item.box], ["nature", item.nature], ...item.fields.map((f) => ["field", f]), ...item.places.map((p) => ["place", p])];
  return plain([item.title, item.note, `${item.year}年`, hidden.get(`${item.kind}/${item.id}`), ...named.map(([facet, value]) => labels[facet][value] ?? "")].join(" "));
}
const hidden = new Map(["items", "text"].flatMap((name) => received[name].columns[0].map((kind, row) => [`${kind}/${received[name].columns[1][row]}`, received[name].columns[4][row]])));

/** Whether every character of the marked text belongs to one of the words. */
function covered(piece, asked) {
  const text = plain(piece), held = new Array(text.length).fill(false);
  for (const word of asked) for (let at = text.indexOf(word); word && at >= 0; at = text.indexOf(word, at + 1)) held.fill(true, at, at + word.length);
  return text !== "" && held.every(Boolean);
}

function faults(query, answer) {
  const asked = words(query), strangers = [], unmarked = [];
  if (answer.tier !== "exact") return { strangers, unmarked };
  for (const { item, ranges } of answer.hits.filter(({ near }) => !near)) {
    const key = `${item.kind}/${item.id}`;
    if (times === 1 && !asked.some((word) => everything(item).includes(word))) strangers.push(key);
    const pieces = ["title", "note"].flatMap((field) => ranges[field].map(([start, end]) => item[field].slice(start, end)));
    const wrong = pieces.filter((piece) => !covered(piece, asked));
    if (wrong.length) unmarked.push(`${key}: ${wrong.join(" | ")}`);
    else if (!pieces.length && asked.length && plain(item.title).includes(plain(query.ask)) && !/\d/.test(query.ask)) unmarked.push(`${key}: nothing`);
  }
  return { strangers, unmarked };
}

async function main() {
  await PlanSearch.ready();
  const results = queries.map((query) => {
    const spent = [];
    let answer;
    for (let turn = 0; turn < repeat; turn++) {
      const start = performance.now();
      answer = PlanSearch.search(query.ask);
      spent.push(performance.now() - start);
    }
    const milliseconds = spent.sort((a, b) => a - b)[Math.floor(spent.length / 2)];
    return { ask: query.ask, tier: answer.tier, hits: answer.hits.map(({ item }) => `${item.kind}/${item.id}`), milliseconds, ...faults(query, answer) };
  });
  const normalised = queries.map(({ ask }) => PlanSearch.normalise(ask));
  process.stdout.write(JSON.stringify({ results, normalised, again: normalised.map(({ text }) => PlanSearch.normalise(text)) }));
}

main();
