import type { Body, Heading, SearchTerms } from "../../model/index.js";

/** A page that can be found. */
export interface SearchDocument {
	/** From the site's root, percent-encoded; unique. */
	readonly href: string;
	readonly title: string;
	readonly lang: string;
	readonly aliases: readonly string[];
	readonly headings: readonly Heading[];
	readonly terms: SearchTerms;
	readonly text: Body["text"];
}
