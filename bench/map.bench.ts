/**
 * What the concept map costs, and how that grows: CPU seconds for the maps of vaults in which a note has five links,
 * three quarters of them within its subject; drawn anew, and once more after an earlier map. Nothing is parsed or
 * embedded.
 *
 *     npx tsx bench/map.bench.ts [NOTES …]
 */
import graphology from "graphology";
import { createRng, createWasmKernels, type Rng } from "../src/kernels/index.js";
import { drawMap, type MapInput } from "../src/map/index.js";
import type { CompiledNote, Concept, ConceptMap, Relation } from "../src/model/index.js";

const subjects = 40;
const dimension = 128;
const kernels = createWasmKernels();

const sizes = process.argv.slice(2).map(Number);
console.log("notes     anew   again   ms a note   territories");
for (const notes of sizes.length > 0 ? sizes : [1000, 10_000, 30_000]) {
	const input = fabricate(notes, createRng(1));
	const [anew, map] = measure(input);
	const [again] = measure(input, map);
	const figures = [`${anew.toFixed(2)} s`, `${again.toFixed(2)} s`, ((1000 * anew) / notes).toFixed(2)];
	console.log(`${String(notes).padEnd(7)} ${figures.join("   ")}        ${map.communities.length}`);
}

function measure(input: MapInput, previous?: ConceptMap): [seconds: number, map: ConceptMap] {
	const start = process.cpuUsage();
	const map = drawMap(input, { seed: 1, kernels, ...(previous && { previous }) });
	const { user, system } = process.cpuUsage(start);
	return [(user + system) / 1e6, map];
}

function fabricate(notes: number, rng: Rng): MapInput {
	const subjectOf = (i: number) => i % subjects;
	const paths = Array.from({ length: notes }, (_, i) => `${subjectOf(i)}/${i}.md`);
	const graph = new graphology.MultiDirectedGraph<Concept, Relation>();
	const compiled = paths.map((path, i) => fabricateNote(path, subjectOf(i), rng));
	for (const { note } of compiled) {
		graph.addNode(note.path, { kind: "note", path: note.path, title: note.title, tags: [], aliases: [] });
	}
	for (let e = 0; e < 5 * notes; e++) {
		const from = rng.integer(notes);
		const any = Math.floor(rng.uniform() * rng.uniform() * notes);
		const to = rng.uniform() < 0.75 ? any - subjectOf(any) + subjectOf(from) : any;
		if (from !== to && to < notes) graph.addDirectedEdge(paths[from], paths[to], { kind: "link" });
	}
	const concepts = [...paths].sort((a, b) => (a < b ? -1 : 1));
	const vectors = fabricateVectors(concepts, rng);
	return {
		graph: {
			graph,
			resolved: new Map(),
			canvases: new Map(),
			tags: new Map(),
			cells: new Map(),
			diagnostics: [],
		},
		notes: compiled,
		embedding: {
			...{ concepts, dimension, vectors, method: "diffusion", cell: "linear", seed: 1 },
			...{ related: new Map(), suggestions: new Map() },
		},
	};
}

/** About 900 characters, half of them Chinese; only what the map reads. */
function fabricateNote(path: string, subject: number, rng: Rng): CompiledNote {
	const skewed = (n: number) => Math.floor(rng.uniform() * rng.uniform() * n);
	const word = (n: number) => `${"bcdfglmn"[n % 8]}${"aeiou"[n % 5]}${"rstv"[n % 4]}${n.toString(36)}`;
	const character = () => String.fromCharCode(0x4e00 + ((subject * 37 + skewed(400)) % 3000));
	const text = Array.from({ length: 100 }, () =>
		rng.uniform() < 0.5 ? word(skewed(4000)) : `${character()}${character()}${character()}，`,
	).join(" ");
	const title = `${word(subject * 97 + skewed(60))} ${word(skewed(4000))}`;
	const note = { path, name: title, title, aliases: [], tags: [], links: [], headings: [], published: true };
	return { note, prose: { text, lines: [1] } } as unknown as CompiledNote;
}

function fabricateVectors(concepts: readonly string[], rng: Rng): Float32Array {
	const centers = Float64Array.from({ length: subjects * dimension }, () => rng.uniform() - 0.5);
	const vectors = new Float32Array(concepts.length * dimension);
	concepts.forEach((id, i) => {
		const from = Number.parseInt(id, 10) * dimension;
		const vector = Float64Array.from(
			{ length: dimension },
			(_, j) => centers[from + j]! + 1.2 * (rng.uniform() - 0.5),
		);
		const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
		vectors.set(
			vector.map((x) => x / length),
			i * dimension,
		);
	});
	return vectors;
}
