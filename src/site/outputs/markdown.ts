import { shownFormulas, shownTex } from "./limits.js";
import { el, type OutputElement, type OutputNode } from "./node.js";
import type { RenderMath } from "./output.js";

/**
 * The Markdown that cells write: paragraphs, headings, lists, quotations, tables, code, formulas, and stress, code and
 * links within them. No raw HTML. Each character is looked at a bounded number of times, so that no text costs more than
 * its length; whole notes are read by another parser.
 */
export function markdownTree(text: string, math: RenderMath): readonly OutputNode[] {
	return new Reader(math).blocks(text.replace(/\r\n?/g, "\n").split("\n"), 0);
}

const maxNesting = 8;

class Reader {
	private formulas = 0;

	constructor(private readonly math: RenderMath) {}

	blocks(lines: readonly string[], depth: number): readonly OutputNode[] {
		const out: OutputNode[] = [];
		for (let at = 0; at < lines.length; ) at = this.block(lines, at, depth, out);
		return out;
	}

	/** Reads the block that begins at a line, and says where the next one does. */
	private block(lines: readonly string[], at: number, depth: number, out: OutputNode[]): number {
		const line = lines[at] ?? "";
		if (line.trim() === "") return at + 1;
		const fence = /^ {0,3}(```+|~~~+)/.exec(line)?.[1];
		if (fence !== undefined) return this.fence(lines, at, fence, out);
		const heading = /^ {0,3}(#{1,6})[ \t]+(.*)$/.exec(line);
		if (heading !== null) {
			// The page's own headings stand above those of an output.
			const level = Math.min(6, (heading[1] ?? "").length + 3);
			out.push(el(`h${level}`, {}, ...this.inline((heading[2] ?? "").trim().replace(/(?:^|[ \t])#+$/, ""))));
			return at + 1;
		}
		if (/^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,50}$/.test(line)) {
			out.push(el("hr"));
			return at + 1;
		}
		if (/^ {0,3}\$\$/.test(line)) return this.formula(lines, at, out);
		if (depth < maxNesting && /^ {0,3}>/.test(line)) return this.quotation(lines, at, depth, out);
		if (depth < maxNesting && item.test(line)) return this.list(lines, at, depth, out);
		if (isHead(line, lines[at + 1] ?? "")) return this.table(lines, at, out);
		return this.paragraph(lines, at, depth, out);
	}

	private fence(lines: readonly string[], at: number, fence: string, out: OutputNode[]): number {
		let end = at + 1;
		while (end < lines.length && !(lines[end] ?? "").trim().startsWith(fence)) end++;
		out.push(el("pre", { tabindex: 0 }, el("code", {}, lines.slice(at + 1, end).join("\n"))));
		return end + 1;
	}

	private formula(lines: readonly string[], at: number, out: OutputNode[]): number {
		let end = at;
		while (
			end < lines.length &&
			!/\$\$\s*$/.test(end === at ? (lines[at] ?? "").trim().slice(2) : (lines[end] ?? ""))
		)
			end++;
		const source = lines
			.slice(at, end + 1)
			.join("\n")
			.trim();
		const tex = source.replace(/^\$\$/, "").replace(/\$\$$/, "").trim();
		out.push(el("div", { class: "math-block", tabindex: 0 }, this.tex(tex, true)));
		return end + 1;
	}

	private quotation(lines: readonly string[], at: number, depth: number, out: OutputNode[]): number {
		let end = at;
		while (end < lines.length && /^ {0,3}>/.test(lines[end] ?? "")) end++;
		const inner = lines.slice(at, end).map((line) => line.replace(/^ {0,3}> ?/, ""));
		out.push(el("blockquote", {}, ...this.blocks(inner, depth + 1)));
		return end;
	}

	private list(lines: readonly string[], at: number, depth: number, out: OutputNode[]): number {
		const first = item.exec(lines[at] ?? "");
		const ordered = /\d/.test(first?.[2] ?? "");
		const items: OutputElement[] = [];
		let next = at;
		for (let match = first; match !== null && /\d/.test(match[2] ?? "") === ordered; ) {
			const indent = match[0].length;
			const inner = [(lines[next] ?? "").slice(indent)];
			next++;
			for (; next < lines.length; next++) {
				const line = lines[next] ?? "";
				const blank = line.trim() === "";
				const deeper = (/^ */.exec(line)?.[0].length ?? 0) >= Math.min(indent, 2 + (match[1] ?? "").length);
				if (blank ? !/^ {2,}/.test(lines[next + 1] ?? "") : !deeper) break;
				inner.push(blank ? "" : line.replace(new RegExp(`^ {0,${indent}}`), ""));
			}
			items.push(el("li", {}, ...this.tight(inner, depth + 1)));
			match = item.exec(lines[next] ?? "");
		}
		const start = Number(/\d+/.exec(first?.[2] ?? "")?.[0] ?? 1);
		out.push(el(ordered ? "ol" : "ul", { start: ordered && start !== 1 && start }, ...items));
		return next;
	}

	/** An item of one paragraph needs none around its text. */
	private tight(lines: readonly string[], depth: number): readonly OutputNode[] {
		const blocks = this.blocks(lines, depth);
		const [first, ...rest] = blocks;
		return first !== undefined && typeof first === "object" && "tag" in first && first.tag === "p"
			? [...first.children, ...rest]
			: blocks;
	}

	private table(lines: readonly string[], at: number, out: OutputNode[]): number {
		const aligns = fields(lines[at + 1] ?? "").map((rule) =>
			/^:-*:$/.test(rule) ? "center" : rule.endsWith(":") ? "right" : undefined,
		);
		const row = (line: string, tag: "th" | "td") => {
			// What a row has too many of is shown as well: no word is lost.
			return el(
				"tr",
				{},
				...fields(line).map((cell, i) => el(tag, { align: aligns[i] }, ...this.inline(cell))),
			);
		};
		let end = at + 2;
		const body: OutputElement[] = [];
		for (; end < lines.length && isRow(lines[end] ?? ""); end++) body.push(row(lines[end] ?? "", "td"));
		const table = el("table", {}, el("thead", {}, row(lines[at] ?? "", "th")), el("tbody", {}, ...body));
		out.push(el("div", { class: "table", tabindex: 0 }, table));
		return end;
	}

	private paragraph(lines: readonly string[], at: number, depth: number, out: OutputNode[]): number {
		let end = at + 1;
		const interrupts =
			depth < maxNesting
				? /^ {0,3}(?:```|~~~|#{1,6}[ \t]|>|\$\$|[-*+][ \t]|1[.)][ \t])/
				: /^ {0,3}(?:```|~~~)/;
		while (end < lines.length && (lines[end] ?? "").trim() !== "" && !interrupts.test(lines[end] ?? ""))
			end++;
		const text = lines.slice(at, end).map((line) => line.trimStart());
		out.push(el("p", {}, ...this.inline(text.join("\n"))));
		return end;
	}

	/**
	 * One pass from left to right. What is open lies on a stack, of each sign at most one; what is never closed turns out to
	 * have been a sign.
	 */
	private inline(text: string): readonly OutputNode[] {
		const stack: { sign: string; nodes: OutputNode[] }[] = [{ sign: "", nodes: [] }];
		const top = () => stack.at(-1)?.nodes ?? [];
		const missing = new Set<string>();
		let plain = "";
		const flush = () => {
			if (plain !== "") top().push(plain);
			plain = "";
		};
		/** From the sign that opens to the next of its kind; what has none further on is not looked for again. */
		const upTo = (sign: string, from: number): number => {
			if (missing.has(sign)) return -1;
			const end = text.indexOf(sign, from);
			if (end < 0) missing.add(sign);
			return end;
		};
		for (let at = 0; at < text.length; ) {
			const char = text[at] ?? "";
			if (char === "\\" && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? "")) {
				plain += text[at + 1];
				at += 2;
			} else if (char === "`") {
				const run = text.startsWith("``", at) ? "``" : "`";
				const end = upTo(run, at + run.length);
				if (end < 0) plain += run;
				else {
					flush();
					top().push(el("code", {}, text.slice(at + run.length, end)));
				}
				at = end < 0 ? at + run.length : end + run.length;
			} else if (char === "$" && /\S/.test(text[at + 1] ?? "")) {
				const sign = text[at + 1] === "$" ? "$$" : "$";
				const end = upTo(sign, at + sign.length);
				if (end < 0) {
					plain += sign;
					at += sign.length;
				} else if (sign === "$" && (/\s/.test(text[end - 1] ?? "") || /\d/.test(text[end + 1] ?? ""))) {
					// A sum of money.
					plain += "$";
					at += 1;
				} else {
					flush();
					top().push(this.tex(text.slice(at + sign.length, end), sign === "$$"));
					at = end + sign.length;
				}
			} else if (char === "[" || char === "<" || char === "h") {
				const link = this.link(text, at);
				if (link === undefined) {
					plain += char;
					at += 1;
				} else {
					flush();
					top().push(link.node);
					at = link.end;
				}
			} else {
				const sign = signs.find((sign) => text.startsWith(sign, at));
				if (sign === undefined) {
					plain += char;
					at += 1;
					continue;
				}
				const opened = stack.findIndex((open) => open.sign === sign);
				const before = text[at - 1] ?? " ";
				const after = text[at + sign.length] ?? " ";
				if (opened > 0 && !/\s/.test(before)) {
					flush();
					close(stack, opened);
				} else if (opened < 0 && !/\s/.test(after) && !(sign === "_" && /\w/.test(before))) {
					flush();
					stack.push({ sign, nodes: [] });
				} else plain += sign;
				at += sign.length;
			}
		}
		flush();
		unwind(stack, 0);
		return stack[0]?.nodes ?? [];
	}

