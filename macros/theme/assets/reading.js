// @ts-check
/* Reading: settings, keys, the place where the reader was, copying and citing. Pages are whole without all this. */
"use strict";

/* --- what more than one part needs --- */

const readingSource = /** @type {HTMLScriptElement} */ (document.currentScript).src;
const readingLoad = (name, gives) => planLoad(new URL(name, readingSource).href, gives);
const readingTypes = ({ target }) => target.closest?.("input, textarea, select, [contenteditable]");
const readingOpens = (dialog, opener) => {
  opener?.addEventListener("click", () => { dialog.showModal(); dialog.querySelector(":checked")?.focus(); }); // what is chosen, not what stands first
  dialog.addEventListener("click", ({ target }) => { if (target === dialog) dialog.close(); });
};
/* The block that is being read: the last one that begins above the upper edge of what the header leaves free. */
const readingPlace = () => {
  const edge = document.querySelector(".md-header").getBoundingClientRect().bottom + 24;
  const kinds = ["h1", "h2", ".paragraph", "li", "tr", "dl > div"].map((kind) => `article ${kind}[id]`).join(", ");
  const blocks = [...document.querySelectorAll(kinds)].filter((block) => block.offsetParent);
  return blocks[planLastIndex(blocks, (block) => block.getBoundingClientRect().top < edge)] ?? blocks[0];
};

/* The edition switch keeps what was asked for and the place on the page: the one in the address while it is in the window, else the one that is being read. */
planPart(() => {
  for (const link of document.querySelectorAll("[data-edition-switch]"))
    link.addEventListener("click", () => {
      const { top, bottom } = document.getElementById(location.hash.slice(1))?.getBoundingClientRect() ?? { top: Infinity, bottom: 0 };
      const place = top < innerHeight && bottom > 0 ? location.hash.slice(1) : scrollY && readingPlace()?.id;
      link.hash = place || "";
      link.search = location.search;
    });
});

/* --- the comparison of the scripts --- */
planPart(() => {
  const status = document.querySelector("[data-compare-status]");
  if (status) readingLoad("compare.js", "planCompare").then(() => planCompare()).catch(() => { status.textContent = status.dataset.failed; });
});

