import { placeInCode, type Shift } from "../../../../code/index.js";
import type { CellOutput, CellParam, CellTest } from "../../../../model/index.js";
import { type ErrorPlace, errorTree } from "../../../outputs/error.js";
import { el, type OutputNode } from "../../../outputs/node.js";
import { outputTrees, testsTree } from "../../../outputs/output.js";
import { readParams } from "../../../outputs/params.js";
import type { CellFiles, Words } from "../page-cell.js";
import { type Flaw, type LiveCell, nameOf, type Unread } from "./live-cell.js";
import { toDom } from "./to-dom.js";
import { outputTools } from "./tools.js";

/** What the worker says of a cell. Programs of strangers run there: nothing is taken for what it should be. */
export interface Answer {
	readonly outputs: readonly CellOutput[];
	readonly tests: readonly CellTest[];
	readonly params: readonly CellParam[];
	readonly ms: number;
	readonly error?: AnswerError;
	/** It has changed what other cells export: the worker is of no more use. */
	readonly dirty: boolean;
}

export interface AnswerError {
	readonly name: unknown;
	readonly message: unknown;
	readonly places: readonly (LoadedModule & { readonly line: number; readonly column: number })[];
}

/** A module as the worker knows it, and how its places are shifted against its program. */
export interface LoadedModule {
	readonly cell: LiveCell;
	readonly code: string;
	readonly shift: Shift;
}

/** By the worker's number of the cell. */
type Modules = ReadonlyMap<number, LoadedModule>;

/** Undefined for what is no answer about this cell. */
export function readAnswer(text: string, cell: LiveCell, modules: Modules): Answer | undefined {
	const given = parse(text);
	if (given.kind !== "done" || given.cell !== cell.number || given.skipped === true) return undefined;
	const error = given.error === undefined ? undefined : readError(Object(given.error), modules);
	return {
		outputs: listOf<CellOutput>(given.outputs),
		tests: listOf<CellTest>(given.tests),
		params: readParams(given.params),
		ms: typeof given.ms === "number" ? given.ms : 0,
		...(error && { error }),
		dirty: given.dirty === true,
	};
}

function parse(text: string): Readonly<Record<string, unknown>> {
	try {
		return Object(JSON.parse(text));
	} catch {
		return {};
	}
}

/** What is in it is looked at where it is shown. */
function listOf<T>(value: unknown): readonly T[] {
	return Array.isArray(value) ? value.filter((one) => typeof one === "object" && one !== null) : [];
}

function readError(error: Readonly<Record<string, unknown>>, modules: Modules): AnswerError {
	const places = listOf<Readonly<Record<string, unknown>>>(error.frames).flatMap((frame) => {
		const module = modules.get(Number(frame.cell));
		if (module === undefined) return [];
		const place = placeInCode(module.shift, Number(frame.line), Number(frame.column));
		return place === undefined ? [] : [{ ...module, ...place }];
	});
	return { name: error.name, message: error.message, places };
}

/** What an answer shows, as nodes for the page. */
export async function answerNodes(
	answer: Answer,
	cell: LiveCell,
	expected: boolean,
	files: CellFiles,
	words: Words,
): Promise<Node[]> {
	const tools = await outputTools(answer.outputs, files, words);
	const trees: OutputNode[] = [...outputTrees(answer.outputs, tools)];
	if (answer.error !== undefined) trees.push(failure(answer.error, cell, expected));
	const tests = testsTree(answer.tests, tools);
	if (tests !== undefined) trees.push(tests);
	return toDom(trees);
}

function failure({ name, message, places }: AnswerError, own: LiveCell, expected: boolean): OutputNode {
	return errorTree({
		...{ name, message, expected },
		places: places.map(({ cell, code, line, column }): ErrorPlace => {
			const text = code.split("\n")[line - 1] ?? "";
			const where = `${line}:${column}`;
			return {
				name: cell === own ? where : `${nameOf(cell)}:${where}`,
				line: { text, at: Math.min(column - 1, text.length) },
			};
		}),
	});
}

/** What a cell shows whose program cannot be read. */
export function unreadNodes({ code, message, offset }: Unread): Node[] {
	return toDom([errorTree({ name: "SyntaxError", message, places: [placeAt(code, offset)] })]);
}

/** What a cell shows that cannot be linked with what it needs. */
export function flawNodes({ key, detail, offset }: Flaw, code: string, words: Words): Node[] {
	const said = el("span", {}, el("span", { "data-t": key }, words.text(key)), ` ${detail}`);
	return toDom([errorTree({ limit: said, places: [placeAt(code, offset)] })]);
}

function placeAt(code: string, offset: number): ErrorPlace {
	const before = code.slice(0, offset).split("\n");
	const at = before.at(-1)?.length ?? 0;
	return {
		name: `${before.length}:${at + 1}`,
		line: { text: code.split("\n")[before.length - 1] ?? "", at },
	};
}
