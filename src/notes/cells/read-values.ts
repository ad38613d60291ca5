import { closingBracket, isQuote, readQuoted } from "./written-option.js";

/** `a.csv, "b, c.csv"`, in square brackets or not. Undefined if something is left open. */
export function readList(text: string): readonly string[] | undefined {
	return splitItems(withoutBrackets(text, "[", "]"))?.map(({ text }) => text);
}

export type Scalar = number | string | boolean;

/** `rate=0.1, 名: "甲"`, in braces or not. Undefined if it cannot be read. */
export function readPairs(text: string): readonly (readonly [name: string, value: Scalar])[] | undefined {
	const pairs: [string, Scalar][] = [];
	for (const item of splitItems(withoutBrackets(text, "{", "}")) ?? [undefined]) {
		const match = item && /^(?:"([^"]*)"|'([^']*)'|([^\s:="']+))\s*[:=]\s*(.*)$/s.exec(item.written);
		const name = match?.[1] ?? match?.[2] ?? match?.[3];
		const value = match?.[4];
		if (name === undefined || name === "" || value === undefined || value === "") return undefined;
		const scalar = readScalar(value);
		if (scalar === undefined) return undefined;
		pairs.push([name, scalar]);
	}
	return pairs;
}

/** What is in quotes is a text; else a number and a truth value are what they look like. */
function readScalar(text: string): Scalar | undefined {
	if (isQuote(text[0])) {
		const { value, end, closed } = readQuoted(text, 0);
		return closed && end === text.length ? value : undefined;
	}
	if (text === "true" || text === "false") return text === "true";
	const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
	return Number.isFinite(number) ? number : text;
}

function withoutBrackets(text: string, open: string, close: string): string {
	const trimmed = text.trim();
	const around = trimmed.startsWith(open) && trimmed.endsWith(close);
	return around && closingBracket(trimmed, 0) === trimmed.length ? trimmed.slice(1, -1) : trimmed;
}

interface Item {
	readonly written: string;
	/** Without quotes around all of it. */
	readonly text: string;
}

/** At commas that are not in quotes; empty items are left out. */
function splitItems(text: string): readonly Item[] | undefined {
	const items: Item[] = [];
	for (let start = 0, at = 0; at <= text.length; at++) {
		if (isQuote(text[at]) && /(?:^|[,:=])\s*$/.test(text.slice(Math.max(start, at - 20), at))) {
			const { end, closed } = readQuoted(text, at);
			if (!closed) return undefined;
			at = end - 1;
		} else if (at === text.length || text[at] === ",") {
			const written = text.slice(start, at).trim();
			if (written !== "") items.push({ written, text: unquoted(written) });
			start = at + 1;
		}
	}
	return items;
}

function unquoted(text: string): string {
	if (!isQuote(text[0])) return text;
	const { value, end } = readQuoted(text, 0);
	return end === text.length ? value : text;
}