	private link(text: string, at: number): { readonly node: OutputNode; readonly end: number } | undefined {
		bracketed.lastIndex = at;
		const match = bracketed.exec(text);
		if (match !== null) {
			const [all, title = "", href = ""] = match;
			const end = at + all.length;
			if (!/^(?:https?:\/\/|mailto:)/i.test(href)) return { node: title, end };
			return { node: external(href, title), end };
		}
		bare.lastIndex = at;
		const address = /\w/.test(text[at - 1] ?? "") ? null : bare.exec(text);
		if (address === null) return undefined;
		const href = (address[1] ?? "").replace(/[.,;:!?)'"]{1,5}$/, "");
		return { node: external(href, href), end: at + (text[at] === "<" ? address[0].length : href.length) };
	}

	private tex(tex: string, display: boolean): OutputNode {
		this.formulas += 1;
		const markup =
			tex.length > shownTex || this.formulas > shownFormulas ? undefined : this.math(tex, display);
		return markup === undefined ? el("code", { class: "math-error" }, tex) : { markup };
	}
}

const item = /^( {0,3})([-*+]|\d{1,9}[.)])[ \t]+/;
const signs = ["**", "__", "~~", "==", "*", "_"];
const elementOf: Readonly<Record<string, string>> = {
	"**": "strong",
	__: "strong",
	"~~": "del",
	"==": "mark",
	"*": "em",
	_: "em",
};
const bracketed = /\[([^[\]\n]{0,300})\]\(([^()\s<>"']{1,1000})\)/y;
const bare = /<?(https?:\/\/[^\s<>"'\\]{1,1000})>?/y;

function external(href: string, text: string): OutputElement {
	return el("a", { href, class: "external", rel: "noopener nofollow" }, text);
}

interface OpenSign {
	readonly sign: string;
	readonly nodes: OutputNode[];
}

/** Makes an element of the sign at an index of the stack; signs above it were none. */
function close(stack: OpenSign[], index: number): void {
	unwind(stack, index);
	const { sign, nodes } = stack.pop() as OpenSign;
	stack.at(-1)?.nodes.push(el(elementOf[sign] ?? "em", {}, ...nodes));
}

function unwind(stack: OpenSign[], index: number): void {
	while (stack.length - 1 > index) {
		const { sign, nodes } = stack.pop() as OpenSign;
		stack.at(-1)?.nodes.push(sign, ...nodes);
	}
}

/** A table begins with a row and as many rules as it has fields. */
function isHead(line: string, next: string): boolean {
	return isRow(line) && isRule(next) && fields(line).length === fields(next).length;
}

function isRow(line: string): boolean {
	return line.includes("|") && line.trim() !== "";
}

function isRule(line: string): boolean {
	return line.includes("-") && fields(line).every((field) => /^:?-+:?$/.test(field));
}

function fields(line: string): string[] {
	return line
		.trim()
		.replace(/^\||\|$/g, "")
		.split("|")
		.map((field) => field.trim());
}
