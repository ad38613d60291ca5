import type { Span } from "../model/index.js";
import type { Program } from "./syntax.js";

/** The last statement without its semicolon, if it is an expression (or a lone text, which Babel calls a directive). */
export function valueSpan({ code, body, directives }: Program): Span | undefined {
	const last = body.at(-1) ?? directives.at(-1);
	if (last?.type !== "ExpressionStatement" && last?.type !== "Directive") return undefined;
	const { start, end } = last;
	return { start, end: code[end - 1] === ";" ? end - 1 : end };
}
