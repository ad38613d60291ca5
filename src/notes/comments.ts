import type { Nodes, Parents } from "mdast";
import type { Span } from "../model/index.js";
import type { Report } from "./report.js";
import { type Pairing, wrapComments } from "./wrap-comments.js";

interface Marker {
	readonly node: Nodes;
	/** The block of text in which it stands: paragraph, heading or table cell. */
	readonly block: Parents;
	/** The block's parent: an unclosed comment runs to its end. */
	readonly container: Parents;
	readonly lineStart: boolean;
	readonly lineEnd: boolean;
}

/**
 * Pairs the `%%` of a note and puts what stands between two of them into `comment` nodes; gives the comments'
 * spans, both marks included. Within one paragraph any two are a pair. Across blocks they must stand at the edge
 * of a line, so that “50%% off” in one paragraph and “20%% more” in another hide nothing. An unclosed one at a
 * line's start hides the rest of its container.
 */
export function markComments(tree: Parents, source: string, report: Report): readonly Span[] {
	if (!source.includes("%%")) return [];
	const markers = findMarkers(tree, source);
	if (markers.length === 0) return [];
	const pairing = pairMarkers(markers);
	wrapComments(tree, pairing);
	for (const span of pairing.unclosed) reportUnclosed(span, report);
	return pairing.spans;
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

function reportUnclosed(span: Span, report: Report): void {
	report.add({
		rule: "comment/unclosed",
		severity: "warning",
		message: "This comment is never closed; all that follows is hidden.",
		span,
		hint: "end it with “%%”",
	});
}
