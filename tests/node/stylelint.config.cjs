/* The style sheets of the pages: what MDN's tables say that a browser of .browserslistrc lacks is refused, unless nothing is lost by it. */
"use strict";

/* Without these the page is as readable and as usable; each says what an older browser does instead. */
const NOTHING_LOST = {
  "at-rules.media.forced-colors": "systems that force no colours have nothing to say here",
  "at-rules.page": "paper gets the browser's own margins",
  "at-rules.page.size": "paper gets the browser's own margins",
  "properties.font-synthesis": "a missing weight is thickened",
  "properties.orphans": "a paragraph may leave one line behind on paper",
  "properties.outline": "the ring of the focus is angular",
  "properties.overscroll-behavior": "the page scrolls on behind a dialog",
  "properties.text-autospace": "Han and Latin stand close together",
  "properties.text-wrap": "the lines of a title are of different length",
  "properties.widows": "a paragraph may hand one line on to the next sheet",
  "selectors.-webkit-search-cancel-button": "only WebKit and Chromium draw such a button",
  "selectors.highlight": "words that were found are not marked on their page",
  "types.length.viewport_percentage_units_dynamic": "the declaration before it holds, with vh",
};

module.exports = {
  plugins: [require("stylelint-browser-compat")],
  reportDescriptionlessDisables: true,
  reportNeedlessDisables: true,
  rules: {
    "block-no-empty": true,
    "color-no-invalid-hex": true,
    "declaration-block-no-duplicate-properties": [true, { ignore: ["consecutive-duplicates-with-different-values"] }],
    "font-family-no-duplicate-names": true,
    "function-no-unknown": true,
    "media-feature-name-no-unknown": true,
    "no-duplicate-at-import-rules": true,
    "no-duplicate-selectors": null, // a subject may come back where its reason stands
    "plugin/browser-compat": [true, { allow: { features: Object.keys(NOTHING_LOST) } }],
    "property-no-unknown": [true, { ignoreProperties: ["text-autospace"] }],
    "selector-pseudo-class-no-unknown": true,
    "selector-pseudo-element-no-unknown": true,
    "selector-type-no-unknown": true,
    "unit-no-unknown": true,
  },
};
