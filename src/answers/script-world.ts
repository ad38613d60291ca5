/**
 * The world of Dataview's programs: what lies between such a program and the vault's facts, in the engine in which it
 * runs. Bundled on its own, handed to the engine as text, and loaded by the modules that programs become.
 */
import * as luxon from "luxon";
import { Pages } from "../dataview/index.js";
import {
	AnswerValueBox,
	beginElements,
	bounded,
	createDv,
	createGlobals,
	type ElementLog,
	Link,
	openFiles,
	type PackedFile,
	ReadLog,
	ScriptElement,
	ScriptFragment,
	type ScriptGlobals,
	textOfAnswer,
	type ViewProgram,
	Widget,
} from "../dataview/script/index.js";
import { createResolver } from "../graph/index.js";
import type { Note, Link as NoteLink } from "../model/index.js";
import { accessTo, createStoreBuilder, type PrepareOptions, Procedures } from "../query/index.js";

/** What is said in a program's module. */
export interface ScriptGiven {
	readonly from: string;
	readonly form: "fence" | "inline";
	readonly zone: string;
	/** Milliseconds since 1970: the middle of the day. */
	readonly now: number;
	readonly stars: readonly string[];
}

/** JSON, each read once. */
export interface ScriptData {
	/** `PackedFile[]` */
	readonly files: string;
	/** Texts by path. */
	readonly texts?: string;
	/** The library of that name, for this program alone. */
	readonly moment?: unknown;
}

/** Programs stand in a function that is given the names of Obsidian's window. */
type Enclosed<Program> = (globals: ScriptGlobals) => Program;
type Program = (this: unknown, ...given: unknown[]) => unknown;
type Views = Readonly<Record<string, () => Promise<{ readonly default: Enclosed<ViewProgram> }>>>;

/** Media types of what a program leaves in its record. */
export const readsType = "application/vnd.notapse.reads+json";
export const answerType = "application/vnd.notapse.answer+json";
export const remarksType = "application/vnd.notapse.remarks+json";

