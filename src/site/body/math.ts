import type { Nodes } from "mdast";
import type { Options } from "temml";
import type { Diagnostic, InlineMath, MathBlock, ParsedNote, Position } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import type { Leaf } from "./leaf.js";
import { type MathTree, writeMathMl } from "./mathml.js";

/** UTF-16 units of TeX in one formula. */
const maxSource = 20_000;
/** UTF-16 units of MathML that one formula may become. */
const maxOutput = 200_000;

type Formula = InlineMath | MathBlock;

/** The part of Temml that is used; its own types leave it open. */
interface Temml {
	readonly __renderToMathMLTree: (tex: string, options: Options) => MathTree;
	readonly definePreamble: (tex: string, options: Options) => Record<string, unknown>;
}

/**
 * TeX to MathML. Macros of one formula (`\newcommand`, `\gdef`) hold in those after it. What Temml does not
 * understand is shown as its source, with a diagnostic.
 */
export async function createMath(
	parsed: ParsedNote,
	nodes: readonly Nodes[],
	diagnostics: Diagnostic[],
): Promise<(node: Formula) => Leaf> {
	const temml = nodes.some(isFormula) ? await loadTemml() : undefined;
	const known = new Map<string, string | MathError>();
	const macros: Record<string, unknown> = Object.create(null);
	let macroCount = 0;

	const render = (tex: string, display: boolean): string | MathError => {
		if (temml === undefined) return new MathError("no renderer");
		const key = `${display ? "D" : "I"}${macroCount} ${tex}`;
		const before = known.get(key);
		if (before !== undefined) return before;
		let result = renderTex(temml, tex, display, macros);
		if (definesMacros.test(tex)) {
			// It may define anew what another formula has defined before.
			if (result instanceof MathError) result = renderTex(temml, tex, display, {});
			macroCount += learnMacros(temml, tex, macros);
		}
		known.set(key, result);
		return result;
	};

	return (node) => {
		const display = node.type === "math";
		const result = render(node.value, display);
		if (result instanceof MathError) {
			diagnostics.push(diagnose(parsed, node, result));
			return { parts: [errorHtml(node.value, display)], text: node.value };
		}
		return {
			parts: [display ? `<div class="math-block" tabindex="0">${result}</div>` : result],
			text: node.value,
		};
	};
}

class MathError {
	constructor(
		readonly reason: string,
		/** UTF-16 offset into the TeX. */
		readonly offset = 0,
		readonly rule: "math/error" | "math/too-large" = "math/error",
	) {}
}

function isFormula(node: Nodes): boolean {
	return node.type === "math" || node.type === "inlineMath";
}

async function loadTemml(): Promise<Temml> {
	const { default: temml } = await import("temml");
	return temml as unknown as Temml;
}

function renderTex(
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

const definesMacros = /\\(?:newcommand|renewcommand|providecommand|def|let|DeclareMathOperator)/;

/** Top-level definitions of a formula, which TeX would forget at its end. */
function learnMacros(temml: Temml, tex: string, macros: Record<string, unknown>): number {
	try {
		if (tex.length <= maxSource)
			Object.assign(macros, temml.definePreamble(tex, { trust: false, maxExpand: 100 }));
	} catch {
		// A formula that defines nothing but for itself.
	}
	return 1;
}

function errorHtml(tex: string, display: boolean): string {
	const span = `<code class="math-error">${escapeHtml(tex)}</code>`;
	return display ? `<div class="math-block" tabindex="0">${span}</div>` : span;
}

function diagnose({ note, source }: ParsedNote, node: Formula, error: MathError): Diagnostic {
	const start = node.position?.start;
	const base: Position = { line: start?.line ?? 1, column: start?.column ?? 1, offset: start?.offset ?? 0 };
	const end = node.position?.end.offset ?? base.offset;
	const tex = source.indexOf(node.value, base.offset);
	const found = tex >= 0 && tex + node.value.length <= end;
	const position = found ? positionAt(source, base, tex + error.offset) : base;
	return {
		rule: error.rule,
		severity: "warning",
		message: `A formula is shown as its source: ${error.reason || "it cannot be read"}.`,
		path: note.path,
		position,
		span: { start: position.offset, end: Math.max(end, position.offset) },
	};
}

/** Counts on from a position that is known. */
function positionAt(source: string, from: Position, offset: number): Position {
	const lines = source.slice(from.offset, offset).split("\n");
	const last = lines.at(-1) ?? "";
	if (lines.length === 1) return { line: from.line, column: from.column + last.length, offset };
	return { line: from.line + lines.length - 1, column: last.length + 1, offset };
}
