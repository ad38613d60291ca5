import { say, type TextKey } from "./texts.js";

/**
 * An element from its parts. Text becomes text nodes, so what comes from notes is never read as HTML; that is
 * why nothing in the browser's code sets `innerHTML`.
 */
export function make<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	attributes: Readonly<Record<string, string>> = {},
	...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
	element.append(...children);
	return element;
}

/** An icon of 24 × 24 units, drawn with lines. */
export function icon(path: string): SVGSVGElement {
	const namespace = "http://www.w3.org/2000/svg";
	const svg = document.createElementNS(namespace, "svg");
	svg.setAttribute("viewBox", "0 0 24 24");
	svg.setAttribute("class", "icon");
	svg.setAttribute("aria-hidden", "true");
	const line = document.createElementNS(namespace, "path");
	line.setAttribute("d", path);
	svg.append(line);
	return svg;
}

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
