import type { SitePath, VaultPath } from "../../model/index.js";
import type { TextKey } from "../interface.js";
import { publicConcept } from "../map/public-map.js";
import type { PublicReason, RelatedNote } from "../shared/related-index.js";
import { type SiteIndex, titleOf } from "../shared/site-index.js";
import type { NoteView, RelatedView } from "../view.js";

/** Which notes are near this one, and why. */
export function viewRelated(
	index: SiteIndex,
	path: VaultPath,
	page: SitePath,
): Pick<NoteView, "related" | "suggested"> {
	const { related, suggested } = index.texts.relatedOf(path);
	return {
		related: related.flatMap((note) => viewNeighbor(index, note, page)),
		suggested: suggested.flatMap((note) => viewNeighbor(index, note, page)),
	};
}

function viewNeighbor(index: SiteIndex, { path, reasons }: RelatedNote, page: SitePath): RelatedView[] {
	const address = index.addresses.notes.get(path);
	if (address === undefined) return [];
	return [
		{
			title: titleOf(index, path),
			href: index.hrefs.to(page, address),
			lang: index.published.byPath.get(path)?.note.lang ?? index.ui,
			reasons: reasons.map((reason) => ({ text: textKeys[reason.kind], names: namesIn(index, reason) })),
		},
	];
}

const textKeys: Readonly<Record<PublicReason["kind"], TextKey>> = {
	link: "reasonLink",
	mentions: "reasonMentions",
	mentioned: "reasonMentioned",
	neighbors: "reasonNeighbors",
	position: "reasonPosition",
	tags: "reasonTags",
	text: "reasonText",
};

function namesIn({ graph, tags }: SiteIndex, reason: PublicReason): readonly string[] {
	if (reason.kind === "tags") return reason.names.map((tag) => `#${tags.get(tag)?.title ?? tag}`);
	if (reason.kind === "text") return reason.names;
	if ("concepts" in reason) return reason.concepts.map((id) => publicConcept(graph, id).title);
	return [];
}
