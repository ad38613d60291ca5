/**
 * The Markdown syntax tree (mdast) as `notes` makes it and `site` renders it: CommonMark and the kept parts
 * of GFM, and the nodes below for what Obsidian adds. Names follow mdast's own habits.
 */
import type { Data, Literal, Node, Parent, PhrasingContent, Root, RootContent } from "mdast";
import type { Note } from "./note.js";

export interface ParsedNote {
	readonly note: Note;
	/** Frontmatter, block ids (`^id`) and callout markers are taken out of the tree; positions are kept. */
	readonly tree: Root;
	readonly source: string;
}

/** `[[target#heading|alias]]`. Its text is in `note.links[data.link]`. */
export interface WikiLink extends Node {
	type: "wikiLink";
	data: Data & { link: number };
}

/** `![[…]]`, and `![…](…)` whose destination is not a URL. Block-level when it is a paragraph's only child. */
export interface Embed extends Node {
	type: "embed";
	data: Data & { link: number };
}

/** `#tag`; `value` is without the `#`. */
export interface TagNode extends Literal {
	type: "tag";
	data: Data & { tag: number };
}

/** `==…==` */
export interface Highlight extends Parent {
	type: "highlight";
	children: PhrasingContent[];
}

/** `%%…%%`, inline or across blocks: read for links and tags, never shown. */
export interface Comment extends Parent {
	type: "comment";
	children: RootContent[];
}

/** `$…$`, TeX. */
export interface InlineMath extends Literal {
	type: "inlineMath";
	/** Of `$$…$$` in a line of text: it stands on a line of its own. */
	display?: true;
}

/** `$$…$$`, TeX. */
export interface MathBlock extends Literal {
	type: "math";
}

/** `^[…]` */
export interface InlineFootnote extends Parent {
	type: "inlineFootnote";
	children: PhrasingContent[];
}

/** Inline field; `children` is the rendered value. */
export interface FieldNode extends Parent {
	type: "field";
	key: string;
	form: "line" | "bracket" | "parenthesis";
	children: PhrasingContent[];
}

/** `> [!type]+ title`; the first child is always the title (empty when none was written). */
export interface CalloutNode extends Parent {
	type: "callout";
	/** Lower case, as in `note.callouts`. */
	kind: string;
	fold?: "open" | "closed";
	children: RootContent[];
}

export interface CalloutTitle extends Parent {
	type: "calloutTitle";
	children: PhrasingContent[];
}

declare module "mdast" {
	interface Data {
		/** On `link` and `image` nodes that lead into the vault: index into `note.links`. */
		link?: number;
		/** On headings: index into `note.headings`. */
		heading?: number;
		/** The block id that was written at the end of this node. */
		block?: string;
		/** On code blocks that are cells: index into `note.cells`. */
		cell?: number;
		/** On fences and inline code that ask: index into `note.queries`. */
		query?: number;
		/** On list items that are tasks: index into `note.tasks`. */
		task?: number;
	}
	interface PhrasingContentMap {
		wikiLink: WikiLink;
		embed: Embed;
		tag: TagNode;
		highlight: Highlight;
		comment: Comment;
		inlineMath: InlineMath;
		inlineFootnote: InlineFootnote;
		field: FieldNode;
	}
	interface RootContentMap {
		wikiLink: WikiLink;
		embed: Embed;
		tag: TagNode;
		highlight: Highlight;
		comment: Comment;
		inlineMath: InlineMath;
		inlineFootnote: InlineFootnote;
		field: FieldNode;
		math: MathBlock;
		callout: CalloutNode;
		calloutTitle: CalloutTitle;
	}
	interface BlockContentMap {
		comment: Comment;
		math: MathBlock;
		callout: CalloutNode;
	}
}
