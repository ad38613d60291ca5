import { tag, wikiLink } from "./names.js";
import { takeString } from "./parse-expression.js";
import { parseLink } from "./parse-link.js";
import type { Scanner } from "./scanner.js";
import type { Source } from "./syntax.js";

/** What follows `FROM`. `AND` and `OR` are one level: what is written first holds first. */
export function expectSource(scanner: Scanner): Source {
	let left = expectAtom(scanner, "FROM");
	for (let length = 0; ; length++) {
		const found = scanner.take(joint);
		if (found === undefined) return left;
		if (length >= 500) scanner.fail("More than 500 sources are joined here.", scanner.at, "costly");
		const word = found[1]!.toLowerCase();
		const right = expectAtom(scanner, `“${found[1]}”`);
		const kind = word === "and" || word === "&" ? "both" : "either";
		left = { kind, left, right, span: { start: left.span.start, end: right.span.end } };
	}
}

const joint = /\s*(&|\||(?:and|or)(?![\p{L}\p{N}_]))\s*/iuy;

function expectAtom(scanner: Scanner, after: string): Source {
	const start = scanner.at;
	const source = scanner.deeper(() => takeAtom(scanner));
	if (source !== undefined) return source;
	const { word } = scanner;
	scanner.at = start;
	const what = '#tag, "folder", [[note]] or outgoing([[note]])';
	if (/^[\p{L}\p{N}_]/u.test(word))
		scanner.fail(`${after} needs a source: ${what}. A folder or file stands in quotes: "${word}".`);
	return scanner.fail(`${after} needs a source: ${what}.`);
}

function takeAtom(scanner: Scanner): Source | undefined {
	const start = scanner.at;
	const spanned = <T extends object>(node: T) => ({ ...node, span: { start, end: scanner.at } });
	switch (scanner.text[start]) {
		case "(": {
			scanner.at++;
			scanner.skipBlanks();
			const inner = expectSource(scanner);
			scanner.skipBlanks();
			if (!scanner.takeText(")")) scanner.fail("“)” is missing here.");
			return inner;
		}
		case "-":
		case "!": {
			const sign = scanner.text[scanner.at++];
			return spanned({ kind: "not" as const, operand: expectAtom(scanner, `“${sign}”`) });
		}
		case "[":
			return takeLink(scanner, "incoming", start);
		case '"':
			return spanned({ kind: "folder" as const, path: takeString(scanner)! });
		case "#":
			return spanned({ kind: "tag" as const, tag: scanner.take(tag)![0] });
	}
	if (scanner.take(outgoing)) {
		const link = takeLink(scanner, "outgoing", start);
		if (link === undefined) scanner.fail("outgoing(…) needs a link: outgoing([[note]]).");
		if (!scanner.takeText(")")) scanner.fail("“)” is missing here.");
		return { ...link, span: { start, end: scanner.at } };
	}
	if (!scanner.take(csv)) return undefined;
	const path = takeString(scanner);
	if (path === undefined) scanner.fail('csv(…) needs a path in quotes: csv("data.csv").');
	if (!scanner.takeText(")")) scanner.fail("“)” is missing here.");
	return spanned({ kind: "csv" as const, path });
}

const outgoing = /outgoing\(\s*/y;
const csv = /csv\(\s*/y;

function takeLink(scanner: Scanner, direction: "incoming" | "outgoing", start: number): Source | undefined {
	const found = scanner.take(wikiLink);
	if (found === undefined) {
		if (scanner.text.startsWith("[[", scanner.at)) scanner.fail("This link is never closed with “]]”.");
		return undefined;
	}
	const { path } = parseLink(found[1]!, false);
	return { kind: "link", path, direction, span: { start, end: scanner.at } };
}
