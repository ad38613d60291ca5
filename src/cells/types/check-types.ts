import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type CellPlan,
	type Diagnostic,
	NotapseError,
	type ResolvedCell,
	type VaultPath,
} from "../../model/index.js";
import { findTypeScript, type TypeScript } from "./find-typescript.js";
import { readFindings } from "./read-findings.js";
import { type TypeProject, type TypeProjectInput, typeProject } from "./type-project.js";

export interface CheckTypesOptions {
	/** Where the declarations of this program lie. */
	readonly declarations: string;
	/** Remembers what the compiler said of the same files. */
	readonly memory?: {
		get(key: string): Uint8Array | undefined;
		put(key: string, value: Uint8Array): void;
	};
	readonly signal?: AbortSignal;
}

/**
 * What TypeScript says about the types of all cells, across notes. The compiler reads what it is given and nothing else,
 * and runs nothing.
 *
 * @throws InputError when TypeScript is not installed
 */
export async function checkTypes(
	plan: CellPlan,
	resolved: ReadonlyMap<VaultPath, readonly ResolvedCell[]>,
	options: CheckTypesOptions,
): Promise<readonly Diagnostic[]> {
	if (plan.cells.length === 0) return [];
	const compiler = findTypeScript();
	const project = typeProject({ plan, resolved, library: await findLibrary(options.declarations) });
	const key = options.memory && (await keyOf(project, compiler, options.declarations));
	const known = key === undefined ? undefined : options.memory?.get(key);
	const output = known === undefined ? await compile(project, compiler, options.signal) : textOf(known);
	if (known === undefined && key !== undefined) options.memory?.put(key, new TextEncoder().encode(output));
	return readFindings(output, plan, project);
}

function textOf(bytes: Uint8Array): string {
	return new TextDecoder().decode(bytes);
}

const libraryFolders = ["library", "network", "kernels"];

async function findLibrary(declarations: string): Promise<TypeProjectInput["library"]> {
	const module = join(declarations, "library", "index.d.ts");
	const globals = join(declarations, "library", "ambient", "cells.d.ts");
	const folders = libraryFolders.map(async (folder) => {
		const entries = await readdir(join(declarations, folder), { recursive: true });
		return entries.filter((name) => name.endsWith(".d.ts")).map((name) => join(declarations, folder, name));
	});
	const all = (await Promise.all(folders)).flat().sort();
	return { module, globals, others: all.filter((file) => file !== module && file !== globals) };
}

/** Of all that decides what the compiler says. */
async function keyOf({ files }: TypeProject, { version }: TypeScript, declarations: string): Promise<string> {
	const hash = createHash("sha256").update(JSON.stringify([version, [...files]]));
	const { module, globals, others } = await findLibrary(declarations);
	for (const file of [module, globals, ...others]) hash.update(await readFile(file));
	return hash.digest("hex");
}

/** What the compiler writes. Its exit code says only whether it found something. */
async function compile(project: TypeProject, { file }: TypeScript, signal?: AbortSignal): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "notapse-types-"));
	try {
		await Promise.all(["cell", "note"].map((name) => mkdir(join(folder, name))));
		await Promise.all([...project.files].map(([name, text]) => writeFile(join(folder, name), text)));
		return await run(file, folder, signal);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Nobody's types take longer, or have more to be said about them. */
const limits = { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };

function run(file: string, folder: string, signal: AbortSignal | undefined): Promise<string> {
	const args = ["-p", "tsconfig.json", "--pretty", "false", "--locale", "en"];
	const settings = {
		cwd: folder,
		env: {},
		killSignal: "SIGKILL",
		...limits,
		...(signal && { signal }),
	} as const;
	return new Promise((resolve, reject) => {
		execFile(file, args, settings, (error, stdout, stderr) => {
			// 1 and 2: it has found something.
			if (error === null || error.code === 1 || error.code === 2) resolve(stdout);
			else if (error.name === "AbortError") reject(error);
			else reject(new NotapseError(failure(error.killed === true, stderr), { cause: error }));
		});
	});
}

function failure(isKilled: boolean, stderr: string): string {
	if (isKilled) return `TypeScript has not come to an end in ${limits.timeout / 1000} seconds.`;
	return `TypeScript could not check the cells: ${stderr.trim().split("\n")[0] ?? ""}`;
}
