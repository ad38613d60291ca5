import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { type RunEvent, type RunOptions, type RunReport, runCells } from "../../../src/cells/index.js";
import { findDeno } from "../../../src/cells/run/find-deno.js";
import type { CellRecord, CellResult } from "../../../src/model/index.js";
import { type Files, nameOf, planOf } from "../plan/vault.js";

export const deno = findDeno();
if (deno === undefined)
	console.warn("\n*** Deno is not installed: what cells may do in the sandbox is NOT tested. ***\n");

let built: string | undefined;

/** The engines' scripts and the library as this source has them, not as the last build left them. */
export function engineAssets(): string {
	if (built !== undefined) return built;
	const folder = mkdtempSync(join(tmpdir(), "notapse-engines-"));
	const source = fileURLToPath(new URL("../../../src/", import.meta.url));
	const common = { bundle: true, format: "esm", logLevel: "warning", target: "es2022" } as const;
	const scripts = ["deno-main", "deno-worker", "node-main"].map(
		(name) => `${source}cells/run/engines/${name}.ts`,
	);
	buildSync({ ...common, entryPoints: scripts, outdir: `${folder}/engines`, platform: "node" });
	buildSync({
		...common,
		entryPoints: [`${source}library/index.ts`],
		outfile: `${folder}/cell-library.js`,
		external: ["node:*"],
	});
	copyFileSync(`${source}cells/run/engines/python-main.py`, `${folder}/engines/python-main.py`);
	built = folder;
	process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

export interface Ran extends RunReport {
	/** By name: `a.md#0`, `a.md#流`. */
	result(name: string): CellResult;
	record(name: string): CellRecord;
	/** Names of what was run, in the plan's order. */
	readonly names: readonly string[];
	readonly events: readonly RunEvent[];
}

/** A vault on the disk whose cells can be run again and again. */
export interface Vault {
	readonly root: string;
	/** Runs these files' cells; the files themselves are only in memory. */
	run(files: Files, options?: Partial<RunOptions>): Promise<Ran>;
	/** Path → text of all that is stored of results, but for what stays on this machine. */
	stored(): ReadonlyMap<string, string>;
	remove(): void;
}

export function makeVault(): Vault {
	const root = mkdtempSync(join(tmpdir(), "notapse-vault-"));
	return {
		root,
		async run(files, options = {}) {
			const { plan } = planOf(files);
			const events: RunEvent[] = [];
			const report = await runCells(plan, {
				...{ root, engine: "sandbox", assets: engineAssets() },
				readFile: (path) => Buffer.from(files[path]!),
				onEvent: (event) => events.push(event),
				...options,
			});
			const names = plan.cells.map(nameOf);
			const result = (name: string) => {
				const found = report.results[names.indexOf(name)];
				if (found === undefined) throw new Error(`There is no ${name}, but ${names.join(" ")}.`);
				return found;
			};
			const record = (name: string) => {
				const found = result(name);
				if (found.record === undefined) throw new Error(`${name} has no record: ${JSON.stringify(found)}`);
				return found.record;
			};
			return { ...report, result, record, names: report.ran.map((cell) => names[cell]!), events };
		},
		stored() {
			const base = join(root, ".notapse", "cells");
			const names = readdirSync(base, { recursive: true }) as string[];
			const kept = names
				.filter((name) => !/^(timings\.json|memo)/.test(name) && statSync(join(base, name)).isFile())
				.sort();
			return new Map(kept.map((name) => [name, readFileSync(join(base, name), "utf8")]));
		},
		remove: () => rmSync(root, { recursive: true, force: true }),
	};
}

/** What a cell shows, as text: streams, and of everything else its `text/plain`. */
export function shown({ outputs }: CellRecord): string {
	return outputs
		.map((output) => (output.output_type === "stream" ? output.text : String(output.data["text/plain"])))
		.join("|");
}

/** `ok 3`, `error TypeError: x @2:7`. */
export function told(record: CellRecord): string {
	const { status, error } = record;
	if (error === undefined) return `${status} ${shown(record)}`;
	const [frame] = error.frames;
	const at = frame === undefined ? "" : ` @${frame.line}:${frame.column}`;
	return `${status} ${error.name}: ${error.message}${at}`;
}

export function writeFile(path: string, text: string): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}
