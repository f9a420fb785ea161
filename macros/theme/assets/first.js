// @ts-check
/* What the reader chose, put on before anything is painted, and what the other scripts have in common. The page knows by data-script that
   scripts run: this one is written in the newest syntax that any of them uses, so that a browser which cannot read them stops here. */
"use strict";

const planReading = {
  root: new URL(document.currentScript?.dataset.root ?? "", location.href).pathname,
  /** What was kept under a name, always an object. */
  get(name) { try { return JSON.parse(localStorage.getItem(this.root + name)) ?? {}; } catch { return {}; } },
  set(name, value) { try { localStorage.setItem(this.root + name, JSON.stringify(value)); } catch { /* a browser that keeps nothing */ } },
  schemes: { light: "default", sepia: "sepia", dark: "slate" },
  show() {
    const { size = "", width = "", colours } = this.get("reading");
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    Object.assign(document.documentElement.dataset, { size, width, mdColorScheme: this.schemes[colours] ?? this.schemes[system] });
  },
};

/** Run a part of a script. What goes wrong in it is told in the console, and the next part runs. */
const planPart = (run) => { try { run(); } catch (error) { setTimeout(() => { throw error; }); } };

/**
 * Load a script that gives a global name. It fails where the script cannot be had, and where it came but the browser cannot read it.
 * @type {(address: string, name: string) => Promise<void>}
 */
const planLoad = (address, name) => new Promise((resolve, reject) => {
  const fail = () => reject(new Error(`${name} is not to be had from ${address}`));
  const onload = () => (globalThis[name] ? resolve() : fail());
  document.head.append(Object.assign(document.createElement("script"), { src: address, async: false, onload, onerror: fail }));
});

/** An element with its properties, attributes where the name says so, and children. Older browsers know ARIA only as attributes. */
const planElement = (tag, properties = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties))
    if (name === "role" || name.startsWith("aria-")) made.setAttribute(name, value);
    else made[name] = value;
  made.append(...children);
  return made;
};

/**
 * The fields of a form in which something was typed or chosen, each as name and value.
 * @type {(form: any) => [string, any][]}
 */
const planFilled = (form) => [...new FormData(form)].filter(([, value]) => value);

/** Where the last thing of a list stands of which something holds, -1 if there is none. */
const planLastIndex = (list, holds) => {
  let at = list.length - 1;
  while (at >= 0 && !holds(list[at])) at--;
  return at;
};

document.documentElement.dataset.script ??= "";
/* Whoever hides the rest of a long list shows it again: the style sheet does the one where data-script stands. What comes next takes the focus. */
addEventListener("click", ({ target }) => {
  const list = /** @type {Element} */ (target).closest?.("[data-rows-all]")?.previousElementSibling;
  const hidden = (one) => !one.getClientRects().length && (one.matches("summary") || !one.closest("details:not([open])"));
  const next = list && [...list.querySelectorAll("a, summary")].find(hidden);
  list?.classList.add("long--whole");
  next?.focus();
});
planReading.show();
