import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { type CellPlan, OutputError, SafetyError } from "../../model/index.js";
import { namesOfCells } from "../report/names-of-cells.js";

/**
 * Which code the user has read and trusts, for each vault: SHA-256 of each cell's program and of the vault's
 * lock file, by which its packages are known. It lies with the user's data and not in the vault, so that no vault can
 * bring its own; a cell that is changed or new is not among them.
 */
export interface Trust {
	readonly trusted: boolean;
	/** Cells (indices into the plan) whose code is not trusted as it is now. */
	readonly unknown: readonly number[];
	/** Whether the packages are others than when they were trusted. */
	readonly packagesChanged: boolean;
}

export function trustOf(root: string, plan: CellPlan): Trust {
	const known = new Set(readHashes(fileOf(root)));
	const unknown = [...plan.cells.keys()].filter((cell) => !known.has(hashOfCell(plan, cell)));
	const packagesChanged = !known.has(hashOfPackages(root));
	return { trusted: unknown.length === 0 && !packagesChanged, unknown, packagesChanged };
}

/** What a reader has agreed to are the programs as they stand in the notes. */
export function checkTrust(
	plan: CellPlan,
	{ root, engine }: { readonly root: string; readonly engine: "sandbox" | "trusted" },
): void {
	if (engine !== "trusted") return;
	const { trusted, unknown, packagesChanged } = trustOf(root, plan);
	if (trusted) return;
	const named = unknown.slice(0, 5).map(namesOfCells(plan));
	const more = unknown.length > named.length ? ` and ${unknown.length - named.length} more` : "";
	const what =
		named.length > 0 ? `${named.join(", ")}${more}` : packagesChanged ? "the packages" : "the cells";
	throw new SafetyError(`With --trust cells run with your rights, and you have not agreed to ${what}.`, {
		hint: "read them, and then say: notapse trust",
	});
}

/** From now on, all this code is trusted as it is, and no other code of this vault. */
export function trust(root: string, plan: CellPlan): void {
	const file = fileOf(root);
	const hashes = [...plan.cells.keys()].map((cell) => hashOfCell(plan, cell));
	const trusted = [...new Set([...hashes, hashOfPackages(root)])].sort();
	const draft = `${file}.${process.pid}.new`;
	try {
		mkdirSync(dataFolder(), { recursive: true, mode: 0o700 });
		writeFileSync(draft, `${JSON.stringify({ vault: realRoot(root), trusted })}\n`, { mode: 0o600 });
		renameSync(draft, file);
	} catch (error) {
		rmSync(draft, { force: true });
		const reason = (error as NodeJS.ErrnoException).code ?? String(error);
		throw new OutputError(`What is trusted cannot be written to ${dataFolder()} (${reason}).`);
	}
}

/** Answers whether there was any trust to take back. */
export function distrust(root: string): boolean {
	const had = readHashes(fileOf(root)).length > 0;
	rmSync(fileOf(root), { force: true });
	return had;
}

function readHashes(file: string): readonly string[] {
	try {
		const { trusted }: { trusted?: unknown } = JSON.parse(readFileSync(file, "utf8"));
		return Array.isArray(trusted) ? trusted.filter((hash) => typeof hash === "string") : [];
	} catch {
		return [];
	}
}

function hashOfCell(plan: CellPlan, index: number): string {
	const { compiled, script } = plan.cells[index]!;
	const { cell } = compiled;
	// What a program may call is part of it.
	const views = script === undefined ? [] : [script.views.map(({ path, code }) => [path, code])];
	return hash(["cell", cell.language, cell.options.impure, cell.code, ...views]);
}

function hashOfPackages(root: string): string {
	for (const name of [
		"package-lock.json",
		"npm-shrinkwrap.json",
		"yarn.lock",
		"pnpm-lock.yaml",
		"package.json",
	]) {
		try {
			return hash(["packages", name, readFileSync(join(root, name), "utf8")]);
		} catch {
			// Not this one.
		}
	}
	return hash(["packages"]);
}

function hash(value: unknown): string {
	return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

function fileOf(root: string): string {
	return join(dataFolder(), `${hash(realRoot(root)).slice(0, 32)}.json`);
}

function realRoot(root: string): string {
	return realpathSync(root);
}

/** XDG's folder for a user's data. */
function dataFolder(): string {
	const configured = process.env.XDG_DATA_HOME;
	const data =
		configured !== undefined && isAbsolute(configured) ? configured : join(homedir(), ".local", "share");
	return join(data, "notapse", "trust");
}
