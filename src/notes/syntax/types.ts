import type { Code, Construct, Effects, State, Token, TokenizeContext } from "micromark-util-types";

/** What this room keeps on micromark's tokens and tokenizers between one construct and the next. */
declare module "micromark-util-types" {
	interface Token {
		/** On a tag: the token it follows without a blank, which must turn out to be markup. */
		_boundary?: Token;
		/** On the end of an inline footnote: its start. */
		_start?: Token;
		/** On the start of an inline footnote that has its end. */
		_closed?: boolean;
		/** On a block of mathematics that runs to the end of its container. */
		_unclosed?: boolean;
	}
	interface TokenizeContext {
		/** Set once no `$` (index 1) or `$$` (index 2) further on in this text can close. */
		_mathRunsOut?: boolean[];
	}
	interface TokenTypeMap {
		embed: "embed";
		embedMarker: "embedMarker";
		embedTarget: "embedTarget";
		wikiLink: "wikiLink";
		wikiLinkMarker: "wikiLinkMarker";
		wikiLinkData: "wikiLinkData";
		wikiLinkTarget: "wikiLinkTarget";
		wikiLinkAliasMarker: "wikiLinkAliasMarker";
		wikiLinkAlias: "wikiLinkAlias";
		noteTag: "noteTag";
		commentMarker: "commentMarker";
		inlineMath: "inlineMath";
		inlineMathMarker: "inlineMathMarker";
		inlineMathData: "inlineMathData";
		mathBlock: "mathBlock";
		mathBlockMarker: "mathBlockMarker";
		mathBlockData: "mathBlockData";
		inlineFootnote: "inlineFootnote";
		inlineFootnoteStart: "inlineFootnoteStart";
		inlineFootnoteText: "inlineFootnoteText";
		inlineFootnoteEnd: "inlineFootnoteEnd";
		highlight: "highlight";
		highlightSequence: "highlightSequence";
		highlightText: "highlightText";
		strikethrough: "strikethrough";
		strikethroughSequence: "strikethroughSequence";
		strikethroughText: "strikethroughText";
	}
}

export type { Code, Construct, Effects, State, Token, TokenizeContext };
