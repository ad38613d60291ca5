/** `dv`: what programs for Dataview are written against. */
import { DateTime, Duration } from "luxon";
import type { AnswerValue, VaultPath } from "../../model/index.js";
import type { Value } from "../../query/index.js";
import { type CsvRow, readCsv } from "../pages/csv.js";
import { inlineValue, propertyValue } from "../pages/inline-value.js";
import { RowValue } from "../values/row-value.js";
import { createApp } from "./app.js";
import { createDataArrays, type DataArray, elementsOf, isDataArray, isGrouped } from "./data-array.js";
import { AnswerValueBox, type ElementOptions, ScriptElement } from "./elements.js";
import { Link } from "./link.js";
import { markdownList, markdownTable, markdownTaskList } from "./markdown.js";
import { createScriptAnswers } from "./script-answers.js";
import { type Answered, createScriptEngine, type ScriptWorld } from "./script-engine.js";
import { createScriptValues } from "./script-values.js";
import { textOfAnswer } from "./show-text.js";
import { Widget } from "./widget.js";

export interface ScriptHost extends ScriptWorld {
	/** A file's text; undefined where there is none that may be read. */
	readText(path: VaultPath): string | undefined;
	/** A program of the vault, `views/bar.js`; undefined where there is none. */
	view(path: VaultPath): Promise<ViewProgram> | undefined;
	readonly luxon: object;
}

export type ViewProgram = (this: unknown, dv: unknown, input: unknown) => unknown;

/** `{ successful, value }` or `{ successful, error }`. */
class Outcome {
	readonly successful: boolean;
	readonly value?: unknown;
	readonly error?: string;

	constructor(outcome: { readonly value: unknown } | { readonly error: string }) {
		this.successful = "value" in outcome;
		if ("value" in outcome) this.value = outcome.value;
		else this.error = outcome.error;
		Object.freeze(this);
	}

	orElseThrow(): unknown {
		if (!this.successful) throw new Error(this.error);
		return this.value;
	}

	map(make: (value: unknown) => unknown): Outcome {
		return this.successful ? new Outcome({ value: make(this.value) }) : this;
	}
}

