/**
 * What running cells costs, for whole processes and their children: a generated vault of linked notes with a cell
 * each. Cold, nothing changed, prose edited, a leaf's cell edited, and what a second process brings. The peer, where
 * Debian's python3-nbclient is installed, runs the same arithmetic as one notebook.
 *
 *     npx tsx bench/cells.bench.ts [VAULT …] [--cells 200] [--runs 3]
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { environment, median } from "./process.js";

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { cells: { type: "string", default: "200" }, runs: { type: "string", default: "3" } },
});
const count = Number(values.cells);
const runs = Number(values.runs);
const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "notapse-cells-"));

try {
	measureGenerated();
	for (const vault of positionals) measureVault(resolve(vault));
} finally {
	rmSync(work, { recursive: true, force: true });
}

interface Usage {
	/** User and system of the process and all that it started, seconds. */
	readonly cpu: number;
	readonly wall: number;
}

function measureGenerated(): void {
	const vault = join(work, "generated");
	writeVault(vault);
	console.log(`\n${count} cells in ${count} linked notes`);
	row(
		"node alone",
		times(() => measure([process.execPath, "-e", "0"])),
	);
	const peer = nbclient();
	if (peer) row("nbclient, Python", peer);
	const against = (usage: Usage) => (peer ? `${ratio(usage, peer)} of nbclient` : "");

	const cold = times(() => {
		forget(vault);
		return run(vault);
	});
	row("cold", cold, against(cold));
	const before = records(vault);
	const warm = times(() => run(vault));
	row("nothing changed", warm, against(warm));

	const leaf = join(vault, `概念${count - 1}.md`);
	const prose = times((n) => {
		writeFileSync(leaf, readFileSync(leaf, "utf8").replace(/^.*\n/, `第 ${n} 次改写的文字。\n`));
		return run(vault);
	});
	row("prose edited", prose, `${changes(before, records(vault))} records changed`);
	const changed: number[] = [];
	const edited = times((n) => {
		const stored = records(vault);
		writeFileSync(leaf, readFileSync(leaf, "utf8").replace(/const scale = .*;/, `const scale = ${n + 2};`));
		const usage = run(vault);
		changed.push(changes(stored, records(vault)));
		return usage;
	});
	row("a leaf edited", edited, `${changed.join(", ")} records changed`);
	sideBySide(vault);
}

function measureVault(source: string): void {
	const vault = join(work, "vault");
	cpSync(source, vault, { recursive: true });
	console.log(`\n${basename(source)}`);
	sideBySide(vault);
	row(
		"nothing changed",
		times(() => run(vault)),
	);
	rmSync(vault, { recursive: true });
}

/** The same records must come out, whoever ran them. */
function sideBySide(vault: string): void {
	const outcomes = [1, 2].map((jobs) => {
		const usage = times(() => {
			forget(vault);
			return run(vault, "-j", String(jobs));
		});
		return { usage, records: records(vault) };
	});
	const [one, two] = outcomes as [(typeof outcomes)[0], (typeof outcomes)[0]];
	row("cold, -j1", one.usage);
	const same = changes(one.records, two.records) === 0 ? "the same records" : "OTHER RECORDS";
	row("cold, -j2", two.usage, `${(one.usage.wall / two.usage.wall).toFixed(2)} times as fast, ${same}`);
}

function run(vault: string, ...more: string[]): Usage {
	return measure([
		process.execPath,
		cli,
		"run",
		"--vault",
		vault,
		"--cache",
		join(work, "cache"),
		"--quiet",
		...more,
	]);
}

/** Bash's `time` counts children that were waited for. */
function measure(command: readonly string[]): Usage {
	const words = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
	const { stderr, status } = spawnSync("bash", ["-c", `TIMEFORMAT='@ %U %S %R'; time ${words}`], {
		encoding: "utf8",
		env: { ...environment(), LC_ALL: "C" },
	});
	const figures = /@ (\S+) (\S+) (\S+)/.exec(stderr);
	if (status !== 0 || figures === null) throw new Error(`exit ${status}: ${words}\n${stderr}`);
	return { cpu: Number(figures[1]) + Number(figures[2]), wall: Number(figures[3]) };
}

