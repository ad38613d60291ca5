import { type Layout, layOutLocalGraph, type Placed } from "./graph-layout.js";
import { attribute, type Html, html } from "./templates/html.js";
import type { LocalGraph } from "./view.js";

/**
 * The neighbourhood as a picture whose nodes are links: no script, colours from the style sheet. `name` is the
 * attribute that names it for readers who don't see it; `here` says that node 0 is the page itself.
 */
export function renderLocalGraph(graph: LocalGraph, name: Html, here = true): Html {
	const layout = layOutLocalGraph(graph);
	const spokes = graph.edges.filter(([a]) => a === 0);
	const chords = graph.edges.filter(([a]) => a !== 0);
	return html`<svg viewBox="0 0 ${layout.width} ${layout.height}" role="group"${name}>${drawEdges("chords", chords, layout)}${drawEdges("spokes", spokes, layout)}${graph.nodes
		.map((node, index) => drawNode(node, layout.nodes[index], here))
		// The page itself is drawn last, above the ends of its links.
		.reverse()}</svg>`;
}

function drawEdges(kind: string, edges: LocalGraph["edges"], { nodes }: Layout): Html | false {
	const path = edges.map(([a, b]) => {
		const from = nodes[a];
		const to = nodes[b];
		return from && to ? `M${from.x} ${from.y} ${to.x} ${to.y}` : "";
	});
	return path.length > 0 && html`<path class="${kind}" d="${path.join("")}"/>`;
}

/** The name is the label, or the title where the label is cut. */
function drawNode(
	node: LocalGraph["nodes"][number],
	placed: Placed | undefined,
	here: boolean,
): Html | false {
	if (!placed) return false;
	const { x, y, radius, lines, above } = placed;
	const place = html`${node.kind !== "note" && html` class="is-${node.kind}"`} transform="translate(${x} ${y})"`;
	const full = node.kind === "tag" ? `#${node.title}` : node.title;
	const inside = html`${(lines.length !== 1 || lines[0] !== full) && html`<title>${full}</title>`}<circle r="${radius}"/>${lines.map(
		(line, i) =>
			html`<text y="${above ? -radius - 5 - 13 * (lines.length - 1 - i) : radius + 13 * (i + 1)}">${line}</text>`,
	)}`;
	if (node.href === undefined || (node.kind === "self" && here)) return html`<g${place}>${inside}</g>`;
	return html`<a${attribute("href", node.href)}${place}>${inside}</a>`;
}
