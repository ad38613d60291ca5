import type { Note, SitePath } from "../../model/index.js";
import type { SiteIndex } from "../shared/site-index.js";
import { tagKey } from "../shared/tag-tree.js";
import type { LinkView } from "../view.js";

/** A note's tags, each once, as links to their pages. What stands in a comment is not shown. */
export function viewTags(index: SiteIndex, note: Note, page: SitePath): LinkView[] {
	const shown = new Map<string, LinkView>();
	for (const { name, comment } of note.tags) {
		const key = tagKey(name);
		const address = index.addresses.tags.get(key)?.[0];
		if (comment === true || address === undefined || shown.has(key)) continue;
		shown.set(key, { title: index.tags.get(key)?.title ?? name, href: index.hrefs.to(page, address) });
	}
	return [...shown.values()];
}