function forget(vault: string): void {
	rmSync(join(vault, ".notapse"), { recursive: true, force: true });
}

/** Bytes of all records, by name; places and timings are none. */
function records(vault: string): ReadonlyMap<string, string> {
	const root = join(vault, ".notapse", "cells");
	const names = (readdirSync(root, { recursive: true }) as string[]).filter((name) =>
		/^..[/\\][0-9a-f]{64}\.json$/.test(name),
	);
	return new Map(names.map((name) => [name, readFileSync(join(root, name), "utf8")]));
}

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): number {
	return [...after].filter(([name, bytes]) => before.get(name) !== bytes).length;
}

/** Every note imports from two before it, and computes a little. */
function writeVault(vault: string): void {
	mkdirSync(vault, { recursive: true });
	for (let i = 0; i < count; i++) {
		const needs = i === 0 ? [] : [...new Set([Math.floor(i / 2), Math.floor(i / 3)])].filter((j) => j !== i);
		const imports = needs.map((j) => `import { f${j} } from "[[概念${j}]]";`).join("\n");
		const links = needs.map((j) => `[[概念${j}]]`).join("、");
		const sum = needs.map((j) => ` + f${j}(x) / 3`).join("");
		const text = `开头的文字，第 ${i} 篇。

它用到${links || "别的"}，写成一个单元：

\`\`\`ts cell id=c${i}
${imports}
const scale = 1;
interface Point { readonly x: number; readonly y: number }
/** 概念${i} 的函数。 */
export function f${i}(x: number): number {
	return (scale * x) / ${i + 1}${sum};
}
const points: Point[] = Array.from({ length: 50 }, (_, k) => ({ x: k, y: f${i}(k / 50) }));
points.reduce((total, { y }) => total + y, 0).toFixed(6);
\`\`\`
`;
		writeFileSync(join(vault, `概念${i}.md`), text);
	}
}

/** One notebook with as many cells, executed from nothing as nbclient always does. */
function nbclient(): Usage | undefined {
	const python = "/usr/bin/python3";
	if (spawnSync(python, ["-c", "import nbclient, ipykernel"]).status !== 0) {
		console.log("  (python3-nbclient and python3-ipykernel are not installed: no peer)");
		return undefined;
	}
	const cells = Array.from({ length: count }, (_, i) => {
		const needs = i === 0 ? [] : [...new Set([Math.floor(i / 2), Math.floor(i / 3)])].filter((j) => j !== i);
		const sum = needs.map((j) => ` + f${j}(x) / 3`).join("");
		return `scale = 1\ndef f${i}(x):\n    return scale * x / ${i + 1}${sum}\nround(sum(f${i}(k / 50) for k in range(50)), 6)`;
	});
	const script = join(work, "peer.py");
	writeFileSync(
		script,
		`import json, nbformat, nbclient
cells = json.loads(${JSON.stringify(JSON.stringify(cells))})
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
nbclient.NotebookClient(notebook, kernel_name="python3").execute()
`,
	);
	return times(() => measure([python, script]));
}

function times(once: (run: number) => Usage): Usage {
	const all = Array.from({ length: runs }, (_, n) => once(n));
	return { cpu: median(all.map(({ cpu }) => cpu)), wall: median(all.map(({ wall }) => wall)) };
}

function row(name: string, { cpu, wall }: Usage, remark = ""): void {
	console.log(
		`  ${name.padEnd(20)}${cpu.toFixed(2).padStart(7)} s CPU ${wall.toFixed(2).padStart(7)} s wall  ${remark}`,
	);
}

function ratio(a: Usage, b: Usage): string {
	return `×${(a.cpu / b.cpu).toFixed(2)}`;
}
