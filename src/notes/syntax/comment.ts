import { codes } from "./characters.js";
import type { Construct } from "./types.js";

/** `%%`: starts or ends a comment; which of the two is known only when the whole note is a tree. */
export const commentMarker: Construct = {
	name: "commentMarker",
	tokenize(effects, ok, nok) {
		return (first) => {
			effects.enter("commentMarker");
			effects.consume(first);
			return (second) => {
				if (second !== codes.percent) return nok(second);
				effects.consume(second);
				effects.exit("commentMarker");
				return ok;
			};
		};
	},
};
