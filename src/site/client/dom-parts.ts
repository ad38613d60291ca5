/**
 * An element from its parts. Text becomes text nodes, so what comes from notes is never read as HTML; that is
 * why nothing in the browser's code sets `innerHTML`.
 */
export function make<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	attributes: Readonly<Record<string, string>> = {},
	...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
	element.append(...children);
	return element;
}

/** An icon of 24 × 24 units, drawn with lines. */
export function icon(path: string): SVGSVGElement {
	const namespace = "http://www.w3.org/2000/svg";
	const svg = document.createElementNS(namespace, "svg");
	svg.setAttribute("viewBox", "0 0 24 24");
	svg.setAttribute("class", "icon");
	svg.setAttribute("aria-hidden", "true");
	const line = document.createElementNS(namespace, "path");
	line.setAttribute("d", path);
	svg.append(line);
	return svg;
}
