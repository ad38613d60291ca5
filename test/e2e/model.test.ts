import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { generateVault } from "../../bench/generate-vault.js";
import { type CompileResult, type Compiler, embedVault } from "../../src/compile.js";
import { compileOptions, compileTo, filesIn, fingerprints, temporary } from "../support/program.js";
import { put } from "../vault/on-disk.js";

const dist = await import("../../dist/index.js" as string);

/**
 * The rule of decision 0011: what is learned stays while the vault changes little, and with the same model an
 * incremental compile is a clean one, byte for byte.
 */
let folder: ReturnType<typeof temporary>;
const notes = 60;

beforeEach(() => {
	folder = temporary();
	put(folder.at("vault"), Object.fromEntries(generateVault({ notes, seed: 3, chinese: 0.5 })));
});
afterEach(() => folder.remove());

/** Few epochs: what is tried here is when they are made, not how good they are. */
const flags = { epochs: 5, dim: 16 };

function compileHere(
	out = "out",
	more: { cache?: string | false; force?: boolean } = {},
): Promise<CompileResult> {
	const { cache = folder.at("cache"), ...others } = more;
	return compileTo(folder.at(out), folder.at("vault"), { flags, cache, ...others });
}

/** A compile that remembers the model that was there before, and nothing else. */
async function cleanWithModel(modelsBefore: string): Promise<CompileResult> {
	for (const name of ["clean", "clean-cache"]) rmSync(folder.at(name), { recursive: true, force: true });
	cpSync(folder.at(modelsBefore), folder.at("clean-cache", "embedding", "models"), { recursive: true });
	return compileHere("clean", { cache: folder.at("clean-cache") });
}

function saveModels(): string {
	rmSync(folder.at("models-before"), { recursive: true, force: true });
	cpSync(folder.at("cache/embedding/models"), folder.at("models-before"), { recursive: true });
	return "models-before";
}

function edit(index: number, text: string): void {
	const paths = filesIn(folder.at("vault")).filter((path) => path.endsWith(".md"));
	const file = folder.at("vault", paths[index % paths.length]!);
	writeFileSync(file, `${readFileSync(file, "utf8")}\n\n${text}\n`);
}

function trained({ summary }: CompileResult): string | undefined {
	return summary.embedding?.trained;
}

describe("the model", () => {
	test("is new in a clean compile, whose bytes are always the same", async () => {
		expect(trained(await compileHere("out", { cache: false }))).toBe("new");
		expect(trained(await compileHere("again", { cache: false }))).toBe("new");
		expect(fingerprints(folder.at("again"))).toEqual(fingerprints(folder.at("out")));
	});

	test("is another for another seed", async () => {
		await compileHere();
		await compileTo(folder.at("other"), folder.at("vault"), { flags: { ...flags, seed: 2 }, cache: false });
		expect(fingerprints(folder.at("other"))).not.toEqual(fingerprints(folder.at("out")));
	});

	test.each([
		["when the output is gone", "out"],
		["when what was inferred is gone too", "out", "cache/embedding/inferred"],
	])("is not loaded when nothing has changed, and stays %s", async (_, ...gone) => {
		await compileHere();
		const before = fingerprints(folder.at("out"));
		expect(await compileHere()).toMatchObject({ upToDate: true });
		for (const path of gone) rmSync(folder.at(path), { recursive: true });
		const again = await compileHere();
		expect([again.upToDate, trained(again)]).toEqual([false, "kept"]);
		expect(fingerprints(folder.at("out"))).toEqual(before);
	});

	test("is kept when one note of sixty changes, and another is learned when many do", async () => {
		await compileHere();
		edit(7, "Something else entirely, about [[nothing]].");
		expect(trained(await compileHere())).toBe("kept");
		for (let i = 0; i < notes; i += 4) edit(i, `Now this is about #topic${i} too.`);
		expect(trained(await compileHere())).not.toBe("kept");
		expect(trained(await compileHere("out", { force: true }))).toBe("new");
	});

	test("that is damaged is made anew, as if there had been none", async () => {
		await compileHere();
		await compileHere("clean", { cache: false });
		for (const path of filesIn(folder.at("cache/embedding"))) {
			const file = folder.at("cache/embedding", path);
			const bytes = readFileSync(file);
			bytes[Math.floor(bytes.length / 2)]! ^= 1;
			writeFileSync(file, bytes);
		}
		edit(0, "x");
		await compileHere("clean", { cache: false });
		expect(trained(await compileHere())).toBe("new");
		expect(fingerprints(folder.at("out"))).toEqual(fingerprints(folder.at("clean")));
	});

	test("of what is unpublished is never that of the site", async () => {
		put(folder.at("vault"), {
			"draft.md": "---\ndraft: true\n---\nUnheard-of words: [[nobody]] knows #secret.",
		});
		await compileHere();
		const options = await compileOptions(folder.at("vault"), folder.at("out"), {
			flags,
			cache: folder.at("cache"),
		});
		const { embedding } = await embedVault(options);
		expect(embedding.concepts).toContain("draft.md");
		expect(filesIn(join(folder.at("cache"), "embedding/models"))).toHaveLength(4);
		expect(await compileHere()).toMatchObject({ upToDate: true });
	});
});

