/* What TypeScript cannot know of our pages: what stands under a selector, and which global names one script gives to the others. */

/** Whatever element a selector finds: the scripts know from the page's own markup what it is. */
interface Found extends HTMLElement {
  action: string; checked: boolean; elements: any; hash: string; href: string; name: string; open: boolean; options: HTMLOptionsCollection;
  pathname: string; rows: HTMLCollectionOf<HTMLTableRowElement>; search: string; tBodies: HTMLCollectionOf<HTMLTableSectionElement>;
  tHead: HTMLTableSectionElement; value: string; readonly children: HTMLCollectionOf<Found>; readonly firstChild: Found;
  readonly form: any; cloneNode(deep?: boolean): Found;
  close(): void; select(): void; showModal(): void;
}

interface ParentNode {
  querySelector(selectors: string): Found | null;
  querySelectorAll(selectors: string): NodeListOf<Found>;
}
interface Document { getElementById(id: string): Found | null; readonly activeElement: Found | null; }
interface Element { closest(selectors: string): Found | null; }
/* The target of an event, too, is what the markup says. */
interface Document { addEventListener(type: string, listener: (event: any) => void, options?: AddEventListenerOptions | boolean): void; }
interface HTMLElement { addEventListener(type: string, listener: (event: any) => void, options?: AddEventListenerOptions | boolean): void; }
declare function addEventListener(type: string, listener: (event: any) => void, options?: AddEventListenerOptions | boolean): void;

declare var PlanMatching: {
  find(text: string, word: string, from?: number): number;
  finder(query: string): (text: string) => boolean;
  fromHan(run: string): string | null;
  learn(from: string, to: string): void;
  normalise(text: string): { text: string, places: number[] };
  otherwise(word: string): Iterable<string>;
  spell(ways: [string, string][], words: Record<string, string>): void;
  inFigures(text: string): string;
  says(kind: string, word: string): boolean;
};
declare var PlanSearch: any;
declare var PlanSearchPage: any;
declare var openPlanSearch: any;
declare var citePlace: (link: Found) => void;
declare var citePage: () => void;
declare var planCompare: () => void;
/** The QR code of an address, from `qr.js`: its size in modules and the path of the dark ones; nothing for one that is too long. */
declare var qrCode: (address: string) => { size: number; path: string } | null;
declare var planTables: (root: string) => void;
