import { accessSync, type BigIntStats, constants, lstatSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, parse, relative, sep } from "node:path";
import { OutputError, SafetyError } from "../../model/index.js";
import { told } from "./disk.js";
import type { Manifest } from "./manifest.js";
import { foreignIn, listTree, readManifestFile } from "./tree.js";

/**
 * Makes sure that a folder may be replaced by a site: it is not there yet, or empty, or holds our last site and
 * nothing else; and it is no place whose loss would hurt.
 *
 * @param out absolute
 * @param vaultRoot the vault's real path
 * @throws SafetyError, OutputError with one clear sentence
 */
export async function prepareOutput(out: string, vaultRoot: string): Promise<void> {
	if (!isAbsolute(out)) throw new Error(`not an absolute path: ${out}`);
	if (out === parse(out).root) throw new SafetyError("The output folder cannot be the root of the disk.");
	const there = told("read", out, () => lstatSync(out, { bigint: true, throwIfNoEntry: false }));
	if (there?.isSymbolicLink()) {
		throw new SafetyError(`The output “${out}” is a symbolic link; name the folder that it leads to.`);
	}
	if (there !== undefined && !there.isDirectory()) {
		throw new SafetyError(`The output “${out}” is a file, not a folder.`);
	}
	refusePrecious(out, there, vaultRoot);
	refuseReadOnly(out);
	if (there !== undefined) {
		refuseMountPoint(out, there);
		ownContent(out);
	}
}

/** Foreign files after which we stop counting. */
const enough = 100;

/** The manifest of a folder that holds nothing but our last site; undefined if it is empty or not there. */
export function ownContent(out: string): { manifest: Manifest; text: string } | undefined {
	const found = readManifestFile(out);
	// In a folder without a manifest nothing is ours: a few names say it as well as all of them.
	const tree = found === undefined ? listTree(out, enough) : listTree(out);
	const foreign = foreignIn(tree, found?.manifest ?? new Map());
	if (foreign.length === 0) return found;
	const names = foreign.slice(0, 3).map((path) => `“${path}”`);
	const many = found === undefined && foreign.length > enough;
	const more = many ? " and many more" : foreign.length > 3 ? ` and ${foreign.length - 3} more` : "";
	throw new SafetyError(
		`The output folder “${out}” holds files that notapse did not write: ${names.join(", ")}${more}.`,
		{ hint: "choose another folder, or move them away" },
	);
}

function refusePrecious(out: string, there: BigIntStats | undefined, vaultRoot: string): void {
	const isAround = (inner: string | undefined) =>
		there !== undefined && inner !== undefined && around(inner).some((stats) => same(stats, there));
	const vault = statSync(vaultRoot, { bigint: true });
	if (there !== undefined && same(there, vault)) {
		throw new SafetyError(`The output folder “${out}” is the vault itself.`);
	}
	if (isAround(vaultRoot)) throw new SafetyError(`The output folder “${out}” contains the vault.`);
	if (around(out).some((stats) => same(stats, vault)) && !isKeptFromReading(out, vaultRoot)) {
		throw new SafetyError(
			`The output folder “${out}” lies in the vault, where its pages would be read as notes.`,
			{
				hint: `choose a folder beside the vault, such as --out "${join(dirname(vaultRoot), "output")}"`,
			},
		);
	}
	if (isAround(attempt(homedir))) {
		throw new SafetyError(`The output folder “${out}” is your home folder, or contains it.`);
	}
	if (isAround(attempt(process.cwd))) {
		throw new SafetyError(`The output folder “${out}” is the current folder, or contains it.`, {
			hint: "it is replaced as a whole, which would leave you in a folder that is gone; name a folder in it",
		});
	}
}

/** A user may have no home, and a shell may stand in a folder that is gone. */
function attempt(ask: () => string): string | undefined {
	try {
		return ask();
	} catch {
		return undefined;
	}
}

/** The folder and all those around it, as far as they exist: compared by identity, not by spelling. */
function around(path: string): readonly BigIntStats[] {
	const found: BigIntStats[] = [];
	for (let folder = realOf(path); ; folder = dirname(folder)) {
		const stats = statSync(folder, { bigint: true, throwIfNoEntry: false });
		if (stats !== undefined) found.push(stats);
		if (folder === dirname(folder)) return found;
	}
}

/** The real path, of which the last steps need not exist yet. */
function realOf(path: string): string {
	try {
		return realpathSync.native(path);
	} catch {
		return path === dirname(path) ? path : join(realOf(dirname(path)), basename(path));
	}
}

function same(a: BigIntStats, b: BigIntStats): boolean {
	return a.dev === b.dev && a.ino === b.ino;
}

/** Dot folders are never read; but those of other programs are not ours to write in. */
function isKeptFromReading(out: string, vaultRoot: string): boolean {
	const steps = relative(vaultRoot, realOf(out)).split(sep);
	const taken = /^\.(?:obsidian|git|trash)$/i;
	return (
		steps.some((step) => step.startsWith(".") && step !== "..") && !steps.some((step) => taken.test(step))
	);
}

function refuseReadOnly(out: string): void {
	let parent = dirname(out);
	while (parent !== dirname(parent) && !statSync(parent, { throwIfNoEntry: false })) parent = dirname(parent);
	try {
		accessSync(parent, constants.W_OK);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		throw new OutputError(`The folder “${parent}” around the output cannot be written to (${code}).`, {
			cause: error,
			hint: "a new site is made beside the old one, and then put in its place",
		});
	}
}

function refuseMountPoint(out: string, there: BigIntStats): void {
	if (statSync(dirname(out), { bigint: true }).dev === there.dev) return;
	throw new OutputError(`The output folder “${out}” is a mount point, which cannot be replaced as a whole.`, {
		hint: `choose a folder in it, such as --out "${join(out, "site")}"`,
	});
}
