// @ts-check
/* Citations: the page brings them written out; here they get another place of the page, the day, and buttons that copy. With them go the ways
   of mending the place, and its QR code. */
"use strict";

{
  const details = document.querySelector(".cite"), say = details.dataset;
  const slot = (name) => details.querySelector(`[data-slot="${name}"]`);
  const written = { address: slot("address").textContent, key: slot("key").textContent.slice(0, -say.key.length) };
  /* Where the reader is, unless that is a file on a disk: then where the page is published. */
  const page = location.protocol === "file:" ? written.address : location.origin + location.pathname;

  const element = planElement;

  /** The place that a permanent link cites: named by it, or by its label, which says what is shown, then "link to" this place. */
  function placeOf(link) {
    const [before, after] = say.label.split("{place}"), name = link.getAttribute("aria-label").replace(`${link.textContent} `, "");
    return link.dataset.place ?? name.slice(before.length, name.length - after.length);
  }

  /** Today, as a form writes it: 2026-11-22, November 22, 2026, or in the language of the page. */
  function today(form) {
    const now = new Date();
    if (form === "iso") return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    const { lang } = document.documentElement;
    return now.toLocaleDateString(form === "english" ? "en-US" : lang === "en" ? "en-GB" : lang, { dateStyle: "long" });
  }

  /** Put a place, its address and today into the named parts of a list of citations. */
  function fill(list, { place, address, key }) {
    for (const part of list.querySelectorAll("[data-slot]")) {
      const { slot: name, form, pattern = "{}" } = part.dataset;
      const words = { place, address, key: written.key + key, accessed: name === "accessed" && today(form) }[name];
      part.textContent = words && pattern.replace("{}", () => (form === "tex" ? words.replace(/[%&#_$]/g, "\\$&") : words));
    }
    return list;
  }

  const english = document.documentElement.lang === "en";
  const EXTRAS = ".permalink, .erratum-mark, .audit-mark, .pointers, .kicker, .badge, .nodes, .nodes__mark, .tag, small, dl, section";

  /** The words of an element without numbers, marks and what stands below it. */
  function bare(whole) {
    const words = whole.cloneNode(true);
    for (const extra of words.querySelectorAll(EXTRAS)) extra.remove();
    return words.textContent.replace(/\s+/g, " ").trim();
  }

  /** What can be said of a record's page beside its name: each printed figure with its year, its kind and what it counts. */
  const figures = () => [...document.querySelectorAll(".big-figure--baseline, .big-figure--target")].map((figure) => {
    const [label, value, note] = [...figure.children].map(bare);
    return english ? `${label}: ${value}${note ? ` (${note})` : ""}` : `${label}：${value}${note ? `（${note}）` : ""}`;
  });

  /** The name of a record, and with printed figures its nature and them. */
  const named = (heading) => { const printed = figures(); return [bare(heading), ...(printed.length ? [heading.querySelector(".badge")?.textContent, ...printed] : [])].filter(Boolean); };

  /** The words of a block: of a row of a table its cells that are not empty (the place names the row), of the heading of a page the name and the printed figures. */
  function quote(block) {
    const cells = block.cells ? [...block.querySelectorAll("td")].map(bare).filter((cell) => /[\p{L}\p{N}]/u.test(cell)) : [];
    const several = block.matches("h1") ? named(block) : cells;
    const said = block.querySelector("q.quote");
    if (!said && several.length > 1) return several.join(english ? "; " : "；");
    const text = bare(said ?? block);
    if (text.length <= 140) return text;
    const kept = text.slice(0, 139);
    const whole = /[\w’-]/.test(text[139]) ? kept.replace(/[\w’,.-]+$/, "") : kept; // words of letters stay whole
    return `${whole.replace(/[\s,;:]+$/, "")}…`;
  }

  /** Copy a text and say so in the line; where the browser does not let us, show it selected. */
  async function copy(text, status) {
    status.replaceChildren();
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = say.copied;
    } catch {
      const field = element("textarea", { value: text, readOnly: true, "aria-label": say.byHand });
      status.replaceChildren(say.byHand, field);
      field.select();
      if (document.execCommand("copy")) status.replaceChildren(say.copied);
    }
  }

  /** Buttons for the link, the text to share, and beside each citation. */
  function withButtons(list, facts, status) {
    const button = (label, text, name = label) => {
      const made = element("button", { type: "button", className: "cite__copy", textContent: label, "aria-label": name });
      made.addEventListener("click", () => copy(text(), status));
      return made;
    };
    for (const row of list.children) {
      const [name, words] = row.children;
      name.append(button(say.copy, () => words.textContent, `${say.copy} ${name.textContent}`));
    }
    const share = () => say.share.replace(facts.place ? "{place}" : /[, ]*\{place\}/, facts.place).replace("{address}", facts.address).replace("{quote}", () => facts.quote);
    return element("p", { className: "cite__buttons" }, button(say.link, () => facts.address), button(say.text, share));
  }

  /** The ways of mending a place: those below the page, filled in for it. What is not known of the place cannot be offered. */
  function ways(link, { key, address }) {
    const { kind } = document.querySelector(".contribute").dataset, record = kind ? `${kind}/${key}` : key;
    const { file = `${record}.yml`, rendering } = link.dataset, known = { record, file, rendering, address };
    const filled = (way) => way.replace(/\{(\w+)\}/g, (_, name) => (name === "file" || name === "rendering" ? known[name] : encodeURIComponent(known[name])));
    const links = [...document.querySelectorAll("[data-each]")].filter(({ dataset }) => rendering || !dataset.each.includes("{rendering}"))
      .map(({ dataset }) => element("a", { href: filled(dataset.each), textContent: dataset.label }));
    return element("p", { className: "cite__ways" }, ...links.flatMap((way) => [way, " "]));
  }

  /** The same place in the other editions. */
  function elsewhere({ key }) {
    const links = [...document.querySelectorAll(".md-header [data-edition-switch]")].map((way) => {
      const address = new URL(way.href);
      address.hash = key;
      return element("a", { href: address.href, lang: way.lang, hreflang: way.lang, textContent: way.dataset.editionSwitch });
    });
    return element("p", { className: "cite__elsewhere" }, say.elsewhere, ...links.flatMap((link) => [" ", link]));
  }

  /** The same place beside the words that were translated, where the page leads to them side by side. */
  function beside({ key }) {
    const way = document.querySelector('a[href*="/?page="]');
    if (!way) return "";
    const link = way.cloneNode(true);
    link.hash = key;
    return element("p", { className: "cite__elsewhere cite__beside" }, link);
  }

  /** The QR code of a place, drawn when it is asked for, with a way to keep it. */
  function code({ address, place, key }) {
    const words = document.querySelector("[data-code]")?.dataset ?? {};
    const made = element("details", { className: "contribute__code" }, element("summary", { textContent: words.code }));
    made.addEventListener("toggle", async () => {
      await readingLoad("qr.js", "qrCode");
      const drawn = qrCode(address);
      if (!drawn) return;
      const side = drawn.size + 8;
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="-4 -4 ${side} ${side}" role="img"><path fill="#fff" d="M-4-4h${side}v${side}h-${side}z"/><path stroke="#000" d="${drawn.path}"/></svg>`;
      const picture = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
      picture.setAttribute("aria-label", `${words.code}: ${place}`);
      made.append(picture, element("p", {}, element("a", { href: `data:image/svg+xml,${encodeURIComponent(svg)}`, download: `${key}.svg`, textContent: words.save })));
    }, { once: true });
    return made;
  }

  const status = () => element("div", { role: "status" });

  let dialog, latest;
  /** The dialog for the place to which a permanent link leads. */
  globalThis.citePlace = (link) => {
    const id = decodeURIComponent(link.hash.slice(1)), block = document.getElementById(id);
    const facts = { place: placeOf(link), address: `${page}#${id}`, key: id, quote: quote(block) };
    const list = fill(details.querySelector("dl").cloneNode(true), facts), line = status();
    for (const old of list.querySelectorAll("button")) old.remove();
    const note = details.querySelector(".cite__note")?.cloneNode(true) ?? "";
    if (note) note.querySelector("a").hash = id;
    const close = element("button", { textContent: say.close });
    dialog ??= document.body.appendChild(element("dialog", { className: "reading-dialog cite-dialog" }));
    dialog.setAttribute("aria-label", facts.place);
    const title = element("p", { className: "reading-dialog__title", textContent: facts.place });
    const head = element("div", { className: "cite-dialog__head" }, title, element("p", { className: "reading-dialog__buttons" }, close));
    const buttons = withButtons(list, facts, line);
    dialog.replaceChildren(element("form", { method: "dialog" }, head, buttons, line, elsewhere(facts), beside(facts), ways(link, facts), code(facts), note, list));
    dialog.onclick = ({ target }) => { if (target === dialog) dialog.close(); };
    dialog.onclose = () => latest.focus({ preventScroll: true });
    latest = link;
    dialog.showModal();
    buttons.querySelector("button").focus();
  };

  /** The citations of the page itself, once they are opened. */
  globalThis.citePage = () => {
    const facts = { place: say.place, address: page, key: say.key, quote: quote(document.querySelector("h1")) };
    const list = fill(details.querySelector("dl"), facts), line = status();
    list.before(withButtons(list, facts, line), line);
  };
}
