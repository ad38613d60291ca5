/**
 * What compiling costs, for whole processes: cold, warm, one note edited, under watch, and how it grows. Peers and
 * limits are measured in the same run, figures are medians, and nothing is asserted.
 *
 *     npx tsx bench/compile.bench.ts [VAULT …] [--scale 1000,3000,10000] [--runs 3]
 */
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { writeVault } from "./generate-vault.js";
import { measure, median, notapse, type Usage } from "./process.js";

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { scale: { type: "string", default: "1000,3000,10000" }, runs: { type: "string", default: "3" } },
});
const runs = Number(values.runs);
const work = mkdtempSync(join(tmpdir(), "notapse-bench-"));

try {
	for (const vault of positionals) await measureVault(resolve(vault));
	await measureGrowth(values.scale.split(",").filter(Boolean).map(Number));
} finally {
	rmSync(work, { recursive: true, force: true });
}

async function measureVault(source: string): Promise<void> {
	const vault = join(work, "vault");
	cpSync(source, vault, { recursive: true });
	console.log(`\n${basename(source)}: ${sizeOf(vault)}`);
	const peer = await times(() => measure([new URL("./remark-only.mjs", import.meta.url).pathname, vault]));
	row("plain remark-parse", peer);
	const cold = await times(async () => {
		clean();
		return compile(vault);
	});
	row("cold", cold, `${ratio(cold, peer)} of plain remark-parse`);
	const warm = await times(() => compile(vault));
	row("nothing changed", warm, `${percent(warm, cold)} of cold`);
	const note = noteOf(vault);
	const edited = await times((run) => {
		appendFileSync(note, `\n\nOne more line, ${run}.\n`);
		return compile(vault);
	});
	row("one note edited", edited, `${percent(edited, cold)} of cold`);
	await measureWatch(vault, note);
	await printStages(vault);
	rmSync(vault, { recursive: true });
}

/** Where the CPU of a cold compile goes. */
async function printStages(vault: string): Promise<void> {
	const { stdout } = await notapse("compile", vault, ...places(), "--force", "--json", "--timings");
	const { timings } = JSON.parse(stdout) as { timings: { stage: string; cpuMs: number }[] };
	const all = timings.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
	const shares = timings.map(({ stage, cpuMs }) => `${stage} ${((100 * cpuMs) / all).toFixed(0)} %`);
	console.log(`  ${"by stage, cold".padEnd(20)} ${shares.join(", ")}`);
}

/** Milliseconds from saving a note to the page on disk, in a compiler that stays alive. */
async function measureWatch(vault: string, note: string): Promise<void> {
	const { createCompiler, loadConfig } = await import("../dist/index.js" as string);
	const { config } = await loadConfig({ cwd: work, vault });
	const compiler = createCompiler({ vault, out: join(work, "out"), cache: join(work, "cache"), config });
	await compiler.build();
	const walls: number[] = [];
	const cpus: number[] = [];
	for (let run = 0; run < Math.max(5, runs); run++) {
		appendFileSync(note, `\n\nAnd another, ${run}.\n`);
		const start = performance.now();
		const cpu = process.cpuUsage();
		await compiler.build();
		const used = process.cpuUsage(cpu);
		walls.push(performance.now() - start);
		cpus.push((used.user + used.system) / 1000);
	}
	await compiler.close();
	console.log(
		`  ${"in a live compiler".padEnd(20)} ${median(cpus).toFixed(0)} ms CPU, ${median(walls).toFixed(0)} ms to the page (limit 300)`,
	);
}

async function measureGrowth(sizes: readonly number[]): Promise<void> {
	let before: { notes: number; cold: Usage } | undefined;
	for (const notes of sizes) {
		const vault = join(work, `generated-${notes}`);
		writeVault(vault, { notes, seed: 1, chinese: 0.5 });
		console.log(`\ngenerated: ${sizeOf(vault)}`);
		clean();
		const cold = await compile(vault);
		const grown =
			before &&
			`notes ×${(notes / before.notes).toFixed(1)}: CPU ×${(cold.cpu / before.cold.cpu).toFixed(2)}, memory ×${(cold.memory / before.cold.memory).toFixed(2)}`;
		row("cold", cold, grown);
		const warm = await compile(vault);
		row("nothing changed", warm, `${percent(warm, cold)} of cold`);
		appendFileSync(noteOf(vault), "\n\nOne more line.\n");
		const edited = await compile(vault);
		row("one note edited", edited, `${percent(edited, cold)} of cold`);
		before = { notes, cold };
		rmSync(vault, { recursive: true });
	}
}

function compile(vault: string): Promise<Usage> {
	return notapse("compile", vault, ...places(), "--quiet");
}

function places(): string[] {
	return ["--out", join(work, "out"), "--cache", join(work, "cache")];
}

function clean(): void {
	rmSync(join(work, "out"), { recursive: true, force: true });
	rmSync(join(work, "cache"), { recursive: true, force: true });
}

async function times(once: (run: number) => Promise<Usage>): Promise<Usage> {
	const all: Usage[] = [];
	for (let run = 0; run < runs; run++) all.push(await once(run));
	const of = (key: "cpu" | "wall" | "memory") => median(all.map((usage) => usage[key]));
	return { cpu: of("cpu"), wall: of("wall"), memory: of("memory"), stdout: "" };
}

function row(name: string, { cpu, wall, memory }: Usage, remark = ""): void {
	const figures = `${cpu.toFixed(2).padStart(7)} s CPU ${wall.toFixed(2).padStart(7)} s wall ${memory.toFixed(0).padStart(5)} MB`;
	console.log(`  ${name.padEnd(20)}${figures}  ${remark}`);
}

function ratio(a: Usage, b: Usage): string {
	return `×${(a.cpu / b.cpu).toFixed(2)}`;
}

function percent(a: Usage, b: Usage): string {
	return `${((100 * a.cpu) / b.cpu).toFixed(1)} %`;
}

function notesOf(vault: string): string[] {
	const names = readdirSync(vault, { recursive: true }) as string[];
	return names
		.filter((name) => name.endsWith(".md"))
		.sort()
		.map((name) => join(vault, name));
}

/** A note in the middle of the list. */
function noteOf(vault: string): string {
	const notes = notesOf(vault);
	return notes[Math.floor(notes.length / 2)]!;
}

function sizeOf(vault: string): string {
	const notes = notesOf(vault);
	const bytes = notes.reduce((sum, note) => sum + statSync(note).size, 0);
	const chars = notes.reduce((sum, note) => sum + readFileSync(note, "utf8").length, 0);
	return `${notes.length} notes, ${(bytes / 1e6).toFixed(2)} MB, ${(chars / 1e6).toFixed(2)} M characters`;
}
