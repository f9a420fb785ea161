// @ts-check
/* What the entries are called in the other language, so that they are found by it too (search_other.py). No DOM here. */
"use strict";

(() => {
  const S = globalThis.PlanSearch;
  const done = new Set();

  /** Let the entries be found by the words that have come, in whichever order they and the entries come. */
  function translate() {
    const { items, text, other, "other-text": running } = S.parts;
    if (!items || !other?.labels) return;
    if (once("other")) {
      if (other.fold) PlanMatching.learn(other.fold[0], other.fold[1]);
      S.name(items.labels.kind, [...items.common, ...other.common]);
      call(0, other, other.titles);
    }
    if (text && running && once("other-text")) call(items.columns[0].length, running, running.titles.map(S.named(other.titles)));
  }

  const once = (part) => !done.has(part) && Boolean(done.add(part));

  const call = (from, { more }, titles) => S.queue(titles.map((title, row) => () => called(S.nth(from + row), title, more[row])));

  /** What an entry, its fields, its places and its box are called. */
  function called(item, title, more) {
    const { labels } = S.parts.other;
    const facets = { field: item.fields, place: item.places, box: [item.box], nature: [item.nature] };
    const names = Object.entries(facets).flatMap(([facet, values]) => values.map((value) => labels[facet][value] ?? ""));
    const further = [...more.split("\n"), ...names].map((line) => PlanMatching.normalise(line).text).join("\n");
    item.other = title;
    item.said = PlanMatching.normalise(title);
    item.hidden += `\n${further}`;
    item.all += `\n${item.said.text}\n${further}`;
    S.scan(item, `${item.said.text}\n${further}`);
  }

  Object.assign(S, { translate });
  translate();
})();
