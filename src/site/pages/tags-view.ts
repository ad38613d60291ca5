import type { SitePath } from "../../model/index.js";
import type { NoteFacts } from "../shared/facts.js";
import type { SiteIndex } from "../shared/site-index.js";
import { tagKey } from "../shared/tag-tree.js";
import type { LinkView } from "../view.js";

/** A note's tags, each once, as links to their pages; the first ones. What stands in a comment is not shown. */
export function viewTags(
	index: SiteIndex,
	note: Tagged,
	page: SitePath,
	limit = Number.POSITIVE_INFINITY,
): LinkView[] {
	return shownTags(index, note)
		.slice(0, limit)
		.map(({ title, address }) => ({ title, href: index.hrefs.to(page, address) }));
}

type Tagged = Pick<NoteFacts, "tags">;

interface ShownTag {
	readonly title: string;
	readonly address: SitePath;
}

/** Found once for each note: a note stands in the list of each of its tags, and may have thousands. */
const known = new WeakMap<SiteIndex["addresses"], WeakMap<Tagged, readonly ShownTag[]>>();

function shownTags(index: SiteIndex, note: Tagged): readonly ShownTag[] {
	const ofNotes = known.get(index.addresses) ?? new WeakMap<Tagged, readonly ShownTag[]>();
	known.set(index.addresses, ofNotes);
	const before = ofNotes.get(note);
	if (before !== undefined) return before;
	const shown = new Map<string, ShownTag>();
	for (const { name, comment } of note.tags) {
		if (comment === true) continue;
		const key = tagKey(name);
		const address = index.addresses.tags.get(key)?.[0];
		if (address !== undefined && !shown.has(key))
			shown.set(key, { title: index.tags.get(key)?.title ?? name, address });
	}
	const tags = [...shown.values()];
	ofNotes.set(note, tags);
	return tags;
}
