/** Runs programs for Dataview against a small vault, in this process: what `dv` gives, and what it shows. */
import * as luxon from "luxon";
import moment from "moment";
import { publicVault } from "../../../src/answers/public-vault.js";
import { Pages } from "../../../src/dataview/index.js";
import {
	beginElements,
	createDv,
	createGlobals,
	openFiles,
	type PackedFile,
	packFile,
	ReadLog,
	textOfAnswer,
} from "../../../src/dataview/script/index.js";
import type { AnswerValue, FileTable, VaultPath } from "../../../src/model/index.js";
import { accessTo, createStoreBuilder, type PrepareOptions, Procedures } from "../../../src/query/index.js";
import { createFileTable } from "../../../src/query-graph/file-facts.js";
import { loadedVault } from "../../support/loaded-vault.js";

/** Monday noon. */
export const now = Date.UTC(2026, 10, 23, 12);

export interface Programs {
	/** What a program gives back, as plain data. */
	value(code: string, from?: string): Promise<unknown>;
	/** What it shows. */
	parts(code: string, from?: string): Promise<readonly AnswerValue[]>;
	/** What it shows, as text. */
	text(code: string, from?: string): Promise<string>;
	/** What it has read. */
	reads(code: string, from?: string): Promise<readonly string[]>;
}

export async function openPrograms(
	files: Readonly<Record<string, string>>,
	more: { readonly texts?: Readonly<Record<string, string>> } = {},
): Promise<Programs> {
	const loaded = await loadedVault(files);
	const drafts = new Set(loaded.notes.filter(({ note }) => !note.published).map(({ note }) => note.path));
	const table = createFileTable(publicVault(loaded, (concept) => !drafts.has(concept as VaultPath)));
	// As it comes into the sandbox.
	const packed = JSON.parse(JSON.stringify(table.files.map(packFile))) as PackedFile[];
	const graph = graphOf(packed);
	const texts = { ...files, ...more.texts };
	const run = async (code: string, from: string) => {
		const log = new ReadLog();
		const opened: FileTable = openFiles(packed, table.resolve, (part, path) => log.noteFact(part, path));
		const readText = (path: string) => {
			log.noteText(path as VaultPath);
			return Object.hasOwn(texts, path) ? texts[path] : undefined;
		};
		const tables = (name: string) => {
			const text = readText(name);
			return text === undefined ? undefined : { path: name, text };
		};
		const pages = new Pages(opened, "UTC", [], () => log.noteDay(), tables);
		beginElements();
		const { dv, app, container, shown } = createDv({
			...{ files: opened, pages, graph, now, from: from as VaultPath, luxon, readText },
			view: (path) => {
				const text = texts[path];
				if (text === undefined) return undefined;
				const view = asFunction(["dv", "input", ...Object.keys(globals)], text);
				return Promise.resolve(((dv: unknown, input: unknown) =>
					view(dv, input, ...Object.values(globals))) as never);
			},
		});
		const globals = createGlobals({ container, app, luxon, moment });
		const program = asFunction(["dv", ...Object.keys(globals)], code);
		const value = await Reflect.apply(program, dv, [dv, ...Object.values(globals)]);
		return { value, shown: shown(), reads: log.names() };
	};
	return {
		value: async (code, from = "Home.md") => plain((await run(`return (${code})`, from)).value),
		parts: async (code, from = "Home.md") => (await run(code, from)).shown,
		text: async (code, from = "Home.md") => textOfAnswer((await run(code, from)).shown),
		reads: async (code, from = "Home.md") => (await run(code, from)).reads,
	};
}

function graphOf(packed: readonly PackedFile[]): PrepareOptions {
	const builder = createStoreBuilder();
	for (const { path, note } of packed) if (note) builder.addNode(["Note"], [["path", path]]);
	const store = builder.finish();
	return { store, access: accessTo(store), procedures: new Procedures([]) };
}

type AnyFunction = (...args: unknown[]) => unknown;
const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => AnyFunction;

function asFunction(names: readonly string[], code: string): AnyFunction {
	return new AsyncFunction(...names, code);
}

/** Dates and durations as ISO, links as they are written. */
export function plain(value: unknown): unknown {
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return Array.from(value, plain);
	if (luxon.DateTime.isDateTime(value)) return value.toISO({ suppressMilliseconds: true });
	if (luxon.Duration.isDuration(value)) return value.toISO();
	if ("markdown" in value && typeof value.markdown === "function") return String(value.markdown());
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
