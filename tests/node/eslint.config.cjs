/* The scripts of the pages: sound, and within what .browserslistrc says. Modules come from the folder that NODE_PATH names. */
"use strict";

const js = require("@eslint/js");
const compat = require("eslint-plugin-compat");
const es = require("eslint-plugin-es-x");
const globals = require("globals");
const members = require("./members.cjs");

/* The newest syntax and methods of the language that all of these browsers know; es-x names each later one by itself. */
const LANGUAGE = 2021;

/* Arrays have had these for long; iterators have them only now, and es-x cannot tell the one from the other. */
const OF_ITERATORS = Object.keys(es.rules).filter((rule) => rule.startsWith("no-iterator-prototype-"));

/* What one script of ours gives to the others. */
const OURS = {
  planReading: "readonly", planPart: "readonly", planLoad: "readonly", planElement: "readonly", planFilled: "readonly", planLastIndex: "readonly",
  PlanMatching: "readonly", PlanSearch: "readonly", PlanSearchPage: "readonly", openPlanSearch: "readonly",
  citePlace: "readonly", citePage: "readonly", qrCode: "readonly", readingLoad: "readonly", planCompare: "readonly", planTables: "readonly",
};

module.exports = [
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    files: ["macros/theme/assets/**/*.js"],
    ...compat.configs["flat/recommended"],
  },
  es.configs["flat/restrict-to-es2021"],
  {
    files: ["macros/theme/assets/**/*.js"],
    languageOptions: { ecmaVersion: LANGUAGE, sourceType: "script", globals: { ...globals.browser, ...OURS } },
    plugins: { floor: { rules: { members } } },
    settings: { "es-x": { aggressive: true }, lintAllEsApis: false },
    rules: {
      "array-callback-return": "error",
      "es-x/no-regexp-lookbehind-assertions": "error", // Safari before 16.4: the whole script would not load
      ...Object.fromEntries(OF_ITERATORS.map((rule) => [`es-x/${rule}`, "off"])),
      eqeqeq: "error",
      "floor/members": "error",
      "no-implicit-globals": "off", // classic scripts: the globals are listed above
      "no-redeclare": ["error", { builtinGlobals: false }],
      "no-restricted-syntax": ["error", {
        selector: "Literal[value=/:(is|where|has)\\(/], TemplateElement[value.raw=/:(is|where|has)\\(/]",
        message: "Chrome 87 knows no :is(), :where() or :has(): it would refuse the whole selector.",
      }],
      "no-shadow": "error",
      "no-unused-vars": ["error", { caughtErrors: "none", varsIgnorePattern: "^plan[A-Z]" }],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
];
