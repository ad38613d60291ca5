import type {
	Definition,
	Image,
	ImageReference,
	Link,
	LinkReference,
	Parents,
	Root,
	RootContent,
} from "mdast";
import type { Embed, WikiLink } from "../model/index.js";
import type { Collection } from "./collection.js";
import { readDestination, readSize, readWikiLink } from "./link-text.js";

/** Reads the rest of a node's children. */
export type VisitChildren = (parent: Parents) => void;

/** A node of its own, for remark-wiki-link's carries an address and a class that it has guessed. */
export function collectWikiLink(node: WikiLink | Embed, source: string, found: Collection): RootContent {
	const kind = node.type === "embed" ? "embed" : "link";
	const written = source.slice(node.position!.start.offset, node.position!.end.offset);
	const text = readWikiLink(written.slice(kind === "embed" ? 3 : 2, -2), kind);
	const link = found.addLink({ kind, format: "wiki" }, text, node);
	if (kind === "link") found.say(found.shownText(link));
	return { type: node.type, data: { link }, position: node.position! };
}

export function collectLink(node: Link, found: Collection, visit: VisitChildren): RootContent {
	const text = readDestination(node.url);
	const index = text ? found.addLink({ kind: "link", format: "markdown" }, text, node) : -1;
	visit(node);
	if (index < 0) return node;
	node.data = { ...node.data, link: index };
	const alias = found.plainText(node);
	if (alias !== "") found.links[index] = { ...found.links[index]!, alias };
	return node;
}

/** `![alt|300](picture.png)`; pictures from elsewhere stay what they are. */
export function collectImage(node: Image, found: Collection): RootContent {
	const text = readDestination(node.url);
	if (!text) return node;
	const parts = { ...text, ...readSize((node.alt ?? "").split("|")) };
	const link = found.addLink({ kind: "embed", format: "markdown" }, parts, node);
	return { type: "embed", data: { link }, position: node.position! };
}

export type Definitions = ReadonlyMap<string, Definition>;

/** The link that a reference stands for, when it leads into the vault. */
export function linkOf(node: LinkReference, definitions: Definitions): Link | undefined {
	const url = internalUrl(node, definitions);
	if (url === undefined) return undefined;
	const { children, position, data } = node;
	return { type: "link", url, children, position: position!, ...(data && { data }) };
}

export function imageOf(node: ImageReference, definitions: Definitions): Image | undefined {
	const url = internalUrl(node, definitions);
	if (url === undefined) return undefined;
	return { type: "image", url, alt: node.alt ?? null, position: node.position! };
}

/** The first definition of a label counts. */
export function definitionsOf(tree: Root): Definitions {
	const found = new Map<string, Definition>();
	visit(tree);
	return found;

	function visit(parent: Parents): void {
		for (const child of parent.children) {
			if (child.type === "definition") {
				if (!found.has(child.identifier)) found.set(child.identifier, child);
			} else if ("children" in child && child.type !== "paragraph") visit(child);
		}
	}
}

function internalUrl(node: LinkReference | ImageReference, definitions: Definitions): string | undefined {
	const url = definitions.get(node.identifier)?.url;
	return url !== undefined && readDestination(url) ? url : undefined;
}
