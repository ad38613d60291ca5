import type { Path } from "../asking/verb-answers.js";
import { harmless } from "./cells.js";
import type { Console } from "./console.js";

/** A chain of links as text. @param show a place as the user would type it from here */
export function pathLines(
	first: string,
	steps: Path["steps"],
	{ show, console }: { show: (place: string) => string; console: Console },
): string[] {
	const { paint } = console;
	const lines = steps.flatMap(({ to, type, direction, place, sentence }) => {
		const arrow = direction === "out" ? "→" : "←";
		const how = type === "LINKS" ? "" : ` ${harmless(type)}`;
		const where = place === undefined ? "" : `  ${paint("dim", show(place))}`;
		const said = sentence === undefined ? [] : [`      ${harmless(sentence)}`];
		return [`  ${arrow}${how} ${paint("bold", harmless(to))}${where}`, ...said];
	});
	return [paint("bold", first), ...lines];
}
