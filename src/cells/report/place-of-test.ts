import { type Cell, type Position, placeInFile } from "../../model/index.js";

/**
 * Where a cell calls `test` with this name; undefined when that cannot be seen in its program. Records know names only:
 * so a comment may move what they tell of. Of names that are made of values, `` test(`${x} holds`, …) `` and
 * `test(f"{x} holds", …)`, what is written is compared.
 */
export function placeOfTest(cell: Cell, name: string): Position | undefined {
	for (const call of cell.code.matchAll(calls)) {
		const [, format = "", quote, written = ""] = call;
		const holes = quote === "`" ? /\$\{[^}]*\}/g : format === "" ? undefined : /\{[^}]*\}/g;
		const parts = holes === undefined ? [written] : written.split(holes);
		if (fits(parts.map(withoutEscapes), name)) return placeInFile(cell, call.index);
	}
	return undefined;
}

/** A call and the text that comes first in it; it ends with its line. */
const calls = /\btest\(\s*([fF]?)(["'`])((?:\\.|(?!\2)[^\\\n])*)\2/g;

/** Whether the parts stand in the name in this order, the first at its beginning and the last at its end. */
function fits(parts: readonly string[], name: string): boolean {
	const [first = "", ...others] = parts;
	const last = others.pop();
	if (last === undefined) return name === first;
	if (!name.startsWith(first) || !name.endsWith(last)) return false;
	let at = first.length;
	for (const part of others) {
		const found = name.indexOf(part, at);
		if (found < 0) return false;
		at = found + part.length;
	}
	return at <= name.length - last.length;
}

function withoutEscapes(text: string): string {
	return text.replace(/\\(.)/g, (_, sign: string) => (sign === "n" ? "\n" : sign === "t" ? "\t" : sign));
}
