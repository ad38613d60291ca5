/**
 * `npm run bench:kernels`: the kernels beside a C kernel (kernels.c, `gcc -O3 -mavx2 -mfma`) and beside PyTorch, all on one
 * thread of the same machine, taking turns. Numbers are the best of many turns in CPU time; the ratios are what counts.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import v8 from "node:v8";
import {
	createKernelTeam,
	createRng,
	createWasmKernels,
	csrFromEntries,
	type Kernels,
} from "../src/kernels/index.js";
import { trainingStep } from "./training-step.js";

v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const [d, rows, nodes, edges] = [64, 4096, 20_000, 200_000];

await main();

async function main(): Promise<void> {
	const scratch = mkdtempSync(join(tmpdir(), "kernels-"));
	const peers = { C: startC(scratch), PyTorch: startTorch() };
	const makers = { plain: createWasmKernels(), relaxed: createWasmKernels({ relaxed: true }) };
	console.log(
		`load ${loadavg()
			.map((x) => x.toFixed(1))
			.join(" ")}; ${process.arch}, Node ${process.version}`,
	);
	console.log("milliseconds (share of C's speed, times PyTorch's speed)\n");
	const compare = (title: string, command: string, turns: number, work: (kernels: Kernels) => () => void) =>
		takeTurns(title, command, turns, peers, { plain: work(makers.plain), relaxed: work(makers.relaxed) });
	await compare(`GEMM x (${rows}, 64) · (64, 192)`, `gemm ${rows} 8`, 30, gemm);
	await compare("SpMM 20k nodes, 200k edges, d = 64", `spmm ${nodes} ${edges} 8`, 30, (k) =>
		spmm(k, nodes, edges),
	);
	await compare("GRU gates, 20k rows, d = 64", `gru ${nodes} 4`, 15, gates);
	await compare("training step, Cora size", "step 2", 12, trainingStep);
	await compare("SpMM 1M nodes, 10M edges, d = 64", "spmm 1000000 10000000 1", 2, (k) =>
		spmm(k, 1_000_000, 10_000_000),
	);
	for (const peer of Object.values(peers)) peer?.end();
	rmSync(scratch, { recursive: true });
	await twoThreads();
	largeGraph();
	console.log(
		`\nload ${loadavg()
			.map((x) => x.toFixed(1))
			.join(" ")}`,
	);
}

interface Peer {
	ask(command: string): Promise<number>;
	end(): void;
}

function startC(folder: string): Peer | undefined {
	const program = join(folder, "kernels");
	const made = spawnSync("gcc", ["-O3", "-mavx2", "-mfma", here("kernels.c"), "-o", program, "-lm"], {
		encoding: "utf8",
	});
	if (made.status !== 0) {
		console.log(`skipped: C (${made.error ? "no gcc" : made.stderr.split("\n")[0]})`);
		return undefined;
	}
	return converse(spawn(program, { stdio: ["pipe", "pipe", "inherit"] }));
}

/** Debian's OpenBLAS takes new processors for old ones, and is several times too slow, unless it is told. */
function startTorch(): Peer | undefined {
	const env = { ...process.env, OPENBLAS_CORETYPE: process.env.OPENBLAS_CORETYPE ?? "SKYLAKEX" };
	for (const python of [process.env.PYTHON, "/usr/bin/python3", "python3"]) {
		if (python === undefined) continue;
		const found = spawnSync(python, ["-c", "import torch; print(torch.__version__)"], {
			encoding: "utf8",
			env,
		});
		if (found.status !== 0) continue;
		console.log(`PyTorch ${found.stdout.trim()}, OPENBLAS_CORETYPE=${env.OPENBLAS_CORETYPE}`);
		return converse(spawn(python, [here("kernels_torch.py")], { stdio: ["pipe", "pipe", "inherit"], env }));
	}
	console.log("skipped: PyTorch (no Python that has torch; PYTHON names another)");
	return undefined;
}

/** A line out, a line back. */
function converse(child: ChildProcess): Peer {
	const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
	return {
		async ask(command) {
			child.stdin!.write(`${command}\n`);
			return Number((await lines.next()).value);
		},
		end: () => void child.stdin!.end(),
	};
}

