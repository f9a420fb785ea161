// @ts-check
/* Small helps; every page reads well without them. */
"use strict";

/* Opened as files, without a server, folders do not lead to their index.html by themselves. */
planPart(() => {
  if (location.protocol !== "file:") return;
  const complete = (address) => {
    const url = new URL(address);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  };
  document.addEventListener("click", ({ target }) => { const link = target.closest?.("a[href]"); if (link) link.setAttribute("href", complete(new URL(link.getAttribute("href"), location.href))); }, true);
  document.addEventListener("submit", ({ target }) => { target.action = complete(target.action); }, true);
});

/* The frame follows the reader: the header names the page once its title is gone, the contents say which section is read,
   a button leads back to the top for those who scroll up. */
planPart(() => {
  const header = document.querySelector(".md-header"), name = document.querySelector(".md-header__title"), title = document.querySelector("article h1");
  const button = document.querySelector(".md-top"), links = [...document.querySelectorAll(".md-nav--secondary a[href^='#']")];
  const sections = links.map((link) => document.getElementById(link.hash.slice(1)));
  let before = scrollY, waiting = false;
  const follow = () => {
    waiting = false;
    const edge = header.getBoundingClientRect().bottom + 24;
    name.classList.toggle("md-header__title--active", title?.getBoundingClientRect().bottom < edge - 24);
    const read = planLastIndex(sections, (section) => section?.getBoundingClientRect().top < edge);
    links.forEach((link, at) => {
      link.classList.toggle("md-nav__link--active", at === read);
      at === read ? link.setAttribute("aria-current", "location") : link.removeAttribute("aria-current");
    });
    if (scrollY !== before) button.hidden = scrollY > before || scrollY < innerHeight;
    before = scrollY;
  };
  addEventListener("scroll", () => { if (!waiting) waiting = !!requestAnimationFrame(follow); }, { passive: true });
  /* Not for those who point: what moves between press and release is not clicked. */
  header.addEventListener("focusin", ({ target }) => header.classList.toggle("md-header--whole", target.matches(":focus-visible")));
  header.addEventListener("focusout", () => header.classList.remove("md-header--whole"));
  button.addEventListener("click", () => { scrollTo(0, 0); document.querySelector(".md-skip").focus({ preventScroll: true }); });
  follow();
  /* In a long list of pages, the one that is open is in view. */
  const list = document.querySelector(".md-sidebar--primary .md-sidebar__scrollwrap"), open = list?.querySelector(".md-nav__link--active");
  if (open?.offsetParent) list.scrollTop = open.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2;
});

/* The drawer of narrow windows: a button where no key reaches Material's label; while it is open, the rest of the page waits. */
planPart(() => {
  const toggle = document.getElementById("__drawer"), label = document.querySelector(".md-header [for=__drawer]");
  const drawer = document.querySelector(".md-sidebar--primary"), rest = document.querySelectorAll(".md-skip, .md-header, .md-content, .md-footer");
  const name = drawer.querySelector("nav").getAttribute("aria-label");
  const facts = { type: "button", className: `menu ${label.className}`, "aria-expanded": "false", "aria-label": name };
  const button = planElement("button", facts, ...label.childNodes);
  label.replaceWith(button);
  button.addEventListener("click", () => toggle.click());
  toggle.addEventListener("change", () => {
    for (const part of rest) part.toggleAttribute("inert", toggle.checked);
    button.setAttribute("aria-expanded", String(toggle.checked));
    (toggle.checked ? drawer.querySelector("a") : button).focus();
  });
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape" && toggle.checked) toggle.click(); });
  drawer.addEventListener("click", ({ target }) => { if (toggle.checked && target.closest("a[href*='#']")) toggle.click(); });
});

/* A word on what a link leads to, for those who point at it or reach it with the keyboard: its title, where it can be read at leisure. */
planPart(() => {
  if (!("showPopover" in HTMLElement.prototype)) return;
  /* eslint-disable floor/members */
  const preview = planElement("div", { className: "preview", id: "preview", popover: "manual", role: "tooltip" });
  document.body.append(preview);
  let shown, timer;
  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    shown.title = preview.textContent;
    shown.removeAttribute("aria-describedby");
    preview.hidePopover();
    shown = undefined;
  };
  const show = (link) => {
    if (link === shown) return clearTimeout(timer);
    hide();
    if (!link.title) return;
    shown = link;
    preview.textContent = link.title;
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", preview.id);
    preview.showPopover();
    const { left, bottom, top } = link.getClientRects()[0], { width, height } = preview.getBoundingClientRect();
    preview.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    preview.style.top = `${bottom + height + 8 < innerHeight ? bottom + 6 : top - height - 6}px`;
  };
  const later = (act) => { clearTimeout(timer); timer = setTimeout(act, 300); };
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    const link = target.closest?.(".md-content a[title], .preview") ?? (shown?.contains(target) ? shown : null);
    if (pointerType !== "mouse") return;
    if (link === preview || (link && link === shown)) clearTimeout(timer);
    else if (link) later(() => show(link));
    else later(hide);
  });
  document.addEventListener("focusin", ({ target }) => { if (target.matches(".md-content a[title]") && target.matches(":focus-visible")) show(target); else hide(); });
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape") hide(); });
  addEventListener("scroll", hide, { passive: true });
});

