/**
 * What a cell gave, as a tree: the compiler writes it as HTML, the browser makes elements of it. Whatever a record
 * says is text in here until one of the filters beside this file has let it become an element.
 */
export type OutputNode = string | OutputElement | SafeMarkup;

export interface OutputElement {
	/** Elements inside `svg` are SVG's. */
	readonly tag: string;
	readonly attributes: readonly (readonly [name: string, value: string])[];
	readonly children: readonly OutputNode[];
}

/** MathML that was written from a list of what is allowed (body/mathml.ts). */
export interface SafeMarkup {
	readonly markup: string;
}

type Attributes = Readonly<Record<string, string | number | false | undefined>>;

/** `el("p", { class: "x" }, "text")`; attributes that are `undefined` or `false` are left out. */
export function el(
	tag: string,
	attributes: Attributes = {},
	...children: readonly (OutputNode | false | undefined)[]
): OutputElement {
	const kept: (readonly [string, string])[] = [];
	for (const [name, value] of Object.entries(attributes))
		if (value !== undefined && value !== false) kept.push([name, String(value)]);
	return {
		tag,
		attributes: kept,
		children: children.filter((child) => child !== undefined && child !== false),
	};
}
