import type { ListItem, Paragraph } from "mdast";
import { type At, sourceOffset, splitText } from "./text.js";

/** The character in the brackets of a task, and the offset of the `[`. */
export interface WrittenTask {
	readonly status: string;
	readonly offset: number;
}

/** GFM knows `[ ]` and `[x]`; any other character in the brackets makes a task that is done in some way. */
export function shapeTask(item: ListItem, source: string, at: At): WrittenTask | undefined {
	const first = item.children[0];
	if (first?.type !== "paragraph") return undefined;
	if (typeof item.checked === "boolean") {
		const offset = source.indexOf("[", item.position!.start.offset!);
		repairStart(first, offset + 3, source, at);
		return { status: item.checked ? source[offset + 1]! : " ", offset };
	}
	const head = first.children[0];
	if (head?.type !== "text") return undefined;
	const marker = /^\[([^\][\r\n\\])\](?:[ \t]+|$)/u.exec(head.value.slice(0, 100));
	if (
		!marker ||
		(marker[0].length === head.value.length && first.children.length > 1 && !/\s$/.test(marker[0]))
	) {
		return undefined;
	}
	const offset = sourceOffset(head, 0, source);
	item.checked = marker[1] !== " ";
	const [, rest] = splitText(head, marker[0].length, source, at);
	if (rest.value === "") first.children.shift();
	else first.children[0] = rest;
	return { status: marker[1]!, offset };
}

/** A text that starts on the line below its brackets is given a place in between by mdast-util-gfm-task-list-item. */
function repairStart(paragraph: Paragraph, end: number, source: string, at: At): void {
	const head = paragraph.children[0];
	const start = paragraph.position!.start.offset!;
	if (head?.type !== "text" || !/[\r\n]/.test(source.slice(end, start))) return;
	const point = at(start + /^[ \t>]*/.exec(source.slice(start, head.position!.end.offset))![0].length);
	head.position!.start = point;
	paragraph.position!.start = point;
}
