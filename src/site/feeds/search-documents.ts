import type {
	Body,
	CompiledCanvas,
	CompiledNote,
	ConceptId,
	Note,
	SearchTerms,
	SitePath,
} from "../../model/index.js";
import type { SearchDocument } from "../search/document.js";
import { lengthOf, type Passage, passagesOf } from "../search/passages.js";
import { dealOut, sketchOf } from "../search/terms.js";
import type { Published } from "../shared/published.js";
import type { SiteIndex } from "../shared/site-index.js";
import { textsOf } from "../shared/texts.js";
import { digest } from "../survey-note.js";

/** What can be found: every published note, every canvas by its name and text cards, and every base by its name. */
export function searchDocuments(
	{ addresses, hrefs, ui }: SiteIndex,
	published: Published,
	vectorOf: (note: ConceptId) => Float32Array | undefined = () => undefined,
): SearchDocument[] {
	const cutter = createCutter();
	const documents = published.notes.map((compiled) => {
		const { path } = compiled.note;
		const vector = vectorOf(path);
		const href = hrefs.encode(addresses.notes.get(path) as SitePath);
		const document = noteDocument(href, compiled, published, cutter);
		return { ...document, ...(vector && { vector }) };
	});
	for (const [path, compiled] of published.canvases) {
		documents.push(canvasDocument(hrefs.encode(addresses.canvases.get(path) as SitePath), ui, compiled));
	}
	for (const [path, title] of published.bases)
		documents.push(baseDocument(hrefs.encode(addresses.bases.get(path) as SitePath), ui, title));
	return documents;
}

function baseDocument(href: string, lang: string, title: string): SearchDocument {
	return {
		...{ href, title, lang, aliases: [], basis: "" },
		sketch: { sizes: [], buckets: sketchOf([]) },
		terms: () => [],
		passages: () => [],
	};
}

type Cutter = (note: Note, text: Body["text"]) => readonly Passage[];

/** A long note's passages lie in many files, which are made one after the other: the note is cut once for all of them. */
function createCutter(): Cutter {
	let last: { readonly text: Body["text"]; readonly passages: readonly Passage[] } | undefined;
	return ({ headings }, text) => {
		if (last?.text !== text) last = { text, passages: passagesOf(headings, text) };
		return last.passages;
	};
}

function noteDocument(
	href: string,
	compiled: CompiledNote,
	published: Published,
	cut: Cutter,
): SearchDocument {
	const { path, title, lang, aliases } = compiled.note;
	return {
		...{ href, title, lang, aliases, sketch: compiled.sketch, basis: "" },
		terms: () => compiled.search,
		passages: (reads = () => {}) => {
			const text = textsOf(published, reads).text(path);
			return text === undefined ? [] : cut(text.note, text.body.text);
		},
	};
}

function canvasDocument(href: string, lang: string, { canvas, cards }: CompiledCanvas): SearchDocument {
	const text = cards.flatMap(({ body }) => body.text.map(({ text }) => ({ heading: -1, text })));
	const passages = passagesOf([], text);
	const terms = mergeTerms(cards.map(({ search }) => search));
	return {
		...{ href, title: canvas.name, lang, aliases: [], basis: digest(passages) },
		sketch: { sizes: passages.map(lengthOf), buckets: sketchOf(terms) },
		terms: () => terms,
		passages: () => passages,
	};
}

/** Each term once, in the first passage, with the highest impact that it has anywhere. */
function mergeTerms(cards: readonly SearchTerms[]): SearchTerms {
	const impacts = new Map<string, number>();
	for (const line of cards.flat().flatMap((bucket) => bucket.split("\n"))) {
		const [posting, ...terms] = line.split(" ");
		for (const term of terms) impacts.set(term, Math.max(impacts.get(term) ?? 0, Number(posting) % 64));
	}
	return dealOut([impacts]);
}
