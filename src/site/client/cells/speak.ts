import { make } from "../dom-parts.js";
import { speakOwn } from "../own-texts.js";
import { withNumber } from "../with-number.js";
import { type CellTextKey, cellTexts } from "./texts.js";

/** Puts in the texts of cells that the elements inside one name. */
export function speak(root: Element): void {
	speakOwn(cellTexts, root);
}

/** A text of the interface that changes with the reader's language. */
export function phrase(key: CellTextKey, n?: number): HTMLSpanElement {
	const count = n === undefined ? {} : { "data-n": String(n) };
	return make("span", { "data-t": key, ...count, lang: language() }, text(key, n));
}

/** Attributes that name an element in the reader's language. */
export function labelled(key: CellTextKey): Record<string, string> {
	return { "aria-label": text(key), "data-t-label": key };
}

export function text(key: CellTextKey, n?: number): string {
	return withNumber(cellTexts[language()][key], n);
}

function language(): "en" | "zh" {
	return document.documentElement.dataset.ui === "zh" ? "zh" : "en";
}
