import type { ConceptId, Embedding, Neighbor, Reason, SiteOptions, VaultPath } from "../../model/index.js";
import { reasonNames, relatedNotes, shownReasons, suggestedLinks } from "../limits.js";

/** What a note's page says of the notes near it; of what readers may not see it says nothing. */
export interface RelatedNotes {
	/** Best first. */
	readonly related: readonly RelatedNote[];
	/** Notes that it does not link. */
	readonly suggested: readonly RelatedNote[];
}

export interface RelatedNote {
	readonly path: VaultPath;
	/** Strongest first. */
	readonly reasons: readonly PublicReason[];
}

export type PublicReason =
	| { readonly kind: "link" | "mentions" | "mentioned" }
	| { readonly kind: "neighbors" | "position"; readonly concepts: readonly ConceptId[] }
	| { readonly kind: "tags" | "text"; readonly names: readonly string[] };

export interface RelatedInput {
	readonly embedding: Embedding | undefined;
	readonly options: SiteOptions;
	/** Whether there is such a published note. */
	readonly isNote: (id: ConceptId) => boolean;
	/** Whether there is such a concept, or such a tag, and readers may see it. */
	readonly visible: (id: ConceptId) => boolean;
	readonly isTag: (tag: string) => boolean;
}

export function relatedIn({
	embedding,
	options,
	...visibility
}: RelatedInput): (path: VaultPath) => RelatedNotes {
	const known = new Map<VaultPath, RelatedNotes>();
	const choose = (neighbors: readonly Neighbor[] | undefined, wanted: boolean | undefined, limit: number) =>
		wanted ? publicNeighbors(neighbors ?? [], visibility, limit) : [];
	return (path) => {
		if (embedding === undefined) return nothing;
		let notes = known.get(path);
		if (notes === undefined) {
			notes = {
				related: choose(embedding.related.get(path), options.related ?? true, relatedNotes),
				suggested: choose(embedding.suggestions.get(path), options.suggestions, suggestedLinks),
			};
			known.set(path, notes);
		}
		return notes;
	};
}

const nothing: RelatedNotes = { related: [], suggested: [] };

type Visibility = Pick<RelatedInput, "isNote" | "visible" | "isTag">;

function publicNeighbors(
	neighbors: readonly Neighbor[],
	visibility: Visibility,
	limit: number,
): readonly RelatedNote[] {
	return neighbors
		.filter(({ concept }) => visibility.isNote(concept))
		.slice(0, limit)
		.map(({ concept, reasons }) => ({
			path: concept,
			reasons: reasons.flatMap((reason) => publicReason(reason, concept, visibility)).slice(0, shownReasons),
		}));
}

/** A reason without what is not to be seen; none when nothing is left of it. */
function publicReason(
	reason: Reason,
	other: ConceptId,
	{ visible, isTag }: Visibility,
): readonly PublicReason[] {
	switch (reason.kind) {
		case "link":
			return [{ kind: "link" }];
		case "mention":
			return [{ kind: reason.by === other ? "mentioned" : "mentions" }];
		case "tags": {
			const names = reason.shared.filter(isTag).slice(0, reasonNames);
			return names.length > 0 ? [{ kind: "tags", names }] : [];
		}
		case "text": {
			const names = reason.terms.slice(0, reasonNames);
			return names.length > 0 ? [{ kind: "text", names }] : [];
		}
		default: {
			const concepts = (reason.kind === "neighbors" ? reason.shared : reason.via)
				.filter(visible)
				.slice(0, reasonNames);
			return concepts.length > 0 ? [{ kind: reason.kind, concepts }] : [];
		}
	}
}
