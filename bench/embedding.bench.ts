/**
 * What the network costs: for whole processes with it and without it, for the stage alone and its parts (from text to
 * trained index; the lists with their reasons; the map), for an edited note under `--watch`, and how it grows. Ratios of one run; medians; nothing is asserted.
 *
 *     npx tsx bench/embedding.bench.ts [VAULT …] [--scale 1000,3000,10000] [--runs 3] [--edits 20]
 */
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { writeVault } from "./generate-vault.js";
import { median, notapse, type Usage } from "./process.js";

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		scale: { type: "string", default: "1000,3000,10000" },
		runs: { type: "string", default: "3" },
		edits: { type: "string", default: "20" },
	},
});
const runs = Number(values.runs);
const work = mkdtempSync(join(tmpdir(), "notapse-bench-"));

try {
	for (const source of positionals) {
		const vault = join(work, "vault");
		cpSync(resolve(source), vault, { recursive: true });
		console.log(`\n${basename(source)}`);
		await measureVault(vault, runs);
		rmSync(vault, { recursive: true });
	}
	await measureGrowth(values.scale.split(",").filter(Boolean).map(Number));
} finally {
	rmSync(work, { recursive: true, force: true });
}

/** @returns CPU seconds of the stage in a cold compile */
async function measureVault(vault: string, times: number): Promise<Measured> {
	const note = largestNote(vault);
	const without = await compiled(vault, times, clean, "--no-embed");
	row("cold, --no-embed", without);
	const cold = await compiled(vault, times, clean);
	row("cold", cold, `×${(cold.cpu / without.cpu).toFixed(2)} of --no-embed`);
	row("  stage embed", cold.stage, describe(cold));
	for (const { part, ...took } of cold.stage.parts) row(`  ${partNames[part]}`, took);
	row("nothing changed", await compiled(vault, times));
	const edited = await compiled(vault, times, (run) => appendFileSync(note, `\n\nOne more line, ${run}.\n`));
	row("one note edited", edited, `${percent(edited, cold)} of cold`);
	row("  stage embed", edited.stage, describe(edited));
	for (const { part, ...took } of edited.stage.parts) row(`  ${partNames[part]}`, took);
	await measureWatch(vault, note);
	return cold;
}

interface Figures {
	readonly cpu: number;
	readonly wall: number;
	readonly memory?: number;
}

interface Part extends Figures {
	readonly part: keyof typeof partNames;
}

const partNames = { index: "text to index", lists: "lists, reasons", map: "map" };

interface Measured extends Figures {
	/** Of the stage `embed` alone. */
	readonly stage: Figures & { readonly parts: readonly Part[] };
	readonly embedding: { concepts: number; trained: string; training?: { epochs: number } } | undefined;
	readonly links: number;
}

async function compiled(
	vault: string,
	times: number,
	before: (run: number) => void = () => {},
	...flags: readonly string[]
): Promise<Measured> {
	const all: Measured[] = [];
	for (let run = 0; run < times; run++) {
		before(run);
		all.push(toMeasured(await notapse("compile", vault, ...places(), "--json", "--timings", ...flags)));
	}
	const of = (key: "cpu" | "wall") => median(all.map((one) => one[key]));
	const ofStage = (key: "cpu" | "wall") => median(all.map(({ stage }) => stage[key]));
	const ofPart = (i: number, key: "cpu" | "wall") => median(all.map(({ stage }) => stage.parts[i]![key]));
	const parts = all[0]!.stage.parts.map(({ part }, i) => ({
		...{ part, cpu: ofPart(i, "cpu"), wall: ofPart(i, "wall") },
	}));
	return {
		...all.at(-1)!,
		...{ cpu: of("cpu"), wall: of("wall"), memory: median(all.map(({ memory = 0 }) => memory)) },
		stage: { cpu: ofStage("cpu"), wall: ofStage("wall"), parts },
	};
}

function toMeasured({ cpu, wall, memory, stdout }: Usage): Measured {
	const { summary, timings } = JSON.parse(stdout) as {
		summary: { links: number; embedding?: Measured["embedding"] };
		timings: (Took & { stage: string; parts?: (Took & { part: Part["part"] })[] })[];
	};
	const { cpuMs = 0, wallMs = 0, parts = [] } = timings.find(({ stage }) => stage === "embed") ?? {};
	const stage = {
		...{ cpu: cpuMs / 1000, wall: wallMs / 1000 },
		parts: parts.map(({ part, ...took }) => ({ part, cpu: took.cpuMs / 1000, wall: took.wallMs / 1000 })),
	};
	return { cpu, wall, memory, stage, embedding: summary.embedding, links: summary.links };
}

