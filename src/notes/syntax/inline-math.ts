import { codes, isBlank, isLineEnding } from "./characters.js";
import { dollars } from "./dollars.js";
import type { Code, Construct, State } from "./types.js";

/**
 * `$…$` and, within a line of text, `$$…$$`. An opening `$` stands not before a blank, a closing one not after
 * a blank and not before a digit, so that “$5 and $10” is no formula. It stays within its paragraph.
 */
export const inlineMath: Construct = {
	name: "inlineMath",
	previous(code) {
		if (code !== codes.dollar) return true;
		const last = this.events.at(-1);
		return last?.[0] === "exit" && (last[1].type === "inlineMath" || last[1].type === "characterEscape");
	},
	tokenize(effects, ok, nok) {
		const self = this;
		let size = 0;
		let last: Code = null;
		return start;

		function start(code: Code): State | undefined {
			effects.enter("inlineMath");
			effects.enter("inlineMathMarker");
			return opening(code);
		}

		function opening(code: Code): State | undefined {
			if (code === codes.dollar && size < 3) {
				effects.consume(code);
				size++;
				return opening;
			}
			effects.exit("inlineMathMarker");
			if (size > 2 || self._mathRunsOut?.[size] || (size === 1 && isBlank(code))) return nok(code);
			return between(code);
		}

		function between(code: Code): State | undefined {
			if (code === null) return runsOut(code);
			if (code === codes.dollar) return effects.check(dollars[size === 1 ? 1 : 2], closing, data)(code);
			if (!isLineEnding(code)) return data(code);
			last = code;
			effects.enter("lineEnding");
			effects.consume(code);
			effects.exit("lineEnding");
			return between;
		}

		function data(code: Code): State | undefined {
			effects.enter("inlineMathData");
			return inside(code, true);
		}

		function inside(code: Code, first = false): State | undefined {
			if (code === null || isLineEnding(code) || (code === codes.dollar && !first && mayClose())) {
				effects.exit("inlineMathData");
				return between(code);
			}
			effects.consume(code);
			last = code;
			return code === codes.backslash ? escaped : inside;
		}

		function escaped(code: Code): State | undefined {
			if (code === null || isLineEnding(code)) return inside(code);
			effects.consume(code);
			last = code;
			return inside;
		}

		function mayClose(): boolean {
			return size === 2 || !isBlank(last);
		}

		function closing(code: Code): State | undefined {
			if (!mayClose()) return data(code);
			effects.enter("inlineMathMarker");
			return closingMarker(code, 0);
		}

		function closingMarker(code: Code, taken: number): State | undefined {
			if (taken === size) {
				effects.exit("inlineMathMarker");
				effects.exit("inlineMath");
				return ok(code);
			}
			effects.consume(code);
			return (next) => closingMarker(next, taken + 1);
		}

		/** Nothing closes from here to the end, so later openings need not look again. */
		function runsOut(code: Code): State | undefined {
			self._mathRunsOut ??= [];
			self._mathRunsOut[size] = true;
			return nok(code);
		}
	},
};
