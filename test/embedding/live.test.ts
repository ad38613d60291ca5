import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { generateVault } from "../../bench/generate-vault.js";
import {
	type Embedded,
	type EmbeddingOptions,
	embedGraph,
	LiveEmbedding,
} from "../../src/embedding/index.js";
import { buildGraph } from "../../src/graph/index.js";
import { createWasmKernels } from "../../src/kernels/index.js";
import type { CompiledNote } from "../../src/model/index.js";
import { type Read, readFiles } from "./support.js";

const vault = readFiles(
	[...generateVault({ notes: 100, seed: 5, chinese: 0.5 })]
		.filter(([path]) => path.endsWith(".md"))
		.map(([path, source]) => ({ path, source, hash: path })),
);

/** The vault in which a note's text has been replaced; the others are the same objects. */
function edited(read: Read, index: number, change: (source: string) => string): Read {
	const old = read.vault.notes[index]!;
	const source = change(old.source);
	const file = { ...old, source, hash: source };
	const files = read.vault.notes.map((one, i) => (i === index ? file : one));
	const [note] = readFiles([file]).notes;
	return withNotes(
		{ ...read.vault, notes: files },
		read.notes.map((one) => (one.note.path === file.path ? note! : one)),
	);
}

function withNotes(files: Read["vault"], notes: readonly CompiledNote[]): Read {
	const options = { aliasLinks: false, unpublished: "include" } as const;
	const graph = buildGraph({ vault: files, notes: notes.map(({ note }) => note), canvases: [], options });
	return { vault: files, notes, graph };
}

const change = fc.oneof(
	fc.nat(99).map((other) => (source: string) => `${source}\n\nSee [[${nameOf(other)}]] too.\n`),
	fc.nat(99).map((other) => (source: string) => `${source}\n\nIt is not as with ${nameOf(other)}.\n`),
	fc.nat(99).map((other) => () => vault.vault.notes[other]!.source),
	fc
		.nat(99)
		.map((other) => (source: string) => `${source}\n\n## ${wordsOf(other)}\n\nmore of ${wordsOf(other)}\n`),
	fc.constant((source: string) => source.replace(/^## .*$/gm, "")),
	fc.constant((source: string) => source.slice(0, source.length >> 1)),
	fc.constant(() => ""),
);

/** Of its text, so that others may say them too. */
function wordsOf(index: number): string {
	return vault.notes[index]!.prose.text.slice(0, 12).replaceAll("\n", " ").trim();
}

function nameOf(index: number): string {
	return vault.notes[index]!.note.name;
}

describe.each(["gru", "lstm", "diffusion"] as const)("an edited note's lists (%s)", (kind) => {
	const options: EmbeddingOptions = {
		...{ kernels: createWasmKernels(), seed: 1, dimension: 16, epochs: 6 },
		...(kind === "diffusion" ? { method: kind, cell: "gru" } : { method: "network", cell: kind }),
	};
	let first: Embedded;
	beforeAll(async () => {
		first = await embedGraph(vault, options);
	});
	const follow = () => new LiveEmbedding(createWasmKernels(), first.model, vault, first.least);

	it("are those of an inference of all notes, edit after edit", async () => {
		const edits = fc.array(fc.tuple(fc.constantFrom(3, 40, 77), change), { minLength: 1, maxLength: 4 });
		let compared = 0;
		await fc.assert(
			fc.asyncProperty(edits, async (made) => {
				const live = follow();
				let now = vault;
				for (const [index, text] of made) {
					const before = now;
					now = edited(before, index, text);
					const lists = live.update(now);
					// A concept has come or gone.
					if (lists === undefined) return;
					const whole = await embedGraph(now, { ...options, model: first.model });
					if (whole.trained !== "kept") return;
					live.least = whole.least;
					now = edited(now, index, (same) => same);
					for (const { note, related, suggestions } of live.update(now)!) {
						expect(related).toEqual(whole.embedding.related.get(note));
						expect(suggestions).toEqual(whole.embedding.suggestions.get(note));
						compared++;
					}
					expect(lists.map(({ related }) => related)).toEqual([
						whole.embedding.related.get(vault.notes[index]!.note.path),
					]);
				}
			}),
			{ numRuns: 6, seed: 11 },
		);
		expect(compared).toBeGreaterThan(4);
	});

	it("are not told without an inference of all notes when there are other concepts, names or many other notes", () => {
		const tag = edited(vault, 3, (source) => `${source}\n#never-seen`);
		const name = edited(vault, 3, (source) => `---\naliases: [another]\n---\n${source}`);
		const fewer = withNotes(
			{ ...vault.vault, notes: vault.vault.notes.slice(1) },
			vault.notes.filter(({ note }) => note.path !== vault.vault.notes[0]!.path),
		);
		const many = withNotes(
			vault.vault,
			vault.notes.map((note) => ({ ...note })),
		);
		for (const other of [tag, name, fewer, many]) expect(follow().update(other)).toBeUndefined();
	});

	it("are none when nothing has changed", () => {
		expect(follow().update(vault)).toEqual([]);
	});
});
