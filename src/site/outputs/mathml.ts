import { escapeHtml } from "../escape.js";

/** A node of Temml's tree: a text, or an element (a fragment when it has no type). */
export interface MathTree {
	readonly type?: string;
	readonly text?: string;
	readonly attributes?: Readonly<Record<string, unknown>>;
	readonly classes?: readonly string[];
	readonly style?: Readonly<Record<string, unknown>>;
	readonly children?: readonly MathTree[];
}

/**
 * Writes MathML from Temml's tree and not from its text, so that only what is listed here can come out: MathML
 * has no scripts, but links, and styles that could name other hosts. Undefined when it grows beyond `limit`.
 */
export function writeMathMl(tree: MathTree, limit: number): string | undefined {
	const parts: string[] = [];
	let length = 0;
	const write = (text: string): void => {
		parts.push(text);
		length += text.length;
	};
	const visit = (node: MathTree): void => {
		if (length > limit) return;
		if (node.text !== undefined) write(escapeHtml(String(node.text)));
		const shown = node.type !== undefined && elements.has(node.type);
		if (shown) write(`<${node.type}${attributesOf(node)}>`);
		for (const child of node.children ?? []) visit(child);
		if (shown) write(`</${node.type}>`);
	};
	visit(tree);
	return length > limit ? undefined : parts.join("");
}

function attributesOf(node: MathTree): string {
	let text = "";
	for (const [name, value] of Object.entries(node.attributes ?? {})) {
		if (attributes.has(name)) text += ` ${name}="${escapeHtml(String(value))}"`;
	}
	const classes = (node.classes ?? []).filter((name) => /^[\w-]{1,40}$/.test(name));
	if (classes.length > 0) text += ` class="${classes.join(" ")}"`;
	const style = styleOf(node.style ?? {});
	return style === "" ? text : `${text} style="${style}"`;
}

/** Declarations of one simple value: lengths, colours and keywords; no functions but `rgb()` and `hsl()`. */
function styleOf(style: Readonly<Record<string, unknown>>): string {
	return Object.entries(style)
		.filter(([name, value]) => /^[a-zA-Z]{1,30}$/.test(name) && simpleValue.test(String(value)))
		.map(([name, value]) => `${name.replace(/[A-Z]/g, (char) => `-${char.toLowerCase()}`)}:${value}`)
		.join(";");
}

const simpleValue = /^(?:(?:rgb|hsl)a?\([\d\s.,%]{1,40}\)|[\w\s.%#-]{1,60})$/;

const elements: ReadonlySet<string> = new Set(
	(
		"math semantics annotation menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts " +
		"mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover"
	).split(" "),
);

const attributes: ReadonlySet<string> = new Set(
	(
		"accent accentunder columnalign columnlines columnspacing columnspan depth dir display displaystyle encoding " +
		"fence form height largeop linebreak linethickness lspace mathbackground mathcolor mathsize mathvariant " +
		"maxsize minsize movablelimits notation rowalign rowlines rowspacing rowspan rspace scriptlevel separator " +
		"stretchy symmetric voffset width"
	).split(" "),
);
