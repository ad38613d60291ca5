/**
 * A rendered note before its links are known: safe HTML with slots. It depends on the note's source and the
 * options alone, so it is cached by content; the site fills the slots when every page has its address.
 */
export interface Body {
	/** Top-level blocks in order: a heading's section is a run of blocks. */
	readonly blocks: readonly BodyBlock[];
	/** Blocks with an id that are nested (list items, quotes in callouts), for embeds of that block alone. */
	readonly fragments: readonly { readonly block: string; readonly parts: BodyParts }[];
	/** The footnotes section, empty when there are none. */
	readonly footnotes: BodyParts;
	/** For each of `Note.links`, the sentence around it with the link as an `{ slot: "here" }`; empty if hidden. */
	readonly contexts: readonly BodyParts[];
	/** Plain text for search, split at headings; index -1 is the text before the first heading. */
	readonly text: readonly { readonly heading: number; readonly text: string }[];
	/** What the page must load. */
	readonly features: readonly ("math" | "code" | "diagram")[];
}

export interface BodyBlock {
	readonly parts: BodyParts;
	/** Index into `Note.headings` when this block is that heading. */
	readonly heading?: number;
	/** Block id of this block. */
	readonly block?: string;
}

export type BodyParts = readonly (string | Slot)[];

export type Slot =
	/** An internal link: becomes `<a>`, or a marked span when it leads nowhere. `html` is its safe content. */
	| { readonly slot: "link"; readonly link: number; readonly html: string }
	/** `![[…]]` or `![](…)` to the vault; `block` when it stands alone in its paragraph and may be a block. */
	| { readonly slot: "embed"; readonly link: number; readonly block: boolean }
	/** A tag: becomes a link to the tag's page. */
	| { readonly slot: "tag"; readonly tag: number; readonly html: string }
	/** The value of an `id` attribute, so that a transclusion can make it unique. */
	| { readonly slot: "id"; readonly id: string }
	/** The value of an `href` that leads to an id in the same note. */
	| { readonly slot: "ref"; readonly id: string }
	/** The value of a `src` or `href` in raw HTML that may name a file of the vault; as written. */
	| { readonly slot: "resource"; readonly url: string; readonly line: number }
	/**
	 * A code cell with its results. `cell` is its index among the note's cells; `html` is its program as a coloured
	 * code block, which is all that is shown where nothing is known of the cell.
	 */
	| { readonly slot: "cell"; readonly cell: number; readonly html: string }
	/** A question with its answer. `query` is its index among the note's questions; `html` shows it as code. */
	| { readonly slot: "query"; readonly query: number; readonly html: string }
	/** Where the link of a context sentence stands. */
	| { readonly slot: "here"; readonly html: string };
