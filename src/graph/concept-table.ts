import {
	baseName,
	type Canvas,
	type Concept,
	type ConceptId,
	foldName,
	type Note,
	type Relation,
	type ResolvedLink,
	type VaultPath,
} from "../model/index.js";
import type { ConceptNames } from "./concept-names.js";

export interface ConceptTableInput {
	/** The notes that are part of the graph. */
	readonly notes: readonly Note[];
	readonly canvases: readonly { readonly canvas: Canvas }[];
	readonly names: ConceptNames;
	/** Every path in the vault. */
	readonly paths: ReadonlySet<VaultPath>;
	/** Notes that are found, but stay out of the graph. */
	readonly hidden: ReadonlySet<VaultPath>;
}

export interface PlacedRelation {
	readonly source: ConceptId;
	readonly target: ConceptId;
	readonly relation: Relation;
}

/** A tag that is nested deeper hangs below this level. */
const maxTagLevels = 32;

/** Makes each concept once, under one id, whatever it is called where it is named. */
export interface ConceptTable {
	file(path: VaultPath): ConceptId;
	/** A link's target: a file, the note whose title or alias is written, or the name alone. */
	target(resolved: ResolvedLink): ConceptId;
	/** A tag, as written without `#`. */
	tag(name: string): ConceptId;
	/** Folded tag → concept, parents included. */
	readonly tags: ReadonlyMap<string, ConceptId>;
	/** From nested tags to the tag above. */
	readonly parents: readonly PlacedRelation[];
	concepts(): ReadonlyMap<ConceptId, Concept>;
}

export function createConceptTable({
	notes,
	canvases,
	names,
	paths,
	hidden,
}: ConceptTableInput): ConceptTable {
	const concepts = new Map<ConceptId, Concept>();
	const tags = new Map<string, ConceptId>();
	const tagsOfNote = new Map<ConceptId, string[]>();
	const parents: PlacedRelation[] = [];

	for (const note of notes) concepts.set(note.path, noteConcept(note));
	for (const { canvas } of canvases) {
		concepts.set(canvas.path, { kind: "canvas", path: canvas.path, title: canvas.name });
	}

	const make = (id: ConceptId, concept: Concept): ConceptId => {
		if (!concepts.has(id)) concepts.set(id, concept);
		return id;
	};
	const file = (path: VaultPath) => make(path, { kind: "attachment", path, title: baseName(path) });
	const target = ({ link, resolution }: ResolvedLink): ConceptId => {
		if (resolution.kind !== "missing" && !hidden.has(resolution.path)) return file(resolution.path);
		const title = link.target;
		return names.owner(title) ?? make(freeId(`?${foldName(title)}`, paths), { kind: "placeholder", title });
	};

	const tag = (written: string): ConceptId => {
		const folded = foldName(written);
		const known = tags.get(folded);
		if (known !== undefined) return known;
		const segments = written.split("/").filter((segment) => segment !== "");
		const title = segments.length === 0 ? written : segments.join("/");
		const id = title === written ? makeTag(title) : tag(title);
		tags.set(folded, id);
		if (title === written && segments.length > 1) {
			const parent = tag(segments.slice(0, Math.min(segments.length - 1, maxTagLevels)).join("/"));
			if (parent !== id) parents.push({ source: id, target: parent, relation: { kind: "parent" } });
		}
		return id;
	};
	const makeTag = (title: string): ConceptId => {
		const folded = foldName(title);
		const owner = names.owner(title);
		if (owner === undefined) return make(freeId(`#${folded}`, paths), { kind: "tag", title, tag: folded });
		tagsOfNote.set(owner, [...(tagsOfNote.get(owner) ?? []), folded]);
		return owner;
	};

	return {
		file,
		target,
		tag,
		tags,
		parents,
		concepts: () => {
			for (const [path, own] of tagsOfNote) {
				const concept = concepts.get(path);
				if (concept?.kind === "note") concepts.set(path, { ...concept, tags: own.sort() });
			}
			return concepts;
		},
	};
}

function noteConcept(note: Note): Concept {
	const aliases = new Map<string, string>();
	for (const alias of note.aliases) if (!aliases.has(foldName(alias))) aliases.set(foldName(alias), alias);
	return { kind: "note", path: note.path, title: note.title, tags: [], aliases: [...aliases.values()] };
}

/** A file may be called `#tag` or `?name`: then the tag or the name moves on to `##tag`. */
function freeId(id: ConceptId, paths: ReadonlySet<string>): ConceptId {
	return paths.has(id) ? freeId(`${id[0]}${id}`, paths) : id;
}
