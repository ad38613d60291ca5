import { codes, isBlank, isLineEnding } from "./characters.js";
import { dollars } from "./dollars.js";
import { opensFormula } from "./opens-formula.js";
import type { Code, Construct, State } from "./types.js";

/**
 * `$$…$$` as a block: opens at a line's start, closes at a line that ends in `$$`, and else runs to the end of
 * its container. A line that goes on after its second `$$` is a paragraph with a formula in it. A paragraph whose own
 * formula is still open goes on, and so does a block's text without the indent or `>` of its container.
 */
export const mathBlock: Construct = {
	name: "mathBlock",
	concrete: true,
	tokenize(effects, ok, nok) {
		const self = this;
		let size = 0;
		let blank = false;
		return start;

		function start(code: Code): State | undefined {
			if (self.interrupt && opensFormula(self)) return nok(code);
			effects.enter("mathBlock");
			effects.enter("mathBlockMarker");
			return opening(code);
		}

		function opening(code: Code): State | undefined {
			if (code === codes.dollar && size < 3) {
				effects.consume(code);
				size++;
				return opening;
			}
			if (size !== 2) return nok(code);
			effects.exit("mathBlockMarker");
			return firstLine(code);
		}

		function firstLine(code: Code): State | undefined {
			if (code === null || isLineEnding(code)) return self.interrupt ? ok(code) : lineEnd(code);
			return effects.attempt(contentOfFirstLine, afterFirstLine, nok)(code);
		}

		function afterFirstLine(code: Code): State | undefined {
			if (self.interrupt) return ok(code);
			return code === codes.dollar ? effects.attempt(closingFence, close, nok)(code) : lineEnd(code);
		}

		function lineEnd(code: Code): State | undefined {
			return effects.attempt(blank ? nonLazyLineEnding : lineEndingBeforeText, firstOfLine, unclosed)(code);
		}

		function firstOfLine(code: Code): State | undefined {
			blank = code === null || isLineEnding(code);
			return line(code);
		}

		function line(code: Code): State | undefined {
			if (code === null || isLineEnding(code)) return lineEnd(code);
			if (code === codes.dollar) return effects.attempt(closingFence, close, data)(code);
			return data(code);
		}

		function data(code: Code): State | undefined {
			effects.enter("mathBlockData");
			return inside(code, true);
		}

		function inside(code: Code, first = false): State | undefined {
			if (code === null || isLineEnding(code) || (code === codes.dollar && !first)) {
				effects.exit("mathBlockData");
				return line(code);
			}
			effects.consume(code);
			return code === codes.backslash ? escaped : inside;
		}

		function escaped(code: Code): State | undefined {
			if (code === null || isLineEnding(code)) return inside(code);
			effects.consume(code);
			return inside;
		}

		function unclosed(code: Code): State | undefined {
			effects.exit("mathBlock")._unclosed = true;
			return ok(code);
		}

		function close(code: Code): State | undefined {
			effects.exit("mathBlock");
			return ok(code);
		}
	},
};

/** The rest of the opening line up to its end or to a `$$` that ends it; refused when text follows that. */
const contentOfFirstLine: Construct = {
	partial: true,
	tokenize(effects, ok, nok) {
		return data;

		function data(code: Code): State | undefined {
			effects.enter("mathBlockData");
			return inside(code);
		}

		function inside(code: Code): State | undefined {
			if (code === null || isLineEnding(code)) return end(code);
			if (code === codes.dollar) return effects.check(dollars[2], atClosing, consume)(code);
			return consume(code);
		}

		function consume(code: Code): State {
			effects.consume(code);
			return code === codes.backslash ? escaped : inside;
		}

		function escaped(code: Code): State | undefined {
			if (code === null || isLineEnding(code)) return end(code);
			effects.consume(code);
			return inside;
		}

		function atClosing(code: Code): State | undefined {
			return effects.check(closingFence, end, nok)(code);
		}

		function end(code: Code): State | undefined {
			effects.exit("mathBlockData");
			return ok(code);
		}
	},
};

/** `$$`, blanks, end of the line. */
const closingFence: Construct = {
	partial: true,
	tokenize(effects, ok, nok) {
		let size = 0;
		return start;

		function start(code: Code): State | undefined {
			effects.enter("mathBlockMarker");
			return inside(code);
		}

		function inside(code: Code): State | undefined {
			if (code === codes.dollar && size < 2) {
				effects.consume(code);
				size++;
				return inside;
			}
			return size === 2 ? blanks(code) : nok(code);
		}

		function blanks(code: Code): State | undefined {
			if (code === null || isLineEnding(code)) {
				effects.exit("mathBlockMarker");
				return ok(code);
			}
			if (!isBlank(code)) return nok(code);
			effects.consume(code);
			return blanks;
		}
	},
};

/** The end of a line, when the next one is its container's too. */
const nonLazyLineEnding = lineEnding((_code, lazy) => !lazy);
/** The same, or when the next line has text, as it may have in a paragraph. */
const lineEndingBeforeText = lineEnding((code, lazy) => !lazy || !(code === null || isLineEnding(code)));

function lineEnding(goesOn: (code: Code, lazy: boolean) => boolean): Construct {
	return {
		partial: true,
		tokenize(effects, ok, nok) {
			return (code) => {
				if (code === null) return nok(code);
				effects.enter("lineEnding");
				effects.consume(code);
				effects.exit("lineEnding");
				return (next) => (goesOn(next, this.parser.lazy[this.now().line] === true) ? ok : nok)(next);
			};
		},
	};
}
