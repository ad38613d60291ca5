import type { ElementContent } from "hast";
import type { Emphasis } from "mdast";
import type { Handler } from "./rendering.js";
import { hasHan, plainText } from "./text.js";

/**
 * In a note of Han script stress is a dot under each character, but letters have their italics there as well: a
 * phrase without Han is marked as such, and in one of both kinds the letters, which take no dots.
 */
export const emphasis: Handler<Emphasis> = ({ marks, parsed }, state, node) => {
	const children = state.all(node);
	const em = { type: "element", tagName: "em", properties: {}, children } as const;
	if (!/^(?:zh|ja|ko)\b/.test(parsed.note.lang)) return em;
	if (!hasHan(plainText(node, parsed.note.links, phraseLength))) {
		return marks.element("em", { attributes: letters }, children);
	}
	return { ...em, children: children.flatMap((child) => (child.type === "text" ? cut(child.value) : child)) };

	function cut(text: string): ElementContent[] {
		return text
			.split(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d]+)/u)
			.map((value, index): ElementContent => {
				const content = { type: "text", value } as const;
				return index % 2 === 0 ? content : marks.element("span", { attributes: letters }, [content]);
			});
	}
};

const letters = [["class", "letters"]] as const;

/** UTF-16 units that are looked at. */
const phraseLength = 400;
