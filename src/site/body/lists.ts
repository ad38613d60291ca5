import type { Element, ElementContent } from "hast";
import type { List, ListItem } from "mdast";
import { escapeHtml } from "../escape.js";
import type { Mark } from "./marks.js";
import { blockElement, type Handler, type Rendering } from "./rendering.js";
import { plainText } from "./text.js";

export const list: Handler<List> = (rendering, state, node) => {
	const element = blockElement(
		rendering,
		node.ordered ? "ol" : "ul",
		node,
		state.wrap(state.all(node), true),
	);
	if (node.ordered && typeof node.start === "number" && node.start !== 1) {
		element.properties.start = node.start;
	}
	return element;
};

/** Paragraphs of a tight list are not set apart: their `<p>` goes, unless it carries an id. */
export const listItem: Handler<ListItem> = (rendering, state, node, parent) => {
	const ordered = parent?.type === "list" && parent.ordered === true;
	const loose = parent?.type === "list" && isLoose(parent);
	const children: ElementContent[] = [];
	for (const child of state.all(node)) {
		if (!loose && child.type === "element" && isBareParagraph(child, rendering))
			for (const inner of child.children) children.push(inner);
		else children.push(child);
	}
	const status = statusOf(rendering, node);
	if (status !== undefined) addCheckbox(rendering, node, status, children);
	const around = ordered ? { open: "<ol>", close: "</ol>" } : { open: "<ul>", close: "</ul>" };
	return blockElement(rendering, "li", node, children, {
		...(status === undefined ? {} : taskMark(status)),
		...(node.data?.block === undefined ? {} : { list: around }),
	});
};

/** The item tells the writing direction as well. */
function isBareParagraph(element: Element, { marks }: Rendering): boolean {
	const mark = marks.of(element);
	const direction = mark?.attributes?.every(([name]) => name === "dir") === true && mark.block === undefined;
	return element.tagName === "p" && (mark === undefined || direction);
}

/** Looked up once a list, or long lists would take quadratic time. */
function isLoose(node: List): boolean {
	let loose = looseness.get(node);
	if (loose === undefined) {
		loose = node.spread === true || node.children.some((item) => item.spread === true);
		looseness.set(node, loose);
	}
	return loose;
}

const looseness = new WeakMap<List, boolean>();

/** The character in the brackets, of items that are tasks. */
function statusOf({ parsed }: Rendering, node: ListItem): string | undefined {
	const index = node.data?.task;
	if (index !== undefined) return parsed.note.tasks[index]?.status ?? " ";
	return typeof node.checked === "boolean" ? (node.checked ? "x" : " ") : undefined;
}

function taskMark(status: string): Mark {
	return {
		attributes: [
			["class", "task"],
			["data-task", status],
		],
	};
}

/** At the start of the first paragraph, or before whatever else comes first. */
function addCheckbox(
	{ marks, parsed }: Rendering,
	node: ListItem,
	status: string,
	children: ElementContent[],
): void {
	const first = children[0];
	const target = first?.type === "element" && first.tagName === "p" ? first.children : children;
	const label = plainText(node.children[0], parsed.note.links, 80) || "☐";
	const checked = status === " " ? "" : " checked";
	const box = `<input type="checkbox" disabled${checked} aria-label="${escapeHtml(label)}">`;
	target.unshift(marks.element("span", { parts: [box], text: "" }), { type: "text", value: " " });
}
