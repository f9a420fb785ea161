/* Asks Material's own search worker: node material_worker.js <worker.js> <search_index.json>, a list of queries on standard input.
   Prints JSON: of each query its milliseconds and the addresses of the pages found, in the order in which Material shows them. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const [worker, index] = process.argv.slice(2);
const queries = JSON.parse(fs.readFileSync(0, "utf8"));

let listen, answered;
const context = vm.createContext({
  console: { warn() {} },
  addEventListener: (_, listener) => { listen = listener; },
  postMessage: (message) => answered(message),
  importScripts: (...urls) => urls.forEach((url) => run(path.resolve(path.dirname(worker), url))),
});
context.self = context;
const run = (file) => vm.runInContext(fs.readFileSync(file, "utf8"), context, { filename: file });
const send = (data) => new Promise((resolve) => { answered = resolve; listen({ data }); });

async function main() {
  run(worker);
  const { config, docs } = JSON.parse(fs.readFileSync(index, "utf8"));
  await send({ type: 0, data: { config, docs: docs.filter(({ location }) => !location.startsWith("search/")), options: { suggest: false } } });
  const results = [];
  for (const query of queries) {
    const start = performance.now();
    const { data } = await send({ type: 2, data: query });
    results.push({ milliseconds: performance.now() - start, pages: data.items.map(([{ location }]) => location.split("#")[0]) });
  }
  process.stdout.write(JSON.stringify(results));
}

main();
