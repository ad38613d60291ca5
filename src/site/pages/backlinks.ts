import type { SitePath, VaultPath } from "../../model/index.js";
import { dropSlots } from "../fill/context.js";
import { backlinkSentences } from "../limits.js";
import type { Backlink } from "../shared/backlink-index.js";
import { compareText } from "../shared/order.js";
import { addressOf, type SiteIndex, titleOf } from "../shared/site-index.js";
import type { BacklinkView } from "../view.js";

/** At most `limit` of the pages that link to `path`, with the sentences in which they do. */
export function viewBacklinks(
	index: SiteIndex,
	path: VaultPath,
	page: SitePath,
	limit: number,
): readonly BacklinkView[] {
	const all = index.backlinks.get(path) ?? [];
	return all.slice(0, limit).flatMap((backlink) => {
		const address = addressOf(index, backlink.from);
		if (address === undefined) return [];
		return {
			kind: backlink.kind,
			title: titleOf(index, backlink.from),
			href: index.hrefs.to(page, address),
			lang: index.published.byPath.get(backlink.from)?.note.lang ?? index.ui,
			...sentencesOf(index, backlink),
			...(backlink.imports && { imports: true as const }),
		};
	});
}

function sentencesOf(
	{ published, texts }: SiteIndex,
	{ from, links }: Backlink,
): Pick<BacklinkView, "contextsHtml" | "properties" | "more"> {
	const source = published.byPath.get(from);
	const sentences = links.length === 0 ? [] : texts.contextsOf(from);
	const contexts = new Set<string>();
	const properties = new Set<string>();
	let more = 0;
	for (const i of links) {
		const property = source?.note.links[i]?.property;
		if (property !== undefined) properties.add(property);
		const parts = sentences[i] ?? [];
		if (parts.length === 0) continue;
		if (contexts.size < backlinkSentences) contexts.add(dropSlots(parts));
		else more++;
	}
	return { contextsHtml: [...contexts], properties: [...properties].sort(compareText), more };
}
