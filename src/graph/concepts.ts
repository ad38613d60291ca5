import type {
	Canvas,
	Concept,
	ConceptGraph,
	ConceptId,
	Link,
	Note,
	NoteCells,
	Relation,
	ResolvedCell,
	ResolvedLink,
} from "../model/index.js";
import {
	type ConceptTable,
	type ConceptTableInput,
	createConceptTable,
	type PlacedRelation,
} from "./concept-table.js";

/** The graph as lists, before graphology. */
export interface Concepts {
	readonly concepts: ReadonlyMap<ConceptId, Concept>;
	readonly relations: readonly PlacedRelation[];
	readonly tags: ReadonlyMap<string, ConceptId>;
}

export interface ConceptsInput extends ConceptTableInput {
	readonly canvases: readonly { readonly canvas: Canvas; readonly cards: readonly Note[] }[];
	readonly resolved: ConceptGraph["resolved"];
	readonly resolvedCanvases: ConceptGraph["canvases"];
	readonly cells: readonly NoteCells[];
	readonly resolvedCells: ConceptGraph["cells"];
}

/**
 * Notes in the order given, in each note links and tags as they stand; then what their cells import, then canvases,
 * then tags' parents.
 */
export function collectConcepts(input: ConceptsInput): Concepts {
	const table = createConceptTable(input);
	const relations: PlacedRelation[] = [];
	// One by one: as arguments of a single call, a note's hundred thousand links would overflow the stack.
	for (const note of input.notes) {
		const links = input.resolved.get(note.path) ?? [];
		for (const relation of relationsOfNote(note, links, table)) relations.push(relation);
	}
	for (const own of input.cells) {
		if (!input.resolved.has(own.note)) continue;
		const found = input.resolvedCells.get(own.note) ?? [];
		for (const relation of relationsOfCells(own, found, table)) relations.push(relation);
	}
	for (const { canvas, cards } of input.canvases) {
		const links = input.resolvedCanvases.get(canvas.path);
		if (links === undefined) continue;
		for (const relation of relationsOfCanvas(canvas, cards, links, table)) relations.push(relation);
	}
	return { concepts: table.concepts(), tags: table.tags, relations: [...relations, ...table.parents] };
}

function relationsOfNote(
	note: Note,
	links: readonly ResolvedLink[],
	table: ConceptTable,
): readonly PlacedRelation[] {
	const source = table.file(note.path);
	const placed = [
		...links.map((resolved) => ({
			at: resolved.link.position,
			target: table.target(resolved),
			kind: kindOf(resolved.link),
			property: resolved.link.property,
		})),
		...note.tags.map((tag) => ({
			at: tag.position,
			target: table.tag(tag.name),
			kind: "tag" as const,
			property: undefined,
		})),
	];
	return placed
		.sort((a, b) => a.at.offset - b.at.offset)
		.map(({ at, target, kind, property }) => ({
			source,
			target,
			relation: { kind, ...(property !== undefined && { property }), line: at.line },
		}));
}

/** Imports of cells in the order in which they stand. A name that is no note's is an unwritten one, as in prose. */
function relationsOfCells(
	{ note, cells }: NoteCells,
	resolved: readonly ResolvedCell[],
	table: ConceptTable,
): readonly PlacedRelation[] {
	const source = table.file(note);
	return resolved.flatMap(({ imports }, i) =>
		imports.map((found) => ({
			source,
			target: table.target(found),
			relation: {
				kind: "import" as const,
				...(cells[i]!.cell.form === "fence" && { line: found.link.position.line }),
			},
		})),
	);
}

function kindOf(link: Link): Relation["kind"] {
	return link.format === "property" ? "property" : link.kind;
}

/** A canvas relates to all it shows; an arrow between two of its files relates these. */
function relationsOfCanvas(
	canvas: Canvas,
	cards: readonly Note[],
	links: { readonly files: readonly ResolvedLink[]; readonly cards: readonly (readonly ResolvedLink[])[] },
	table: ConceptTable,
): readonly PlacedRelation[] {
	const source = table.file(canvas.path);
	const files = links.files.map((resolved) => ({
		target: table.target(resolved),
		line: resolved.link.position.line,
	}));
	const inCards = cards.flatMap((card, index) => [
		...(links.cards[index] ?? []).map((resolved) => table.target(resolved)),
		...card.tags.map((tag) => table.tag(tag.name)),
	]);
	const fileOfNode = new Map(
		canvas.nodes.flatMap((node) => {
			const file = node.kind === "file" ? files[node.file] : undefined;
			return file === undefined ? [] : [[node.id, file.target] as const];
		}),
	);
	const arrows = canvas.edges.flatMap((edge) => {
		const from = fileOfNode.get(edge.from);
		const to = fileOfNode.get(edge.to);
		return from === undefined || to === undefined ? [] : [{ source: from, target: to }];
	});
	return [
		...files.map(({ target, line }) => ({ source, target, relation: { kind: "canvas" as const, line } })),
		...inCards.map((target) => ({ source, target, relation: { kind: "canvas" as const } })),
		...arrows.map((ends) => ({ ...ends, relation: { kind: "canvas" as const } })),
	];
}
