import type { Cell, CellFacts } from "../model/index.js";
import { blankTypes } from "./blank-types.js";
import { readExports } from "./exports.js";
import { readImports } from "./imports.js";
import { readNames } from "./names.js";
import { readPython } from "./python.js";
import { sha256 } from "./sha256.js";
import { Flaw, parseProgram } from "./syntax.js";
import { readThrows } from "./throws.js";
import { tokenText } from "./token-text.js";
import { refuseUnsupported } from "./unsupported.js";
import { valueSpan } from "./value.js";

/**
 * What a cell's program says about itself, from its text alone. It never throws: a program that cannot be read has
 * an `error`, and says nothing else. The time is linear in the length of the text, whatever the text.
 */
export function readFacts(cell: Pick<Cell, "language" | "code">): CellFacts {
	try {
		return cell.language === "py" ? readPython(cell.code) : readScript(cell.code);
	} catch (error) {
		if (error instanceof Flaw) return unreadable(error);
		throw error;
	}
}

function readScript(code: string): CellFacts {
	const program = parseProgram(code);
	refuseUnsupported(program);
	const names = readNames(program);
	const imports = readImports(program, names);
	const { exports, types } = readExports(program, names);
	const value = valueSpan(program);
	const throws = readThrows(program);
	return {
		imports,
		exports,
		types,
		declares: names.declares,
		defines: names.defines,
		uses: names.uses,
		assigns: names.assigns,
		tokens: sha256(tokenText(program, imports)),
		plain: blankTypes(program, names),
		...(value === undefined ? {} : { value }),
		...(throws.length === 0 ? {} : { throws }),
	};
}

function unreadable({ message, offset }: Flaw): CellFacts {
	const nothing = { imports: [], exports: [], types: [], declares: [], defines: [], uses: [], assigns: [] };
	return { ...nothing, tokens: "", plain: "", error: { message, offset } };
}
