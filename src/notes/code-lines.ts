import type { Position } from "../model/index.js";
import type { Report } from "./report.js";

/**
 * Where each line of a code block stands in the file. Quotes and lists around it only take away from the beginning of
 * a line, so that each is counted from its end.
 *
 * @param firstLine the line of the file in which `code[0]` stands
 */
export function codeLines(
	code: readonly string[],
	firstLine: number,
	{ lines }: Report,
): readonly Position[] {
	return code.map((text, i) => {
		const line = firstLine + i;
		const offset = lines.endOf(line) - text.length;
		return { line, column: offset - lines.startOf(line) + 1, offset };
	});
}
