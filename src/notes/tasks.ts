import type { ListItem } from "mdast";
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
