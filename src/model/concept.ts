import type { ResolvedCell } from "./cell.js";
import type { Diagnostic } from "./diagnostic.js";
import type { ConceptId, VaultPath } from "./id.js";
import type { ResolvedLink } from "./link.js";

/**
 * A node of the graph. A tag, a note's title and an alias that name the same thing are one concept: the
 * note's, which then lists the tag among its `tags`.
 */
export type Concept =
	| {
			readonly kind: "note";
			readonly path: VaultPath;
			readonly title: string;
			/** Tags that name this note (folded), and so are the same concept. */
			readonly tags: readonly string[];
			/** Further names: aliases, and unresolved link names that equal an alias. */
			readonly aliases: readonly string[];
	  }
	| { readonly kind: "tag" /** First spelling, without `#` */; readonly title: string; readonly tag: string }
	| { readonly kind: "placeholder" /** First spelling */; readonly title: string }
	| { readonly kind: "attachment"; readonly path: VaultPath; readonly title: string }
	| { readonly kind: "canvas"; readonly path: VaultPath; readonly title: string };

/** A directed edge from the concept in which it stands. */
export interface Relation {
	/**
	 * `parent` leads from a nested tag to the tag above it; `canvas` from a canvas to what it shows or joins; `import`
	 * from a note to one whose cells its own cells use.
	 */
	readonly kind: "link" | "embed" | "tag" | "property" | "parent" | "canvas" | "import";
	/** The property's name, for `property`. */
	readonly property?: string;
	/** Line in the source file, from 1; absent for `parent`, for arrows and cards of a canvas, and in a module beside a note. */
	readonly line?: number;
}

/**
 * The concept graph: parallel edges are kept, one for each place. Nodes and edges are added in sorted order, and walked in
 * it. It is a graph of the library graphology, which can do more; this is what the rooms ask of it.
 */
export interface ConceptGraphology {
	/** Nodes. */
	readonly order: number;
	/** Edges. */
	readonly size: number;

	hasNode(id: ConceptId): boolean;
	nodes(): ConceptId[];
	/** Throws where there is no such node. */
	getNodeAttributes(id: ConceptId): Concept;
	getNodeAttribute<Name extends "kind" | "title">(id: ConceptId, name: Name): Concept[Name];
	forEachNode(visit: (id: ConceptId, concept: Concept) => void): void;
	mapNodes<T>(visit: (id: ConceptId, concept: Concept) => T): T[];
	filterNodes(keep: (id: ConceptId, concept: Concept) => boolean | undefined): ConceptId[];

	/** Edges in and out; parallel ones and loops count each. */
	degree(id: ConceptId): number;
	inDegree(id: ConceptId): number;
	neighbors(id: ConceptId): ConceptId[];
	inNeighbors(id: ConceptId): ConceptId[];
	areNeighbors(id: ConceptId, other: ConceptId): boolean;
	hasEdge(source: ConceptId, target: ConceptId): boolean;
	hasDirectedEdge(source: ConceptId, target: ConceptId): boolean;

	forEachEdge(visit: EdgeVisitor<void>): void;
	forEachEdge(id: ConceptId, visit: EdgeVisitor<void>): void;
	forEachDirectedEdge(visit: EdgeVisitor<void>): void;
	forEachOutEdge(id: ConceptId, visit: EdgeVisitor<void>): void;
	mapEdges<T>(visit: EdgeVisitor<T>): T[];
	mapEdges<T>(id: ConceptId, visit: EdgeVisitor<T>): T[];
	everyInEdge(id: ConceptId, holds: EdgeVisitor<boolean | undefined>): boolean;

	/** Another graph that can be made smaller. */
	copy(): ConceptGraphology & { dropNode(id: ConceptId): void };
	/** As graphology reads it back. */
	export(): object;
}

type EdgeVisitor<Result> = (
	edge: string,
	relation: Relation,
	source: ConceptId,
	target: ConceptId,
	sourceConcept: Concept,
	targetConcept: Concept,
) => Result;

export interface ConceptGraph {
	readonly graph: ConceptGraphology;
	/** For each published note, `Note.links` with their answers, index for index. */
	readonly resolved: ReadonlyMap<VaultPath, readonly ResolvedLink[]>;
	/** For each canvas, its file nodes, and for each of its text cards the links in it. */
	readonly canvases: ReadonlyMap<
		VaultPath,
		{ readonly files: readonly ResolvedLink[]; readonly cards: readonly (readonly ResolvedLink[])[] }
	>;
	/** For each note with cells, drafts too, what its cells name, index for index. */
	readonly cells: ReadonlyMap<VaultPath, readonly ResolvedCell[]>;
	/** Folded tag (without `#`) → its concept: a tag's own, or the note that it names. Holds parents too. */
	readonly tags: ReadonlyMap<string, ConceptId>;
	readonly diagnostics: readonly Diagnostic[];
}