/** The program's `dv`, which is also its `this`; and what was rendered when it has ended. */
export function createDv(host: ScriptHost): {
	readonly dv: object;
	/** What `this.app` is, and its container. */
	readonly app: object;
	readonly container: ScriptElement;
	shown(): readonly AnswerValue[];
	show(value: unknown): void;
} {
	const { pages, files, graph, from } = host;
	const engine = createScriptEngine(host);
	const arrays = createDataArrays({
		compare: (a, b) => compare(a, b),
		toText: (value) => print(value),
	});
	const { toScript, fromScript } = createScriptValues(
		pages,
		(node) => pages.ofNode(node, graph.access),
		arrays.wrap,
	);
	const answers = createScriptAnswers(fromScript, engine.showing);
	const container = new ScriptElement("div");

	const compare = (a: unknown, b: unknown): number => {
		if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a === b ? 0 : 1;
		return engine.compare(fromScript(a), fromScript(b));
	};
	const print = (value: unknown): string => {
		if (value instanceof ScriptElement) return value.outerHTML;
		return engine.toText(fromScript(value));
	};
	const pathOf = (target: unknown, origin: unknown = from): VaultPath | undefined => {
		const path = target instanceof Link ? target.path : String(target ?? "");
		return pages.resolve(path, String(origin)) ?? (files.get(path as VaultPath) && (path as VaultPath));
	};
	const page = (target: unknown, origin?: unknown): unknown => {
		const path = pathOf(target, origin);
		const found = path === undefined ? undefined : pages.page(path);
		return found === undefined ? undefined : toScript(found);
	};
	const pagePaths = (source?: unknown, origin: unknown = from): readonly VaultPath[] =>
		engine.paths(source === undefined || source === null ? "" : String(source), String(origin) as VaultPath);

	/** Shows a value in an element, as it would be shown in a sentence. */
	const fill = (element: ScriptElement, value: unknown): void => {
		if (value instanceof ScriptElement) {
			element.appendChild(value);
			return;
		}
		const shown = answers.value(value);
		element.appendChild(typeof shown === "string" ? shown : new AnswerValueBox(shown));
	};
	const el = (
		tag: unknown,
		text?: unknown,
		options: ElementOptions & { container?: unknown } = {},
	): ScriptElement => {
		const { container: into = container, ...rest } = options ?? {};
		const parent = into instanceof ScriptElement ? into : container;
		const made = parent.createEl(tag, rest);
		if (text !== undefined && text !== null) fill(made, text);
		return made;
	};
	const put = (view: Parameters<typeof boxOf>[0]): Promise<void> => {
		container.appendChild(boxOf(view));
		return Promise.resolve();
	};
	const queried = (source: unknown, origin: unknown, settings: unknown): Answered =>
		engine.query(String(source), String(origin ?? from) as VaultPath, forceIdOf(settings));
	const outcomeOf = (make: () => unknown): Outcome => {
		try {
			return new Outcome({ value: make() });
		} catch (error) {
			return new Outcome({ error: error instanceof Error ? error.message : String(error) });
		}
	};
	const resultOf = ({ view, rows }: Answered): Readonly<Record<string, unknown>> => {
		switch (view.kind) {
			case "table":
				return {
					type: "table",
					headers: [...view.titles],
					values: rows.map((row) => view.titles.map((_, i) => toScript(row[i] ?? null))),
					idMeaning: { type: "path" },
				};
			case "list":
				return {
					type: "list",
					values: rows.map((row) => {
						const [first, second] = row.map(toScript);
						return view.hasId && view.hasValue ? Widget.listPair(first, second) : first;
					}),
					primaryMeaning: { type: "path" },
				};
			case "tasks":
				return { type: "task", values: tasksOf(rows, view.groupings.length) };
			case "calendar":
				return {
					type: "calendar",
					values: rows
						.filter(([date]) => date !== null)
						.map(([date, link]) => ({ date: toScript(date!), link: toScript(link ?? null) })),
				};
			case "value":
				return { type: "value", value: toScript(rows[0]?.[0] ?? null) };
		}
	};
	/** Rows of `TASK` with the fields of their pages; or groups of such. */
	const tasksOf = (rows: readonly (readonly Value[])[], groupings: number): unknown[] =>
		groupings === 0
			? rows.map(([row]) => toScript(row instanceof RowValue ? row.of : (row ?? null)))
			: rows.map(([key, inner]) => ({ key: toScript(key ?? null), rows: toScript(inner ?? null) }));
	const markdownOf = (result: Readonly<Record<string, unknown>>): string => {
		switch (result.type) {
			case "table":
				return markdownTable(result.headers, result.values, print);
			case "list":
				return markdownList(result.values, print);
			case "task":
				return markdownTaskList(result.values, print);
			default:
				throw new Error("A calendar cannot be written as Markdown.");
		}
	};
	const evaluate = (expression: unknown, given: unknown, origin: unknown): unknown => {
		const values =
			typeof given === "object" && given !== null
				? Object.entries(given).map(([name, value]) => [name, fromScript(value)] as const)
				: [];
		return toScript(
			engine.evaluate(String(expression), new Map(values), String(origin ?? from) as VaultPath),
		);
	};
	const call = (name: string, ...args: unknown[]): unknown =>
		toScript(engine.function(name)!(args.map(fromScript)));
	const clone = (value: unknown, depth = 0): unknown => {
		if (isDataArray(value)) return arrays.wrap(elementsOf(value).map((item) => clone(item, depth + 1)));
		if (Array.isArray(value)) return value.map((item) => clone(item, depth + 1));
		if (!isPlain(value) || depth > 50) return value;
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clone(inner, depth + 1)]));
	};
	const absent = (what: string) => (): never => {
		throw new Error(`${what} is Obsidian itself, and no Obsidian runs here.`);
	};

	/** Elements that name notes and files of the vault are links and pictures like any others. */
	const placed = (value: AnswerValue): AnswerValue => {
		if (typeof value !== "object" || value?.kind !== "element") return value;
		const attributes = new Map(value.attributes);
		const address = attributes.get(value.tag === "img" ? "src" : "href") ?? attributes.get("data-href");
		if ((value.tag === "a" || value.tag === "img") && address !== undefined && !isAbroad(address)) {
			const [target = "", ...places] = decoded(address).split("#");
			const path = pathOf(target);
			const heading = places.join("#");
			const text = textOfAnswer(value.children) || target;
			if (path !== undefined && value.tag === "img")
				return { kind: "image", source: path, alt: attributes.get("alt") ?? "" };
			if (path !== undefined)
				return { kind: "link", concept: path, text, ...(heading !== "" && { heading }) };
		}
		return { ...value, children: value.children.map(placed) };
	};

	const io = Object.freeze({
		async load(target: unknown, origin?: unknown) {
			const path = pathOf(target, origin);
			return path === undefined ? undefined : host.readText(path);
		},
		async csv(target: unknown, origin?: unknown) {
			const path = pathOf(target, origin);
			const text = path === undefined ? undefined : host.readText(path);
			if (text === undefined) return undefined;
			const rows = readCsv(text).map((row: CsvRow) => toScript(rowValue(row)));
			return arrays.wrap(rows);
		},
		normalize: (target: unknown, origin?: unknown) =>
			pathOf(target, origin) ?? (target instanceof Link ? target.path : String(target)),
	});
	const rowValue = (row: CsvRow): Value => {
		const reading = { zone: pages.zone, link: (parts: Link["parts"]) => pages.link(parts, "") };
		return new Map([...row].map(([key, value]) => [key, propertyValue(value, reading)]));
	};

	const dv: Record<string, unknown> = {
		container,
		currentFilePath: from,
		luxon: host.luxon,
		io,
		// Asking.
		current: () => page(from),
		page,
		pages: (source?: unknown, origin?: unknown): DataArray =>
			arrays.wrap(
				pagePaths(source, origin).flatMap((path) => {
					const found = pages.page(path);
					return found === undefined ? [] : [toScript(found)];
				}),
			),
		pagePaths: (source?: unknown, origin?: unknown): DataArray => arrays.wrap([...pagePaths(source, origin)]),
		query: async (source: unknown, origin?: unknown, settings?: unknown) =>
			outcomeOf(() => resultOf(queried(source, origin, settings))),
		tryQuery: async (source: unknown, origin?: unknown, settings?: unknown) =>
			resultOf(queried(source, origin, settings)),
		queryMarkdown: async (source: unknown, origin?: unknown, settings?: unknown) =>
			outcomeOf(() => markdownOf(resultOf(queried(source, origin, settings)))),
		tryQueryMarkdown: async (source: unknown, origin?: unknown, settings?: unknown) =>
			markdownOf(resultOf(queried(source, origin, settings))),
		evaluate: (expression: unknown, given?: unknown, origin?: unknown) =>
			outcomeOf(() => evaluate(expression, given, origin)),
		tryEvaluate: evaluate,
		evaluateInline: (expression: unknown, origin: unknown) =>
			outcomeOf(() => evaluate(expression, undefined, origin)),
		// Showing.
		el,
		header: (level: unknown, text: unknown, options?: ElementOptions) => {
			const depth = Number(level);
			if (![1, 2, 3, 4, 5, 6].includes(depth))
				throw new Error(`A header has a level from 1 to 6, and not ${String(level)}.`);
			return el(`h${depth}`, text, options);
		},
		paragraph: (text: unknown, options?: ElementOptions) => el("p", text, options),
		span: (text: unknown, options?: ElementOptions) => el("span", text, options),
		list: (values?: unknown) => (values ? put(answers.list(values)) : Promise.resolve()),
		table: (headers?: unknown, values?: unknown) => put(answers.table(headers ?? [], values ?? [])),
		taskList: (tasks: unknown, groupByFile: unknown = true) => {
			const all = elementsOf(tasks);
			const grouped =
				groupByFile && !isGrouped(all)
					? arrays.wrap([...all]).groupBy((task) => Link.file((task as { path?: unknown }).path))
					: all;
			return put(answers.tasks(grouped));
		},
		execute: async (source: unknown) => {
			await put(answers.query(queried(source, undefined, undefined)));
		},
		executeJs: async () => {
			throw new Error(
				"dv.executeJs makes a program of a text, and nothing does that here: write the program in a dataviewjs block, or in a file for dv.view.",
			);
		},
		renderValue: async (value: unknown, into?: unknown) =>
			fill(into instanceof ScriptElement ? into : container, value),
		view: async (name: unknown, input?: unknown) => {
			const base = String(name);
			const path = pathOf(`${base}.js`) ?? pathOf(`${base}/view.js`);
			const program = path === undefined ? undefined : host.view(path);
			if (program === undefined)
				throw new Error(`There is no view “${base}.js” or “${base}/view.js” in this vault.`);
			const result = await Reflect.apply(await program, dv, [dv, input]);
			if (result) fill(container, result);
		},
		markdownTable: (headers?: unknown, values?: unknown) => markdownTable(headers ?? [], values ?? [], print),
		markdownList: (values?: unknown) => markdownList(values ?? [], print),
		markdownTaskList: (tasks?: unknown) => markdownTaskList(tasks ?? [], print),
		// Values.
		array: arrays.array,
		isArray: (value: unknown) => Array.isArray(value) || isDataArray(value),
		isDataArray,
		fileLink: (path: unknown, embed?: unknown, display?: unknown) => Link.file(path, embed, display),
		sectionLink: (path: unknown, section: unknown, embed?: unknown, display?: unknown) =>
			Link.header(path, section, embed, display),
		blockLink: (path: unknown, block: unknown, embed?: unknown, display?: unknown) =>
			Link.block(path, block, embed, display),
		date: (value: unknown) => (isDate(value) ? value : call("date", value)),
		duration: (value: unknown) => (isDuration(value) ? value : call("dur", value)),
		parse: (text: unknown) =>
			toScript(inlineValue(String(text), { zone: pages.zone, link: (parts) => pages.link(parts, "") })),
		literal: (value: unknown) => {
			if (typeof value === "string")
				return toScript(propertyValue(value, { zone: pages.zone, link: (parts) => pages.link(parts, "") }));
			return toScript(fromScript(value));
		},
		clone: (value: unknown) => clone(value),
		compare,
		equal: (a: unknown, b: unknown) => compare(a, b) === 0,
		func: Object.freeze(
			Object.fromEntries(
				engine.functionNames.map((name) => [name, (...args: unknown[]) => call(name, ...args)]),
			),
		),
		widget: Object.freeze({
			externalLink: Widget.externalLink,
			listPair: Widget.listPair,
			isExternalLink: Widget.isExternalLink,
			isListPair: Widget.isListPair,
		}),
		value: Object.freeze({
			toString: print,
			typeOf: (value: unknown) => call("typeof", value),
			compareValue: compare,
			isTruthy: (value: unknown) => call("default", value, false) !== false && Boolean(value),
			isArray: (value: unknown) => Array.isArray(value),
			isLink: (value: unknown) => value instanceof Link,
			isDate: (value: unknown) => isDate(value),
			isDuration: (value: unknown) => isDuration(value),
			isString: (value: unknown) => typeof value === "string",
			isNumber: (value: unknown) => typeof value === "number",
			isBoolean: (value: unknown) => typeof value === "boolean",
			isNull: (value: unknown) => value === null || value === undefined,
			isObject: (value: unknown) => isPlain(value),
			deepCopy: (value: unknown) => clone(value),
		}),
		settings: Object.freeze({ renderNullAs: "\\-", defaultDateFormat: "MMMM dd, yyyy" }),
	};
	const app = createApp({ files, from, readText: host.readText, dv });
	Object.defineProperty(dv, "app", { value: app, enumerable: false });
	for (const name of ["index", "component"])
		Object.defineProperty(dv, name, { get: absent(`dv.${name}`), enumerable: false });
	Object.defineProperty(dv, "api", { value: dv, enumerable: false });
	return {
		dv,
		app,
		container,
		shown: () => container.toAnswerParts().map(placed),
		show: (value) => fill(container, value),
	};
}

function boxOf(view: import("../../model/index.js").AnswerView): AnswerValueBox {
	return new AnswerValueBox({ kind: "view", view });
}

function forceIdOf(settings: unknown): boolean | undefined {
	if (typeof settings !== "object" || settings === null) return undefined;
	const { forceId } = settings as { readonly forceId?: unknown };
	return typeof forceId === "boolean" ? forceId : undefined;
}

/** A data array would say yes to both questions: it has any field. */
function isDate(value: unknown): boolean {
	return !Array.isArray(value) && DateTime.isDateTime(value);
}

function isDuration(value: unknown): boolean {
	return !Array.isArray(value) && Duration.isDuration(value);
}

/** Whether an address begins with a scheme, or names a host. */
function isAbroad(address: string): boolean {
	return /^\s*(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address);
}

function decoded(address: string): string {
	try {
		return decodeURI(address);
	} catch {
		return address;
	}
}

/** An object that a program or the vault has made, and no date, link, element or the like. */
function isPlain(value: unknown): value is object {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}
