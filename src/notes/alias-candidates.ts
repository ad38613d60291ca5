import type { Nodes, RootContent, Text } from "mdast";

/** A name in parentheses after a link or tag, in one of the texts or as a tag or link of its own. */
export interface FoundAlias {
	readonly alias: string;
	/** The node in which it stands, and for a text where in its value. */
	readonly node: Text | Extract<Nodes, { type: "tag" | "wikiLink" }>;
	readonly index: number;
}

/** Characters of the parentheses that are looked at. */
const maxLength = 200;

/**
 * Other names for `name`, which stands at `siblings[index]`: what follows in parentheses, if it is written in
 * another script (长短期记忆网络（LSTM）) or is an acronym (Recurrent Neural Network (RNN)). Remarks in
 * parentheses are in the script of their sentence, and so are left alone.
 */
export function findAliases(
	name: string,
	siblings: readonly RootContent[],
	index: number,
	nameOf: (node: Nodes) => string,
): readonly FoundAlias[] {
	const opening = siblings[index + 1];
	if (opening?.type !== "text") return [];
	const start = /^[ \t\u00a0\u3000]{0,3}[（(]/.exec(opening.value)?.[0].length;
	if (start === undefined) return [];
	const parts = partsInside(siblings, index + 1, start);
	if (!parts) return [];
	const found: FoundAlias[] = [];
	for (const part of parts) {
		const alias = part.node.type === "text" ? part.text : nameOf(part.node);
		if (isOtherName(name, alias, part.node.type !== "text"))
			found.push({ alias, node: part.node, index: part.index });
		// A remark makes what follows it a remark as well.
		else return found;
	}
	return found;
}

interface Part {
	readonly node: FoundAlias["node"];
	readonly text: string;
	readonly index: number;
}

/** What stands between the parentheses, separated by commas; undefined when they hold more than names. */
function partsInside(siblings: readonly RootContent[], from: number, start: number): Part[] | undefined {
	const parts: Part[] = [];
	let length = 0;
	for (let index = from; index < siblings.length && length < maxLength; index++) {
		const node = siblings[index]!;
		if (node.type === "tag" || node.type === "wikiLink") {
			parts.push({ node, text: "", index: 0 });
			continue;
		}
		if (node.type !== "text") return undefined;
		const offset = index === from ? start : 0;
		const value = node.value.slice(offset, offset + maxLength);
		const close = value.search(/[）)]/);
		const inside = close < 0 ? value : value.slice(0, close);
		if (/[\r\n（(]/.test(inside)) return undefined;
		parts.push(...textParts(node, inside, offset));
		if (close >= 0) return parts;
		length += inside.length;
	}
	return undefined;
}

function textParts(node: Text, inside: string, offset: number): Part[] {
	const parts: Part[] = [];
	for (const match of inside.matchAll(/[^,，、;；]+/g)) {
		const text = match[0].trim();
		if (text === "") continue;
		parts.push({ node, text, index: offset + match.index + match[0].indexOf(text) });
	}
	return parts;
}

function isOtherName(name: string, alias: string, isNamed: boolean): boolean {
	if (alias.length > 80 || name === "" || alias === "") return false;
	const isHan = han.test(name);
	// Chinese words after a Latin name are a remark, unless they are a link or tag themselves.
	if (isHan !== han.test(alias)) return isNamed || (isHan && isLatinName(alias));
	return !isHan && isAcronym(alias, name);
}

const han = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** One to eight words that start with a letter; not “see below” and its kind. */
function isLatinName(text: string): boolean {
	const words = text.split(/[\s-]+/);
	return (
		words.length <= 8 &&
		words.every((word) => /^[\p{L}\p{N}][\p{L}\p{N}.'’/+#_]*$/u.test(word)) &&
		/^\p{L}/u.test(text) &&
		text.length > 1 &&
		!remarks.has(words[0]!.toLowerCase().replace(/\.$/, ""))
	);
}

const remarks = new Set([
	"aka",
	"also",
	"and",
	"as",
	"by",
	"cf",
	"currently",
	"deprecated",
	"draft",
	"e.g",
	"eg",
	"etc",
	"for",
	"from",
	"i.e",
	"ie",
	"in",
	"note",
	"now",
	"of",
	"on",
	"only",
	"optional",
	"or",
	"see",
	"tbd",
	"the",
	"todo",
	"via",
	"wip",
	"with",
]);

/** Capitals that are the initials of the name's words, in order: LSTM of Long Short-Term Memory. */
function isAcronym(alias: string, name: string): boolean {
	if (!/^[A-Z][A-Z0-9]{1,7}s?$/.test(alias)) return false;
	const initials = name
		.split(/[\s\-_/]+/)
		.map((word) => word.slice(0, 1).toUpperCase())
		.join("");
	return initials.length >= 2 && initials === alias.replace(/s$/, "");
}
