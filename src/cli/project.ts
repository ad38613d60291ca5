import { realpath, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { type Config, findConfigFile, loadConfig, readConfigFile } from "../config.js";
import { InputError, SafetyError, UsageError } from "../model/index.js";
import { harmless } from "./cells.js";

/** The vault that a command is about, and its configuration. */
export interface Project {
	/** Absolute. */
	readonly vault: string;
	/** Its title, or the folder's name. */
	readonly name: string;
	readonly config: Config;
	/** The vault as a word of a command line; none when it is found without being named. */
	readonly argument: readonly string[];
	/** A path in the vault as the user would type it: editors and terminals make such paths clickable. */
	show(path: string): string;
	/** The same for a program that works in another folder, if the vault lies in it. */
	showFrom(folder: string, path: string): string;
}

export interface ProjectOptions {
	readonly cwd: string;
	/** `compile VAULT`, `--vault DIR`, `--config FILE`, as written. */
	readonly named: readonly (string | undefined)[];
	readonly config: string | undefined;
	readonly flags: Readonly<Record<string, unknown>>;
	readonly remark: (text: string) => void;
}

export async function openProject({
	cwd,
	named,
	config: explicit,
	flags,
	remark,
}: ProjectOptions): Promise<Project> {
	const { vault, beside } = await locate(cwd, named, explicit);
	await mustBeFolder(vault, cwd);
	const { config, remarks } = await loadConfig({
		cwd,
		vault,
		flags,
		...(explicit !== undefined && { explicit }),
		...(beside !== undefined && { beside }),
	});
	for (const text of remarks) remark(harmless(text));
	return {
		vault,
		name: config.title ?? basename(vault),
		config,
		argument: named.some((path) => path !== undefined) ? [shellWord(showPath(cwd, vault))] : [],
		show: (path) => showInVault(cwd, vault, path),
		showFrom: (folder, path) => (isBelow(folder, vault) ? posix(relative(folder, join(vault, path))) : path),
	};
}

/** From within the vault or from above it, relative to the current folder; from elsewhere, to the vault. */
function showInVault(cwd: string, vault: string, path: string): string {
	return isBelow(cwd, vault) || isBelow(vault, cwd) ? posix(relative(cwd, join(vault, path))) : path;
}

function isBelow(outer: string, inner: string): boolean {
	const path = relative(outer, inner);
	return path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

function posix(path: string): string {
	return path.split(sep).join("/");
}

/** Relative when it lies below the current folder, with `/` as in a vault. */
export function showPath(cwd: string, path: string): string {
	return isBelow(cwd, path) ? posix(relative(cwd, path)) || "." : path;
}

/** A path as one word of a command line that can be pasted. */
export function shellWord(path: string): string {
	return /^[\p{L}\p{N}~/._-]+$/u.test(path) && !path.startsWith("-")
		? path
		: `'${harmless(path).replaceAll("'", "'\\''")}'`;
}

/** A vault, and the folder of the configuration that led to it. */
interface Place {
	readonly vault: string;
	readonly beside?: string;
}

async function locate(
	cwd: string,
	named: readonly (string | undefined)[],
	explicit: string | undefined,
): Promise<Place> {
	const given = [...new Set(named.filter((path) => path !== undefined).map((path) => resolve(cwd, path)))];
	if (given.length > 1) throw new UsageError(`Two vaults are named, ${given.join(" and ")}: give only one.`);
	if (given[0] !== undefined) return { vault: given[0] };
	const chosen = explicit === undefined ? undefined : await vaultOf(resolve(cwd, explicit));
	if (chosen !== undefined) return keptBelow(dirname(resolve(cwd, explicit ?? "")), { vault: chosen });
	const around = await vaultAround(cwd);
	if (around !== undefined) return keptBelow(around.beside ?? around.vault, around);
	if (await isFolder(join(cwd, "vault"))) return keptBelow(cwd, { vault: join(cwd, "vault") });
	throw new UsageError(
		"There is no vault here: no folder around this one has .obsidian or notapse.config.json, and there is no ./vault.",
		{
			hint: "name the vault's folder, as in --vault ~/notes, or --vault . for this one",
		},
	);
}

/** Who clones a stranger's project has not agreed to publish what a link in it leads to. */
async function keptBelow(folder: string, place: Place): Promise<Place> {
	const real = await realpath(place.vault).catch(() => undefined);
	if (real === undefined || isBelow(await realpath(folder), real)) return place;
	throw new SafetyError(`The vault ${place.vault} is a link that leads out of ${folder}.`, {
		hint: `if that is the vault you mean, name it, as in: notapse compile ${shellWord(real)}`,
	});
}

/** The nearest folder, from here upwards, that is a vault or says where one is. */
async function vaultAround(cwd: string): Promise<Place | undefined> {
	for (let folder = cwd; ; folder = dirname(folder)) {
		if (await isFolder(join(folder, ".obsidian"))) return { vault: folder };
		const file = await findConfigFile(folder);
		if (file !== undefined)
			return { vault: (await vaultOf(file)) ?? (await vaultBeside(folder)), beside: folder };
		if (dirname(folder) === folder) return undefined;
	}
}

async function vaultBeside(folder: string): Promise<string> {
	const vault = join(folder, "vault");
	return (await isFolder(vault)) ? vault : folder;
}

async function vaultOf(configFile: string): Promise<string | undefined> {
	return (await readConfigFile(configFile)).get("vault") as string | undefined;
}

async function mustBeFolder(vault: string, cwd: string): Promise<void> {
	const found = await stat(vault).catch(() => undefined);
	const shown = showPath(cwd, vault);
	if (found === undefined) throw new InputError(`There is no folder ${shown}.`);
	if (!found.isDirectory()) {
		throw new InputError(`${shown} is a file, and a vault is a folder.`, {
			hint: `notapse inspect ${shown} prints what a single note says`,
		});
	}
}

async function isFolder(path: string): Promise<boolean> {
	return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
