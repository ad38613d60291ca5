import type { CellFacts } from "../model/index.js";
import { readPythonNames } from "./python-names.js";
import { type PythonToken, pythonTokens } from "./python-tokens.js";
import { sha256 } from "./sha256.js";

/**
 * A cell in Python shares its top-level names with the note's other cells in Python, and what it imports with none;
 * to other notes it gives nothing, and takes nothing from them.
 */
export function readPython(code: string): CellFacts {
	const tokens = pythonTokens(code);
	const names = readPythonNames(code, tokens);
	return {
		imports: [],
		exports: [],
		types: [],
		declares: [],
		...names,
		tokens: sha256(pythonTokenText(tokens)),
		plain: code,
	};
}

/** Tokens with a space between them; each logical line behind as many tabs as blocks are around it. */
function pythonTokenText(tokens: readonly PythonToken[]): string {
	const lines: string[] = [];
	const blocks: number[] = [];
	let line: string[] = [];
	for (const { kind, text, indent } of tokens) {
		if (kind !== "end") line.push(text);
		else {
			while (blocks.length > 0 && blocks.at(-1)! >= indent) blocks.pop();
			lines.push("\t".repeat(blocks.length) + line.join(" "));
			blocks.push(indent);
			line = [];
		}
	}
	return lines.join("\n");
}
