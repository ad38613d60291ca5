/** Results as a drawing, as answers in notes have it; nodes are links. */
import type { PanelGraph, ShownNode } from "../../../panel/index.js";
import { type DrawnNode, layOutGraph, lineHeight, radius } from "../../drawing/lay-out-graph.js";
import { make, siteUrl } from "../dom.js";

export function drawGraph({ nodes, edges, hidden }: PanelGraph): HTMLElement {
	const drawing = layOutGraph(nodes.map(labelOf), edges);
	const [, , width, height] = drawing.viewBox;
	const picture = svg("svg", {
		...{ viewBox: drawing.viewBox.join(" "), width: String(width), height: String(height) },
		...{ role: "group", "data-t-label": "queryGraph" },
	});
	for (const { path, types } of drawing.lines) {
		const line = svg("path", { d: path });
		line.append(named(types.join(", ")));
		picture.append(line);
	}
	picture.append(...drawing.nodes.map((node, i) => drawNode(node, nodes[i] as ShownNode)));
	const rest =
		hidden === 0
			? []
			: [make("p", { class: "query-remark", "data-t": "queryHidden", "data-n": String(hidden) })];
	return make("div", { class: "query-drawing" }, make("div", { class: "answer-graph" }, picture), ...rest);
}

function labelOf({ title, label }: ShownNode): string {
	return label === "Tag" ? `#${title.replace(/^#/, "")}` : title;
}

function drawNode({ x, y, lines }: DrawnNode, node: ShownNode): SVGElement {
	const { href, label } = node;
	const element = svg(href === undefined ? "g" : "a", {
		...(href !== undefined && { href: siteUrl(href).href }),
		class: `is-${label.toLowerCase()}`,
		transform: `translate(${x} ${y})`,
	});
	const full = labelOf(node);
	if (lines.length !== 1 || lines[0] !== full) element.append(named(full));
	element.append(svg("circle", { r: String(radius) }));
	for (const [i, line] of lines.entries()) {
		const text = svg("text", { y: String(radius + lineHeight * (i + 1) - 2) });
		text.textContent = line;
		element.append(text);
	}
	return element;
}

function named(text: string): SVGElement {
	const title = svg("title", {});
	title.textContent = text;
	return title;
}

function svg(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
	const element = document.createElementNS("http://www.w3.org/2000/svg", name);
	for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
	return element;
}
