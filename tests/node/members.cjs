/* A rule for ESLint: no property of the page's objects that one of the browsers of .browserslistrc lacks, as MDN's tables know them.
   A name is refused when every interface that has it has it too late, and no object of the language has it. What is asked for with ?.
   or used where it is known to be there says so in a comment. */
"use strict";

const path = require("node:path");
const browserslist = require("browserslist");
const data = require("@mdn/browser-compat-data");

const NAMES = { ios_saf: "safari_ios" };
/* The interfaces that scripts of a page meet; names like "address" also belong to telephony and payment. Globals are looked at by
   eslint-plugin-compat. */
const MET = /^(Clipboard|DOM|Document|Element|Event|HTML|History|Intersection|Keyboard|Location|Node|Pointer|Range|Selection|URL)/;
const ROOT = path.resolve(__dirname, "..", "..");

/** Browser, as MDN calls it → the oldest version in the list. */
function oldest() {
  const found = new Map();
  for (const entry of browserslist(null, { path: ROOT })) {
    const [name, version] = entry.split(" "), number = parseFloat(version), known = NAMES[name] ?? name;
    if (number < (found.get(known) ?? Infinity)) found.set(known, number);
  }
  return found;
}

/** Whether all of the browsers have what a compatibility table tells of, without a flag or another name. */
function everywhere(support, floor) {
  return [...floor].every(([browser, version]) => [support[browser]].flat().some((entry) =>
    entry?.version_added && !entry.flags && !entry.prefix && !entry.alternative_name && !entry.version_removed
    && parseFloat(String(entry.version_added).replace("≤", "")) <= version));
}

/** Name of a member → the interfaces that have it too late; names that some interface has in time are left out. */
function late() {
  const floor = oldest(), found = new Map(), inTime = new Set(Object.getOwnPropertyNames(Object.prototype));
  for (const builtin of Object.values(data.javascript.builtins)) for (const name of Object.keys(builtin)) inTime.add(name);
  for (const [owner, members] of Object.entries(data.api))
    for (const [name, { __compat: compat }] of Object.entries(members)) {
      if (name === "__compat" || !compat) continue;
      const plain = name.replace(/_(static|event)$/, "");
      if (everywhere(compat.support, floor)) inTime.add(plain);
      else if (MET.test(owner)) found.set(plain, [...(found.get(plain) ?? []), owner]);
    }
  for (const name of inTime) found.delete(name);
  return found;
}

const LATE = late();

module.exports = {
  meta: { type: "problem", messages: { late: "Not every browser of .browserslistrc has '{{name}}' ({{owners}})." }, schema: [] },
  create(context) {
    const look = (node) => {
      const name = node.type === "Identifier" ? node.name : node.value;
      const owners = LATE.get(name);
      if (owners) context.report({ node, messageId: "late", data: { name, owners: owners.slice(0, 3).join(", ") } });
    };
    /* planElement, which some scripts call element, makes an attribute of it. */
    const attribute = ({ key, parent }) => key.name === "role" && /^(planE|e)lement$/.test(parent.parent.callee?.name);
    return {
      MemberExpression(node) { if (!node.computed && !node.optional && !node.parent.optional) look(node.property); },
      "ObjectExpression > Property"(node) { if (!node.computed && !attribute(node)) look(node.key); },
    };
  },
};
