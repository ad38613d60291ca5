import type { CompiledCanvas, CompiledNote, SearchTerms, SitePath } from "../../model/index.js";
import type { SearchDocument } from "../search/document.js";
import type { SiteIndex } from "../shared/site-index.js";

/** What can be found: every published note, and every canvas by its name and text cards. */
export function searchDocuments({ published, addresses, hrefs, ui }: SiteIndex): SearchDocument[] {
	const documents = published.notes.map((compiled) => {
		return noteDocument(hrefs.encode(addresses.notes.get(compiled.note.path) as SitePath), compiled);
	});
	for (const [path, compiled] of published.canvases) {
		documents.push(canvasDocument(hrefs.encode(addresses.canvases.get(path) as SitePath), ui, compiled));
	}
	return documents;
}

function noteDocument(href: string, { note, body, search }: CompiledNote): SearchDocument {
	const { title, lang, aliases, headings } = note;
	return { href, title, lang, aliases, headings, terms: search, text: body.text };
}

function canvasDocument(href: string, lang: string, { canvas, cards }: CompiledCanvas): SearchDocument {
	const text = cards.flatMap(({ body }) => body.text.map(({ text }) => ({ heading: -1, text })));
	const terms = mergeTerms(cards.map(({ search }) => search));
	return { href, title: canvas.name, lang, aliases: [], headings: [], terms, text };
}

/** Each term once, with the highest impact that it has anywhere. */
function mergeTerms(lists: readonly SearchTerms[]): SearchTerms {
	const impacts = new Map<string, number>();
	for (const line of lists.flatMap((terms) => terms.split("\n"))) {
		const [impact, ...terms] = line.split(" ");
		for (const term of terms) impacts.set(term, Math.max(impacts.get(term) ?? 0, Number(impact)));
	}
	const byImpact = new Map<number, string[]>();
	for (const [term, impact] of impacts) {
		const list = byImpact.get(impact);
		if (list === undefined) byImpact.set(impact, [term]);
		else list.push(term);
	}
	return [...byImpact]
		.sort(([a], [b]) => a - b)
		.map(([impact, terms]) => [impact, ...terms.sort()].join(" "))
		.join("\n");
}
