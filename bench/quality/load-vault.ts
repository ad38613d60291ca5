import { basename, resolve } from "node:path";
import { type NumberedGraph, numberConcepts } from "../../src/embedding/graph/from-concepts.js";
import { buildGraph } from "../../src/graph/index.js";
import { ownWords, parseCanvas, parseNote } from "../../src/notes/index.js";
import { readVault } from "../../src/vault/index.js";
import { hideLinks } from "./hide-links.js";
import type { TaskMaker } from "./task.js";

/** A vault of which a tenth of the linked pairs is hidden, each time another one. */
export async function vaultTasks(dir: string, splits: number, seed: number): Promise<TaskMaker> {
	const { graph } = await loadVault(dir);
	return {
		name: basename(resolve(dir)),
		about: `${graph.items} notes, ${graph.links.length / 2} links, ${graph.groups} tags and names`,
		tasks: splits,
		make: (number) => hideLinks(graph, 0.1, 1000 * seed + number),
	};
}

export async function loadVault(dir: string): Promise<NumberedGraph> {
	const vault = await readVault(dir, { ignore: [], followSymlinks: true, exclude: [] });
	const notes = vault.notes.map((file) => {
		const parsed = parseNote(file);
		return { note: parsed.note, prose: ownWords(parsed) };
	});
	const canvases = vault.canvases.map((file) => {
		const canvas = parseCanvas(file);
		const card = (source: string) => parseNote({ path: file.path, source, hash: "" }).note;
		return { canvas, cards: canvas.texts.map(card) };
	});
	const graph = buildGraph({
		vault,
		notes: notes.map(({ note }) => note),
		canvases,
		options: { aliasLinks: false, unpublished: "include" },
	});
	return numberConcepts(graph, notes);
}
