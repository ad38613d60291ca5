import type { BodyParts, ResolvedLink, SitePath, Tag, VaultPath } from "../../model/index.js";
import type { SiteIndex } from "../shared/site-index.js";

/** One page while its HTML is put together. */
export interface PageState {
	readonly index: SiteIndex;
	/** The page on which everything lands, however deep it is embedded: addresses are relative to it. */
	readonly page: SitePath;
	/** What the page must load, embedded notes included. */
	readonly features: Set<"math" | "code" | "diagram" | "cells" | "answers">;
	/** Ids so far. */
	readonly ids: Set<string>;
	/** Embeds so far, and characters of HTML in them. */
	embeds: number;
	embedded: number;
	/** Characters of HTML in results of cells, and in answers to questions. */
	outputs: number;
	/** What answers to questions have named so far: ids among them are numbered. */
	questions: number;
	/** Fills the parts of a note, or of a text in an answer. Held here because answers are filled in turn. */
	readonly fill: (parts: BodyParts, source: Source, state: PageState, out: string[]) => void;
	/** What `![[…]]` becomes; writes to `out`. Held here because embedded notes are filled in turn. */
	readonly embed: (
		resolved: ResolvedLink | undefined,
		block: boolean,
		source: Source,
		state: PageState,
		out: string[],
	) => void;
}

/** The note whose parts are being filled, and how it came onto the page. */
export interface Source {
	readonly path: VaultPath;
	readonly lang: string;
	readonly links: readonly ResolvedLink[];
	readonly tags: readonly Tag[];
	/** Stands before every id, so that a note can be on a page more than once; empty for the page's own note. */
	readonly prefix: string;
	/** Ids that come along; a reference to any other id leads to the note's own page. Absent: all of them. */
	readonly ids?: ReadonlySet<string>;
	/** A text in an answer, whose links are not those of the note. */
	readonly quoted?: true;
	/** Places (`path#anchor`) that are being embedded, outermost first. */
	readonly chain: readonly string[];
}
