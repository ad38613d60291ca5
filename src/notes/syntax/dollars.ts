import { codes, isDigit } from "./characters.js";
import type { Code, Construct, State } from "./types.js";

/** What may close a formula that as many dollars opened: `$` not before a digit, or `$$`. For looking ahead. */
export const dollars: readonly [undefined, Construct, Construct] = [undefined, closer(1), closer(2)];

function closer(size: number): Construct {
	return {
		partial: true,
		tokenize(effects, ok, nok) {
			let taken = 0;
			return start;
			function start(code: Code): State | undefined {
				effects.enter("data");
				return inside(code);
			}
			function inside(code: Code): State | undefined {
				if (code === codes.dollar && taken < size) {
					effects.consume(code);
					taken++;
					return inside;
				}
				effects.exit("data");
				return taken === size && !(size === 1 && isDigit(code)) ? ok(code) : nok(code);
			}
		},
	};
}
