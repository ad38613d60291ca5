import type { ConceptId, Embedding, Neighbor } from "../model/index.js";

/** A link that a note lacks. */
export interface LinkSuggestion {
	/** The note in which it would stand. */
	readonly from: ConceptId;
	readonly to: ConceptId;
	readonly score: number;
	/** Where `from` names `to` already. */
	readonly mention?: { readonly name: string; readonly line?: number };
	/** As reasons of `to`, seen from `from`. */
	readonly reasons: Neighbor["reasons"];
}

/**
 * Each pair once: in the note that names the other, if one does. Those that an author can act upon at once, because
 * the line is known, come first; then the best.
 *
 * @param of only suggestions in or for this note
 */
export function linkSuggestions({ suggestions }: Embedding, of?: ConceptId): LinkSuggestion[] {
	const pairs = new Map<string, LinkSuggestion>();
	for (const [asked, neighbors] of suggestions) {
		for (const neighbor of neighbors) {
			if (of !== undefined && asked !== of && neighbor.concept !== of) continue;
			const suggestion = directed(asked, neighbor);
			const pair = [asked, neighbor.concept].sort().join("\n");
			const known = pairs.get(pair);
			if (known === undefined || compare(suggestion, known) < 0) pairs.set(pair, suggestion);
		}
	}
	return [...pairs.values()].sort(compare);
}

function directed(asked: ConceptId, { concept, score, reasons }: Neighbor): LinkSuggestion {
	const mention = reasons.find((reason) => reason.kind === "mention");
	const turned = mention !== undefined && mention.by === concept;
	return {
		...(turned ? { from: concept, to: asked } : { from: asked, to: concept }),
		score,
		...(mention !== undefined && {
			mention: { name: mention.name, ...(mention.line !== undefined && { line: mention.line }) },
		}),
		reasons,
	};
}

function compare(a: LinkSuggestion, b: LinkSuggestion): number {
	return (
		Number(b.mention?.line !== undefined) - Number(a.mention?.line !== undefined) ||
		b.score - a.score ||
		(a.from < b.from ? -1 : a.from > b.from ? 1 : 0) ||
		(a.to < b.to ? -1 : a.to > b.to ? 1 : 0)
	);
}
