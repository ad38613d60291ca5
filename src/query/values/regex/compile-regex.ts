import { QueryError } from "../../language/query-error.js";
import { Automaton } from "./automaton.js";
import { parseRegex } from "./parse-regex.js";
import { assemble } from "./program.js";
import { requiredText } from "./required-text.js";

/** Whether a whole text matches. `spend` is told how much work it was. */
export type Regex = (text: string, spend: (steps: number) => void) => boolean;

/** Longer patterns are no questions. */
const longest = 10_000;

/**
 * A pattern in the syntax of Java. Matching takes time in proportion to the text, whatever the pattern: nothing is ever
 * tried again. An `ArgumentError` if the pattern is none, or needs what cannot be had that way.
 */
export function compileRegex(pattern: string): Regex {
	if (pattern.length > longest) {
		const message = `A regular expression can have at most ${longest} characters.`;
		throw new QueryError("ArgumentError", "InvalidRegularExpression", message, { phase: "runtime" });
	}
	const node = parseRegex(pattern);
	const automaton = new Automaton(assemble(node), pattern.length);
	const required = requiredText(node);
	if (required === "") return (text, spend) => automaton.matches(text, spend);
	return (text, spend) => text.includes(required) && automaton.matches(text, spend);
}
