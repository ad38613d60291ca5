/**
 * The graph that queries are asked of, from what is known of a vault: concepts with their properties, headings, cells,
 * and every link with its place. What needs the network or the texts is asked of them when a query asks.
 */

import { sentenceAt } from "../concepts/link-sentence.js";
import type {
	CellPlan,
	CellResult,
	CompiledNote,
	Concept,
	ConceptGraph,
	ConceptId,
	ConceptMap,
	Embedding,
	Field,
	Note,
	PropertyValue,
	Relation,
	ResolvedLink,
	Vault,
	VaultPath,
} from "../model/index.js";
import {
	accessTo,
	builtInProcedures,
	createStoreBuilder,
	type FunctionDefinition,
	Functions,
	float,
	type GraphStore,
	type PrepareOptions,
	Procedures,
	type Similarity,
	type StoreBuilder,
	type Value,
} from "../query/index.js";
import { baseFunctionsOf } from "./query-bases.js";
import { dataviewFunctionsOf } from "./query-dataview.js";
import { neighborProcedures } from "./query-neighbors.js";
import { networkProcedures, similarityBy } from "./query-network.js";
import { searchFunctionsOf } from "./query-search.js";
import { searchProcedure } from "./query-text.js";

export interface QueryGraphInput {
	readonly notes: readonly CompiledNote[];
	readonly graph: ConceptGraph;
	readonly plan: CellPlan;
	/** What is known of the cells' results: `results[i]` is of `plan.cells[i]`. */
	readonly results?: readonly CellResult[];
	/** Absent where the network was not asked for. */
	readonly embedding?: Embedding;
	readonly map?: ConceptMap;
	/** Where files are to be asked: `search.*` and `base.*` read them when they are called. */
	readonly vault?: Vault;
	/** Those of other languages: what their queries are translated to calls them. */
	readonly functions?: readonly FunctionDefinition[];
}

export interface QueryGraph {
	readonly store: GraphStore;
	/** What `prepare` takes beside the text. */
	readonly options: PrepareOptions;
	/** The concept that a node is; undefined for headings and cells. */
	conceptOf(node: number): ConceptId | undefined;
	nodeOf(concept: ConceptId): number | undefined;
	/** The sentence in which a relationship is written; undefined where there is none, as in the frontmatter. */
	sentenceOf(relationship: number): string | undefined;
	/** The same graph, and what the network has learned of it. */
	withNetwork(learned: { readonly embedding: Embedding; readonly map: ConceptMap }): QueryGraph;
}

export function createQueryGraph(input: QueryGraphInput): QueryGraph {
	const { notes, graph, plan } = input;
	const builder = createStoreBuilder();
	const compiled = new Map(notes.map((note) => [note.note.path, note]));
	const nodes = addConcepts(builder, graph, compiled);
	addRelations(builder, graph, nodes);
	addHeadings(builder, compiled, nodes);
	addCells(builder, plan, input.results ?? [], nodes);
	const store = builder.finish();
	const concepts = [...nodes.keys()];
	const nodeOf = (concept: ConceptId) => nodes.get(concept);
	const { vault } = input;
	const files = vault === undefined ? undefined : { vault, notes, graph };
	const searching =
		files === undefined
			? []
			: [...searchFunctionsOf(files), ...baseFunctionsOf(files), ...dataviewFunctionsOf(files)];
	const functions = new Functions([...(input.functions ?? []), ...searching]);
	const search = searchProcedure(notes, nodeOf);
	const withNetwork = (learned: Pick<QueryGraphInput, "embedding" | "map">): QueryGraph => ({
		store,
		options: optionsFor(learned),
		conceptOf: (node) => concepts[node],
		nodeOf,
		sentenceOf: (relationship) => {
			const [source, target] = [concepts[store.source(relationship)], concepts[store.target(relationship)]];
			const line = store.relationshipValue(relationship, "line");
			const note = source === undefined ? undefined : compiled.get(source);
			if (note === undefined || target === undefined || typeof line !== "number") return undefined;
			return sentenceAt(note, graph.resolved.get(source!) ?? [], line, target);
		},
		withNetwork,
	});
	const optionsFor = ({ embedding, map }: Pick<QueryGraphInput, "embedding" | "map">): PrepareOptions => {
		const similarity: Similarity | undefined =
			embedding === undefined ? undefined : similarityBy(embedding, nodeOf, store.nodes);
		const procedures = new Procedures([
			...builtInProcedures(() => procedures, functions),
			...networkProcedures(embedding, map, nodeOf, store.nodes),
			...neighborProcedures(embedding, graph, { nodeOf, conceptOf: (node) => concepts[node] }),
			search,
		]);
		return { store, access: accessTo(store, similarity), procedures, functions };
	};
	return withNetwork(input);
}

/** Nodes are numbered as concepts are sorted. */
function addConcepts(
	builder: StoreBuilder,
	{ graph }: ConceptGraph,
	notes: ReadonlyMap<VaultPath, CompiledNote>,
): Map<ConceptId, number> {
	const nodes = new Map<ConceptId, number>();
	graph.forEachNode((id, concept) => {
		const note = concept.kind === "note" ? notes.get(concept.path)?.note : undefined;
		const properties = note === undefined ? plainProperties(concept) : noteProperties(concept, note);
		nodes.set(id, builder.addNode(labelsOf(concept), properties));
	});
	return nodes;
}

function labelsOf({ kind }: Concept): readonly string[] {
	switch (kind) {
		case "note":
			return ["Note"];
		case "tag":
			return ["Tag"];
		case "placeholder":
			return ["Unresolved"];
		case "canvas":
			return ["Attachment", "Canvas"];
		case "attachment":
			return ["Attachment"];
	}
}

