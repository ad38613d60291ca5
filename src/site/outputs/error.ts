import { el, type OutputElement, type OutputNode } from "./node.js";
import { clip, textOf } from "./output.js";

export interface ShownError {
	/** What is said instead of or before the error: that it took too long. */
	readonly limit?: OutputNode;
	readonly name?: unknown;
	readonly message?: unknown;
	/** That it throws is what its author wants to show. */
	readonly expected?: boolean;
	/** Innermost first. */
	readonly places: readonly ErrorPlace[];
}

export interface ErrorPlace {
	/** What the place is called; a link where it can be one. */
	readonly name: OutputNode;
	/** The line of the program, and how many UTF-16 units of it are before the place. */
	readonly line?: { readonly text: string; readonly at: number };
}

/** How a cell ended that did not end well: quietly, with the line where it happened. */
export function errorTree({ limit, name, message, expected, places }: ShownError): OutputElement {
	const kind = clip(textOf(name), 100);
	const said = clip(textOf(message));
	const words =
		kind === "" && said === "" ? [] : [el("b", {}, kind || "Error"), said === "" ? "" : `: ${said}`];
	const [first, ...others] = places;
	return el(
		"div",
		{ class: expected ? "cell-error expected" : "cell-error" },
		el("p", { class: "cell-message" }, limit, limit !== undefined && words.length > 0 && " ", ...words),
		first && el("p", { class: "cell-place" }, first.name),
		first?.line && lineTree(first.line),
		others.length > 0 &&
			el("ul", { class: "cell-frames" }, ...others.slice(0, 8).map(({ name }) => el("li", {}, name))),
	);
}

const before = 200;
const after = 300;

/** A line of a program, with a sign under the word that is meant. */
function lineTree({ text, at }: { readonly text: string; readonly at: number }): OutputElement {
	const start = Math.max(0, at - before);
	const rest = text.slice(at, at + after);
	const word = /^(?:[\p{L}\p{N}_$]+|[\s\S])/u.exec(rest)?.[0] ?? "";
	const mark = el("mark", {}, word || " ");
	return el(
		"pre",
		{ class: "cell-frame", tabindex: 0 },
		el("code", {}, text.slice(start, at), mark, rest.slice(word.length)),
	);
}
