import type { Text } from "mdast";
import type { Tag } from "../model/index.js";
import type { Report } from "./report.js";
import { isFullWidthPunctuation } from "./syntax/characters.js";
import { sourceOffset } from "./text.js";

/** `#学习，然后` is one tag to Obsidian, and hardly ever meant as one. */
export function reportTagPunctuation(tag: Tag, report: Report): void {
	const { name } = tag;
	let end = 0;
	while (end < name.length && !isFullWidthPunctuation(name.charCodeAt(end))) end++;
	if (end === name.length || end === 0) return;
	report.add({
		rule: "tag/punctuation",
		severity: "warning",
		message: `The tag “#${name}” holds the punctuation mark “${name[end]}”, which does not end a tag.`,
		span: tag.span,
		hint: `put a blank after the tag: “#${name.slice(0, end)} ${name.slice(end)}”`,
	});
}

/** `[text](my note.md)`: a blank ends the destination, so there is no link. */
export function reportMarkdownBlank(node: Text, source: string, report: Report): void {
	const { value } = node;
	for (let middle = value.indexOf("]("); middle >= 0; middle = value.indexOf("](", middle + 2)) {
		const destination = value.slice(middle + 2, middle + 302);
		const match = /^([^()<>\r\n]*\.(?:md|png|jpe?g|gif|svg|webp|pdf|canvas))\)/i.exec(destination);
		if (!match || !/\s/.test(match[1]!.trim())) continue;
		const before = Math.max(0, middle - 300);
		const open = before + value.slice(before, middle).lastIndexOf("[");
		if (open < before) continue;
		const start = sourceOffset(node, open, source);
		const end = sourceOffset(node, middle + 2 + match[0].length, source);
		report.add({
			rule: "link/blank-in-destination",
			severity: "warning",
			message: "This is no link, because its destination holds a blank.",
			span: { start, end },
			hint: `write %20 for each blank, or angle brackets: (<${match[1]}>)`,
		});
	}
}
