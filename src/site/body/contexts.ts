import type { Nodes, Parents } from "mdast";
import type { BodyParts } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import type { Leaf } from "./leaf.js";
import type { Rendering } from "./rendering.js";
import { sentenceAround } from "./sentence.js";
import { dataOf, linkText, ownText, plainText } from "./text.js";
import { merged } from "./write-parts.js";

/** A run of the text around links: text and code can be cut anywhere, mathematics (`leaf`) stays whole. */
interface Piece {
	readonly text: string;
	readonly kind: "text" | "code" | "leaf";
	/** Index into the note's links, for the piece that one of them shows. */
	readonly link?: number;
	readonly leaf?: Leaf;
}

/**
 * For each link of the note the sentence around it: from its own paragraph, heading, table row or callout
 * title. Links that are not shown have none.
 */
export function linkContexts(rendering: Rendering, strictLineBreaks: boolean): readonly BodyParts[] {
	const { parsed } = rendering;
	const contexts: BodyParts[] = parsed.note.links.map(() => []);
	for (const line of linesOf(rendering)) {
		const pieces = piecesOf(line, rendering, strictLineBreaks);
		if (pieces.some((piece) => piece.link !== undefined)) addContexts(pieces, contexts);
	}
	return contexts;
}

/** The nodes that hold a line of text, inner ones after outer ones; none inside comments. */
function linesOf({ parsed, survey }: Rendering): Parents[] {
	const lines: Parents[] = [];
	const visit = (node: Nodes): void => {
		if (node.type === "comment" || survey.hidden.has(node) || !("children" in node)) return;
		if (lineTypes.has(node.type)) lines.push(node);
		for (const child of node.children) visit(child);
	};
	visit(parsed.tree);
	return lines;
}

const lineTypes: ReadonlySet<string> = new Set([
	"paragraph",
	"heading",
	"tableRow",
	"calloutTitle",
	"inlineFootnote",
]);

function piecesOf(line: Parents, rendering: Rendering, strict: boolean): Piece[] {
	const { survey, leaves, parsed } = rendering;
	const links = parsed.note.links;
	const pieces: Piece[] = [];
	const visit = (node: Nodes): void => {
		const link = linkOf(node);
		if (survey.hidden.has(node)) return;
		if (link !== undefined && node.type !== "embed" && "children" in node) {
			pieces.push({ kind: "text", text: plainText(node, links, 200) || linkText(links[link]), link });
			for (const child of node.children) if (linkOf(child) !== undefined) visit(child);
		} else if (link !== undefined) pieces.push({ kind: "text", text: linkText(links[link]), link });
		else if (node.type === "inlineCode") pieces.push({ kind: "code", text: node.value });
		else if (node.type === "inlineMath") pieces.push(mathPiece(node, leaves.get(node)));
		else if (node.type === "text") {
			const text = survey.texts.get(node) ?? node.value;
			pieces.push({
				kind: "text",
				text: strict ? text.replace(/\n/g, " ") : text.replaceAll("\u2028", "\n"),
			});
		} else if ("children" in node && !left.has(node.type)) {
			if (node.type === "field") pieces.push({ kind: "text", text: `${node.key}: ` });
			if (node.type === "tableCell" && pieces.length > 0) pieces.push({ kind: "text", text: " · " });
			for (const child of node.children) visit(child);
		} else pieces.push({ kind: "text", text: ownText(node, links) });
	};
	for (const child of line.children) visit(child);
	return pieces.filter((piece) => piece.text !== "" || piece.link !== undefined);
}

/** What has a context of its own, or is never shown. */
const left: ReadonlySet<string> = new Set(["comment", "inlineFootnote", "footnoteReference"]);

function linkOf(node: Nodes): number | undefined {
	return dataOf(node)?.link;
}

function mathPiece(node: Nodes & { value: string }, leaf: Leaf | undefined): Piece {
	return { kind: "leaf", text: node.value, ...(leaf === undefined ? {} : { leaf }) };
}

function addContexts(pieces: readonly Piece[], contexts: BodyParts[]): void {
	const starts: number[] = [];
	let length = 0;
	for (const { text } of pieces) {
		starts.push(length);
		length += text.length;
	}
	// Stops count in running text alone: in code, formulas and names they are letters like any other.
	const running = pieces
		.map(({ kind, link, text }) => (kind === "text" && link === undefined ? text : text.replace(stops, ",")))
		.join("");
	for (const [index, piece] of pieces.entries()) {
		if (piece.link === undefined || contexts[piece.link] === undefined) continue;
		const start = starts[index] ?? 0;
		const range = sentenceAround(running, start, start + piece.text.length);
		contexts[piece.link] = merged([
			range.cutStart ? "…" : "",
			...side(pieces, starts, index, -1, range.start),
			{ slot: "here", html: escapeHtml(piece.text) },
			...side(pieces, starts, index, 1, range.end),
			range.cutEnd ? "…" : "",
		]);
	}
}

const stops = /[。！？；.!?\n]/g;

/** The pieces before or after the link's own, as far as the sentence reaches. */
function side(
	pieces: readonly Piece[],
	starts: readonly number[],
	index: number,
	step: -1 | 1,
	limit: number,
): string[] {
	const parts: string[] = [];
	for (let at = index + step; at >= 0 && at < pieces.length; at += step) {
		const piece = pieces[at] as Piece;
		const start = starts[at] ?? 0;
		const end = start + piece.text.length;
		if (step < 0 ? end <= limit && piece.text !== "" : start >= limit) break;
		const from = step < 0 ? Math.max(0, limit - start) : 0;
		const to = step < 0 ? piece.text.length : Math.min(piece.text.length, limit - start);
		parts.push(pieceHtml(piece, from, to));
	}
	return step < 0 ? parts.reverse() : parts;
}

function pieceHtml({ kind, text, leaf }: Piece, from: number, to: number): string {
	const whole = from === 0 && to === text.length;
	if (kind === "leaf" && whole)
		return (leaf?.parts ?? []).filter((part) => typeof part === "string").join("");
	if (kind === "leaf") return "";
	const escaped = escapeHtml(text.slice(from, to).replace(/\s+/g, " "));
	return kind === "code" ? `<code>${escaped}</code>` : escaped;
}