async function takeTurns(
	title: string,
	command: string,
	turns: number,
	peers: Record<"C" | "PyTorch", Peer | undefined>,
	ours: Record<string, () => void>,
): Promise<void> {
	const best = new Map<string, number>();
	const note = (name: string, time: number) => {
		if (Number.isFinite(time)) best.set(name, Math.min(time, best.get(name) ?? Number.POSITIVE_INFINITY));
	};
	for (let turn = 0; turn < turns; turn++) {
		for (const [name, peer] of Object.entries(peers)) {
			if (peer && (name !== "C" || !command.startsWith("step"))) note(name, await peer.ask(command));
		}
		for (const [name, work] of Object.entries(ours)) {
			for (let i = 0; i < (turns > 2 ? 8 : 1); i++) note(name, timed(work));
		}
	}
	const [c, torch] = [best.get("C"), best.get("PyTorch")];
	console.log(title);
	for (const [name, time] of best) {
		const shares = [
			c && name !== "C" ? `${((100 * c) / time).toFixed(0)} % of C` : "",
			torch && name !== "PyTorch" ? `${(torch / time).toFixed(2)} × PyTorch` : "",
		];
		console.log(`  ${name.padEnd(8)} ${time.toFixed(3).padStart(9)}   ${shares.filter(Boolean).join(", ")}`);
	}
}

/** Milliseconds of CPU; a call that was interrupted by another process is no slower for it. */
function timed(work: () => void): number {
	const start = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(start);
	return (user + system) / 1e3;
}

function random(kernels: Kernels, length: number) {
	const rng = createRng(1);
	const x = kernels.floats(length);
	for (let i = 0; i < length; i++) x[i] = rng.bits() / 2 ** 32 - 0.5;
	return x;
}

function gemm(kernels: Kernels): () => void {
	const [a, b, c] = [random(kernels, rows * d), random(kernels, 3 * d * d), kernels.floats(3 * rows * d)];
	return () => kernels.gemm(c, a, b, rows, 3 * d, d);
}

function spmm(kernels: Kernels, n: number, m: number): () => void {
	const rng = createRng(2);
	const draw = () => Uint32Array.from({ length: m }, () => rng.integer(n));
	const s = csrFromEntries(kernels, n, n, { rows: draw(), columns: draw() });
	const [x, y] = [random(kernels, n * d), kernels.floats(n * d)];
	return () => kernels.spmm(y, s, x, d);
}

function gates(kernels: Kernels): () => void {
	const [gx, gh, h] = [
		random(kernels, 3 * nodes * d),
		random(kernels, 3 * nodes * d),
		random(kernels, nodes * d),
	];
	const [out, kept] = [kernels.floats(nodes * d), kernels.floats(3 * nodes * d)];
	return () => kernels.gru(out, kept, gx, gh, h, nodes, d);
}

/** Wall time, since that is what a second thread is for: it shows only where a second core is free. */
async function twoThreads(): Promise<void> {
	const teams = [createKernelTeam(1), createKernelTeam(2)];
	while (teams[1]!.ready() < 1) await new Promise((done) => setTimeout(done, 5));
	const work = teams.map(({ kernels }) => [spmm(kernels, 100_000, 1_000_000), gemm16(kernels)] as const);
	const best = [
		[Infinity, Infinity],
		[Infinity, Infinity],
	];
	for (let turn = 0; turn < 40; turn++) {
		work.forEach((kinds, team) => {
			kinds.forEach((run, kind) => {
				const start = performance.now();
				run();
				best[team]![kind] = Math.min(best[team]![kind]!, performance.now() - start);
			});
		});
	}
	console.log("two threads, wall time");
	["SpMM 100k nodes, 1M edges", "GEMM (65536, 64) · (64, 192)"].forEach((title, kind) => {
		const [one, two] = [best[0]![kind]!, best[1]![kind]!];
		console.log(`  ${title}: ${one.toFixed(2)} → ${two.toFixed(2)} ms, ${(one / two).toFixed(2)} ×`);
	});
	await Promise.all(teams.map((team) => team.close()));
}

function gemm16(kernels: Kernels): () => void {
	const n = 65_536;
	const [a, b, c] = [random(kernels, n * d), random(kernels, 3 * d * d), kernels.floats(3 * n * d)];
	return () => kernels.gemm(c, a, b, n, 3 * d, d);
}

function largeGraph(): void {
	console.log("inference, 1M nodes, 10M edges, GRU, T = 2, d = 64 (one thread)");
	for (const kind of ["plain", "relaxed"]) {
		const run = spawnSync(process.execPath, ["--import", "tsx", here("large-graph.ts"), kind], {
			encoding: "utf8",
		});
		if (run.status !== 0) throw new Error(run.stderr);
		const { cpu, memory } = JSON.parse(run.stdout) as { cpu: number; memory: number };
		console.log(`  ${kind.padEnd(8)} ${cpu.toFixed(2)} CPU s, ${memory.toFixed(0)} MB`);
	}
}
