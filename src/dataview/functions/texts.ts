import type { Value } from "../../query/index.js";
import { Regex } from "../regex/regex.js";
import { expectList, expectText } from "./limits.js";
import { type Implementation, on, overloaded } from "./overload.js";
import type { Run } from "./run.js";

/** Functions of texts. With null for a text most are null. */
export const texts: Readonly<Record<string, Implementation>> = {
	regextest: overloaded(
		"regextest",
		[
			on(
				["string", "string"],
				([pattern, text], run) => regex(pattern).finder(text, run.spend)(0) !== undefined,
			),
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
				return regex(anchored ? pattern : `^${pattern}$`).finder(text, run.spend)(0) !== undefined;
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
		return new Regex(`\\b${escaped}\\b`, true).finder(text, run.spend)(0) !== undefined;
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
const remembered = new Map<string, Regex>();

function regex(pattern: string): Regex {
	const known = remembered.get(pattern);
	if (known !== undefined) return known;
	if (remembered.size >= 100) remembered.clear();
	const made = new Regex(pattern);
	remembered.set(pattern, made);
	return made;
}

function regexReplace(text: string, pattern: Regex, replacement: string, run: Run): string {
	let result = "";
	let from = 0;
	for (const { start, end, places } of pattern.all(text, run.spend)) {
		const piece = text.slice(from, start) + expanded(replacement, text, places, pattern);
		expectText(result.length + piece.length, run);
		result += piece;
		from = end;
	}
	return result + text.slice(from);
}

/** `$1`, `$<name>`, `$&` and so on, as JavaScript has them. */
function expanded(replacement: string, text: string, places: readonly number[], pattern: Regex): string {
	if (!replacement.includes("$")) return replacement;
	const group = (index: number) =>
		places[index * 2]! < 0 ? "" : text.slice(places[index * 2], places[index * 2 + 1]);
	return replacement.replace(
		/\$(?:\$|&|`|'|(\d\d?)|<([^>]*)>)/g,
		(written, digits?: string, name?: string) => {
			if (written === "$$") return "$";
			if (written === "$&") return group(0);
			if (written === "$`") return text.slice(0, places[0]);
			if (written === "$'") return text.slice(places[1]);
			if (digits !== undefined) {
				const two = Number(digits);
				if (two >= 1 && two <= pattern.groups) return group(two);
				const one = Number(digits[0]);
				return digits.length === 2 && one >= 1 && one <= pattern.groups ? group(one) + digits[1] : written;
			}
			if (pattern.names.size === 0) return written;
			const index = pattern.names.get(name ?? "");
			return index === undefined ? "" : group(index);
		},
	);
}

/** As JavaScript splits by a pattern: groups of the pattern are among the pieces. */
function split(text: string, by: string, limit: number, run: Run): Value {
	const pieces: string[] = [];
	const pattern = regex(by);
	if (limit === 0) return pieces;
	if (text === "") return pattern.finder(text, run.spend)(0) === undefined ? [""] : [];
	let from = 0;
	for (const { start, end, places } of pattern.all(text, run.spend)) {
		if (start >= text.length) break;
		// An empty match where the last piece has ended divides nothing.
		if (end === from) continue;
		pieces.push(text.slice(from, start));
		for (let group = 1; group <= pattern.groups; group++) {
			pieces.push(places[group * 2]! < 0 ? "" : text.slice(places[group * 2], places[group * 2 + 1]));
		}
		expectList(pieces.length, run);
		if (pieces.length >= limit) return pieces.slice(0, limit);
		from = end;
	}
	pieces.push(text.slice(from));
	return pieces.slice(0, Math.min(limit, pieces.length));
}
