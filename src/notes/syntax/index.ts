import type { Root } from "mdast";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import type { Construct, Extension } from "micromark-util-types";
import remarkCjkFriendly from "remark-cjk-friendly";
import remarkParse from "remark-parse";
import remarkWikiLink from "remark-wiki-link";
import { type Processor, unified } from "unified";
import type { NoteOptions } from "../../model/index.js";
import { labelEndOfNothing, labelStartInsteadOfWikiLink } from "./brackets.js";
import { codes } from "./characters.js";
import { commentMarker } from "./comment.js";
import { fromMarkdown } from "./from-markdown.js";
import { inlineFootnoteEnd, inlineFootnoteStart } from "./inline-footnote.js";
import { inlineMath } from "./inline-math.js";
import { mathBlock } from "./math-block.js";
import { resolveSpans } from "./resolve-spans.js";
import { emphasis, highlight, strikethrough } from "./spans.js";
import { tag } from "./tag.js";
import { embed, wikiLink } from "./wiki-link.js";

export interface Grammar extends Pick<NoteOptions, "tagPunctuation"> {
	/** False for texts that hold no table: looking for one is not free. */
	readonly tables: boolean;
	/** False for texts without `[^`. */
	readonly footnotes: boolean;
}

/**
 * Markdown to mdast with Obsidian's constructs. Later extensions come first in micromark, so ours stand before
 * remark-wiki-link's and CommonMark's where they share a character. Without GFM's autolink literals, which
 * swallow Chinese punctuation and the links after it.
 */
export function markdownParser(options: Grammar): (source: string) => Root {
	const processor = unified()
		.use(remarkParse)
		.use(remarkWikiLink, {
			aliasDivider: "|",
			pageResolver: (name: string) => [name],
			hrefTemplate: (permalink: string) => permalink,
		})
		.use(remarkCjkFriendly)
		.use(remarkNotes, options)
		.freeze();
	return (source) => processor.parse(source) as Root;
}

function remarkNotes(this: Processor, options: Grammar): undefined {
	const data = this.data();
	data.micromarkExtensions ??= [];
	data.fromMarkdownExtensions ??= [];
	const attention = attentionOf(data.micromarkExtensions);
	if (options.tables) data.micromarkExtensions.push(gfmTable());
	data.micromarkExtensions.push(gfmFootnote(), gfmTaskListItem(), notesSyntax(options, attention));
	data.fromMarkdownExtensions.push(
		gfmTableFromMarkdown(),
		gfmFootnoteFromMarkdown(),
		gfmTaskListItemFromMarkdown(),
		gfmStrikethroughFromMarkdown(),
		fromMarkdown(),
	);
}

function notesSyntax(options: Grammar, attention: Construct): Extension {
	const emphasized = emphasis(attention);
	return {
		flow: { [codes.dollar]: mathBlock },
		text: {
			[codes.exclamation]: embed,
			[codes.hash]: tag(options),
			[codes.dollar]: inlineMath,
			[codes.percent]: commentMarker,
			[codes.asterisk]: emphasized,
			[codes.equals]: highlight,
			[codes.bracketOpen]: [wikiLink, labelStartInsteadOfWikiLink],
			[codes.bracketClose]: [inlineFootnoteEnd, labelEndOfNothing],
			[codes.caret]: inlineFootnoteStart,
			[codes.underscore]: emphasized,
			[codes.tilde]: strikethrough,
		},
		insideSpan: { null: [{ resolveAll: resolveSpans }] },
		attentionMarkers: { null: [codes.equals, codes.tilde] },
	};
}

/** The construct that finds `*` and `_` beside CJK text: we take its tokenizer and resolve differently. */
function attentionOf(extensions: readonly unknown[]): Construct {
	for (const extension of extensions as Extension[]) {
		const construct = extension.text?.[codes.asterisk];
		if (construct) return Array.isArray(construct) ? construct[0]! : (construct as Construct);
	}
	throw new Error("remark-cjk-friendly must be used before");
}
