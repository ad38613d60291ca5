/** What verbs answer, as programs get it: the types of what `ask-verb.ts` makes and `verb-schemas.ts` describes. */
import type { ConceptRecord } from "../concepts/concept-record.js";
import type { Heard, Reason } from "../model/index.js";

/** A table: what was named, and its rows. */
export interface Rows<Row> {
	readonly rows: readonly Row[];
	/** Whether there are more than were asked for. */
	readonly more: boolean;
}

/** About one concept. */
export interface About {
	readonly note: ConceptRecord;
}

export interface LinkRow {
	readonly concept: ConceptRecord;
	/** `LINKS`, `EMBEDS`, `TAGGED`, … or the property that holds the link. */
	readonly how: string;
	/** `path:line` of the link. */
	readonly place: string | null;
	/** In which the link stands; none in a frontmatter. */
	readonly sentence: string | null;
}

export interface NeighborRow {
	readonly concept: ConceptRecord;
	/** How many links away. */
	readonly steps: number;
	/** Titles of what lies between. */
	readonly via: readonly string[];
}

export interface SimilarRow {
	readonly concept: ConceptRecord;
	/** The cosine of the two vectors, -1 to 1. */
	readonly score: number;
	readonly linked: "both ways" | "from here" | "from there" | null;
	/** Titles of what both are linked with. */
	readonly shared: readonly string[];
}

export interface HubRow {
	readonly concept: ConceptRecord;
	/** Links to it. */
	readonly linked: number;
	/** Links in it. */
	readonly links: number;
}

export interface PlaceRow {
	readonly concept: ConceptRecord;
	/** Its path. */
	readonly place: string;
}

export interface UnresolvedRow {
	readonly concept: ConceptRecord;
	/** How often it is linked. */
	readonly links: number;
	/** `path:line` of the first three. */
	readonly places: readonly string[];
}

export interface TagRow {
	readonly tag: ConceptRecord;
	/** How many have it. */
	readonly notes: number;
}

export interface CommunityRow {
	readonly name: string;
	readonly size: number;
	/** Titles of the most central four. */
	readonly members: readonly string[];
}

export interface SearchRow {
	readonly concept: ConceptRecord;
	/** `path:line` of the excerpt, or the path. */
	readonly place: string | null;
	/** The line that has most of the words. */
	readonly excerpt: string | null;
}

export interface Path {
	readonly from: ConceptRecord;
	readonly to: ConceptRecord;
	/** Links between them; null where no chain connects them. */
	readonly length: number | null;
	readonly steps: readonly PathStep[];
}

export interface PathStep {
	readonly from: string;
	readonly to: string;
	readonly type: string;
	/** Whether the link leads along the path or against it. */
	readonly direction: "out" | "in";
	/** `path:line` of the link. */
	readonly place?: string;
	readonly sentence?: string;
}

/** A concept near another, and why. */
export type RelatedConcept = ConceptRecord & {
	/** 0 to 1, comparable within one list. */
	readonly score: number;
	readonly reasons: readonly Reason[];
	/** The reasons in words, said of this concept. */
	readonly why: readonly string[];
};

export interface Related {
	readonly concept: ConceptRecord;
	readonly related: readonly RelatedConcept[];
	readonly more: boolean;
}

export interface Suggestions {
	/** All that there are. */
	readonly total: number;
	readonly suggestions: readonly SuggestedLink[];
}

/** A link that a note lacks. */
export interface SuggestedLink {
	/** The note in which it would stand. */
	readonly from: ConceptRecord;
	readonly to: ConceptRecord;
	/** As it would be written: `[[LSTM]]`. */
	readonly link: string;
	readonly score: number;
	/** Where the one names the other already. */
	readonly mention?: { readonly name: string; readonly line?: number };
	readonly reasons: readonly Reason[];
	/** The reasons in words, said of `to`. */
	readonly why: readonly string[];
}

export interface Explained {
	readonly a: ConceptRecord;
	readonly b: ConceptRecord;
	/** The cosine of the two vectors; below 0, they are less alike than two notes usually are. */
	readonly similarity: number;
	/** The similarity, unfolded on the side of the one and of the other. */
	readonly sides: readonly [Heard, Heard];
	readonly reasons: readonly Reason[];
	/** The reasons in words, said of `b`. */
	readonly why: readonly string[];
}
