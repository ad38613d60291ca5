import type { Heading as HeadingNode, ListItem } from "mdast";
import type { BlockId, CalloutNode, FieldNode } from "../model/index.js";
import type { VisitChildren } from "./collect-links.js";
import { type Collection, positionOf, spanOf } from "./collection.js";
import type { Lines } from "./positions.js";
import type { Report } from "./report.js";
import type { Slugs } from "./slug.js";
import type { WrittenTask } from "./tasks.js";

export function collectHeading(
	node: HeadingNode,
	slugs: Slugs,
	found: Collection,
	visit: VisitChildren,
): void {
	const index = found.headings.length;
	const heading = { depth: node.depth, text: "", slug: "", span: spanOf(node), position: positionOf(node) };
	// Listed before its content is read, which stands under it.
	found.headings.push(heading);
	found.inHeading = true;
	visit(node);
	found.inHeading = false;
	heading.text = found.plainText(node);
	heading.slug = slugs.next(heading.text);
	node.data = { ...node.data, heading: index };
	found.endBlock();
}

export function collectCallout(node: CalloutNode, found: Collection, visit: VisitChildren): void {
	const index = found.callouts.length;
	found.callouts.push({ type: node.kind, title: "", position: positionOf(node) });
	visit(node);
	const title = found.plainText(node.children[0]!);
	found.callouts[index] = { ...found.callouts[index]!, title, ...(node.fold && { fold: node.fold }) };
}

export function collectField(node: FieldNode, source: string, found: Collection): void {
	const span = spanOf(node);
	const written = source.slice(span.start, node.form === "line" ? span.end : span.end - 1);
	const value = written.slice(written.indexOf("::") + 2).trim();
	found.fields.push({ key: node.key, value, form: node.form, span, position: positionOf(node) });
}

/** Lists an item, and makes it the one that is being read. */
export function collectItem(node: ListItem, status: string | undefined, found: Collection): void {
	const parent = found.item;
	found.item = found.items.length;
	const block = node.data?.block;
	found.items.push({
		...(status !== undefined && { status }),
		...(parent !== undefined && { parent }),
		list: found.list,
		...(block !== undefined && { block }),
		line: node.position!.start.line,
		span: { start: spanOf(node).start, end: ownEndOf(node) },
	});
}

/** Where an item ends that has other items inside: before them. */
function ownEndOf(node: ListItem): number {
	const inner = node.children.findIndex(({ type }) => type === "list");
	if (inner < 0) return spanOf(node).end;
	const before = node.children[inner - 1];
	return before === undefined ? spanOf(node.children[inner]!).start : spanOf(before).end;
}

export function collectTask(
	node: ListItem,
	{ status, offset }: WrittenTask,
	lines: Lines,
	found: Collection,
	visit: VisitChildren,
): void {
	const index = found.tasks.length;
	const position = lines.positionAt(offset);
	found.tasks.push({ status, text: "", position });
	node.data = { ...node.data, task: index };
	visit(node);
	const first = node.children[0];
	if (first?.type === "paragraph") found.tasks[index] = { status, text: found.plainText(first), position };
}

/** A link to an id that stands twice leads to the first place. */
export function reportDuplicateIds(blockIds: readonly BlockId[], report: Report): void {
	const seen = new Map<string, BlockId>();
	for (const blockId of blockIds) {
		const key = blockId.id.toLowerCase();
		const first = seen.get(key);
		if (!first) {
			seen.set(key, blockId);
			continue;
		}
		const start = blockId.position.offset;
		report.add({
			rule: "block/duplicate-id",
			severity: "warning",
			message: `The block id “${blockId.id}” stands already in line ${first.position.line}; links lead there.`,
			span: { start, end: start + 1 + blockId.id.length },
			hint: "give one of the two another id",
		});
	}
}
