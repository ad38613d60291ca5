import type { Element, ElementContent } from "hast";
import type { Table, TableRow } from "mdast";
import type { State } from "mdast-util-to-hast";
import { blockElement, type Handler, type Rendering } from "./rendering.js";
import { plainText } from "./text.js";

/** In a box that scrolls when the table is wide; the box needs a name, and the columns give it. */
export const table: Handler<Table> = (rendering, state, node) => {
	const [head, ...body] = node.children;
	const children: ElementContent[] = [];
	if (head !== undefined) children.push(group("thead", [rowElement(rendering, state, node, head, "th")]));
	if (body.length > 0) {
		children.push(
			group(
				"tbody",
				body.map((row) => rowElement(rendering, state, node, row, "td")),
			),
		);
	}
	return blockElement(
		rendering,
		"div",
		node,
		[{ type: "element", tagName: "table", properties: {}, children }],
		{
			attributes: [
				["class", "table"],
				["role", "group"],
				["tabindex", "0"],
				["aria-label", columnNames(rendering, head) || "▦"],
			],
		},
	);
};

function group(tagName: string, rows: Element[]): Element {
	return { type: "element", tagName, properties: {}, children: rows };
}

function columnNames({ parsed }: Rendering, head: TableRow | undefined): string {
	return (head?.children ?? [])
		.slice(0, 8)
		.map((cell) => plainText(cell, parsed.note.links, 24))
		.filter((name) => name !== "")
		.join(" · ");
}

/** As many cells as the table has columns: what is missing is empty, what is too much is left out, as in GFM. */
function rowElement(
	{ marks }: Rendering,
	state: State,
	{ align }: Table,
	row: TableRow,
	tagName: "td" | "th",
): Element {
	const cells: ElementContent[] = [];
	const columns = align?.length ?? row.children.length;
	for (let column = 0; column < columns; column += 1) {
		const cell = row.children[column];
		const side = align?.[column];
		const attributes = side ? [["style", `text-align:${side}`] as const] : [];
		const children = cell === undefined ? [] : state.all(cell);
		// A column without a name has no header, only an empty cell above it.
		const name = children.length === 0 ? "td" : tagName;
		cells.push(marks.element(name, { attributes }, children, name === "th" ? { scope: "col" } : {}));
	}
	return { type: "element", tagName: "tr", properties: {}, children: cells };
}
