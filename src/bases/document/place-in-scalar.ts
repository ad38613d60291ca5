import type { Scalar } from "yaml";

/**
 * Where the character at `offset` of a scalar's text stands in the YAML. Folded lines, indentation, quotes and escapes
 * are gone through beside the text, so a place is exact wherever the character stands as itself.
 */
export function placeInScalar(yaml: string, scalar: Scalar, offset: number): number {
	const [start, end] = scalar.range ?? [0, 0];
	const text = String(scalar.value);
	const target = Math.min(offset, text.length);
	switch (scalar.type) {
		case "QUOTE_DOUBLE":
			return inDoubleQuotes(yaml, start + 1, end, text, target);
		case "QUOTE_SINGLE":
			return alongside(yaml, { start: start + 1, end, doubled: true, block: false }, text, target);
		case "BLOCK_LITERAL":
		case "BLOCK_FOLDED":
			return alongside(
				yaml,
				{ start: yaml.indexOf("\n", start) + 1 || start, end, doubled: false, block: true },
				text,
				target,
			);
		default:
			return alongside(yaml, { start, end, doubled: false, block: false }, text, target);
	}
}

interface Written {
	readonly start: number;
	readonly end: number;
	/** Whether `''` is one quote. */
	readonly doubled: boolean;
	/** Behind `|` or `>`: blanks before a line break are part of the text. */
	readonly block: boolean;
}

/** Characters stand as they are, but for line breaks with what blanks are around them, and `''`. */
function alongside(
	yaml: string,
	{ start, end, doubled, block }: Written,
	text: string,
	target: number,
): number {
	let at = start;
	let afterBreak = true;
	for (let index = 0; ; index++) {
		const wanted = text[index];
		// A line's indentation belongs to no text but for what is in it beyond that of its block: good enough for places.
		if (afterBreak && wanted !== undefined && !isBlank(wanted)) while (at < end && isBlank(yaml[at]!)) at++;
		if (index >= target) return Math.min(at, end);
		const kept = block && wanted !== "\n" && yaml[at] === wanted;
		if (!kept && wanted !== undefined && isBlank(wanted) && startsBreak(yaml, at, end)) {
			at = nextLine(yaml, at, end);
			afterBreak = true;
			continue;
		}
		// Indentation may be part of the text, of which we cannot see here how much.
		afterBreak &&= kept && isBlank(wanted!);
		at += doubled && wanted === "'" ? 2 : 1;
	}
}

function inDoubleQuotes(yaml: string, start: number, end: number, text: string, target: number): number {
	let at = afterEscapedBreaks(yaml, start, end);
	for (let index = 0; index < target; index++) {
		if (isBlank(text[index]!) && startsBreak(yaml, at, end)) {
			at = nextLine(yaml, at, end);
			while (at < end && isBlank(yaml[at]!)) at++;
		} else {
			escapes.lastIndex = at;
			const escaped = escapes.exec(yaml);
			at += escaped === null ? 1 : escaped[0].length;
			// One escape may be two UTF-16 units.
			if (escaped !== null && (text.codePointAt(index) ?? 0) > 0xffff) index++;
		}
		at = afterEscapedBreaks(yaml, at, end);
	}
	return Math.min(at, end);
}

/** An escaped line break is nothing, and so is the indentation behind it. */
function afterEscapedBreaks(yaml: string, start: number, end: number): number {
	let at = start;
	while (yaml[at] === "\\" && /[\r\n]/.test(yaml[at + 1] ?? "")) {
		at = nextLine(yaml, at + 1, end);
		while (at < end && isBlank(yaml[at]!)) at++;
	}
	return at;
}

const escapes = /\\(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|[\s\S])/y;

function isBlank(char: string): boolean {
	return char === " " || char === "\t" || char === "\n" || char === "\r";
}

/** Whether nothing but blanks stands between `at` and the end of its line. */
function startsBreak(yaml: string, at: number, end: number): boolean {
	let to = at;
	while (to < end && (yaml[to] === " " || yaml[to] === "\t")) to++;
	return to < end && (yaml[to] === "\n" || yaml[to] === "\r");
}

function nextLine(yaml: string, at: number, end: number): number {
	const found = yaml.indexOf("\n", at);
	return found === -1 || found >= end ? end : found + 1;
}
