import type { Nodes, RootContent } from "mdast";
import { type FoundAlias, findAliases } from "./alias-candidates.js";
import type { Collection } from "./collection.js";
import type { Report } from "./report.js";
import { sourceOffset } from "./text.js";

/** Lists the names in parentheses beside the links and tags among these nodes. */
export function collectAliases(
	children: readonly RootContent[],
	source: string,
	found: Collection,
	report: Report,
): void {
	const nameOf = (node: Nodes) => nameIn(node, found);
	for (let index = 0; index < children.length - 1; index++) {
		const node = children[index]!;
		if (node.type !== "tag" && node.type !== "wikiLink") continue;
		const name = nameOf(node);
		for (const other of findAliases(name, children, index, nameOf)) {
			const span = spanOfAlias(other, source);
			const position = report.lines.positionAt(span.start);
			found.aliasCandidates.push({ of: name, alias: other.alias, span, position });
		}
	}
}

/** What a tag or link names; a link to a part of a note does not name the note. */
function nameIn(node: Nodes, found: Collection): string {
	if (node.type === "tag") return node.value;
	if (node.type !== "wikiLink") return "";
	const link = found.links[node.data.link]!;
	if (link.heading !== undefined || link.block !== undefined) return "";
	return link.target.split("/").at(-1) ?? "";
}

function spanOfAlias({ node, index, alias }: FoundAlias, source: string) {
	if (node.type === "text") {
		return {
			start: sourceOffset(node, index, source),
			end: sourceOffset(node, index + alias.length, source),
		};
	}
	const { start, end } = node.position!;
	return { start: start.offset! + (node.type === "tag" ? 1 : 0), end: end.offset! };
}
