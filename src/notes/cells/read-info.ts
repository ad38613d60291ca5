import { JsonError, readJson } from "../json.js";
import {
	type BrokenOption,
	closingBracket,
	isQuote,
	readQuoted,
	type WrittenOption,
} from "./written-option.js";

/** What stands behind the marks of a fence. */
export interface FenceInfo {
	/** The first word. */
	readonly language: string;
	/** Whether the bare word `cell` stands behind it, or `"cell": true` in the JSON that Runme writes. */
	readonly isCell: boolean;
	readonly options: readonly WrittenOption[];
	readonly broken: readonly BrokenOption[];
}

/**
 * Reads the rest of a fence's first line, which begins in its file at `start`. As it is written: nobody means an
 * entity or an escape of Markdown in `reads="a&b.csv"`.
 *
 *     ts cell id=流 seed=7 reads="数据.csv" impure
 *     ts {"cell":true,"id":"流"}
 */
export function readInfo(line: string, start: number): FenceInfo {
	const text = line.slice(0, maxLength);
	const language = /^\S*/.exec(text)![0];
	const options: WrittenOption[] = [];
	const broken: BrokenOption[] = [];
	let isCell = false;
	for (let at = language.length; ; ) {
		blanks.lastIndex = at;
		at += blanks.exec(text)![0].length;
		if (at >= text.length) break;
		const read = text[at] === "{" ? readJsonOptions(text, at, start) : readOption(text, at, start);
		for (const option of read.options) {
			if (option.name === "cell" && (option.value === undefined || read.json))
				isCell ||= option.value !== "false";
			else options.push(option);
		}
		if (read.broken !== undefined) broken.push(read.broken);
		at = read.end;
	}
	if (line.length > maxLength) {
		const span = { start: start + maxLength, end: start + line.length };
		broken.push({ problem: `A line of options has ${maxLength} characters at most`, span });
	}
	return { language, isCell, options, broken };
}

/** What is open is looked for from each bracket to the end of the line, so there must be an end. */
const maxLength = 2_000;

const blanks = /\s*/y;
const word = /[^\s=]*/y;
const rest = /\S*/y;

interface Read {
	readonly options: readonly WrittenOption[];
	readonly broken?: BrokenOption;
	readonly json?: true;
	readonly end: number;
}

/** `name`, `name=value`, `name="value"`, `name=[a, b]`. */
function readOption(text: string, at: number, start: number): Read {
	word.lastIndex = at;
	const name = word.exec(text)![0];
	const equals = at + name.length;
	const place = { start: start + at, end: start + equals };
	if (text[equals] !== "=") {
		return { options: [{ name, at: place, span: place }], end: equals };
	}
	const from = equals + 1;
	const span = (end: number) => ({ start: start + from, end: start + end });
	if (isQuote(text[from])) {
		const quoted = readQuoted(text, from);
		const option = { name, value: quoted.value, at: place, span: span(quoted.end) };
		if (quoted.closed) return { options: [option], end: quoted.end };
		return {
			options: [],
			broken: { problem: "This quote is never closed", span: option.span },
			end: quoted.end,
		};
	}
	const bracket = text[from] === "[" || text[from] === "{" ? closingBracket(text, from) : -1;
	rest.lastIndex = from;
	const end = bracket < 0 ? from + rest.exec(text)![0].length : bracket;
	return { options: [{ name, value: text.slice(from, end), at: place, span: span(end) }], end };
}

function readJsonOptions(text: string, at: number, start: number): Read {
	const close = closingBracket(text, at);
	const end = close < 0 ? text.length : close;
	try {
		const node = readJson(text.slice(at, end));
		const options = (node.kind === "object" ? node.members : []).map(({ key, value }) => {
			const span = { start: start + at + value.start, end: start + at + value.end };
			const written = text.slice(at + value.start, at + value.end);
			return { name: key, value: value.kind === "string" ? value.value : written, at: span, span };
		});
		return { options: options.filter(({ name }) => !ofRunme.has(name)), json: true, end };
	} catch (error) {
		if (!(error instanceof JsonError)) throw error;
		const span = { start: start + at, end: start + end };
		return { options: [], broken: { problem: "This is no valid JSON", span }, end };
	}
}

/** What Runme's notebooks say to Runme alone. */
const ofRunme: ReadonlySet<string> = new Set(
	(
		"name background interactive closeTerminalOnSuccess excludeFromRunAll ignore mimeType promptEnv cwd category tag " +
		"terminalRows interpreter transform openTerminalOnError"
	).split(" "),
);