test("with the same model, incremental equals clean", async () => {
	await compileHere();
	const word = fc.constantFrom("some words", "更多的字", "a link to [[Nowhere]]", "#tag/new", "## A part");
	const edits = fc.array(fc.tuple(fc.nat(notes - 1), word), { minLength: 1, maxLength: 2 });
	await fc.assert(
		fc.asyncProperty(edits, async (made) => {
			const models = saveModels();
			for (const [index, text] of made) edit(index, text);
			const { report, diagnostics } = await compileHere();
			const clean = await cleanWithModel(models);
			expect({ report, diagnostics }).toEqual({ report: clean.report, diagnostics: clean.diagnostics });
			expect(fingerprints(folder.at("out"))).toEqual(fingerprints(folder.at("clean")));
		}),
		{ numRuns: 4, endOnFailure: true },
	);
}, 120_000);

/** As it is built: its threads and its cache are of one program. */
describe("a compiler that stays alive", () => {
	const program: typeof import("../../src/index.js") = dist;

	/** Edits notes, builds, and builds again when the thread beside has learned what follows. */
	async function editLive(compiler: Compiler, edits: number): Promise<CompileResult> {
		const learned = new Promise<void>((resolve) =>
			compiler.onLearned((what) => {
				if (what === "all") resolve();
			}),
		);
		for (let i = 0; i < edits; i++) edit(i, `Now it is about [[Topic ${edits}]].`);
		await compiler.build();
		// The thread is waited for by nobody but us, and does not keep Node alive.
		const awake = setInterval(() => {}, 1000);
		await learned;
		clearInterval(awake);
		return compiler.build();
	}

	test("shows an edit at once, and what follows from it soon: then it is as a compile anew", async () => {
		const options = await compileOptions(folder.at("vault"), folder.at("out"), {
			flags,
			cache: folder.at("cache"),
		});
		const compiler = program.createCompiler(options);
		await compiler.build();
		for (const edits of [1, 20]) {
			await editLive(compiler, edits);
			expect(await compiler.build()).toMatchObject({ upToDate: true });
			await program.compile({ ...options, out: folder.at("cold") });
			expect(fingerprints(folder.at("out"))).toEqual(fingerprints(folder.at("cold")));
		}
		await compiler.close();
	});

	test("shows what is near an edited note before it knows the rest", async () => {
		const options = await compileOptions(folder.at("vault"), folder.at("out"), { flags, cache: false });
		const compiler = program.createCompiler(options);
		await compiler.build();
		await editLive(compiler, 1);
		const heard: string[] = [];
		const awake = setInterval(() => {}, 1000);
		const learned = new Promise<void>((resolve) =>
			compiler.onLearned((what) => {
				heard.push(what);
				if (what === "all") resolve();
			}),
		);
		edit(0, "And about other things.");
		await compiler.build();
		await learned;
		clearInterval(awake);
		expect(heard).toEqual(["some", "all"]);
		await compiler.close();
	});

	test("learns without a cache, too", async () => {
		const options = await compileOptions(folder.at("vault"), folder.at("out"), { flags, cache: false });
		const compiler = program.createCompiler(options);
		const { summary } = await compiler.build();
		// Named twice, so it is a concept.
		const { summary: later } = await editLive(compiler, 2);
		expect(later.embedding?.concepts).toBe((summary.embedding?.concepts ?? 0) + 1);
		await compiler.close();
	});
});
