import { make } from "./dom-parts.js";
import { say, type TextKey } from "./texts.js";

export { icon, make } from "./dom-parts.js";

/** A text of the interface that changes with the reader's language. */
export function phrase(key: TextKey, n?: number): HTMLSpanElement {
	const count = n === undefined ? {} : { "data-n": String(n) };
	return make("span", { "data-t": key, ...count }, text(key, n));
}

/** Attributes that name an element in the reader's language. */
export function labelled(key: TextKey): Record<string, string> {
	return { "aria-label": text(key), "data-t-label": key };
}

export function text(key: TextKey, n?: number): string {
	return say(interfaceLanguage(), key, n);
}

export function interfaceLanguage(): "en" | "zh" {
	return document.documentElement.dataset.ui === "zh" ? "zh" : "en";
}

/** An address given from the site's root, as a URL. */
export function siteUrl(href: string): URL {
	return new URL(href, new URL(document.documentElement.dataset.root || ".", location.href));
}

export const openedAsFile = location.protocol === "file:";
