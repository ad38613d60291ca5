import type { FileTable } from "../../model/index.js";
import type { FunctionContext, NodeValue } from "../../query/index.js";
import { parseLink } from "../language/parse-link.js";
import type { LinkParts } from "../language/syntax.js";
import { LinkValue } from "../values/link-value.js";
import { Page, type PageWorld } from "./page.js";

type Graph = FunctionContext["graph"];

/** The text of a table in a file, and the file's path; undefined where there is none of that name. */
export type TableReader = (
	name: string,
	from: string,
) => { readonly path: string; readonly text: string } | undefined;

/** All pages of a vault, each made when it is asked for. */
export class Pages implements PageWorld {
	readonly #files: FileTable;
	readonly #stars: ReadonlySet<string>;
	readonly #pages = new Map<string, Page | undefined>();
	readonly #byNode = new WeakMap<Graph, NodePages>();
	readonly #backlinks = new Map<string, ReadonlySet<string>>();
	readonly #links = new Map<string, ReadonlySet<string>>();
	#tagged: ReadonlyMap<string, ReadonlySet<string>> | undefined;
	#unresolved: ReadonlyMap<string, ReadonlySet<string>> | undefined;

	constructor(
		files: FileTable,
		readonly zone: string,
		stars: Iterable<string> = [],
		/** Called when a value depends on what time it is. */
		readonly clockIsRead: () => void = () => {},
		readonly tables: TableReader = () => undefined,
	) {
		this.#files = files;
		this.#stars = new Set(stars);
	}

	page(path: string): Page | undefined {
		if (this.#pages.has(path)) return this.#pages.get(path);
		const facts = this.#files.get(path);
		const page = facts?.note === undefined ? undefined : new Page(facts, this);
		this.#pages.set(path, page);
		return page;
	}

	ofNode(node: NodeValue, graph: Graph): Page | undefined {
		let known = this.#byNode.get(graph);
		if (known === undefined) {
			known = { path: graph.nodeProperty("path"), isNote: graph.hasLabel("Note"), pages: [] };
			this.#byNode.set(graph, known);
		}
		const { id } = node;
		const page = known.pages[id];
		if (page !== undefined) return page;
		const path = known.isNote(id) ? known.path(id) : null;
		const made = typeof path === "string" ? this.page(path) : undefined;
		if (made !== undefined) known.pages[id] = made;
		return made;
	}

	resolve(target: string, from: string): string | undefined {
		return this.#files.resolve(target, from);
	}

	isStarred(path: string): boolean {
		return this.#stars.has(path);
	}

	/** A link as it would stand in the file `from`. */
	link(parts: LinkParts, from: string): LinkValue {
		const path =
			(parts.path === "" && from === "" ? undefined : this.resolve(parts.path, from)) ?? parts.path;
		return new LinkValue(parts, path, (to) => this.page(to));
	}

	/** `[[a#b|c]]`, without its brackets or with them. */
	wikiLink(written: string, from: string): LinkValue {
		const embed = written.startsWith("!");
		return this.link(parseLink(written.replace(/^!?\[\[|\]\]$/g, ""), embed), from);
	}

	/** Paths of the pages that have the tag, or one below it. */
	tagged(tag: string): ReadonlySet<string> {
		this.#tagged ??= this.#tags();
		return this.#tagged.get(tag.toLowerCase()) ?? none;
	}

	#tags(): ReadonlyMap<string, ReadonlySet<string>> {
		const found = new Map<string, Set<string>>();
		for (const { path, note } of this.#files.files) {
			const tags = note === undefined ? null : this.page(path)!.file.get("tags");
			if (!Array.isArray(tags)) continue;
			for (const tag of tags) add(found, String(tag).toLowerCase(), path);
		}
		return found;
	}

	/** Paths of the pages that link to a file, or to a name that no file has. */
	linkingTo(target: string): ReadonlySet<string> {
		let sources = this.#backlinks.get(target);
		if (sources === undefined) {
			const file = this.#files.get(target);
			sources = file === undefined ? this.#linkingToName(target) : new Set(file.backlinks);
			this.#backlinks.set(target, sources);
		}
		return sources;
	}

	/** Paths of the files that a page links to. */
	linksFrom(path: string): ReadonlySet<string> {
		const known = this.#links.get(path);
		if (known !== undefined) return known;
		const links = this.page(path)?.facts.links ?? [];
		const found = new Set(links.flatMap((link) => (link.path === undefined ? [] : [link.path])));
		this.#links.set(path, found);
		return found;
	}

	#linkingToName(name: string): ReadonlySet<string> {
		if (this.#unresolved === undefined) {
			const found = new Map<string, Set<string>>();
			for (const { path, links } of this.#files.files) {
				for (const link of links) if (link.path === undefined) add(found, link.target, path);
			}
			this.#unresolved = found;
		}
		return this.#unresolved.get(name) ?? none;
	}
}

const none: ReadonlySet<string> = new Set();

function add(sets: Map<string, Set<string>>, key: string, path: string): void {
	const known = sets.get(key);
	if (known === undefined) sets.set(key, new Set([path]));
	else known.add(path);
}

interface NodePages {
	readonly path: ReturnType<Graph["nodeProperty"]>;
	readonly isNote: (node: number) => boolean;
	readonly pages: (Page | undefined)[];
}
