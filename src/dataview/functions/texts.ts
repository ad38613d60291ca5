import { QueryError, ScriptRegex, type Value } from "../../query/index.js";
import { Failure } from "../values/failure.js";
import { expectList, expectText, longestList, longestText } from "./limits.js";
import { type Implementation, on, overloaded } from "./overload.js";
import type { Run } from "./run.js";

/** Functions of texts. With null for a text most are null. */
export const texts: Readonly<Record<string, Implementation>> = {
	regextest: overloaded(
		"regextest",
		[
			on(["string", "string"], ([pattern, text], run) => regex(pattern).test(text, run.spend)),
			on(["null", "*"], () => false),
			on(["*", "null"], () => false),
		],
		{ 2: [0, 1] },
	),
	regexmatch: overloaded(
		"regexmatch",
		[
			on(["string", "string"], ([pattern, text], run) => {
				const anchored = pattern.startsWith("^") || pattern.endsWith("$");
				return regex(anchored ? pattern : `^${pattern}$`).test(text, run.spend);
			}),
			on(["null", "*"], () => false),
			on(["*", "null"], () => false),
		],
		{ 2: [0, 1] },
	),
	regexreplace: overloaded(
		"regexreplace",
		[
			on(["string", "string", "string"], ([text, pattern, replacement], run) =>
				regexReplace(text, regex(pattern), replacement, run),
			),
			...nullIfAnyIsNull(3),
		],
		{ 3: [0, 1, 2] },
	),
	replace: overloaded(
		"replace",
		[
			on(["string", "string", "string"], ([text, part, replacement], run) => {
				expectText(text.length + countOf(part, text) * (replacement.length - part.length), run);
				return text.split(part).join(replacement);
			}),
			...nullIfAnyIsNull(3),
		],
		{ 3: [0, 1, 2] },
	),
	lower: overloaded("lower", [on(["string"], ([text]) => text.toLowerCase()), on(["null"], () => null)], {
		1: [0],
	}),
	upper: overloaded("upper", [on(["string"], ([text]) => text.toUpperCase()), on(["null"], () => null)], {
		1: [0],
	}),
	split: overloaded("split", [
		on(["string", "string"], ([text, by], run) => split(text, by, Number.POSITIVE_INFINITY, run)),
		on(["string", "string", "number"], ([text, by, limit], run) => split(text, by, limit >>> 0, run)),
		on(["null", "*"], () => null),
		on(["*", "null"], () => null),
		...nullIfAnyIsNull(3),
	]),
	startswith: ofTwo("startswith", (text, start) => text.startsWith(start)),
	endswith: ofTwo("endswith", (text, end) => text.endsWith(end)),
	containsword: ofTwo("containsword", (text, word, run) => {
		const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
		return regex(`\\b${escaped}\\b`, "i").test(text, run.spend);
	}),
	padleft: padded("padleft", (text, length, padding) => text.padStart(length, padding)),
	padright: padded("padright", (text, length, padding) => text.padEnd(length, padding)),
	substring: overloaded(
		"substring",
		[
			on(["string", "number"], ([text, start]) => text.substring(start)),
			on(["string", "number", "number"], ([text, start, end]) => text.substring(start, end)),
			on(["null", "*"], () => null),
			on(["*", "null"], () => null),
			...nullIfAnyIsNull(3),
		],
		{ 2: [0, 1], 3: [0, 1, 2] },
	),
	truncate: overloaded(
		"truncate",
		[
			on(["string", "number", "string"], ([text, length, suffix]) => truncated(text, length, suffix)),
			on(["string", "number"], ([text, length]) => truncated(text, length, "...")),
			on(["null", "*"], () => null),
			on(["*", "null"], () => null),
			...nullIfAnyIsNull(3),
		],
		{ 2: [0, 1], 3: [0, 1, 2] },
	),
};

/** As often as a text is split by it. */
function countOf(part: string, text: string): number {
	if (part === "") return Math.max(0, text.length - 1);
	let count = 0;
	for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
	return count;
}

function nullIfAnyIsNull(count: 3) {
	return Array.from({ length: count }, (_, place) => {
		const kinds = Array.from({ length: count }, (_, i) => (i === place ? ("null" as const) : ("*" as const)));
		return on(kinds, () => null);
	});
}

function ofTwo(name: string, holds: (a: string, b: string, run: Run) => boolean): Implementation {
	return overloaded(
		name,
		[
			on(["string", "string"], ([a, b], run) => holds(a, b, run)),
			on(["null", "*"], () => null),
			on(["*", "null"], () => null),
		],
		{ 2: [0, 1] },
	);
}

function padded(
	name: string,
	pad: (text: string, length: number, padding: string) => string,
): Implementation {
	const make = (text: string, length: number, padding: string, run: Run) => {
		expectText(Math.max(text.length, length), run);
		return pad(text, length, padding);
	};
	return overloaded(
		name,
		[
			on(["string", "number"], ([text, length], run) => make(text, length, " ", run)),
			on(["string", "number", "string"], ([text, length, padding], run) => make(text, length, padding, run)),
			on(["null", "*"], () => null),
			on(["*", "null"], () => null),
			...nullIfAnyIsNull(3),
		],
		{ 2: [0, 1], 3: [0, 1, 2] },
	);
}

function truncated(text: string, length: number, suffix: string): string {
	if (text.length <= length - suffix.length) return text;
	return text.substring(0, Math.max(0, length - suffix.length)) + suffix;
}

/** Patterns that are remembered. */
const remembered = new Map<string, ScriptRegex>();

function regex(pattern: string, flags: "" | "i" = ""): ScriptRegex {
	const key = `${flags}/${pattern}`;
	const known = remembered.get(key);
	if (known !== undefined) return known;
	if (remembered.size >= 100) remembered.clear();
	const made = compiled(pattern, flags);
	remembered.set(key, made);
	return made;
}

function compiled(pattern: string, flags: string): ScriptRegex {
	try {
		return new ScriptRegex(pattern, flags);
	} catch (error) {
		throw error instanceof QueryError ? new Failure(error.message) : error;
	}
}

function regexReplace(text: string, pattern: ScriptRegex, replacement: string, run: Run): string {
	const expectLength = (length: number) => {
		if (length > longestText) expectText(length, run);
	};
	const result = pattern.replace(text, replacement, run.spend, expectLength, true);
	expectText(result.length, run);
	return result;
}

/** As JavaScript splits by a pattern: groups of the pattern are among the pieces. */
function split(text: string, by: string, limit: number, run: Run): Value {
	const pieces: string[] = [];
	for (const piece of regex(by).split(text, run.spend)) {
		if (pieces.length >= limit) break;
		if (pieces.push(piece) > longestList) break;
	}
	expectList(pieces.length, run);
	return pieces;
}
