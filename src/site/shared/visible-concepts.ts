import { type ConceptId, foldName, type ResolvedLink, type VaultPath } from "../../model/index.js";
import { type MediaKind, mediaKind } from "../fill/media.js";
import type { Published } from "./published.js";
import type { SiteIndex } from "./site-index.js";

/**
 * What readers see of the graph: no draft, no file that no published page shows, no name or tag that stands in
 * comments alone; and no picture or recording, for those are parts of a page and not neighbours of it.
 */
export function visibleConcepts(parts: Parts): (id: ConceptId) => boolean {
	const isPublic = publicConcepts(parts);
	const { graph } = parts.graph;
	return (id) => {
		if (!graph.hasNode(id) || !isPublic(id)) return false;
		const concept = graph.getNodeAttributes(id);
		return concept.kind !== "attachment" || !shown.has(mediaKind(concept.path));
	};
}

type Parts = Pick<SiteIndex, "graph" | "addresses"> & { readonly published: Published };

/** The same with what is a part of pages, and with files that are no concepts because nothing names them. */
export function publicConcepts({ graph, published, addresses }: Parts): (id: ConceptId) => boolean {
	const { notes, canvases, bases, attachments, tags } = addresses;
	const names = unresolvedNames(published);
	const files = [notes, canvases, bases, attachments];
	const isFile = (path: VaultPath) => files.some((known) => known.has(path));
	return (id) => {
		if (!graph.graph.hasNode(id)) return isFile(id);
		const concept = graph.graph.getNodeAttributes(id);
		if (concept.kind === "placeholder") return names.has(foldName(concept.title));
		if (concept.kind === "tag") return tags.has(concept.tag);
		return isFile(concept.path);
	};
}

const shown: ReadonlySet<MediaKind> = new Set(["image", "audio", "video"]);

/** Folded names of what nobody has written yet, as far as a page says them. */
function unresolvedNames(published: Published): Set<string> {
	const names = new Set<string>();
	const add = ({ link, resolution }: ResolvedLink) => {
		if (resolution.kind === "missing" && link.comment !== true) names.add(foldName(link.target));
	};
	for (const { links } of published.texts()) links.forEach(add);
	for (const { files } of published.canvasLinks.values()) files.forEach(add);
	return names;
}
