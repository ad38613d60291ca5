import { codes, isBlank } from "./characters.js";
import { resolveSpans } from "./resolve-spans.js";
import type { Code, Construct, State } from "./types.js";

/** `==…==` */
export const highlight: Construct = pairOf(codes.equals, "highlightSequence");

/** `~~…~~`; unlike GFM's own, punctuation beside the marks does not matter, as Chinese needs it. */
export const strikethrough: Construct = pairOf(codes.tilde, "strikethroughSequence");

/** Emphasis whose marks `tokenizer` finds, resolved here in linear time. */
export function emphasis(tokenizer: Construct): Construct {
	return { ...tokenizer, name: "attention", resolveAll: resolveSpans };
}

/** A run of exactly two marks that opens before, and closes after, anything but a blank. */
function pairOf(mark: number, type: "highlightSequence" | "strikethroughSequence"): Construct {
	return {
		name: type,
		previous: (code) => code !== mark,
		resolveAll: resolveSpans,
		tokenize(effects, ok, nok) {
			const before = this.previous;
			let size = 0;
			return start;

			function start(code: Code): State | undefined {
				effects.enter(type);
				return inside(code);
			}

			function inside(code: Code): State | undefined {
				if (code === mark && size < 3) {
					effects.consume(code);
					size++;
					return inside;
				}
				if (size !== 2) return nok(code);
				const token = effects.exit(type);
				token._open = !isBlank(code);
				token._close = !isBlank(before);
				return ok(code);
			}
		},
	};
}
