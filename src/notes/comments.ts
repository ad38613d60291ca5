import type { Nodes, Parents, RootContent, Text } from "mdast";
import type { Comment, Span } from "../model/index.js";

interface Marker {
	readonly node: Nodes;
	/** The block of text in which it stands: paragraph, heading or table cell. */
	readonly block: Parents;
	/** The block's parent: an unclosed comment runs to its end. */
	readonly container: Parents;
	readonly lineStart: boolean;
	readonly lineEnd: boolean;
}

interface Pairing {
	readonly opens: Set<Nodes>;
	readonly closes: Set<Nodes>;
	/** Containers whose end ends a comment that nothing closes. */
	readonly ends: Set<Nodes>;
	readonly spans: Span[];
	readonly unclosed: Span[];
}

export interface Comments {
	/** From the opening `%%` to the closing one, both included. */
	readonly spans: readonly Span[];
	/** Opening marks of comments that nothing closes. */
	readonly unclosed: readonly Span[];
}

/**
 * Pairs the `%%` of a note and puts what stands between two of them into `comment` nodes. Within one paragraph
 * any two are a pair. Across blocks they must stand at the edge of a line, so that “50%% off” in one paragraph
 * and “20%% more” in another hide nothing. An unclosed one at a line's start hides the rest of its container.
 */
export function markComments(tree: Parents, source: string): Comments {
	const markers = findMarkers(tree, source);
	if (markers.length === 0) return { spans: [], unclosed: [] };
	const pairing = pairMarkers(markers);
	new Rebuilding(pairing, ancestorsOf(tree, pairing)).rebuild(tree);
	return pairing;
}

function findMarkers(tree: Parents, source: string): Marker[] {
	const found: Marker[] = [];
	visit(tree, tree, tree);
	return found;

	function visit(parent: Parents, block: Parents, container: Parents): void {
		for (const child of parent.children) {
			if (child.type === "commentMarker") found.push(marker(child, block, container));
			if (!("children" in child)) continue;
			if (isTextBlock(child)) visit(child, child, parent);
			else visit(child, block, container);
		}
	}

	function marker(node: Nodes, block: Parents, container: Parents): Marker {
		const { start, end } = node.position!;
		return {
			node,
			block,
			container,
			lineStart: /(?:^|[\r\n])[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?$/.test(
				source.slice(Math.max(0, start.offset! - 60), start.offset),
			),
			lineEnd: /^[ \t]*(?:[\r\n]|$)/.test(source.slice(end.offset, end.offset! + 60)),
		};
	}
}

function isTextBlock(node: Nodes): boolean {
	return (
		node.type === "paragraph" ||
		node.type === "heading" ||
		node.type === "tableCell" ||
		node.type === "calloutTitle"
	);
}

function pairMarkers(markers: readonly Marker[]): Pairing {
	const pairing: Pairing = { opens: new Set(), closes: new Set(), ends: new Set(), spans: [], unclosed: [] };
	let open: Marker | undefined;
	for (let index = 0; index < markers.length; index++) {
		const marker = markers[index]!;
		if (open && (marker.lineStart || marker.lineEnd || open.lineStart) && marker.block.type !== "tableCell") {
			join(open, marker, pairing);
			open = undefined;
			continue;
		}
		const next = markers[index + 1];
		if (next && next.block === marker.block) {
			join(marker, next, pairing);
			index++;
		} else if (!open && marker.block.type !== "tableCell" && (marker.lineStart || marker.lineEnd)) {
			open = marker;
		}
	}
	if (open?.lineStart) leaveOpen(open, pairing);
	return pairing;
}

function join(open: Marker, close: Marker, pairing: Pairing): void {
	pairing.opens.add(open.node);
	pairing.closes.add(close.node);
	pairing.spans.push({ start: open.node.position!.start.offset!, end: close.node.position!.end.offset! });
}

function leaveOpen(open: Marker, pairing: Pairing): void {
	const { start, end } = open.node.position!;
	pairing.opens.add(open.node);
	pairing.ends.add(open.container);
	pairing.spans.push({ start: start.offset!, end: open.container.position!.end.offset! });
	pairing.unclosed.push({ start: start.offset!, end: end.offset! });
}

/** The nodes that have a paired marker somewhere below them; all others stay or move as a whole. */
function ancestorsOf(tree: Parents, { opens, closes }: Pairing): Set<Nodes> {
	const found = new Set<Nodes>();
	visit(tree);
	return found;

	function visit(parent: Parents): boolean {
		let holds = false;
		for (const child of parent.children) {
			if (opens.has(child) || closes.has(child)) holds = true;
			else if ("children" in child && visit(child)) holds = true;
		}
		if (holds) found.add(parent);
		return holds;
	}
}

class Rebuilding {
	readonly #pairing: Pairing;
	readonly #ancestors: ReadonlySet<Nodes>;
	#inside = false;

	constructor(pairing: Pairing, ancestors: ReadonlySet<Nodes>) {
		this.#pairing = pairing;
		this.#ancestors = ancestors;
	}

	rebuild(parent: Parents): void {
		const result: RootContent[] = [];
		let group: RootContent[] | undefined = this.#inside ? [] : undefined;
		const flush = () => {
			if (group && group.length > 0) result.push(commentOf(group));
			group = this.#inside ? [] : undefined;
		};
		for (const child of parent.children) {
			if (child.type === "commentMarker") {
				if (this.#pairing.opens.has(child)) this.#inside = true;
				else if (this.#pairing.closes.has(child)) this.#inside = false;
				else {
					(group ?? result).push(literal(child));
					continue;
				}
				flush();
			} else if (this.#ancestors.has(child)) {
				flush();
				this.rebuild(child as Parents);
				flush();
				if (!hidesAll(child as Parents)) result.push(child);
				else if ((child as Parents).children.length > 0) result.push(commentOf([child]));
			} else {
				if ("children" in child && this.#holdsMarkers(child)) this.rebuildLiterals(child);
				(group ?? result).push(child);
			}
		}
		if (this.#pairing.ends.has(parent)) this.#inside = false;
		flush();
		(parent as { children: RootContent[] }).children = result;
	}

	#holdsMarkers(node: Parents): boolean {
		return node.children.some(
			(child) => child.type === "commentMarker" || ("children" in child && this.#holdsMarkers(child)),
		);
	}

	/** Markers without a partner are text again. */
	rebuildLiterals(parent: Parents): void {
		const children = parent.children as RootContent[];
		for (let index = 0; index < children.length; index++) {
			const child = children[index]!;
			if (child.type === "commentMarker") children[index] = literal(child);
			else if ("children" in child) this.rebuildLiterals(child);
		}
	}
}

function commentOf(children: RootContent[]): Comment {
	return {
		type: "comment",
		children,
		position: { start: children[0]!.position!.start, end: children.at(-1)!.position!.end },
	};
}

function literal(marker: Nodes): Text {
	return { type: "text", value: "%%", position: marker.position! };
}

/** A block of text of which nothing is left to show. */
function hidesAll(node: Parents): boolean {
	return (
		(node.type === "paragraph" || node.type === "heading") &&
		node.children.every(
			(child) => child.type === "comment" || (child.type === "text" && child.value.trim() === ""),
		)
	);
}
