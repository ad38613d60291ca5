import type { OutputNode } from "../../../outputs/node.js";

const svgNamespace = "http://www.w3.org/2000/svg";

/** A tree of what passed the filters as elements; texts stay texts. */
export function toDom(nodes: readonly OutputNode[], inSvg = false): Node[] {
	return nodes.flatMap((node) => {
		if (typeof node === "string") return [document.createTextNode(node)];
		if ("markup" in node) return mathIn(node.markup);
		const svg = inSvg || node.tag === "svg";
		const element = svg ? document.createElementNS(svgNamespace, node.tag) : document.createElement(node.tag);
		for (const [name, value] of node.attributes) element.setAttribute(name, value);
		element.append(...toDom(node.children, svg && node.tag !== "title" && node.tag !== "desc"));
		return [element];
	});
}

/** MathML as it was written from a list of what is allowed; a document of its own runs and loads nothing. */
function mathIn(markup: string): Node[] {
	const math = new DOMParser().parseFromString(markup, "text/html").querySelector("math");
	return math === null ? [] : [document.importNode(math, true)];
}