function plainProperties(concept: Concept): Map<string, Value> {
	const properties = new Map<string, Value>([["title", concept.title]]);
	if ("path" in concept) properties.set("path", concept.path);
	if (concept.kind === "tag") properties.set("tag", concept.tag);
	return properties;
}

/** What the vault knows goes before what the author calls alike; frontmatter before inline fields. */
function noteProperties(concept: Concept, note: Note): Map<string, Value> {
	const properties = new Map<string, Value>([
		["title", concept.title],
		["path", note.path],
		["name", note.name],
		["line", 1],
		["aliases", note.aliases],
		["tags", [...new Set(note.tags.map(({ name }) => name))]],
		["lang", note.lang],
		["words", note.wordCount],
		["excerpt", note.excerpt],
		["published", note.published],
	]);
	for (const { key, value } of note.properties)
		if (!properties.has(key)) properties.set(key, propertyOf(value));
	for (const [key, value] of valuesOfFields(note.fields))
		if (!properties.has(key)) properties.set(key, value);
	return properties;
}

/** A field that is written several times is a list. */
function valuesOfFields(fields: readonly Field[]): Map<string, Value> {
	const values = new Map<string, string[]>();
	for (const { key, value } of fields) values.set(key, [...(values.get(key) ?? []), value]);
	return new Map([...values].map(([key, all]) => [key, all.length === 1 ? all[0]! : all]));
}

function propertyOf(value: PropertyValue): Value {
	if (value === null || typeof value === "boolean" || typeof value === "string") return value;
	if (typeof value === "number") return Number.isSafeInteger(value) ? value : float(value);
	if (Array.isArray(value)) return value.map(propertyOf);
	return new Map(Object.entries(value).map(([key, inner]) => [key, propertyOf(inner)]));
}

const typeNames: Readonly<Record<Exclude<Relation["kind"], "property">, string>> = {
	link: "LINKS",
	embed: "EMBEDS",
	tag: "TAGGED",
	import: "IMPORTS",
	parent: "PARENT",
	canvas: "SHOWS",
};

function addRelations(
	builder: StoreBuilder,
	{ graph, resolved }: ConceptGraph,
	nodes: ReadonlyMap<ConceptId, number>,
): void {
	const written = new Map<ConceptId, LinksByLine>();
	graph.forEachEdge((_, relation, source, target) => {
		let links = written.get(source);
		if (links === undefined) {
			links = new LinksByLine(resolved.get(source) ?? []);
			written.set(source, links);
		}
		const type = relation.kind === "property" ? (relation.property ?? "PROPERTY") : typeNames[relation.kind];
		const link = links.take(relation, target)?.link;
		builder.addRelationship(type, nodes.get(source)!, nodes.get(target)!, [
			["line", relation.line ?? null],
			["display", link?.alias ?? null],
			["heading", link?.heading ?? null],
			["block", link?.block ?? null],
		]);
	});
}

/** The links of a note as they are written, each found once by what the graph knows of it. */
class LinksByLine {
	readonly #links = new Map<number, ResolvedLink[]>();

	constructor(links: readonly ResolvedLink[]) {
		for (const link of links) {
			const { line } = link.link.position;
			const others = this.#links.get(line);
			if (others === undefined) this.#links.set(line, [link]);
			else others.push(link);
		}
	}

	take({ kind, line, property }: Relation, target: ConceptId): ResolvedLink | undefined {
		const links = line === undefined ? undefined : this.#links.get(line);
		const at = links?.findIndex(
			({ link, resolution }) =>
				(link.format === "property"
					? kind === "property" && link.property === property
					: link.kind === kind) &&
				(resolution.kind === "missing" || resolution.path === target),
		);
		return at === undefined || at < 0 ? undefined : links!.splice(at, 1)[0];
	}
}

function addHeadings(
	builder: StoreBuilder,
	notes: ReadonlyMap<VaultPath, CompiledNote>,
	nodes: ReadonlyMap<ConceptId, number>,
): void {
	for (const [path, { note }] of notes) {
		const owner = nodes.get(path);
		if (owner === undefined) continue;
		for (const { text, depth, position } of note.headings) {
			const { line } = position;
			const heading = builder.addNode(
				["Heading"],
				[
					["title", text],
					["depth", depth],
					["path", path],
					["line", line],
				],
			);
			builder.addRelationship("HEADING", owner, heading, [["line", line]]);
		}
	}
}

function addCells(
	builder: StoreBuilder,
	{ cells }: CellPlan,
	results: readonly CellResult[],
	nodes: ReadonlyMap<ConceptId, number>,
): void {
	const made = cells.map(({ note, index, compiled: { cell } }, i) => {
		const owner = nodes.get(note);
		if (owner === undefined) return undefined;
		const line = cell.lines[0]?.line ?? 1;
		const node = builder.addNode(
			["Cell"],
			[
				["title", cell.id ?? `${note}#${index + 1}`],
				["id", cell.id ?? null],
				["language", cell.language],
				["path", cell.path],
				["line", line],
				...resultProperties(results[i]),
			],
		);
		builder.addRelationship("CELL", owner, node, [["line", line]]);
		return node;
	});
	for (const [i, { needs }] of cells.entries()) {
		for (const { cell, names } of needs) {
			const [source, target] = [made[i], made[cell]];
			if (source === undefined || target === undefined) continue;
			builder.addRelationship("IMPORTS", source, target, [["names", names.map(({ imported }) => imported)]]);
		}
	}
}

/** What the cell last gave; nothing for one that was never run. */
function resultProperties(result: CellResult | undefined): [string, Value][] {
	const record = result?.record;
	if (record === undefined) return [];
	return [
		["result", record.status],
		["stale", result?.state === "stale"],
		["tests", record.tests.length],
		["passed", record.tests.filter(({ ok }) => ok).length],
	];
}
