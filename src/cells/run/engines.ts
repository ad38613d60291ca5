import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError, type NotapseError, SafetyError } from "../../model/index.js";
import { type EngineCommand, startEngine } from "./engine-process.js";
import type { Welcome } from "./engines/protocol.js";
import { findBwrap } from "./find-bwrap.js";
import { engineName, findDeno, noDeno } from "./find-deno.js";
import { findPython, type Python } from "./find-python.js";
import { type Lane, type LaneListener, type LaneSort, openLane } from "./lane.js";
import { type Home, makeHome, sandboxCommand } from "./sandbox.js";
import type { Standby, Waiting } from "./standby.js";
import { nodeCommand, pythonCommand } from "./trusted.js";

/** `sandbox` lets cells compute and nothing else; `trusted` lets them do whatever the user may. */
export type EngineKind = "sandbox" | "trusted";

export type Language = LaneSort["language"];

/** The programs in which cells run, for one run. */
export interface Engines {
	/** Name and version as records say them: `deno 2.9.6`. */
	nameOf(language: Language): string;
	/** Why cells of this language cannot be run here: no engine takes another's place. */
	missing(language: Language): NotapseError | undefined;
	openLane(sort: LaneSort, listener: LaneListener): Lane;
	cannotStart(lastWords: string): Error;
	/**
	 * Takes away what was made for the engines, which run no more. Where one is to wait for the next run, it is like the
	 * last one of this run.
	 *
	 * @param likely the sort that is to wait if nothing has run
	 */
	close(likely?: LaneSort): void;
}

export function openEngines(options: {
	readonly engine: EngineKind;
	readonly root: string;
	readonly assets?: string;
	/** Where an engine may be waiting, and one for the next run is left. */
	readonly standby?: Standby;
}): Engines {
	const { engine, root, assets = builtAssets, standby } = options;
	const isTrusted = engine === "trusted";
	const deno = once(findDeno);
	const python = once(findPython);
	const bwrap = once(findBwrap);
	const home = once(makeHome);
	const script = (name: string) => join(assets, "engines", name);
	const text = once(() => ({
		library: readBuilt(join(assets, "cell-library.js")),
		worker: isTrusted ? "" : readBuilt(script("deno-worker.js")),
	}));

	const builtins = once(() => readBuilt(script("obsidian-builtins.js")));

	const taken: Waiting[] = [];
	let last: LaneSort | undefined;

	const commandFor = ({ language, memory, zone }: LaneSort, { path }: Home): EngineCommand => {
		const own = { memory, home: path, ...(bwrap() !== undefined && { bwrap: bwrap()! }) };
		const time = zone === undefined ? {} : { zone };
		if (language === "python")
			return pythonCommand({
				...own,
				python: needed(python()),
				script: script("python-main.py"),
				isTrusted,
				root,
			});
		if (isTrusted) return nodeCommand({ memory, ...time, script: script("node-main.js"), root });
		return sandboxCommand({ ...own, ...time, deno: needed(deno()), script: script("deno-main.js") });
	};
	const welcomeFor = ({ language, zone }: LaneSort): Omit<Welcome, "nonce"> => {
		const { library, worker } = text();
		const whole = zone === undefined ? library : `${library}\n${builtins()}`;
		const own = language === "python" ? { library: "", worker: "" } : { library: whole, worker };
		return isTrusted ? { ...own, root } : own;
	};
	const missing = (language: Language): NotapseError | undefined => {
		if (language === "python") return missingPython(python(), bwrap(), isTrusted);
		return isTrusted || deno() !== undefined ? undefined : noDeno();
	};
	const nameOfSort = ({ language, memory, zone = "" }: LaneSort) =>
		JSON.stringify([engine, root, language, memory, zone]);
	return {
		nameOf: (language) => {
			if (language === "python") return `python ${python()?.version ?? "none"}`;
			return isTrusted ? `node ${process.versions.node}` : engineName(deno());
		},
		missing,
		openLane: (sort, listener) => {
			last = sort;
			const waiting = standby?.take(nameOfSort(sort));
			if (waiting === undefined)
				return openLane(
					sort,
					(heard) => startEngine(commandFor(sort, home()), welcomeFor(sort), heard),
					listener,
				);
			taken.push(waiting);
			return openLane(sort, (heard) => waiting.attach(heard), listener);
		},
		cannotStart: (lastWords) => {
			const last = lastWords.trim().split("\n").at(-1) ?? "";
			return new SafetyError(`The engine of cells does not start${last === "" ? "." : `: ${last}`}`, {
				hint: isTrusted ? "run it again; if it stays, it is worth reporting" : sandboxHint(bwrap()),
			});
		},
		close: (likely) => {
			if (home.isMade()) home().remove();
			for (const waiting of taken) waiting.remove();
			const sort = last ?? likely;
			if (sort === undefined || missing(sort.language) !== undefined) return;
			standby?.prepare(nameOfSort(sort), () => {
				const own = makeHome();
				return { command: commandFor(sort, own), welcome: welcomeFor(sort), remove: own.remove };
			});
		},
	};
}

function sandboxHint(bwrap: string | undefined): string {
	if (bwrap === undefined) return "npm install deno anew; its program may be damaged";
	return `${bwrap} may not make namespaces here: set NOTAPSE_BWRAP=off to do without this second wall`;
}

function missingPython(
	python: Python | undefined,
	bwrap: string | undefined,
	isTrusted: boolean,
): NotapseError | undefined {
	if (python === undefined)
		return new InputError("There are cells in Python, and python3 is not found on the PATH.");
	if (isTrusted || bwrap !== undefined) return undefined;
	return new SafetyError(
		"Python has no sandbox of its own, so its cells only run in bubblewrap or when trusted.",
		{
			hint: "apt install bubblewrap; or, if you trust this vault, notapse trust and notapse run --trust",
		},
	);
}

const builtAssets = fileURLToPath(
	new URL(import.meta.url.endsWith(".ts") ? "../../../dist/assets/" : "./assets/", import.meta.url),
);

function readBuilt(file: string): string {
	if (!existsSync(file))
		throw new InputError(`This installation of notapse is not whole: ${file} is missing.`);
	return readFileSync(file, "utf8");
}

function needed<T>(value: T | undefined): T {
	if (value === undefined) throw new Error("An engine is asked for that is missing.");
	return value;
}

function once<T>(make: () => T): (() => T) & { isMade(): boolean } {
	let made: { readonly value: T } | undefined;
	const get = () => {
		made ??= { value: make() };
		return made.value;
	};
	return Object.assign(get, { isMade: () => made !== undefined });
}
