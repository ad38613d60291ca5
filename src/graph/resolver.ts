import {
	type Anchor,
	foldName,
	type Link,
	type Missing,
	type Note,
	type Resolution,
	type VaultPath,
} from "../model/index.js";
import { type Anchors, createAnchors } from "./anchors.js";
import { createFileIndex } from "./file-index.js";
import { createSuggestions, type Suggest } from "./suggestions.js";

export interface ResolverInput {
	/** All notes: a link to a draft is found. */
	readonly notes: readonly Note[];
	/** Canvases and attachments. */
	readonly files: readonly VaultPath[];
	/** Whether an alias resolves a link when no file does. Obsidian: no. */
	readonly aliasLinks?: boolean;
	/** Notes whose names stay inside: they are never suggested, and come last in a tie. */
	readonly hidden?: (note: Note) => boolean;
	/** Files that may be suggested; all unless given. */
	readonly suggestedFiles?: readonly VaultPath[];
	/** A note's text, to find headings as they are written. */
	readonly sourceOf?: (path: VaultPath) => string | undefined;
}

export interface Resolver {
	/** Where a link that stands in the file `from` leads. */
	resolve(link: Link, from: VaultPath): Resolution;
	/** The places in a note; undefined for other files. */
	anchors(path: VaultPath): Anchors | undefined;
}

/**
 * Answers from a table that is built once; nothing here ever touches the disk. Markdown links are looked up as
 * wiki-links are.
 */
export function createResolver(input: ResolverInput): Resolver {
	const { hidden = () => false, sourceOf } = input;
	const notes = [...input.notes].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
	const files = [...input.files].sort();
	const byPath = new Map(notes.map((note) => [note.path, note]));
	const isHidden = (path: VaultPath) => {
		const note = byPath.get(path);
		return note !== undefined && hidden(note);
	};
	const index = createFileIndex([...byPath.keys(), ...files], isHidden);
	const aliases =
		input.aliasLinks === true ? aliasOwners(notes, isHidden) : new Map<string, readonly VaultPath[]>();
	const anchorsOf = new Map<VaultPath, Anchors>();
	let suggest: Suggest | undefined;

	const anchors = (path: VaultPath): Anchors | undefined => {
		const note = byPath.get(path);
		if (note === undefined) return undefined;
		const made = anchorsOf.get(path) ?? createAnchors(note, sourceOf?.(path));
		anchorsOf.set(path, made);
		return made;
	};
	const missing = (target: string): Missing => {
		suggest ??= createSuggestions(
			notes.filter((note) => !hidden(note)),
			input.suggestedFiles === undefined ? files : [...input.suggestedFiles].sort(),
			index.linkText,
		);
		const suggestion = suggest(target);
		return { kind: "missing", ...(suggestion !== undefined && { suggestion }) };
	};

	return {
		anchors,
		resolve: (link, from) => {
			const byName = link.target === "" ? [from] : index.find(link.target, from);
			if (byName === "outside") return { kind: "missing", outside: true };
			const found = byName.length > 0 ? byName : (aliases.get(foldName(link.target)) ?? []);
			const path = found[0];
			if (path === undefined) return missing(link.target);
			const place = placeIn(anchors(path), link);
			if (found.length === 1) return { kind: "found", path, ...place };
			return { kind: "ambiguous", path, ...place, candidates: found };
		},
	};
}

/** Pages of a PDF and views of a base are named like headings (`#page=3`), but only notes have headings. */
function placeIn(
	anchors: Anchors | undefined,
	{ heading, block, format }: Link,
): { readonly anchor?: Anchor; readonly dead?: "heading" | "block" } {
	if (anchors === undefined) return {};
	if (block !== undefined) {
		const anchor = anchors.block(block);
		return anchor === undefined ? { dead: "block" } : { anchor };
	}
	if (heading === undefined || heading.replaceAll("#", "").trim() === "") return {};
	const anchor = anchors.heading(heading) ?? (format === "markdown" ? anchors.slug(heading) : undefined);
	return anchor === undefined ? { dead: "heading" } : { anchor };
}

/** In the order of a tie: those that are shown first, then the shortest path, then code units. */
function aliasOwners(
	notes: readonly Note[],
	isLast: (path: VaultPath) => boolean,
): ReadonlyMap<string, readonly VaultPath[]> {
	const owners = new Map<string, Set<VaultPath>>();
	for (const note of notes) {
		for (const alias of note.aliases) {
			const key = foldName(alias);
			const paths = owners.get(key) ?? new Set();
			owners.set(key, paths.add(note.path));
		}
	}
	const order = (a: VaultPath, b: VaultPath) =>
		Number(isLast(a)) - Number(isLast(b)) || a.length - b.length || (a < b ? -1 : 1);
	return new Map([...owners].map(([alias, paths]) => [alias, [...paths].sort(order)]));
}
