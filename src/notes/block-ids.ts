import type { Nodes, Parents, PhrasingContent, Table, Text } from "mdast";
import { type At, splitText } from "./text.js";

/** Offset of the `^` of the block id that each node carries. */
export type BlockOffsets = Map<Nodes, number>;

/** Ids at the end of a block belong to it (in a list to the item), ids on their own to the block before them. */
export function takeBlockIds(parent: Parents, source: string, at: At, offsets: BlockOffsets): void {
	for (let index = 0; index < parent.children.length; index++) {
		const child = parent.children[index]!;
		if (child.type === "table") takeIdRow(child, source, at, offsets);
		if (child.type !== "paragraph" && child.type !== "heading") continue;
		const id = takeTrailingId(child.children, source, at);
		if (!id) continue;
		const before = parent.children[index - 1];
		if (child.type === "paragraph" && child.children.length === 0 && before && parent.type !== "list") {
			carry(before, id, offsets);
			parent.children.splice(index--, 1);
		} else {
			carry(parent.type === "listItem" && index === 0 ? parent : child, id, offsets);
		}
	}
}

interface WrittenId {
	readonly id: string;
	readonly offset: number;
}

function carry(node: Nodes, { id, offset }: WrittenId, offsets: BlockOffsets): void {
	if (node.data?.block !== undefined) return;
	node.data = { ...node.data, block: id };
	offsets.set(node, offset);
}

/** ` ^id` at the end, or `^id` as all there is; removed from the text. */
function takeTrailingId(children: (PhrasingContent | Text)[], source: string, at: At): WrittenId | undefined {
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
	const [kept] = splitText(last, value.slice(0, caret).trimEnd().length, source, at);
	children.pop();
	if (kept.value !== "") children.push(kept);
	else if (children.at(-1)?.type === "break") children.pop();
	return { id: value.slice(start), offset };
}

function isIdCharacter(code: number): boolean {
	return (
		code === 45 || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
	);
}

/** `^id` on the line below a table is a row to GFM. */
function takeIdRow(table: Table, source: string, at: At, offsets: BlockOffsets): void {
	const row = table.children.length > 1 ? table.children.at(-1)! : undefined;
	const cell = row?.children.length === 1 ? row.children[0]! : undefined;
	if (cell?.children.length !== 1 || source[cell.position!.start.offset!] !== "^") return;
	const id = takeTrailingId(cell.children, source, at);
	if (!id) return;
	table.children.pop();
	carry(table, id, offsets);
}
