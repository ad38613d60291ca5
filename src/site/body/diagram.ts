import type { Code, Nodes } from "mdast";
import type { BodyParts, Diagnostic, ParsedNote } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import { codeHtml } from "./code.js";
import { normaliseFlowchart } from "./flowchart.js";
import { isDiagram, type Leaf } from "./leaf.js";
import { readSvg, SvgError } from "./svg.js";

/** Layout takes more than linear time, so that the size of a diagram is bounded before it starts. */
const maxSource = 5_000;
const maxLines = 200;
/** Edges that the lines of a diagram may give; `a & b --> c & d` gives four. */
const maxEdges = 120;
/** The same for all diagrams of one note. */
const maxNoteEdges = 360;

type RenderMermaid = (text: string, options: Record<string, unknown>) => string;

/** Mermaid diagrams as inline SVG, laid out at build time; other kinds of diagram are shown as their source. */
export async function createDiagrams(
	parsed: ParsedNote,
	nodes: readonly Nodes[],
	diagnostics: Diagnostic[],
): Promise<(node: Code) => Leaf> {
	const blocks = nodes.filter((node) => node.type === "code").filter(isDiagram);
	const wanted = blocks.some((node) => problemOf(node.value) === undefined);
	const render: RenderMermaid | undefined = wanted
		? (await import("beautiful-mermaid")).renderMermaidSVG
		: undefined;
	let count = 0;
	let edges = 0;
	return (node) => {
		count += 1;
		edges += edgesOf(node.value);
		const drawn = edges > maxNoteEdges ? tooLarge : draw(node.value, `d-${count}`, render);
		if (!(drawn instanceof Problem)) return { parts: drawn, text: node.value };
		diagnostics.push(diagnose(parsed, node, drawn));
		const source = codeHtml(escapeHtml(node.value), "mermaid");
		return { parts: [`<figure class="diagram diagram-source">${source}</figure>`], text: node.value };
	};
}

class Problem {
	constructor(
		readonly rule: "diagram/unsupported" | "diagram/too-large" | "diagram/error",
		readonly message: string,
	) {}
}

function draw(source: string, id: string, render: RenderMermaid | undefined): BodyParts | Problem {
	const problem = problemOf(source);
	if (problem !== undefined) return problem;
	if (render === undefined) return new Problem("diagram/error", "cannot be drawn");
	try {
		const svg = readSvg(render(prepared(source), layout), id);
		return ['<figure class="diagram" tabindex="0">', ...svg, "</figure>"];
	} catch (error) {
		const reason = error instanceof SvgError ? "has nothing to draw" : messageOf(error);
		return new Problem("diagram/error", `cannot be drawn: ${reason}`);
	}
}

/** The colours come later, from the page. */
const layout = { transparent: true, padding: 16 };

function problemOf(source: string): Problem | undefined {
	const kind = kindOf(source);
	if (!supported.has(kind))
		return new Problem("diagram/unsupported", `of kind “${kind}” is shown as its source`);
	if (source.length > maxSource || source.split("\n").length > maxLines || edgesOf(source) > maxEdges) {
		return tooLarge;
	}
	return undefined;
}

const tooLarge = new Problem("diagram/too-large", "is too large to be drawn, and shown as its source");

const supported: ReadonlySet<string> = new Set([
	...["graph", "flowchart", "stateDiagram", "stateDiagram-v2", "sequenceDiagram", "classDiagram"],
	...["erDiagram", "xychart", "xychart-beta"],
]);

function kindOf(source: string): string {
	const line = withoutDirectives(source).trim();
	return /^[\w-]{1,40}/.exec(line)?.[0] ?? "";
}

/** At least as many as there will be: ampersands multiply, and a line can hold a chain. */
function edgesOf(source: string): number {
	let edges = 0;
	for (const line of source.split("\n")) {
		const ampersands = line.split("&").length;
		const links = line.split(/--|==|-\.|\.\./).length - 1;
		edges += links * ampersands * ampersands;
	}
	return edges;
}

function prepared(source: string): string {
	const text = withoutDirectives(source);
	return /^(?:graph|flowchart)/.test(kindOf(source)) ? normaliseFlowchart(text) : text;
}

/** Without settings, comments, and what would make nodes do something when they are clicked. */
function withoutDirectives(source: string): string {
	return source
		.replace(/^\s*---\n[\s\S]*?\n---(?:\n|$)/, "")
		.split("\n")
		.filter((line) => !/^\s*(?:%%|click\s|href\s|link\s|links\s|callback\s)/.test(line))
		.join("\n");
}

function messageOf(error: unknown): string {
	const message = error instanceof Error ? error.message : "";
	return message.split("\n")[0]?.slice(0, 200).replace(/\.$/, "") || "it cannot be read";
}

function diagnose({ note }: ParsedNote, node: Code, problem: Problem): Diagnostic {
	const start = node.position?.start;
	const position = { line: start?.line ?? 1, column: start?.column ?? 1, offset: start?.offset ?? 0 };
	return {
		rule: problem.rule,
		severity: problem.rule === "diagram/error" ? "warning" : "info",
		message: `A diagram ${problem.message}.`,
		path: note.path,
		position,
		span: { start: position.offset, end: node.position?.end.offset ?? position.offset },
	};
}
