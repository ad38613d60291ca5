import type { Nodes } from "mdast";
import type { Diagnostic, InlineMath, MathBlock, ParsedNote, Position } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import { MathError, maxSource, renderTex, type Temml } from "../outputs/tex.js";
import type { Leaf } from "./leaf.js";

type Formula = InlineMath | MathBlock;

/**
 * TeX to MathML. Macros of the preamble hold in all formulas, those of one formula (`\newcommand`, `\gdef`) in those after it. What Temml does not
 * understand is shown as its source, with a diagnostic.
 */
export async function createMath(
	parsed: ParsedNote,
	nodes: readonly Nodes[],
	preamble: string,
	diagnostics: Diagnostic[],
): Promise<(node: Formula) => Leaf> {
	const temml = nodes.some(isFormula) ? await loadTemml() : undefined;
	const known = new Map<string, string | MathError>();
	const macros: Record<string, unknown> = Object.create(null);
	let macroCount = 0;
	if (temml !== undefined && !learnMacros(temml, preamble, macros)) {
		// One definition that is not understood leaves the others.
		for (const line of preamble.split("\n")) learnMacros(temml, line, macros);
	}

	const render = (tex: string, display: boolean): string | MathError => {
		if (temml === undefined) return new MathError("no renderer");
		const key = `${display ? "D" : "I"}${macroCount} ${tex}`;
		const before = known.get(key);
		if (before !== undefined) return before;
		let result = renderTex(temml, tex, display, macros);
		if (definesMacros.test(tex)) {
			// It may define anew what another formula has defined before.
			if (result instanceof MathError) result = renderTex(temml, tex, display, {});
			learnMacros(temml, tex, macros);
			macroCount += 1;
		}
		known.set(key, result);
		return result;
	};

	return (node) => {
		const display = node.type === "math" || node.display === true;
		const element = node.type === "math" ? "div" : "span";
		const result = render(node.value, display);
		if (result instanceof MathError) diagnostics.push(diagnose(parsed, node, result));
		const html = result instanceof MathError ? errorHtml(node.value) : result;
		return {
			parts: [display ? `<${element} class="math-block" tabindex="0">${html}</${element}>` : html],
			text: node.value,
		};
	};
}

/** TeX to MathML by itself: no macros but its own; undefined where it cannot be read. */
export async function createTex(): Promise<(tex: string, display: boolean) => string | undefined> {
	const temml = await loadTemml();
	return (tex, display) => {
		const result = renderTex(temml, tex, display, {});
		return result instanceof MathError ? undefined : result;
	};
}

function isFormula(node: Nodes): boolean {
	return node.type === "math" || node.type === "inlineMath";
}

async function loadTemml(): Promise<Temml> {
	const { default: temml } = await import("temml");
	return temml as unknown as Temml;
}

const definesMacros = /\\(?:newcommand|renewcommand|providecommand|def|let|DeclareMathOperator)/;

/** What Temml has no word for among definitions. */
const declaredOperator = /\\DeclareMathOperator(\*?)\s*\{(\\[A-Za-z]+)\}\s*\{([^{}]{0,100})\}/g;

/** Top-level definitions of a formula, which TeX would forget at its end. */
function learnMacros(temml: Temml, tex: string, macros: Record<string, unknown>): boolean {
	if (tex.length > maxSource) return false;
	try {
		const known = tex.replace(declaredOperator, "\\newcommand{$2}{\\operatorname$1{$3}}");
		Object.assign(macros, temml.definePreamble(known, { trust: false, maxExpand: 100 }));
		return true;
	} catch {
		// A formula that defines nothing but for itself.
		return false;
	}
}

function errorHtml(tex: string): string {
	return `<code class="math-error">${escapeHtml(tex)}</code>`;
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