interface Took {
	readonly cpuMs: number;
	readonly wallMs: number;
}

function describe({ embedding }: Measured): string {
	if (embedding === undefined) return "";
	const { concepts, trained, training } = embedding;
	return `${concepts} concepts, model ${trained}${training === undefined ? "" : `, ${training.epochs} epochs`}`;
}

/**
 * For an edited note in a compiler that stays alive: how long its page waits for the network, after how long its own
 * new neighbours are known, which a thread beside finds out, and after how long those of all notes.
 */
async function measureWatch(vault: string, note: string): Promise<void> {
	const { createCompiler, loadConfig } = await import("../dist/index.js" as string);
	const { config } = await loadConfig({ cwd: work, vault });
	const compiler = createCompiler({ vault, out: join(work, "out"), cache: join(work, "cache"), config });
	await compiler.build();
	const waits: number[] = [];
	const own: number[] = [];
	const all: number[] = [];
	// The thread does not keep Node alive.
	const awake = setInterval(() => {}, 1000);
	for (let edit = 0; edit < Number(values.edits); edit++) {
		const told: number[] = [];
		const learned = new Promise<void>((done) =>
			compiler.onLearned((what: "some" | "all") => {
				told.push(performance.now());
				if (what === "all") done();
			}),
		);
		appendFileSync(note, `\n\nAnd another, ${edit}.\n`);
		const { timings } = await compiler.build();
		const ended = performance.now();
		const stages = timings as { stage: string; wallMs: number }[];
		const embed = stages.findIndex(({ stage }) => stage === "embed");
		waits.push(stages[embed]!.wallMs);
		const start = ended - stages.slice(embed).reduce((sum, { wallMs }) => sum + wallMs, 0);
		await learned;
		own.push(told[0]! - start);
		all.push(told.at(-1)! - start);
		await compiler.build();
	}
	clearInterval(awake);
	await compiler.close();
	console.log(
		`  ${"edited under watch".padEnd(20)} the page waits ${inMs(waits)}; own neighbours after ${inMs(own)} (limit 20), all after ${inMs(all)}`,
	);
}

function inMs(walls: number[]): string {
	walls.sort((a, b) => a - b);
	const p95 = walls[Math.ceil(walls.length * 0.95) - 1]!;
	return `${median(walls).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`;
}

async function measureGrowth(sizes: readonly number[]): Promise<void> {
	let before: { links: number; stage: Figures } | undefined;
	for (const notes of sizes) {
		const vault = join(work, `generated-${notes}`);
		writeVault(vault, { notes, seed: 1, chinese: 0.5 });
		console.log(`\ngenerated: ${notes} notes`);
		const { links, stage: whole } = await measureVault(vault, runs);
		const stage = whole.parts.find(({ part }) => part === "index") ?? whole;
		const grown =
			before &&
			`, links ×${(links / before.links).toFixed(1)}: CPU ×${(stage.cpu / before.stage.cpu).toFixed(1)}`;
		console.log(
			`  ${"text to index".padEnd(20)} ${stage.cpu.toFixed(2)} s CPU for ${links} links${grown ?? ""} (limits: 2 s at 1,000 notes, 20 s at 10,000)`,
		);
		before = { links, stage };
		rmSync(vault, { recursive: true });
	}
}

function places(): string[] {
	return ["--out", join(work, "out"), "--cache", join(work, "cache")];
}

function clean(): void {
	rmSync(join(work, "out"), { recursive: true, force: true });
	rmSync(join(work, "cache"), { recursive: true, force: true });
}

function row(name: string, { cpu, wall, memory }: Figures, remark = ""): void {
	const megabytes = memory === undefined ? "" : `${memory.toFixed(0).padStart(5)} MB`;
	const figures = `${cpu.toFixed(2).padStart(7)} s CPU ${wall.toFixed(2).padStart(7)} s wall ${megabytes.padStart(8)}`;
	console.log(`  ${name.padEnd(20)}${figures}  ${remark}`);
}

function percent(a: Figures, b: Figures): string {
	return `${((100 * a.cpu) / b.cpu).toFixed(1)} %`;
}

function largestNote(vault: string): string {
	const names = (readdirSync(vault, { recursive: true }) as string[]).filter((name) => name.endsWith(".md"));
	const sizes = names.map((name) => statSync(join(vault, name)).size);
	return join(vault, names[sizes.indexOf(Math.max(...sizes))]!);
}
