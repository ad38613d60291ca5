import type { SearchDocument } from "../search/document.js";
import type { SiteIndex } from "../shared/site-index.js";

/** What can be found: every published note. */
export function searchDocuments({ published, addresses, hrefs }: SiteIndex): SearchDocument[] {
	return published.notes.flatMap(({ note, body, search }) => {
		const page = addresses.notes.get(note.path);
		if (page === undefined) return [];
		const { title, lang, aliases, headings } = note;
		return { href: hrefs.encode(page), title, lang, aliases, headings, terms: search, text: body.text };
	});
}
