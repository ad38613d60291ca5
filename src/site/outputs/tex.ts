import type { Options } from "temml";
import { type MathTree, writeMathMl } from "./mathml.js";

/** UTF-16 units of TeX in one formula. */
export const maxSource = 20_000;
/** UTF-16 units of MathML that one formula may become. */
const maxOutput = 200_000;

/** The part of Temml that is used; its own types leave it open. */
export interface Temml {
	readonly __renderToMathMLTree: (tex: string, options: Options) => MathTree;
	readonly definePreamble: (tex: string, options: Options) => Record<string, unknown>;
}

/** Why a formula is shown as its source. */
export class MathError {
	constructor(
		readonly reason: string,
		/** UTF-16 offset into the TeX. */
		readonly offset = 0,
		readonly rule: "math/error" | "math/too-large" = "math/error",
	) {}
}

/** TeX to MathML, written from a list of what is allowed. Definitions of the formula's own are left in `macros`. */
export function renderTex(
	temml: Temml,
	tex: string,
	display: boolean,
	macros: Record<string, unknown>,
): string | MathError {
	if (tex.length > maxSource) return tooLarge;
	try {
		const tree = temml.__renderToMathMLTree(tex, {
			displayMode: display,
			annotate: true,
			trust: false,
			strict: false,
			throwOnError: true,
			macros,
			maxSize: [50, 500],
			// A macro's text can be as long as the formula, so that long formulas get fewer expansions.
			maxExpand: Math.min(1000, Math.ceil(1_000_000 / (tex.length + 1))),
		});
		return writeMathMl(tree, maxOutput) ?? tooLarge;
	} catch (error) {
		return toMathError(error);
	}
}

const tooLarge = new MathError("the formula is too large", 0, "math/too-large");

function toMathError(error: unknown): MathError {
	if (error instanceof RangeError)
		return new MathError("the formula is nested too deeply", 0, "math/too-large");
	const { message = "", position } = error as { message?: string; position?: number };
	// “Expected 'x' at position 4: …”: the place is told by the diagnostic's own position.
	const reason = message.split(/ at (?:position|end of input)/)[0]?.trim() ?? "";
	return new MathError(reason.slice(0, 200), typeof position === "number" ? position : 0);
}
