import type {
	Blockquote,
	ListItem,
	Nodes,
	Paragraph,
	Parents,
	PhrasingContent,
	RootContent,
	Table,
	Text,
} from "mdast";
import type { Point } from "unist";
import type { CalloutNode, CalloutTitle } from "../model/index.js";
import { shapeFields } from "./fields.js";
import { sourceOffset, splitAtLineEnd, splitText } from "./text.js";

/** What is known of blocks besides the tree itself, until the lists of the note are made. */
export interface Shape {
	/** Offset of the `^` of the block id that the node carries. */
	readonly blockOffsets: Map<Nodes, number>;
	/** The character in the brackets of a task, and the offset of the `[`. */
	readonly tasks: Map<Nodes, { readonly status: string; readonly offset: number }>;
}

/**
 * Makes callouts of quotes that start with `[!type]`, tasks of list items that start with `[x]`, takes block ids
 * out of the text and onto their blocks, and finds inline fields. In place, from the outside in.
 */
export function shapeBlocks(tree: Parents, source: string, at: (offset: number) => Point): Shape {
	const shape: Shape = { blockOffsets: new Map(), tasks: new Map() };
	const hasIds = source.includes("^");
	const hasFields = source.includes("::");
	visit(tree);
	return shape;

	function visit(parent: Parents): void {
		if (parent.type === "blockquote") shapeCallout(parent, source, at);
		if (parent.type === "listItem") shapeTask(parent, source, at, shape);
		if (hasIds) takeBlockIds(parent, source, shape);
		for (const child of parent.children) {
			if (child.type === "paragraph") {
				if (hasFields) shapeFields(child, source, at);
			} else if ("children" in child && isContainer(child)) {
				visit(child);
			}
		}
	}
}

function isContainer(node: Nodes): boolean {
	return (
		node.type === "blockquote" ||
		node.type === "list" ||
		node.type === "listItem" ||
		node.type === "footnoteDefinition" ||
		node.type === "callout"
	);
}

/** `[!type|meta]+ title` on a quote's first line; the rest of its first paragraph is the callout's text. */
function shapeCallout(quote: Blockquote, source: string, at: (offset: number) => Point): void {
	const first = quote.children[0];
	const head = first?.type === "paragraph" ? first.children[0] : undefined;
	if (first?.type !== "paragraph" || head?.type !== "text") return;
	// An escaped bracket gives the same text.
	if (source[head.position!.start.offset!] !== "[") return;
	const marker = /^\[!([^\][\r\n|]+)(?:\|[^\][\r\n]*)?\]([+-]?)[ \t]*/.exec(head.value.slice(0, 500));
	const kind = marker?.[1]?.trim().toLowerCase();
	if (!marker || !kind) return;
	const [, rest] = splitText(head, marker[0].length, source, at);
	const inline = rest.value === "" ? first.children.slice(1) : [rest, ...first.children.slice(1)];
	const [title, body] = splitAtLineEnd(inline, source, at);
	const titleNode: CalloutTitle = {
		type: "calloutTitle",
		children: title,
		position: { start: rest.position!.start, end: title.at(-1)?.position?.end ?? rest.position!.start },
	};
	const blocks: RootContent[] = [titleNode];
	if (body.length > 0) blocks.push(paragraphOf(body, first));
	blocks.push(...quote.children.slice(1));
	const callout = quote as unknown as CalloutNode;
	callout.type = "callout";
	callout.kind = kind;
	if (marker[2]) callout.fold = marker[2] === "+" ? "open" : "closed";
	callout.children = blocks;
}

function paragraphOf(children: PhrasingContent[], whole: Paragraph): Paragraph {
	const start = children[0]?.position?.start ?? whole.position!.start;
	return { type: "paragraph", children, position: { start, end: whole.position!.end } };
}

/** GFM knows `[ ]` and `[x]`; any other character in the brackets makes a task that is done in some way. */
function shapeTask(item: ListItem, source: string, at: (offset: number) => Point, shape: Shape): void {
	const first = item.children[0];
	if (first?.type !== "paragraph") return;
	if (typeof item.checked === "boolean") {
		const offset = source.indexOf("[", item.position!.start.offset!);
		shape.tasks.set(item, { status: item.checked ? source[offset + 1]! : " ", offset });
		return;
	}
	const head = first.children[0];
	if (head?.type !== "text") return;
	const marker = /^\[([^\][\r\n\\])\](?:[ \t]+|$)/u.exec(head.value.slice(0, 100));
	if (
		!marker ||
		(marker[0].length === head.value.length && first.children.length > 1 && !/\s$/.test(marker[0]))
	) {
		return;
	}
	shape.tasks.set(item, { status: marker[1]!, offset: sourceOffset(head, 0, source) });
	item.checked = marker[1] !== " ";
	const [, rest] = splitText(head, marker[0].length, source, at);
	if (rest.value === "") first.children.shift();
	else first.children[0] = rest;
}

/** Ids at the end of a block belong to it (in a list to the item), ids on their own to the block before them. */
function takeBlockIds(parent: Parents, source: string, shape: Shape): void {
	for (let index = 0; index < parent.children.length; index++) {
		const child = parent.children[index]!;
		if (child.type === "table") takeIdRow(child, source, shape);
		if (child.type !== "paragraph" && child.type !== "heading") continue;
		const id = takeTrailingId(child.children, source);
		if (!id) continue;
		const before = parent.children[index - 1];
		if (child.type === "paragraph" && child.children.length === 0 && before && parent.type !== "list") {
			carry(before, id, shape);
			parent.children.splice(index--, 1);
		} else {
			carry(parent.type === "listItem" && index === 0 ? parent : child, id, shape);
		}
	}
}

interface WrittenId {
	readonly id: string;
	readonly offset: number;
}

function carry(node: Nodes, { id, offset }: WrittenId, shape: Shape): void {
	if (node.data?.block !== undefined) return;
	node.data = { ...node.data, block: id };
	shape.blockOffsets.set(node, offset);
}

/** ` ^id` at the end, or `^id` as all there is; removed from the text. */
function takeTrailingId(children: (PhrasingContent | Text)[], source: string): WrittenId | undefined {
	const last = children.at(-1);
	if (last?.type !== "text") return undefined;
	const { value } = last;
	let start = value.length;
	while (start > 0 && isIdCharacter(value.charCodeAt(start - 1))) start--;
	if (start === value.length || value[start - 1] !== "^") return undefined;
	const caret = start - 1;
	const alone = caret === 0 && children.length === 1;
	if (!alone && !/\s/.test(value[caret - 1] ?? "")) return undefined;
	const end = last.position!.end.offset!;
	const offset = end - (value.length - caret);
	if (source[offset] !== "^" || source[offset - 1] === "\\") return undefined;
	const kept = value.slice(0, caret).trimEnd();
	if (kept === "") children.pop();
	else last.value = kept;
	if (kept === "" && children.at(-1)?.type === "break") children.pop();
	return { id: value.slice(start), offset };
}

function isIdCharacter(code: number): boolean {
	return (
		code === 45 || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
	);
}

/** `^id` on the line below a table is a row to GFM. */
function takeIdRow(table: Table, source: string, shape: Shape): void {
	const row = table.children.length > 1 ? table.children.at(-1)! : undefined;
	const cell = row?.children.length === 1 ? row.children[0]! : undefined;
	if (cell?.children.length !== 1 || source[cell.position!.start.offset!] !== "^") return;
	const id = takeTrailingId(cell.children, source);
	if (!id) return;
	table.children.pop();
	carry(table, id, shape);
}
