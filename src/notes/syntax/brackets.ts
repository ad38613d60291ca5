import { labelStartLink } from "micromark-core-commonmark";
import { codes } from "./characters.js";
import type { Code, Construct, State, TokenizeContext } from "./types.js";

/** Labels that may stand open inside each other; further ones are text. */
export const maxOpenLabels = 100;

/**
 * `[[` that is no wiki-link opens a label as any bracket does. It stands before remark-wiki-link's construct
 * (which has no name and so cannot be disabled), so that this one never gets a turn.
 */
export const labelStartInsteadOfWikiLink: Construct = {
	name: "labelStartLink",
	...(labelStartLink.resolveAll && { resolveAll: labelStartLink.resolveAll }),
	tokenize(effects, ok, nok) {
		return effects.check(twoBrackets, labelStartLink.tokenize.call(this, effects, ok, nok), nok);
	},
};

/**
 * `]` that closes nothing is text at once. Without this, GFM's footnotes walk back over the whole paragraph for
 * each of them, and CommonMark compares the whole label again for each level of nesting.
 */
export const labelEndOfNothing: Construct = {
	name: "labelEndOfNothing",
	tokenize(effects, ok, nok) {
		const open = openLabels(this);
		return start;

		function start(code: Code): State | undefined {
			if (open.length > 0 && open.length <= maxOpenLabels) return nok(code);
			open.pop();
			effects.enter("data");
			effects.consume(code);
			effects.exit("data");
			return ok;
		}
	},
};

/** The label starts that may still be closed, innermost last. */
export function openLabels(context: TokenizeContext) {
	context._labelStarts ??= [];
	const open = context._labelStarts;
	while (open.at(-1)?._balanced) open.pop();
	return open;
}

const twoBrackets: Construct = {
	partial: true,
	tokenize(effects, ok, nok) {
		return (first) => {
			effects.enter("data");
			effects.consume(first);
			effects.exit("data");
			return (second) => (second === codes.bracketOpen ? ok(second) : nok(second));
		};
	},
};
