import type { BuildReport, CompiledNote, ConceptGraph, ResolvedLink } from "../model/index.js";
import { compareText } from "./shared/order.js";
import type { SiteIndex } from "./shared/site-index.js";

/** What became of every note, link, attachment and alias: for the author, never for readers. */
export function buildReport(
	{ vault, addresses, published, graph }: SiteIndex,
	all: readonly CompiledNote[],
	aliases: BuildReport["aliases"],
): BuildReport {
	return {
		notes: [...all]
			.sort((a, b) => compareText(a.note.path, b.note.path))
			.map(({ note }) => {
				const page = addresses.notes.get(note.path);
				if (page === undefined) return { path: note.path, fate: "unpublished" };
				return { path: note.path, fate: note.plain ? "plain" : "page", page };
			}),
		links: countLinks(graph, published.hidden),
		assets: vault.attachments.map(({ path }) => {
			const file = addresses.attachments.get(path);
			return file === undefined ? { path, fate: "unreached" } : { path, fate: "copied", file };
		}),
		aliases,
	};
}

/** Each link once: an ambiguous link to a heading that is not there counts as the latter. */
function countLinks({ resolved, canvases }: ConceptGraph, hidden: ReadonlySet<string>): BuildReport["links"] {
	const counts = { found: 0, ambiguous: 0, missing: 0, unpublished: 0, deadHeading: 0, deadBlock: 0 };
	const count = ({ resolution }: ResolvedLink) => {
		if (resolution.kind === "missing") counts.missing++;
		else if (hidden.has(resolution.path)) counts.unpublished++;
		else if (resolution.dead !== undefined)
			counts[resolution.dead === "heading" ? "deadHeading" : "deadBlock"]++;
		else counts[resolution.kind]++;
	};
	for (const links of resolved.values()) links.forEach(count);
	for (const { files, cards } of canvases.values()) [...files, ...cards.flat()].forEach(count);
	return counts;
}
