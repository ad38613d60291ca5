import { readImports } from "./imports.js";
import { readNames } from "./names.js";
import type { ScriptFacts } from "./script.js";
import { Flaw, nodes, type Program, parseScript } from "./syntax.js";
import { valueSpan } from "./value.js";

/** A longer program is none that somebody wrote. */
const longest = 200_000;

/** What a program for Dataview says. It never throws: one that cannot be read has an `error`. */
export function readScript(code: string): ScriptFacts {
	try {
		if (code.length > longest) throw new Flaw(`It is longer than ${longest} characters.`, 0);
		const program = parseScript(code);
		refuseModules(program);
		const names = readNames(program);
		const value = valueSpan(program);
		return {
			code,
			assigns: names.assigns.map(({ name }) => name),
			imports: readImports(program, names),
			...(value !== undefined && { value }),
		};
	} catch (error) {
		if (!(error instanceof Flaw)) throw error;
		return { code, assigns: [], imports: [], error: { message: error.message, offset: error.offset } };
	}
}

/** They can stand in modules only, and this is the inside of a function. */
function refuseModules({ body }: Program): void {
	const found = nodes(body).find(({ type }) => /^(?:Import|Export)\w*Declaration$/.test(type));
	if (found !== undefined)
		throw new Flaw("A program for Dataview can neither import nor export.", found.start);
}
