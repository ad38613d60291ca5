import { shownDepth, shownElements } from "./limits.js";
import type { OutputElement, OutputNode } from "./node.js";
import { type ParsedElement, parseXml } from "./parsed.js";

/**
 * Whether a drawing may stand in the page itself, where it takes on its colours. One with style sheets, pictures, filters
 * or repeated pieces is shown as a picture: there it can reach nothing, and looks as its author meant it.
 */
export function standsInPage(svg: string): boolean {
	return !/<(?:\w+:)?(?:style|image|use|filter|mask|pattern|foreignObject|symbol|switch|animate|set)\b/i.test(
		svg,
	);
}

/** An SVG text as a drawing for the page; undefined when it is no SVG, or too much of one. */
export function svgTree(svg: string, prefix: string): OutputElement | undefined {
	const root = parseXml(svg);
	return root === undefined ? undefined : filterSvg(root, prefix);
}

/**
 * A drawing made anew from the elements and attributes that draw. Ids get `prefix`, and so do the references to them;
 * nothing else can be referred to.
 */
export function filterSvg(root: ParsedElement, prefix: string): OutputElement | undefined {
	if (root.tag !== "svg") return undefined;
	let elements = 0;
	const visit = (node: ParsedElement, depth: number): OutputElement | undefined => {
		elements += 1;
		if (elements > shownElements || depth > shownDepth) return undefined;
		const lettered = lettering.has(node.tag);
		const children: OutputNode[] = [];
		for (const child of node.children) {
			if (typeof child === "string") {
				if (lettered) children.push(child);
			} else if ("tag" in child && drawing.has(child.tag) && !naming.has(node.tag)) {
				const kept = visit(child, depth + 1);
				if (kept === undefined) return undefined;
				children.push(kept);
			}
		}
		return { tag: node.tag, attributes: attributesOf(node, depth === 0, prefix), children };
	};
	const tree = visit(root, 0);
	return tree && named(tree);
}

/** A drawing that is called something is one picture to those who hear it; of any other they hear the texts. */
function named(svg: OutputElement): OutputElement {
	const called =
		svg.attributes.some(([name]) => name === "aria-label") ||
		svg.children.some((child) => typeof child === "object" && "tag" in child && child.tag === "title");
	return called ? { ...svg, attributes: [["role", "img"], ...svg.attributes] } : svg;
}

const drawing: ReadonlySet<string> = new Set(
	(
		"svg g defs marker clipPath linearGradient radialGradient stop polygon polyline line rect circle ellipse path text " +
		"tspan title desc"
	).split(" "),
);

/** Elements whose text is shown, or said. */
const lettering: ReadonlySet<string> = new Set(["text", "tspan", "title", "desc"]);

/** In these, markup would be HTML again. */
const naming: ReadonlySet<string> = new Set(["title", "desc"]);

const plain: ReadonlySet<string> = new Set(
	(
		"alignment-baseline aria-hidden baseline-shift clip-rule color cx cy d dominant-baseline dx dy fill fill-opacity " +
		"fill-rule font-family font-size font-style font-weight fx fy gradientTransform gradientUnits height " +
		"letter-spacing lengthAdjust markerHeight markerUnits markerWidth offset opacity orient paint-order points " +
		"preserveAspectRatio r refX refY rotate rx ry shape-rendering spreadMethod stop-color stop-opacity stroke " +
		"stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width " +
		"text-anchor text-decoration text-rendering textLength transform transform-origin vector-effect viewBox visibility " +
		"width word-spacing x x1 x2 y y1 y2"
	).split(" "),
);

/** Their value may name an element of the same drawing. */
const references: ReadonlySet<string> = new Set([
	"clip-path",
	"fill",
	"stroke",
	"marker-start",
	"marker-mid",
	"marker-end",
]);

function attributesOf(
	{ tag, attributes }: ParsedElement,
	root: boolean,
	prefix: string,
): readonly (readonly [string, string])[] {
	const kept = new Map<string, string>();
	for (const [name, value] of attributes) {
		const size = root && (name === "width" || name === "height");
		const clean = size ? sizeOf(value) : cleanValue(name, value, prefix);
		if (clean !== undefined && !kept.has(name)) kept.set(name, clean);
	}
	// Not every drawing says how large it is; one that only says its size has to scale as well.
	if (root && tag === "svg" && !kept.has("viewBox")) {
		const [width, height] = [kept.get("width"), kept.get("height")].map((size) =>
			Number.parseFloat(size ?? ""),
		);
		if (width && height) kept.set("viewBox", `0 0 ${width} ${height}`);
	}
	return [...kept];
}

function cleanValue(name: string, value: string, prefix: string): string | undefined {
	if (name === "id") return /^[\w.:-]{1,80}$/.test(value) ? prefix + value : undefined;
	if (name === "class")
		return (
			value
				.split(/\s+/)
				.filter((one) => /^chart-[\w-]{1,40}$/.test(one))
				.join(" ") || undefined
		);
	if (name === "style") return cleanStyle(value, prefix) || undefined;
	if (name === "aria-label") return value.slice(0, 1000);
	if (references.has(name)) return reference(value, prefix) ?? simple(value);
	return plain.has(name) ? simple(value) : undefined;
}

function reference(value: string, prefix: string): string | undefined {
	const id = /^url\(\s*["']?#([\w.:-]{1,80})["']?\s*\)$/.exec(value.trim())?.[1];
	return id === undefined ? undefined : `url(#${prefix}${id})`;
}

/**
 * Numbers, paths, colours, keywords, and custom properties with what stands in for them: no other function, so that
 * nothing in it can be an address.
 */
function simple(value: string): string | undefined {
	const bare = value.replace(
		/\b(?:rgba?|hsla?|var|light-dark|matrix|translate|scale|rotate|skewX|skewY)\(/g,
		"(",
	);
	return /[^\d\p{L}\s.,;%#()+'"_-]|[\p{L}\d_-]\(/u.test(bare) ? undefined : value;
}

/** The size of the drawing itself: nothing is larger than a large window. */
function sizeOf(value: string): string | undefined {
	const size = /^(\d{1,5}(?:\.\d{1,6})?)(px|pt|em|%)?$/.exec(value.trim());
	return size !== null && Number(size[1]) <= 4000 ? value.trim() : undefined;
}

function cleanStyle(style: string, prefix: string): string {
	const kept: string[] = [];
	for (const declaration of style.slice(0, 2000).split(";")) {
		const colon = declaration.indexOf(":");
		const name = declaration.slice(0, colon).trim().toLowerCase();
		const value = declaration.slice(colon + 1).trim();
		if (!styles.has(name)) continue;
		const clean = (references.has(name) ? reference(value, prefix) : undefined) ?? simple(value);
		if (clean !== undefined && clean !== "") kept.push(`${name}:${clean}`);
	}
	return kept.join(";");
}

/** Properties that colour and write; none that places, covers or moves. */
const styles: ReadonlySet<string> = new Set(
	(
		"clip-path dominant-baseline fill fill-opacity fill-rule font-family font-size font-style font-weight " +
		"letter-spacing opacity paint-order stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset " +
		"stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor"
	).split(" "),
);
