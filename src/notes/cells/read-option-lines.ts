import { type Cell, placeInFile } from "../../model/index.js";
import { type BrokenOption, isQuote, readQuoted, type WrittenOption } from "./written-option.js";

/**
 * Options on lines of their own, before the program: `//| caption: 梯度` in TypeScript, `#| caption: 梯度` in Python.
 * They are comments of the program, and stay in it.
 */
export function readOptionLines(cell: Cell): {
	readonly options: readonly WrittenOption[];
	readonly broken: readonly BrokenOption[];
} {
	const mark = cell.language === "py" ? "#|" : "//|";
	const options: WrittenOption[] = [];
	const broken: BrokenOption[] = [];
	for (let at = 0; at < cell.code.length; ) {
		const newline = cell.code.indexOf("\n", at);
		const end = newline < 0 ? cell.code.length : newline;
		const line = cell.code.slice(at, end);
		const text = line.trimStart();
		if (text.startsWith(mark)) {
			const start = placeInFile(cell, at + line.length - text.length + mark.length).offset;
			const read = readLine(text.slice(mark.length), start);
			if ("problem" in read) broken.push(read);
			else options.push(read);
		} else if (text !== "") break;
		at = end + 1;
	}
	return { options, broken };
}

/** ` name: value`, of which the first character stands at `start`. */
function readLine(text: string, start: number): WrittenOption | BrokenOption {
	const match = /^(\s*)([^\s:]+)(?:(\s*:\s*)(.*))?$/.exec(text.trimEnd());
	if (match === null) {
		return { problem: "This line holds no option", span: { start, end: start + text.length } };
	}
	const [, indent = "", name = "", colon, value = ""] = match;
	const nameStart = start + indent.length;
	const at = { start: nameStart, end: nameStart + name.length };
	if (colon === undefined) return { name, at, span: at };
	const valueStart = nameStart + name.length + colon.length;
	const span = { start: valueStart, end: valueStart + value.length };
	if (!isQuote(value[0])) return { name, value, at, span };
	const quoted = readQuoted(value, 0);
	if (!quoted.closed) return { problem: "This quote is never closed", span };
	if (quoted.end < value.length) return { problem: "Something stands behind the closing quote", span };
	return { name, value: quoted.value, at, span };
}
