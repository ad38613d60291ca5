import { createResolver } from "../graph/index.js";
import {
	type Concept,
	type ConceptGraph,
	type ConceptId,
	foldName,
	type Link,
	type Note,
	noteName,
	type Vault,
	type VaultPath,
} from "../model/index.js";

/** What somebody who types a name may mean. */
export type Naming =
	| { readonly kind: "found"; readonly concept: ConceptId }
	| { readonly kind: "ambiguous"; readonly candidates: readonly ConceptId[] }
	| { readonly kind: "missing"; readonly suggestion?: string };

/** Finds concepts by the names that people type, and says how to write a link to one. */
export interface ConceptFinder {
	find(name: string): Naming;
	/** The shortest target that leads to this note, for `[[…]]`. */
	linkTo(path: VaultPath): string;
}

export interface FinderInput {
	readonly vault: Vault;
	/** All that may be named; their ids are nodes of the graph. */
	readonly notes: readonly Note[];
	readonly graph: ConceptGraph;
}

/**
 * From sure to likely: the id itself; what a wiki-link of that name leads to; a title, alias, tag or unresolved name;
 * a part of any name, if it is a part of one only. What fits several concepts equally well is ambiguous.
 */
export function createConceptFinder({ vault, notes, graph: { graph, tags } }: FinderInput): ConceptFinder {
	const files = [...vault.canvases, ...vault.attachments].map(({ path }) => path);
	const resolver = createResolver({ notes, files, aliasLinks: true });
	const names = namesOf(graph.mapNodes((id, concept) => ({ id, concept })));
	const resolve = (target: string) => resolver.resolve(linkOf(target), "");

	const exact = (name: string): readonly ConceptId[] => {
		if (graph.hasNode(name)) return [name];
		if (name.startsWith("#")) return listed(tags.get(foldName(name.slice(1))));
		const answer = resolve(name);
		if (answer.kind === "ambiguous") return answer.candidates;
		if (answer.kind === "found" && graph.hasNode(answer.path)) return [answer.path];
		return firstOfOneKind(names.filter((entry) => entry.name === foldName(name)));
	};
	const partly = (name: string): readonly ConceptId[] => {
		const part = foldName(name.replace(/^#/, ""));
		if (part === "") return [];
		const found = names.filter((entry) => entry.name.includes(part));
		if (name.startsWith("#")) return firstOfOneKind(found.filter(({ kind }) => kind === "tag"));
		// A folder's name is part of many paths.
		const called = found.filter((entry) => !entry.isPath);
		return firstOfOneKind(called.length > 0 ? called : found);
	};
	return {
		find: (typed) => {
			const name = unwrapped(typed);
			const sure = exact(name);
			const found = sure.length > 0 ? sure : partly(name);
			if (found.length === 1) return { kind: "found", concept: found[0]! };
			if (found.length > 1) return { kind: "ambiguous", candidates: found };
			const answer = resolve(name.replace(/^#/, ""));
			const near = answer.kind === "missing" ? answer.suggestion : undefined;
			return { kind: "missing", ...(near !== undefined && { suggestion: near.split("|").at(-1)! }) };
		},
		linkTo: (path) => {
			const answer = resolve(noteName(path));
			return answer.kind === "found" && answer.path === path ? noteName(path) : path.replace(/\.md$/, "");
		},
	};
}

/** One of a concept's names, folded. */
export interface Name {
	readonly name: string;
	readonly id: ConceptId;
	readonly kind: Concept["kind"];
	readonly isPath: boolean;
}

function namesOf(concepts: readonly { id: ConceptId; concept: Concept }[]): readonly Name[] {
	return concepts.flatMap(({ id, concept }) => namesOfConcept(id, concept));
}

/** By which people ask for it. */
export function namesOfConcept(id: ConceptId, concept: Concept): readonly Name[] {
	const { kind } = concept;
	const called = calledBy(concept).map((name) => ({ name: foldName(name), id, kind, isPath: false }));
	return "path" in concept ? [...called, { name: foldName(id), id, kind, isPath: true }] : called;
}

function calledBy(concept: Concept): readonly string[] {
	switch (concept.kind) {
		case "note":
			return [concept.title, ...concept.aliases, ...concept.tags, noteName(concept.path)];
		case "tag":
			return [concept.title, concept.tag];
		default:
			return [concept.title];
	}
}

const order: readonly Concept["kind"][] = ["note", "tag", "placeholder", "canvas", "attachment"];

/** A note goes before a tag that is spelt alike, and so on. */
function firstOfOneKind(found: readonly Name[]): readonly ConceptId[] {
	const kind = order.find((candidate) => found.some((name) => name.kind === candidate));
	return [...new Set(found.filter((name) => name.kind === kind).map(({ id }) => id))].sort();
}

/** As it is copied from a note: `[[target#heading|alias]]`. */
function unwrapped(typed: string): string {
	const inside = /^!?\[\[([^\]#|]*)[^\]]*\]\]$/.exec(typed.trim())?.[1];
	return (inside ?? typed).trim();
}

function linkOf(target: string): Link {
	return {
		kind: "link",
		format: "wiki",
		target,
		span: { start: 0, end: 0 },
		position: { line: 1, column: 1, offset: 0 },
	};
}

function listed(id: ConceptId | undefined): readonly ConceptId[] {
	return id === undefined ? [] : [id];
}
