import { buildGraph } from "../../src/graph/index.js";
import { createRng } from "../../src/kernels/index.js";
import type { MapInput } from "../../src/map/index.js";
import { type CompiledNote, type ConceptGraph, type Embedding, foldName } from "../../src/model/index.js";
import { compileNote } from "../../src/note-compiler/compile-note.js";

/** A vault from its texts: { "a": "text with [[b]] and #tag" }, in the order in which they are given. */
export async function vaultOf(texts: Readonly<Record<string, string>>): Promise<MapInput> {
	const files = Object.entries(texts).map(([name, source]) => ({ path: `${name}.md`, source, hash: "" }));
	const notes: CompiledNote[] = [];
	for (const file of files) notes.push(await compileNote(file, noteOptions));
	return inputOf(notes, files);
}

const noteOptions = {
	notes: { comments: "index", tagPunctuation: "part-of-tag", markdownLinks: true },
	trust: false,
	strictLineBreaks: false,
} as const;

export function inputOf(
	notes: readonly CompiledNote[],
	files: readonly { path: string; source: string; hash: string }[],
): MapInput {
	const vault = {
		...{ root: "/", name: "vault", obsidian: false, notes: files, canvases: [], attachments: [] },
		...{ sidecars: [], bases: [], settings: { ignoreFilters: [], strictLineBreaks: false }, diagnostics: [] },
	};
	const graph = buildGraph({
		...{ vault, canvases: [], options: { aliasLinks: false, unpublished: "exclude" } },
		notes: notes.map(({ note }) => note),
	});
	return { graph, notes, embedding: embed(graph, notes) };
}

/**
 * An embedding good enough for a map: each word a random direction, a note the sum of its words and, half as much, of
 * its neighbors' words.
 */
function embed({ graph }: ConceptGraph, notes: readonly CompiledNote[]): Embedding {
	const dimension = 24;
	const concepts = graph.filterNodes((id) => !/\.(?!md$)\w+$/.test(id)).sort((a, b) => (a < b ? -1 : 1));
	const own = new Map<string, Float64Array>(concepts.map((id) => [id, new Float64Array(dimension)]));
	for (const { note, prose } of notes) {
		const sum = own.get(note.path);
		if (sum === undefined) continue;
		for (const word of foldName(`${note.title} ${prose.text}`).match(/[a-z]{3,}|\p{Script=Han}{2}/gu) ?? []) {
			const rng = createRng(0).fork(word);
			for (let j = 0; j < dimension; j++) sum[j]! += rng.uniform() - 0.5;
		}
	}
	const vectors = new Float32Array(concepts.length * dimension);
	concepts.forEach((id, i) => {
		const sum = own.get(id)!.slice();
		for (const neighbor of graph.neighbors(id)) {
			own.get(neighbor)?.forEach((x, j) => {
				sum[j]! += 0.5 * x;
			});
		}
		const length = Math.sqrt(sum.reduce((total, x) => total + x * x, 0));
		if (length > 0)
			vectors.set(
				sum.map((x) => x / length),
				i * dimension,
			);
	});
	return {
		...{ concepts, dimension, vectors, method: "diffusion", cell: "linear", seed: 1 },
		...{ related: new Map(), suggestions: new Map() },
	};
}

/** `groups` subjects with `each` notes, which speak of their subject, link each other, and now and then another group. */
export async function subjects(groups: number, each: number, seed = 1): Promise<MapInput> {
	return vaultOf(subjectTexts(groups, each, seed));
}

export function subjectTexts(groups: number, each: number, seed = 1): Record<string, string> {
	const rng = createRng(seed);
	const texts: Record<string, string> = {};
	for (let g = 0; g < groups; g++) {
		const subject = subjectNames[g % subjectNames.length]!;
		for (let i = 0; i < each; i++) {
			const near = `${subject} ${rng.integer(each)}`;
			const far = `${subjectNames[rng.integer(groups)]} ${rng.integer(each)}`;
			texts[`${subject} ${i}`] =
				`The ${subject} of ${near.length} days. See [[${near}]], [[${subject} 0]]${i % 4 === 0 ? ` or [[${far}]]` : ""}.`;
		}
	}
	return texts;
}

export const subjectNames = [
	"Astronomy",
	"Baking",
	"Carpentry",
	"Diving",
	"Etching",
	"Fencing",
	"Geology",
	"Harps",
];
