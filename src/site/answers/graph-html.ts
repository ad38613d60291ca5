import type { AnswerGraph, AnswerLink } from "../../model/index.js";
import { type DrawnLine, type DrawnNode, layOutGraph, lineHeight, radius } from "../drawing/lay-out-graph.js";
import { escapeHtml } from "../escape.js";
import { say } from "../interface.js";
import { type Place, targetOf } from "./place.js";

/** A drawing whose nodes are links: no script, colours from the style sheet. */
export function graphHtml({ nodes, edges }: AnswerGraph, place: Place): string {
	if (nodes.length === 0) return "";
	const { viewBox, ...drawing } = layOutGraph(
		nodes.map(({ text }) => text),
		edges,
	);
	const { ui } = place.state.index;
	const [, , width, height] = viewBox;
	const drawn = drawing.nodes.map((node, i) => nodeSvg(node, nodes[i]!, place));
	return `<div class="answer-graph" role="group" tabindex="0" aria-label="${say(ui, "answerGraph")}" data-t-label="answerGraph"><svg viewBox="${viewBox.join(" ")}" width="${width}" height="${height}">${drawing.lines.map(lineSvg).join("")}${drawn.join("")}</svg></div>`;
}

function lineSvg({ path, types }: DrawnLine): string {
	return `<path d="${path}"><title>${escapeHtml(types.join(", "))}</title></path>`;
}

/** The name is the label, or the whole text where the label is cut. */
function nodeSvg({ x, y, lines }: DrawnNode, link: AnswerLink, place: Place): string {
	const { href, kind } = targetOf(link, place);
	const title = lines.length === 1 && lines[0] === link.text ? "" : `<title>${escapeHtml(link.text)}</title>`;
	const labels = lines.map(
		(line, i) => `<text y="${radius + lineHeight * (i + 1) - 2}">${escapeHtml(line)}</text>`,
	);
	const inside = `${title}<circle r="${radius}"/>${labels.join("")}`;
	const at = ` class="is-${kind}" transform="translate(${x} ${y})"`;
	return href === undefined ? `<g${at}>${inside}</g>` : `<a href="${href}"${at}>${inside}</a>`;
}
