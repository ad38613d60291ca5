import type { Element, ElementContent, Nodes, Root } from "hast";
import type { Options } from "hast-util-raw";
import { readAddress } from "./address.js";
import { externalLink } from "./external.js";
import type { Marks } from "./marks.js";

/** hast levels that may lie in each other; deeper trees would overflow the stack of whoever walks them. */
const maxDepth = 500;

/**
 * Turns `raw` nodes into elements, as a browser would read the whole. Undefined when the result is too deep.
 * The HTML parser is loaded for notes that need it.
 */
export async function parseRawHtml(root: Root): Promise<Root | undefined> {
	const { raw } = await import("hast-util-raw");
	try {
		const parsed = raw(root, { file: keepingLines });
		if (depthOf(parsed) > maxDepth) return undefined;
		return parsed.type === "root" ? parsed : { type: "root", children: [parsed as Element] };
	} catch (error) {
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}

/** Elements are told their lines when there is a file; what it holds is asked for the root's end alone. */
const keepingLines = { toString: () => "" } as NonNullable<Options["file"]>;

/**
 * Before the sanitiser: what would load from another host becomes a link to it, frames become links, and
 * addresses are written the way in which both we and the sanitiser read them.
 */
export function linkForeignMedia(root: Root, marks: Marks): void {
	const waiting: (Root | Element)[] = [root];
	for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
		const children = parent.children as ElementContent[];
		for (const [index, child] of children.entries()) {
			if (child.type !== "element") continue;
			const inLink = parent.type === "element" && parent.tagName === "a";
			const next = marks.of(child) === undefined ? tamed(child, inLink, marks) : child;
			children[index] = next;
			waiting.push(next);
		}
	}
}

function tamed(element: Element, inLink: boolean, marks: Marks): Element {
	if (element.tagName === "a") return withSafeAddress(element, marks);
	if (!media.has(element.tagName)) return element;
	const { src, alt, title } = element.properties;
	const address = readAddress(String(src ?? ""));
	if (address.kind === "file" && element.tagName !== "iframe") return element;
	if (address.kind !== "external") {
		const { src: _, ...rest } = element.properties;
		return { ...element, properties: rest };
	}
	return externalLink(marks, address.href, String(alt ?? title ?? ""), mediaClass(element.tagName), inLink);
}

const media: ReadonlySet<string> = new Set(["img", "audio", "video", "source", "iframe"]);

function mediaClass(tagName: string): "external-image" | "external-embed" {
	return tagName === "img" ? "external-image" : "external-embed";
}

function withSafeAddress(element: Element, marks: Marks): Element {
	const { href, ...rest } = element.properties;
	if (href === undefined || href === null) return element;
	const address = readAddress(String(href));
	if (address.kind === "unsafe") return { ...element, properties: rest };
	if (address.kind !== "external") return element;
	const attributes = [
		["class", "external"],
		["rel", "noopener"],
	] as const;
	return marks.element("a", { attributes }, element.children, { ...rest, href: address.href });
}

function depthOf(root: Nodes): number {
	let depth = 0;
	let level: Nodes[] = [root];
	while (level.length > 0 && depth <= maxDepth) {
		depth += 1;
		level = level.flatMap((node) => ("children" in node ? node.children : []));
	}
	return depth;
}
