import type { NoteOptions } from "../../model/index.js";
import { codes, isBlank, isDigit, isFullWidthPunctuation, isTagCharacter } from "./characters.js";
import type { Code, Construct, State, TokenizeContext } from "./types.js";

/**
 * `#tag` by Obsidian's rule. It stands at the start, after a blank, or directly after markup; never after a
 * letter or punctuation. Whether a `*`, `==` or `[` before it is markup is known only when the text is
 * resolved, so the token before is kept and looked at again when the tree is built.
 */
export function tag(options: Pick<NoteOptions, "tagPunctuation">): Construct {
	const belongs =
		options.tagPunctuation === "part-of-tag"
			? isTagCharacter
			: (code: Code): code is number => isTagCharacter(code) && !isFullWidthPunctuation(code);

	/** Slashes inside a tag; those at its end are not part of it. */
	const nesting: Construct = {
		partial: true,
		tokenize(effects, ok, nok) {
			return start;
			function start(code: Code): State | undefined {
				effects.enter("data");
				return inside(code);
			}
			function inside(code: Code): State | undefined {
				if (code === codes.slash) {
					effects.consume(code);
					return inside;
				}
				effects.exit("data");
				return belongs(code) ? ok(code) : nok(code);
			}
		},
	};

	return {
		name: "noteTag",
		previous: mayFollow,
		tokenize(effects, ok, nok) {
			const before = isBlank(this.previous) ? undefined : this.events.at(-1)?.[1];
			let named = false;
			return start;

			function start(code: Code): State {
				effects.enter("noteTag", before && { _boundary: before });
				effects.consume(code);
				return inside;
			}

			function inside(code: Code): State | undefined {
				if (code === codes.slash) return effects.check(nesting, slashes, end)(code);
				if (!belongs(code)) return end(code);
				named ||= !isDigit(code);
				effects.consume(code);
				return inside;
			}

			function slashes(code: Code): State | undefined {
				if (code !== codes.slash) return inside(code);
				named = true;
				effects.consume(code);
				return slashes;
			}

			function end(code: Code): State | undefined {
				if (!named) return nok(code);
				effects.exit("noteTag");
				return ok(code);
			}
		},
	};
}

/** Token types whose end is a place where a tag may start; of the sequences, those that find their partner. */
const markup = new Set<string>([
	"attentionSequence",
	"autolink",
	"characterEscape",
	"codeText",
	"commentMarker",
	"embed",
	"gfmFootnoteCall",
	"highlightSequence",
	"htmlText",
	"image",
	"inlineFootnote",
	"inlineFootnoteEnd",
	"inlineFootnoteStart",
	"inlineMath",
	"labelLink",
	"link",
	"noteTag",
	"strikethroughSequence",
	"taskListCheck",
	"wikiLink",
]);

function mayFollow(this: TokenizeContext, previous: Code): boolean {
	if (isBlank(previous)) return true;
	const last = this.events.at(-1);
	return last !== undefined && last[0] === "exit" && markup.has(last[1].type);
}