/* --- settings --- */
planPart(() => {
  const dialog = document.querySelector("[data-reading-tools]"), form = dialog.querySelector("form");
  readingOpens(dialog, document.querySelector("[data-reading-open]"));
  for (const [name, value] of Object.entries(planReading.get("reading"))) if (form.elements[name]) form.elements[name].value = value;
  const keep = () => {
    /* What is being read stays where it is, whatever the letters do. */
    const place = readingPlace(), before = place?.getBoundingClientRect().top;
    planReading.set("reading", Object.fromEntries(planFilled(form)));
    planReading.show();
    if (place && scrollY) scrollBy({ top: place.getBoundingClientRect().top - before, behavior: "instant" });
  };
  form.addEventListener("change", keep);
  form.addEventListener("reset", () => setTimeout(keep));
  dialog.querySelector("[data-compare-page]")?.addEventListener("click", ({ target }) => {
    target.search = `?page=${target.dataset.comparePage}`;
    target.hash = readingPlace()?.id ?? "";
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => planReading.show());
});

/* --- keys: never while somebody types, never with a modifier, and not at all for those who switch them off --- */
planPart(() => {
  const dialog = document.querySelector("[data-keys]"), choice = dialog.querySelector("[name=keys]");
  readingOpens(dialog, document.querySelector("[data-keys-open]"));
  choice.checked = planReading.get("keys").on ?? true;
  choice.addEventListener("change", () => planReading.set("keys", { on: choice.checked }));

  const step = (direction) => {
    const shown = (selector) => [...document.querySelectorAll(selector)].filter((stop) => stop.checkVisibility?.() ?? stop.offsetParent);
    const sections = shown("article h2:not(.beside)"), stops = sections.length ? sections : shown("article .paragraph, article .nodes > li");
    const top = document.querySelector(".md-header").getBoundingClientRect().bottom + 12;
    let at = stops.indexOf(document.activeElement);
    if (at < 0) at = planLastIndex(stops, (stop) => stop.getBoundingClientRect().top < top) + (direction < 0 && stops.some((stop) => stop.getBoundingClientRect().top < top - 24) ? 1 : 0);
    const stop = stops[at + direction];
    if (!stop) return;
    stop.tabIndex = -1;
    stop.focus({ preventScroll: true });
    stop.scrollIntoView();
  };
  const follow = (selector) => {
    const link = document.querySelector(selector);
    link?.click();
    return link;
  };
  const acts = {
    j: () => step(1),
    k: () => step(-1),
    "[": () => follow(".md-footer__link--prev"),
    "]": () => follow(".md-footer__link--next"),
    t: () => follow(".edition-switch [aria-current] ~ a") || follow(".edition-switch a"), /* the next, after the last the first */
    "?": () => dialog.showModal(),
  };
  /* Heard before every other script: those who switched single keys off are spared all of them. */
  addEventListener("keydown", (event) => {
    if (event.key?.length !== 1 || event.key === " " || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || readingTypes(event)) return;
    if (!choice.checked || document.querySelector("dialog[open]")) event.stopPropagation();
    else if (acts[event.key]) {
      event.preventDefault();
      event.stopPropagation();
      acts[event.key]();
    }
  }, true);
});

/* --- the place where the reader was --- */
planPart(() => {
  const paragraphs = document.querySelector(".chapter-head") ? [...document.querySelectorAll(".paragraph[id]")] : [];
  if (paragraphs.length > 1) {
    const chapter = paragraphs[0].id.split("-")[0], inBand = new Set();
    let waiting;
    const keep = () => {
      waiting = clearTimeout(waiting);
      const place = paragraphs.find((paragraph) => inBand.has(paragraph)), finished = paragraphs[paragraphs.length - 1].getBoundingClientRect().bottom < innerHeight;
      if (!place && !finished) return;
      const places = planReading.get("places");
      delete places[chapter]; /* the newest comes last */
      if (!finished && place !== paragraphs[0]) places[chapter] = place.id;
      planReading.set("places", places);
    };
    const header = document.querySelector(".md-header").getBoundingClientRect().bottom + 24;
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) inBand[isIntersecting ? "add" : "delete"](target);
      if (scrollY) waiting ??= setTimeout(keep, 800);
    }, { rootMargin: `-${header}px 0px -60% 0px` });
    for (const paragraph of paragraphs) observer.observe(paragraph);
    addEventListener("pagehide", () => { if (waiting) keep(); });
  }

  const line = document.querySelector("[data-resume]");
  const last = line && Object.values(planReading.get("places")).pop();
  const { sections, paragraph } = line ? JSON.parse(line.dataset.resume) : {};
  const section = last?.split("-").slice(0, 2).join("-");
  if (sections?.[section]) {
    const link = line.querySelector("a");
    link.href += `${section.split("-")[0]}/#${last}`;
    link.textContent = sections[section] + (section.endsWith("-0") ? "" : paragraph.replace("{number}", last.split("-")[2]));
    line.querySelector("button").addEventListener("click", () => { planReading.set("places", {}); line.hidden = true; });
    line.hidden = false;
  }
});

/* --- copying and citing: the script for it comes when it is asked for --- */
planPart(() => {
  let ready;
  const start = (gives) => (ready ??= readingLoad("cite.js", gives).catch((error) => { ready = undefined; throw error; }));
  const toast = document.querySelector(".toast");
  const copyAddress = async (link) => {
    await navigator.clipboard.writeText(link.href);
    toast.textContent = toast.dataset.copied;
    setTimeout(() => { toast.textContent = ""; }, 1500);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".permalink");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (document.querySelector(".cite")) start("citePlace").then(() => citePlace(link)).catch(() => copyAddress(link));
    else if (navigator.clipboard) copyAddress(link);
  });
  document.querySelector(".cite")?.addEventListener("toggle", () => start("citePage").then(() => citePage()), { once: true });
});
