import type { AnswerLink, AnswerView, VaultPath } from "../../model/index.js";
import type { PageState, Source } from "../fill/page-state.js";
import type { AnswerText } from "./answer-view.js";

/** Where an answer is shown, and what it takes to show it. */
export interface Place {
	/** The note that asks. */
	readonly source: Source;
	readonly state: PageState;
	readonly texts: ReadonlyMap<string, AnswerText>;
	/** In a sentence, where there is no room for lists. */
	readonly inline: boolean;
	/** A table, list or the like, where one stands among elements. */
	viewHtml(view: AnswerView, place: Place): string;
}

/** In which dates are written: the note's own, or where that says nothing, the site's. */
export function languageOf({ source, state }: Place): string {
	return source.lang === "und" || source.lang === "" ? state.index.ui : source.lang;
}

/** What a link leads to, and what it is. */
export interface Target {
	readonly href?: string;
	readonly kind: "note" | "attachment" | "tag" | "unresolved" | "none";
}

export function targetOf({ concept, heading, block }: AnswerLink, { state: { index, page } }: Place): Target {
	const { addresses, hrefs, published, graph } = index;
	const note = addresses.notes.get(concept);
	if (note !== undefined) {
		return { kind: "note", href: hrefs.to(page, note, idIn(concept, heading, block)) };
	}
	const canvas = addresses.canvases.get(concept) ?? addresses.bases.get(concept);
	if (canvas !== undefined) return { kind: "note", href: hrefs.to(page, canvas) };
	const file = addresses.attachments.get(concept);
	if (file !== undefined) return { kind: "attachment", href: hrefs.to(page, file) };
	if (published.hidden.has(concept) || !graph.graph.hasNode(concept)) return { kind: "none" };
	const known = graph.graph.getNodeAttributes(concept);
	if (known.kind === "placeholder") return { kind: "unresolved" };
	const tag = known.kind === "tag" ? addresses.tags.get(known.tag)?.[0] : undefined;
	return tag === undefined ? { kind: "none" } : { kind: "tag", href: hrefs.to(page, tag) };

	function idIn(path: VaultPath, heading: string | undefined, block: string | undefined): string | undefined {
		if (heading === undefined && block === undefined) return undefined;
		const { ids } = index.texts.outlineOf(path);
		const candidates = block !== undefined ? [`b-${block}`] : [`h-${slugOf(heading!)}`];
		return candidates.find((id) => ids.has(id));
	}
}

/** As headings without punctuation are named; any other leads to the top of its page. */
function slugOf(heading: string): string {
	return heading
		.slice(heading.lastIndexOf("#") + 1)
		.normalize("NFC")
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}\s_-]+/gu, " ")
		.trim()
		.replace(/[\s-]+/g, "-");
}