/** Runs a program, and displays what it has shown and what it has read, whether it ends well or not. */
export async function run(
	program: Enclosed<Program>,
	given: ScriptGiven,
	data: ScriptData,
	views: Views,
): Promise<void> {
	const vault = vaultOf(data.files);
	const log = new ReadLog();
	const texts = () => textsOf(data.texts);
	setClock(given, () => log.noteDay());
	const files = openFiles(vault.files, vault.resolve, (part, path) => log.noteFact(part, path));
	const readText = (path: string) => {
		log.noteText(path);
		const text = texts()[path];
		if (text === null)
			throw new Error(`“${path}” is too large, or no text: a program for Dataview cannot read it.`);
		return text;
	};
	const tables = (name: string, from: string) => {
		const path = vault.resolve(name.replace(/^\.?\//, ""), from);
		const text = path === undefined ? undefined : readText(path);
		return path === undefined || text === undefined ? undefined : { path, text };
	};
	const pages = new Pages(files, given.zone, given.stars, () => log.noteDay(), tables);
	const elements = beginElements();
	const { dv, app, container, shown, show } = createDv({
		...{ files, pages, graph: vault.graph, now: given.now, from: given.from, luxon: exposedLuxon },
		readText,
		view: (path) => {
			const load = Object.hasOwn(views, path) ? views[path] : undefined;
			return load?.().then((module) => module.default(globals));
		},
	});
	const { moment } = data;
	const globals = createGlobals({ container, app, luxon: exposedLuxon, moment });
	try {
		const result = await Reflect.apply(program(globals), dv, [dv, dv]);
		if (given.form === "inline" && result !== undefined) show(result);
	} catch (error) {
		explain(error);
		throw error;
	} finally {
		leave({ [readsType]: log.names(), "text/plain": "" });
		const { parts, cut } = bounded(shown(), mostShown);
		const remarks = remarksOf({ ...elements, cut: cut || elements.cut });
		const said = remarks.length === 0 ? {} : { [remarksType]: remarks };
		if (parts.length > 0 || remarks.length > 0)
			leave({ [answerType]: parts, ...said, "text/plain": textOfAnswer(parts) });
	}
}

interface OpenVault {
	readonly files: readonly PackedFile[];
	readonly graph: PrepareOptions;
	resolve(target: string, from: string): string | undefined;
}

let known: { readonly text: string; readonly vault: OpenVault } | undefined;

function vaultOf(text: string): OpenVault {
	if (known?.text === text) return known.vault;
	const files = JSON.parse(text) as PackedFile[];
	const builder = createStoreBuilder();
	for (const { path, note } of files) if (note) builder.addNode(["Note"], [["path", path]]);
	const store = builder.finish();
	const graph = { store, access: accessTo(store), procedures: new Procedures([]) };
	// Of a note, where links lead depends on its path alone.
	const notes = files
		.filter(({ note }) => note)
		.map(({ path }) => ({ path, name: "", title: "", aliases: [] }) as unknown as Note);
	const others = files.filter(({ note }) => !note).map(({ path }) => path);
	const resolver = createResolver({ notes, files: others, suggestedFiles: [] });
	const resolve = (target: string, from: string) => {
		const link = { target } as NoteLink;
		const found = resolver.resolve(link, from);
		return found.kind === "missing" ? undefined : found.path;
	};
	const vault = { files, graph, resolve };
	known = { text, vault };
	return vault;
}

let knownTexts:
	| { readonly text: string; readonly texts: Readonly<Record<string, string | null>> }
	| undefined;

function textsOf(text: string | undefined): Readonly<Record<string, string | null>> {
	if (text === undefined) return {};
	if (knownTexts?.text !== text)
		knownTexts = { text, texts: Object.assign(Object.create(null), JSON.parse(text)) };
	return knownTexts.texts;
}

let clock = { now: 0, read: () => {} };
let quiet = 0;

/** Luxon's settings are of its module, and a program may have set them: each program finds them as they were. */
function setClock({ now, zone }: ScriptGiven, read: () => void): void {
	const { Settings } = luxon;
	clock = { now, read };
	Settings.defaultZone = zone;
	Settings.defaultLocale = "en";
	Settings.throwOnInvalid = false;
	Settings.now = () => {
		if (quiet === 0) clock.read();
		return clock.now;
	};
}

/** Luxon asks for the time whenever it makes a date; where the year is given, nothing depends on it. */
function quietWithYear(): void {
	const { DateTime } = luxon;
	const { fromObject, local, utc } = DateTime;
	const quietly = (make: () => unknown): unknown => {
		quiet++;
		try {
			return make();
		} finally {
			quiet--;
		}
	};
	const replace = (name: string, value: unknown) =>
		Object.defineProperty(DateTime, name, { value, writable: true, configurable: true });
	const hasYear = (values: unknown) =>
		typeof values === "object" && values !== null && ("year" in values || "weekYear" in values);
	replace("fromObject", (...args: Parameters<typeof fromObject>) =>
		hasYear(args[0]) ? quietly(() => fromObject.apply(DateTime, args)) : fromObject.apply(DateTime, args),
	);
	for (const [name, make] of Object.entries({ local, utc }) as [string, (...args: unknown[]) => unknown][])
		replace(name, (...args: unknown[]) =>
			typeof args[0] === "number" ? quietly(() => make.apply(DateTime, args)) : make.apply(DateTime, args),
		);
}

/** What programs see of luxon's settings: they can set them for themselves. */
function createSettings(): object {
	const { Settings } = luxon;
	const shown: object = {};
	for (const name of ["defaultZone", "defaultLocale", "defaultNumberingSystem", "throwOnInvalid"] as const)
		Object.defineProperty(shown, name, {
			get: () => Settings[name],
			set: (value: never) => {
				(Settings as unknown as Record<string, unknown>)[name] = value;
			},
		});
	return Object.freeze(shown);
}

/** What one program would change of these, the next one would find. */
function freeze(): void {
	const { DateTime, Duration, Interval, Info, Zone, FixedOffsetZone, IANAZone, InvalidZone, SystemZone } =
		luxon;
	const ofLuxon = [
		DateTime,
		Duration,
		Interval,
		Info,
		Zone,
		FixedOffsetZone,
		IANAZone,
		InvalidZone,
		SystemZone,
	];
	for (const name of Object.getOwnPropertyNames(DateTime))
		if (/^[A-Z][A-Z_]+$/.test(name)) Object.freeze(Reflect.get(DateTime, name));
	const outcome = Object.getPrototypeOf(Object.getPrototypeOf(new ScriptFragment()));
	for (const made of [...ofLuxon, Link, Widget, ScriptElement, ScriptFragment, AnswerValueBox]) {
		for (const object of [made, (made as { readonly prototype: object }).prototype]) {
			for (const property of Object.values(Object.getOwnPropertyDescriptors(object)))
				for (const part of [property.value, property.get, property.set])
					if (typeof part === "function") Object.freeze(part);
			Object.freeze(object);
		}
	}
	Object.freeze(outcome);
}

quietWithYear();
const exposedLuxon = Object.freeze({ ...luxon, Settings: createSettings() });
freeze();

/** Names that programs of people say, and that are another's. */
const ofOthers =
	/^(obsidian|require|module|customJS|Plugin|Component|MarkdownRenderer|renderHeatmapCalendar|fetch|requestUrl|request|ajax|localStorage|navigator|location|input|tp|Templater) is not defined|^(window\.\w+) is not a function/;

function explain(error: unknown): void {
	if (!(error instanceof ReferenceError || error instanceof TypeError)) return;
	const name = ofOthers.exec(error.message)?.slice(1).find(Boolean);
	if (name === undefined) return;
	error.message = `${name} is not defined: neither Obsidian nor its other plugins run here, only what dv offers.`;
}

/** By this name, what is displayed says how. */
const showable = Symbol.for("Jupyter.display");

function leave(bundle: Readonly<Record<string, unknown>>): void {
	const { display } = globalThis as unknown as { display(value: object): void };
	display(Object.freeze({ [showable]: () => bundle }));
}

/** Characters of all that is shown, as JSON. */
const mostShown = 800_000;

/** What is to be told of what it shows: see `script-answer.ts`. */
function remarksOf({ cut, handles, looksInside }: ElementLog): readonly string[] {
	return [...(cut ? ["cut"] : []), ...(handles ? ["handles"] : []), ...(looksInside ? ["inside"] : [])];
}
