import type { Reads, SearchSketch, SearchTerms } from "../../model/index.js";
import type { Passage } from "./passages.js";

/** A page that can be found. */
export interface SearchDocument {
	/** From the site's root, percent-encoded; unique. */
	readonly href: string;
	readonly title: string;
	readonly lang: string;
	readonly aliases: readonly string[];
	readonly sketch: SearchSketch;
	readonly terms: () => SearchTerms;
	/** As many as the sketch says. */
	readonly passages: (reads?: Reads) => readonly Passage[];
	/** What the note means, as the embedding has it; absent for what has no meaning. */
	readonly vector?: Float32Array;
	/** Digest of what the passages are made from, besides what they read. */
	readonly basis: string;
}
