/** A line of a flowchart that is not understood; `line` counts from 1. */
export class FlowchartError extends Error {
	constructor(readonly line: number) {
		super(`line ${line} of it is not understood`);
	}
}

/**
 * Writes a flowchart in the narrower dialect of the layout library, which wants blanks around arrows, Latin
 * letters in ids, a direction, and a node's text where the node first stands. What it does not understand it
 * leaves out without a word; here it is an error.
 */
export function normaliseFlowchart(source: string): string {
	const statements = statementsOf(source);
	const shapes = shapesOf(statements);
	const names = new Names(shapes);
	return statements
		.map((statement) => {
			if (typeof statement.content !== "string")
				return statement.content.map((part) => names.write(part)).join("");
			return statement.content.replace(/^(class|style)\s+(\S+)/, (_, word: string, ids: string) => {
				return `${word} ${ids
					.split(",")
					.map((id) => names.of(id))
					.join(",")}`;
			});
		})
		.join("\n");
}

/** `A[text]:::class`, an arrow with its label, or `&`. */
type Part =
	| { readonly kind: "node"; readonly id: string; readonly shape: string; readonly className: string }
	| { readonly kind: "link"; readonly text: string };

interface Statement {
	readonly line: number;
	/** A line of the other kinds (`subgraph`, `end`, `style`, …) stays as it is written. */
	readonly content: string | readonly Part[];
}

function statementsOf(source: string): Statement[] {
	const statements: Statement[] = [];
	for (const [index, line] of source.split("\n").entries()) {
		const text = withoutComment(line).trim().replace(/;$/, "").trim();
		if (text === "") continue;
		const header = /^(graph|flowchart(?:-elk)?)\b\s*(TD|TB|LR|BT|RL)?\s*;?\s*/i.exec(text);
		if (statements.length === 0 && header !== null) {
			statements.push({ line: index + 1, content: `graph ${header[2]?.toUpperCase() ?? "TD"}` });
			addStatements(text.slice(header[0].length), index + 1, statements);
		} else addStatements(text, index + 1, statements);
	}
	return statements;
}

/** A comment may follow a statement; in quotes there is none. */
function withoutComment(line: string): string {
	const quoted = line.lastIndexOf('"') + 1;
	const start = line.slice(quoted).search(/[\s;]%%/);
	return start === -1 ? line : line.slice(0, quoted + start);
}

const otherKinds = /^(?:subgraph|end|direction|classDef|class|style|linkStyle|accTitle|accDescr)(?:\s|$|:)/;

/** What the library would take for a node: descriptions, and classes with a hyphen (Obsidian's `internal-link`). */
const ignored = /^(?:acc|classDef\s+\w*-|class\s+\S+\s+\w*-)/;

function addStatements(text: string, line: number, statements: Statement[]): void {
	if (otherKinds.test(text)) {
		if (!ignored.test(text)) statements.push({ line, content: text });
		return;
	}
	let at = 0;
	while (at < text.length) {
		const parts: Part[] = [];
		at = readParts(text, at, line, parts);
		if (parts.length > 0) statements.push({ line, content: parts });
	}
}

/** Reads nodes and links in turn as far as a statement goes; returns where the next one begins. */
function readParts(text: string, from: number, line: number, parts: Part[]): number {
	let at = from;
	for (;;) {
		at = afterBlanks(text, at);
		const id = match(nodeId, text, at);
		if (id === undefined) throw new FlowchartError(line);
		at += id[0].length;
		const shape = readShape(text, at);
		at += shape.length;
		const className = match(classSuffix, text, at)?.[0] ?? "";
		at += className.length;
		parts.push({ kind: "node", id: id[0], shape: plainShape(shape), className });
		at = afterBlanks(text, at);
		const link = readLink(text, at);
		if (link === undefined) break;
		parts.push({ kind: "link", text: link.text });
		at += link.length;
	}
	if (at >= text.length) return at;
	const end = match(/;|~~~+/y, text, at);
	if (end === undefined) throw new FlowchartError(line);
	return at + end[0].length;
}

const nodeId = /[\p{L}\p{N}_]+(?:[-.][\p{L}\p{N}_]+)*/uy;
const classSuffix = /:::\w+(?:-\w+)*/y;

