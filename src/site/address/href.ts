import type { SitePath } from "../../model/index.js";
import { encodeFragment, encodePath } from "../escape.js";

/**
 * Addresses between pages of one site: relative and percent-encoded, so right under any base path and in
 * `file://`. Each path is taken apart and encoded once, because a page has some hundred links.
 */
export class Hrefs {
	readonly #known = new Map<SitePath, EncodedPath>();

	/** From one page to another, or to an id in it. */
	to(from: SitePath, to: SitePath, id?: string): string {
		const fragment = id === undefined ? "" : `#${encodeFragment(id)}`;
		if (from === to && fragment !== "") return fragment;
		const page = this.#read(from);
		const target = this.#read(to);
		if (page.folder === target.folder) return target.name + fragment;
		return between(page.folder, target.folder) + target.name + fragment;
	}

	/** A path of the site below a base URL that ends in a slash. */
	absolute(baseUrl: string, to: SitePath): string {
		return `${baseUrl}${to === "index.html" ? "" : this.encode(to)}`;
	}

	encode(path: SitePath): string {
		const { folder, name } = this.#read(path);
		return folder + name;
	}

	#read(path: SitePath): EncodedPath {
		let known = this.#known.get(path);
		if (known === undefined) {
			const encoded = encodePath(path);
			const slash = encoded.lastIndexOf("/") + 1;
			known = { folder: encoded.slice(0, slash), name: encoded.slice(slash) };
			this.#known.set(path, known);
		}
		return known;
	}
}

interface EncodedPath {
	/** With its slash; empty at the root. */
	readonly folder: string;
	readonly name: string;
}

/** From folder to folder: up to the one that holds both, and down. */
function between(from: string, to: string): string {
	let shared = 0;
	for (let i = 0; i < from.length && i < to.length && from[i] === to[i]; i++) {
		if (from[i] === "/") shared = i + 1;
	}
	return "../".repeat(countSlashes(from, shared)) + to.slice(shared);
}

/** From a page to the root of the site: `""`, `"../"`, … */
export function rootFrom(page: SitePath): string {
	return "../".repeat(countSlashes(page, 0));
}

function countSlashes(text: string, from: number): number {
	let count = 0;
	for (let i = from; i < text.length; i++) if (text[i] === "/") count++;
	return count;
}
