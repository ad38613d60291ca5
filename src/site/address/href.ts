import type { SitePath } from "../../model/index.js";
import { encodeFragment, encodePath } from "../escape.js";

/**
 * Addresses between pages of one site: relative and percent-encoded, so right under any base path and in
 * `file://`. Each path is encoded once.
 */
export class Hrefs {
	readonly #encoded = new Map<SitePath, string>();

	/** From one page to another, or to an id in it. */
	to(from: SitePath, to: SitePath, id?: string): string {
		const fragment = id === undefined ? "" : `#${encodeFragment(id)}`;
		if (from === to && fragment !== "") return fragment;
		const shared = sharedFolder(from, to);
		return `${"../".repeat(countSlashes(from, shared))}${this.encode(to).slice(this.#encodedLength(to, shared))}${fragment}`;
	}

	/** A path of the site below a base URL that ends in a slash. */
	absolute(baseUrl: string, to: SitePath): string {
		return `${baseUrl}${to === "index.html" ? "" : this.encode(to)}`;
	}

	encode(path: SitePath): string {
		let encoded = this.#encoded.get(path);
		if (encoded === undefined) {
			encoded = encodePath(path);
			this.#encoded.set(path, encoded);
		}
		return encoded;
	}

	/** Slashes are the same before and after encoding: skip as many in the encoded path. */
	#encodedLength(path: SitePath, length: number): number {
		const slashes = countSlashes(path, 0) - countSlashes(path, length);
		const encoded = this.encode(path);
		let end = 0;
		for (let i = 0; i < slashes; i++) end = encoded.indexOf("/", end) + 1;
		return end;
	}
}

/** From a page to the root of the site: `""`, `"../"`, … */
export function rootFrom(page: SitePath): string {
	return "../".repeat(countSlashes(page, 0));
}

/** Length of the longest folder that holds both, with its slash. */
function sharedFolder(a: string, b: string): number {
	let shared = 0;
	for (let i = 0; i < a.length && i < b.length && a[i] === b[i]; i++) if (a[i] === "/") shared = i + 1;
	return shared;
}

function countSlashes(text: string, from: number): number {
	let count = 0;
	for (let i = from; i < text.length; i++) if (text[i] === "/") count++;
	return count;
}
