// @ts-check
/* The search page: the form, its filters, the results; what is asked stands in the address. */
"use strict";

globalThis.PlanSearchPage = (() => {
  const S = globalThis.PlanSearch;
  const { answers, button, fill, label, link, remember, row, say, tell, tellFailure } = S.shared;
  const page = document.querySelector("[data-search-page]");
  const part = (name) => document.querySelector(`[data-search-${name}]`);
  const results = part("results"), everything = part("everything"), more = part("more"), rest = part("rest"), told = part("status"), taken = part("taken");
  const field = page.elements.s;
  const selects = [...part("facets").querySelectorAll("select")];
  const STEP = 40;
  /** @type {Record<string, string>} */
  let filters = {};
  let current = null, shown = STEP, mine = 0, settled = true;

  const chosen = () => Object.entries(filters).filter(([, value]) => value);
  const idle = () => !field.value.trim() && !chosen().length;
  const nameOf = (facet) => selects.find(({ name }) => name === facet)?.closest("label").firstChild?.textContent?.trim() ?? facet;

  function read() {
    const asked = new URLSearchParams(location.search);
    field.value = asked.get("s") ?? "";
    filters = Object.fromEntries(selects.map(({ name }) => [name, asked.get(name) ?? ""]));
    settled = true;
  }

  /** @param {"pushState" | "replaceState"} way */
  function write(way) {
    const asked = new URLSearchParams([["s", field.value], ...chosen()].filter(([, value]) => value)).toString();
    const address = location.pathname + (asked && `?${asked}`);
    if (address !== location.pathname + location.search) history[way](null, "", address);
  }

  /** What is typed replaces what was typed before it, but not a search that was finished: the way back leads there. */
  function typed() {
    write(settled && new URLSearchParams(location.search).get("s") ? "pushState" : "replaceState");
    settled = false;
    update();
  }

  function finish() {
    write(settled ? "pushState" : "replaceState");
    settled = true;
    remember(field.value);
  }

  /** @param {string} words */
  function ask(words) {
    field.value = words;
    field.focus();
    typed();
    finish();
  }

  function draw(answer, lacking) {
    current = answer;
    filters = Object.fromEntries(selects.map(({ name }) => [name, answer.filters[name] ?? ""]));
    everything.hidden = !idle();
    results.hidden = idle() || !answer.hits.length;
    drawHits();
    if (idle()) told.replaceChildren();
    else tell(told, answer, ask);
    if (lacking) tellFailure(told, field, update, say.partly);
    for (const select of selects) drawFacet(select, answer.facets[select.name]);
    drawTaken(answer);
  }

  function drawHits() {
    const hits = idle() ? [] : current.hits, following = hits.findIndex(({ near }) => near);
    const heading = () => planElement("h2", { className: "search-results__follow" }, say.following);
    const entry = (hit, at) => planElement("li", {}, ...(at && at === following ? [heading()] : []), planElement("a", { href: link(hit) }, ...row(hit, 110)));
    results.replaceChildren(...hits.slice(0, shown).map(entry));
    more.hidden = rest.hidden = hits.length <= shown;
    rest.textContent = fill(say.everything, { count: hits.length });
  }

  /** The values of a facet with the number of hits that have each. */
  function drawFacet(select, counts) {
    const value = filters[select.name], values = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    if (value && !counts.has(value)) values.unshift([value, 0]);
    const option = (of, text) => planElement("option", { value: of, selected: of === value }, text);
    select.replaceChildren(option("", say.all), ...values.map(([of, count]) => option(of, `${label(select.name, of)} ${count}`)));
    select.classList.toggle("chosen", Boolean(value));
    select.parentElement.hidden = !values.length;
  }

  /** The filters that are set, each with a click that takes it off; without hits, with the number that it would bring. */
  function drawTaken(answer) {
    const off = ([facet, value]) => {
      const hits = answer.hits.length ? 0 : S.search(field.value, { ...filters, [facet]: "" }).hits.length;
      const name = `${nameOf(facet)}${say.colon}${label(facet, value)} ×`;
      return button(hits ? `${name} · ${fill(say.found, { count: hits })}` : name, () => { field.focus(); filter(facet, ""); });
    };
    taken.replaceChildren(...chosen().map(off));
    if (chosen().length) taken.prepend(say.taken, " ");
  }

  /** @param {string} facet @param {string} value */
  function filter(facet, value) {
    if (facet === "kind") field.value = field.value.replace(/(^|\s)in[:：]\S+/gi, "").trim();
    filters[facet] = value;
    write("pushState");
    settled = true;
    update();
  }

  async function update() {
    const turn = ++mine;
    shown = STEP;
    if (!S.has("items") && !idle()) told.textContent = say.loading;
    try { await answers(field.value, filters, (answer, lacking) => { if (turn === mine) draw(answer, lacking); }); }
    catch {
      if (turn !== mine) return;
      everything.hidden = false;
      results.hidden = true;
      told.replaceChildren();
      tellFailure(told, field, update);
    }
  }

  field.addEventListener("input", (event) => { if (!event.isComposing) typed(); });
  field.addEventListener("compositionend", typed);
  page.addEventListener("submit", (event) => { event.preventDefault(); finish(); update(); });
  for (const select of selects) select.addEventListener("change", () => filter(select.name, select.value));
  results.addEventListener("click", () => finish());
  more.addEventListener("click", () => { shown += STEP; drawHits(); results.children[shown - STEP].querySelector("a").focus(); });
  rest.addEventListener("click", () => { const from = shown; shown = Infinity; drawHits(); results.children[from].querySelector("a").focus(); });
  addEventListener("popstate", () => { read(); update(); });
  const early = field.value; // what was typed while the scripts were on their way
  read();
  part("facets").classList.add("search-page__facets--ready");
  everything.hidden = !idle();
  if (early && idle()) { field.value = early; typed(); }
  else update();
  return { update };
})();
