import type { Data, Nodes } from "mdast";
import type { Link } from "../../model/index.js";

/** What a link shows when it says nothing else: `a > b` for `[[a#b]]`, as Obsidian does. */
export function linkText(link: Link | undefined): string {
	if (link === undefined) return "";
	if (link.alias !== undefined && link.alias !== "") return link.alias;
	const parts = [link.target, ...(link.heading?.split("#") ?? [])];
	if (link.block !== undefined) parts.push(`^${link.block}`);
	return parts.filter((part) => part !== "").join(" > ");
}

/** The shown text of a node, in one line and at most about `limit` UTF-16 units. */
export function plainText(node: Nodes | undefined, links: readonly Link[], limit: number): string {
	const words: string[] = [];
	let length = 0;
	const visit = (at: Nodes): void => {
		if (length > limit || at.type === "comment" || at.type === "html") return;
		const own = ownText(at, links);
		words.push(own);
		length += own.length;
		if ("children" in at && at.type !== "inlineFootnote") {
			for (const child of at.children) {
				if (length > limit) return;
				visit(child);
			}
		}
	};
	if (node !== undefined) visit(node);
	const text = words.join("").replace(/\s+/g, " ").trim();
	return text.length > limit ? `${text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
}

/** A node's data; some kinds of node that only the parser knows have none. */
export function dataOf(node: Nodes): Data | undefined {
	return "data" in node ? node.data : undefined;
}

/** What a node without children says. */
export function ownText(node: Nodes, links: readonly Link[]): string {
	switch (node.type) {
		case "text":
		case "inlineCode":
		case "inlineMath":
		case "code":
		case "math":
			return node.value;
		case "tag":
			return `#${node.value}`;
		case "wikiLink":
			return linkText(links[node.data.link]);
		case "image":
			return node.alt ?? "";
		case "break":
			return "\n";
		case "field":
			return `${node.key} `;
		default:
			return "";
	}
}

const rightToLeft =
	/[\u0590-\u08FF\u{FB1D}-\u{FDFF}\u{FE70}-\u{FEFC}\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** Whether any letter of a script that runs from right to left occurs. */
export function hasRightToLeft(text: string): boolean {
	return rightToLeft.test(text);
}

/** Whether the first letter is of such a script. */
export function startsRightToLeft(text: string): boolean {
	const letter = /\p{L}/u.exec(text)?.[0];
	return letter !== undefined && rightToLeft.test(letter);
}

/** Whether any character of Chinese, Japanese or Korean writing occurs. */
export function hasHan(text: string): boolean {
	return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text);
}

export function isHan(char: string | undefined): boolean {
	return (
		char !== undefined &&
		/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFF65]/u.test(char)
	);
}
