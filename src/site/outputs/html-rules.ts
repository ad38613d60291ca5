/**
 * What elements of HTML in an output may say, of those that are shown at all (`model/html-elements.ts`): as raw HTML in a
 * note (body/sanitise.ts), without what names files of the vault, without ids, and with pictures only as data. No class, no
 * style: a cell can neither cover the page nor look like it.
 */

/** Elements that stand nowhere but inside these: the HTML parser and a tree of nodes must not disagree. */
export const htmlParents: ReadonlyMap<string, ReadonlySet<string>> = new Map(
	Object.entries({
		caption: "table",
		col: "colgroup table",
		colgroup: "table",
		summary: "details",
		tbody: "table",
		thead: "table",
		tfoot: "table",
		tr: "table tbody thead tfoot",
		td: "tr",
		th: "tr",
		li: "ul ol",
		dt: "dl div",
		dd: "dl div",
	}).map(([name, parents]) => [name, new Set(parents.split(" "))] as const),
);

const length = /^\d{1,4}%?$/;
const number = /^\d{1,5}$/;
const quantity = /^-?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})$/;
const align = /^(?:left|center|right|justify)$/i;

const anywhere: Readonly<Record<string, RegExp>> = {
	title: /^[\s\S]{0,1000}$/,
	lang: /^[\w-]{1,35}$/,
	dir: /^(?:ltr|rtl|auto)$/i,
	align,
};

const special: ReadonlyMap<string, Readonly<Record<string, RegExp>>> = new Map(
	Object.entries({
		a: { href: /^(?:https?:\/\/|mailto:)[^\s"'<>\\]{1,2000}$/i },
		img: {
			src: /^data:image\/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/]+={0,2}$/,
			alt: /^[\s\S]{0,1000}$/,
			width: length,
			height: length,
		},
		details: { open: /^[\s\S]{0,10}$/ },
		col: { span: number },
		colgroup: { span: number },
		li: { value: /^-?\d{1,9}$/ },
		meter: {
			value: quantity,
			min: quantity,
			max: quantity,
			low: quantity,
			high: quantity,
			optimum: quantity,
		},
		progress: { value: quantity, max: quantity },
		ol: { start: /^-?\d{1,9}$/, reversed: /^[\s\S]{0,10}$/, type: /^[1aAiI]$/ },
		table: { width: length },
		td: { colspan: number, rowspan: number, width: length },
		th: { colspan: number, rowspan: number, width: length, scope: /^(?:col|row|colgroup|rowgroup)$/ },
		time: { datetime: /^[\w:+. -]{1,60}$/ },
	}),
);

/** Whether an attribute may stay with this value. */
export function allowsHtml(element: string, name: string, value: string): boolean {
	const own = special.get(element);
	const rule =
		own !== undefined && Object.hasOwn(own, name)
			? own[name]
			: Object.hasOwn(anywhere, name)
				? anywhere[name]
				: undefined;
	return rule?.test(value) ?? false;
}