/* What is folded opens for whoever is sent to something in it, before it is printed, and all at once. */
planPart(() => {
  const folds = document.querySelectorAll("details.fold, details.more"), all = document.querySelector("[data-folds-all]");
  const reveal = () => {
    const goal = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!goal) return;
    const short = goal.closest(".long:not(.long--whole)");
    short?.classList.add("long--whole");
    const closed = [];
    for (let at = goal.closest("details"); at; at = at.parentElement.closest("details")) if (!at.open) closed.push(at);
    for (const fold of closed) fold.open = true;
    if (closed.length || short) goal.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
  addEventListener("beforeprint", () => { for (const fold of folds) fold.open = true; });
  all?.addEventListener("click", () => {
    const open = all.getAttribute("aria-expanded") !== "true";
    all.setAttribute("aria-expanded", String(open));
    for (const fold of folds) fold.open = open;
  });
});

/* Tables that can be filtered and sorted bring a script of their own; without it they stay whole, and nothing offers what does not work. */
planPart(() => {
  const filters = document.querySelectorAll("[data-filters]"), { root } = document.querySelector("[data-search-dialog]").dataset;
  if (!filters.length && !document.querySelector(".sortable")) return;
  planLoad(`${root}assets/tables.js`, "planTables").then(() => planTables(root)).catch(() => {
    for (const form of filters) form.hidden = true;
    for (const table of document.querySelectorAll(".long")) table.classList.add("long--whole");
  });
});

/* Search: its scripts come when the reader asks for them, and begin to come when the box takes the focus. */
planPart(() => {
  const opener = document.querySelector("[data-search-open]");
  const scripts = [["PlanMatching", "assets/search/matching"], ["PlanMatching", "search/characters"], ["PlanSearch", "assets/search/engine"], ["openPlanSearch", "assets/search/box"]];
  const dialog = document.querySelector("[data-search-dialog]"), input = dialog.querySelector("input");
  const root = dialog.dataset.root;
  if (!dialog.showModal) return; // the link leads to the plain list
  let ready, items;
  const begin = () => {
    const all = scripts.map(([name, path]) => planLoad(`${root}${path}.js`, name));
    items = planLoad(`${root}search/items.js`, "PlanSearch"); // comes beside them and runs after them
    items.catch(() => { /* told by the box */ });
    return Promise.all(all);
  };
  const start = () => (ready ??= begin().catch((error) => { ready = undefined; throw error; }));
  /* The dialog opens at once and takes what is typed; where the scripts cannot be had or cannot run, the link leads to the plain list. */
  const open = () => {
    if (!dialog.open) dialog.showModal();
    input.select();
    start().then(() => openPlanSearch(items)).catch(() => { location.href = opener.href; });
  };
  opener.addEventListener("click", (event) => { event.preventDefault(); open(); });
  for (const field of [opener, ...document.querySelectorAll(".cover__search input")])
    for (const event of ["focus", "pointerdown"]) field.addEventListener(event, () => { start().catch(() => { /* told when it is opened */ }); }, { once: true });
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event, typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const alone = !typing && !ctrlKey && !metaKey && !altKey && (key === "/" || key === "s"), chord = (ctrlKey || metaKey) && !altKey && !shiftKey && key === "k";
    if (event.isComposing || (!alone && !chord)) return;
    event.preventDefault();
    open();
  });
  /* The way back from a hit leads to the search that it was found with. */
  addEventListener("pageshow", ({ persisted }) => {
    const words = history.state?.search, [visit] = performance.getEntriesByType("navigation");
    if (!words || (!persisted && /** @type {any} */ (visit)?.type !== "back_forward")) return;
    input.value = words;
    open();
  });
  const page = document.querySelector("[data-search-status]");
  const everything = document.querySelector("[data-search-everything]"), results = document.querySelector("[data-search-results]");
  if (page && new URLSearchParams(location.search).get("s")) { everything.hidden = true; results.hidden = false; } // room for the results
  const unable = () => { page.textContent = dialog.dataset.unable; everything.hidden = false; results.hidden = true; };
  const take = () => start().then(() => { openPlanSearch.take(items); return planLoad(`${root}assets/search/page.js`, "PlanSearchPage"); }).catch(unable);
  /* Whoever brings a question is answered; else the scripts wait for the first sign of a reader, who may only want the list. */
  if (page && location.search) take();
  else if (page) {
    const signs = ["pointermove", "pointerdown", "touchstart", "keydown", "focusin"];
    const begun = () => { for (const sign of signs) removeEventListener(sign, begun); take(); };
    for (const sign of signs) addEventListener(sign, begun, { passive: true });
  }
});

/* The words that a search found are shown where they stand; ranges may run across links. */
planPart(() => {
  const words = new URLSearchParams(location.search).get("h")?.split(" ").filter(Boolean) ?? [];
  const place = document.getElementById(location.hash.slice(1)) ?? document.querySelector("article");
  if (words.length && place && globalThis.Highlight) {
    const ours = (node) => node.parentElement.closest(".permalink, .erratum-mark") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT, ours);
    const nodes = [];
    let text = "";
    while (walker.nextNode()) { nodes.push([text.length, walker.currentNode]); text += walker.currentNode.textContent; }
    /** @type {(at: number) => [Text, number]} */
    const point = (at) => { const [start, node] = nodes[planLastIndex(nodes, ([begin]) => begin <= at)]; return [node, at - start]; };
    const ranges = [];
    for (const word of words)
      for (let at = text.indexOf(word); at >= 0 && ranges.length < 500; at = text.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(...point(at));
        const [node, offset] = point(at + word.length - 1);
        range.setEnd(node, offset + 1);
        ranges.push(range);
      }
    CSS.highlights.set("found", new Highlight(...ranges));
  }
});
