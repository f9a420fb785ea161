/* What the reader chose, put on before anything is painted. Kept below the root of the site, so that the editions share it. */
var planReading = {
  root: new URL(document.currentScript.dataset.root, location).pathname,
  get(name) { try { return JSON.parse(localStorage.getItem(this.root + name)) ?? {}; } catch { return {}; } },
  set(name, value) { try { localStorage.setItem(this.root + name, JSON.stringify(value)); } catch {} },
  schemes: { light: "default", sepia: "sepia", dark: "slate" },
  show() {
    const { size = "", width = "", colours } = this.get("reading");
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    Object.assign(document.documentElement.dataset, { size, width, mdColorScheme: this.schemes[colours] ?? this.schemes[system] });
  },
};
planReading.show();
