import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Site, SiteFile } from "../../src/model/index.js";
import { outputState, type WriteTarget, writeSite } from "../../src/site/write.js";

/** What a folder holds: path → content. */
export type Tree = Readonly<Record<string, string>>;

/** A new empty folder with `site` (where outputs go), `cache` and `vault` in mind; `remove` it afterwards. */
export function workshop() {
	const root = realpathSync(mkdtempSync(join(tmpdir(), "notapse-write-")));
	mkdirSync(join(root, "vault"));
	const at = (...steps: string[]) => join(root, ...steps);
	return {
		root,
		at,
		out: at("out"),
		vault: at("vault"),
		cache: at("cache"),
		remove: () => rmSync(root, { recursive: true }),
	};
}

export type Workshop = ReturnType<typeof workshop>;

export function siteOf(
	tree: Tree,
	copies: Readonly<Record<string, { copy: string; stamp: string }>> = {},
): Site {
	const made = Object.entries(tree).map(([path, text]): SiteFile => ({ path, content: () => text }));
	const copied = Object.entries(copies).map(([path, file]): SiteFile => ({ path, ...file }));
	const report = {
		notes: [],
		links: { found: 0, ambiguous: 0, missing: 0, unpublished: 0, deadHeading: 0, deadBlock: 0 },
		assets: [],
		aliases: [],
	};
	const files = [...made, ...copied].sort((a, b) => (a.path < b.path ? -1 : 1));
	return { files, report, digestOf: () => "" };
}

export function targetOf(shop: Workshop, more: Partial<WriteTarget> = {}): WriteTarget {
	return {
		out: shop.out,
		state: outputState(shop.out, shop.cache, "1"),
		read: async function* (path) {
			yield readFileSync(join(shop.vault, path));
		},
		...more,
	};
}

/** Writes a site with what is remembered of the last one. */
export function write(shop: Workshop, tree: Tree, more: Partial<WriteTarget> = {}) {
	return writeSite(siteOf(tree), targetOf(shop, more));
}

/** The files below a folder; folders only count through them. */
export function read(folder: string): Tree {
	const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
	const files = paths.filter((path) => statSync(join(folder, path)).isFile());
	return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** The same without the manifest. */
export function pages(folder: string): Tree {
	const { "-/manifest.json": _, ...rest } = read(folder);
	return rest;
}

export function put(root: string, tree: Tree): void {
	for (const [path, text] of Object.entries(tree)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), text);
	}
}

/** What lies beside the output and should not. */
export function leftovers(shop: Workshop): readonly string[] {
	return readdirSync(shop.root).filter((name) => name.includes("notapse"));
}