/** Opening and closing brackets of nodes, longer ones first. */
const brackets: readonly (readonly [open: string, close: string])[] = [
	["(((", ")))"],
	["([", "])"],
	["((", "))"],
	["[[", "]]"],
	["[(", ")]"],
	["{{", "}}"],
	["[", "]"],
	["(", ")"],
	["{", "}"],
	[">", "]"],
];

function readShape(text: string, at: number): string {
	for (const [open, close] of brackets) {
		if (!text.startsWith(open, at)) continue;
		const inner = at + open.length;
		const quoteEnd = text[inner] === '"' ? text.indexOf('"', inner + 1) : -1;
		const end = text.indexOf(close, quoteEnd < 0 ? inner : quoteEnd);
		if (end >= 0) return text.slice(at, end + close.length);
	}
	return "";
}

/** The library ends a text at the first closing bracket, even in quotes; and knows no parallelograms. */
function plainShape(shape: string): string {
	const quoted = /^([[({>]+)"([^"]*)"([\])}]+)$/.exec(shape);
	if (quoted !== null) {
		const [, open = "", text = "", close = ""] = quoted;
		return `${open}"${text.replace(/[\])}]/g, (char) => (close.includes(char) ? (wide.get(char) ?? char) : char))}"${close}`;
	}
	return shape.replace(/^\[\/(.*)\/\]$|^\[\\(.*)\\\]$/s, (_, a?: string, b?: string) => `[${a ?? b ?? ""}]`);
}

const wide: ReadonlyMap<string, string> = new Map([
	["]", "］"],
	[")", "）"],
	["}", "｝"],
]);

/** `-- text -->` and its kind, then `-->|text|`; the text may be in quotes. */
const labelled =
	/(<|[ox](?=[-=]))?(--|==|-\.)(?![->=.xo]*[->])\s*([^|>]+?)\s*(-{2,}[->xo]|={2,}[=>xo]|\.+-[>xo]?)/y;
const arrow = /(<|[ox](?=[-=]))?(-{2,}[->xo]|={2,}[=>xo]|-\.+-[>xo]?)(?:\s*\|([^|]*)\|)?/y;

function readLink(text: string, at: number): { text: string; length: number } | undefined {
	if (text[at] === "&") return { text: " & ", length: 1 };
	const plain = match(arrow, text, at);
	if (plain !== undefined) {
		const [all, back = "", body = "", label] = plain;
		return { text: canonical(back, body, label), length: all.length };
	}
	const found = match(labelled, text, at);
	if (found === undefined) return undefined;
	const [all, back = "", , label, end = ""] = found;
	return { text: canonical(back, end, label), length: all.length };
}

function canonical(back: string, body: string, label: string | undefined): string {
	const line = body.includes("=") ? "==" : body.includes(".") ? "-." : "--";
	const headed = /[>xo]$/.test(body);
	const end =
		line === "==" ? (headed ? ">" : "=") : line === "-." ? (headed ? "->" : "-") : headed ? ">" : "-";
	const text = label?.trim().replace(/^"(.*)"$/s, "$1");
	return ` ${back === "" ? "" : "<"}${line}${end}${text ? `|${text}|` : ""} `;
}

function shapesOf(statements: readonly Statement[]): Map<string, string> {
	const shapes = new Map<string, string>();
	for (const { content } of statements) {
		if (typeof content === "string") continue;
		for (const part of content) {
			if (part.kind === "node" && part.shape !== "") shapes.set(part.id, part.shape);
		}
	}
	return shapes;
}

/** Latin ids for all others, and each node's text at its first place. */
class Names {
	private readonly aliases = new Map<string, string>();
	private readonly written = new Set<string>();

	constructor(private readonly shapes: ReadonlyMap<string, string>) {}

	of(id: string): string {
		if (/^[A-Za-z0-9_-]+$/.test(id)) return id;
		const alias = this.aliases.get(id) ?? `id_${this.aliases.size + 1}_`;
		this.aliases.set(id, alias);
		return alias;
	}

	write(part: Part): string {
		if (part.kind === "link") return part.text;
		const name = this.of(part.id);
		if (this.written.has(part.id)) return name + part.className;
		this.written.add(part.id);
		return name + (this.shapes.get(part.id) ?? (name === part.id ? "" : `["${part.id}"]`)) + part.className;
	}
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
	pattern.lastIndex = at;
	return pattern.exec(text) ?? undefined;
}

function afterBlanks(text: string, at: number): number {
	let next = at;
	while (text[next] === " " || text[next] === "\t") next += 1;
	return next;
}
