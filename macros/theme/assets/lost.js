// @ts-check
/* The page for lost addresses. A host sends the page of the first edition for every lost address: whoever was in another one is handed on
   to that edition's own, which puts the lost address back into the address bar. The last part of the address becomes a search; the words
   for the other editions are for readers without a script. */
"use strict";

{
  const { root, edition, others } = document.currentScript.dataset;
  const base = new URL(root, location.href).pathname;
  let { pathname } = location;
  const handed = new URLSearchParams(location.search).get("asked");
  if (handed?.startsWith(base)) {
    pathname = handed;
    history.replaceState(null, "", new URL(handed, location.origin));
  }
  const asked = pathname.startsWith(base) ? pathname.slice(base.length) : "";
  const other = others.split(" ").find((prefix) => prefix && asked.startsWith(prefix));
  if (other) location.replace(`${base}${other}404.html?${new URLSearchParams({ asked: pathname })}`);

  const readable = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
  const parts = (asked.startsWith(edition) ? asked.slice(edition.length) : asked).split("/").map(readable).filter(Boolean);
  if (/^(index|404)(\.html?)?$/.test(parts[parts.length - 1])) parts.pop();
  const words = (parts[parts.length - 1] ?? "").replace(/\.\w{1,5}$/, "").replace(/[_+\s]+/g, " ").trim().slice(0, 100);
  document.addEventListener("DOMContentLoaded", () => {
    const [section, ...rest] = document.querySelectorAll("[data-lost]");
    for (const foreign of rest) foreign.hidden = true;
    const [address, search] = section.querySelectorAll("[data-lost-asked], [data-lost-search]");
    const ways = section.querySelector("ul"), shelf = [...ways.children].find((way) => parts[0] && way.firstChild.pathname.endsWith(`/${parts[0]}/`));
    if (asked) address.querySelector("code").textContent = readable(pathname);
    if (words) {
      const link = search.querySelector("a");
      link.textContent = link.textContent.replace("%(words)s", () => words);
      link.search = String(new URLSearchParams({ s: words }));
    }
    address.hidden = !asked;
    search.hidden = !words;
    if (shelf) ways.prepend(shelf);
  });
}
