import type { VaultPath } from "./id.js";
import type { Position, Span } from "./span.js";

/** A reference as it is written; what it points to is the graph stage's business. */
export interface Link {
	readonly kind: "link" | "embed";
	readonly format: "wiki" | "markdown" | "property";
	/** Text before the first `#`, trimmed, percent-decoded for Markdown links, without `.md`; empty for `[[#heading]]`. */
	readonly target: string;
	/** Heading path, parts joined by `#`, without the leading `#`. */
	readonly heading?: string;
	/** Block id, without `^`. */
	readonly block?: string;
	/** What is shown instead of the target; for an embed with a size, what remains beside the size. */
	readonly alias?: string;
	/** Embeds only, CSS pixels: `|300` or `|300x200`. */
	readonly size?: { readonly width: number; readonly height?: number };
	/** The property (key) in which a `property` link stands. */
	readonly property?: string;
	/** True inside `%%…%%`: counts for the graph, never shown. */
	readonly comment?: true;
	/** Index into `Note.headings` of the heading under which it stands; absent before the first heading. */
	readonly under?: number;
	readonly span: Span;
	readonly position: Position;
}

/** The three answers to "where does this link lead?". */
export type Resolution = Found | Ambiguous | Missing;

export interface Found {
	readonly kind: "found";
	/** A note, canvas or attachment of the vault. */
	readonly path: VaultPath;
	/** The place inside the note. */
	readonly anchor?: Anchor;
	/** The note is there, the heading or block in it is not. */
	readonly dead?: "heading" | "block";
}

/** Several files fit equally well; `path` is the one taken (shortest path, then lexicographic). */
export interface Ambiguous extends Omit<Found, "kind"> {
	readonly kind: "ambiguous";
	readonly candidates: readonly VaultPath[];
}

export interface Missing {
	readonly kind: "missing";
	/** The target climbs out of the vault with `..`; nothing outside is ever looked at. */
	readonly outside?: true;
	/** The nearest name in the vault, if one is near enough, as it should be written in the link. */
	readonly suggestion?: string;
}

export type Anchor =
	| { readonly kind: "heading" /** index into the target's `headings` */; readonly index: number }
	| { readonly kind: "block" /** as spelt in the target */; readonly id: string }
	/** Written like a heading; headings come first. */
	| {
			readonly kind: "cell" /** index into the target's `cells` */;
			readonly index: number;
			readonly id: string;
	  };

export interface ResolvedLink {
	readonly link: Link;
	readonly resolution: Resolution;
}
