import type { Span } from "../model/index.js";
import { Flaw } from "./syntax.js";

/** What is open within a text: a text up to its `mark`, an expression up to `}`, a format (`:>8`) up to `}`. */
type Frame =
	| { readonly kind: "text"; readonly mark: string; readonly hasHoles: boolean }
	| { readonly kind: "hole"; brackets: number; readonly span: { readonly start: number; end: number } }
	| { readonly kind: "format" };

const deepest = 40;

/**
 * The end of a string literal, and where expressions stand in it.
 *
 *     f"{a["b"]:>{width}} {{c}}"
 *        ^^^^^^    ^^^^^              holes
 */
export function scanPythonString(code: string, from: number, to: number): { end: number; holes: Span[] } {
	const holes: { start: number; end: number }[] = [];
	const opened = openText(code, from);
	const frames: Frame[] = [opened.frame];
	let at = opened.end;
	while (at < to) {
		const frame = frames.at(-1)!;
		const step =
			frame.kind === "hole" ? stepHole(code, at, frame, frames) : stepText(code, at, frame, frames);
		if (step === 0) break;
		at += step;
		const top = frames.at(-1);
		if (top === undefined) return { end: at, holes };
		if (frames.length > deepest) throw new Flaw("Texts are nested too deeply.", from);
		const isOutermost = frames.filter(({ kind }) => kind === "text").length === 1;
		if (top.kind === "hole" && top !== frame && isOutermost && holes.at(-1) !== top.span)
			holes.push(top.span);
	}
	throw new Flaw("This text is never closed.", from);
}

function openText(code: string, at: number): { frame: Frame; end: number } {
	const [, prefix = "", mark = '"'] = /^([a-zA-Z]{0,2})("""|'''|"|')/.exec(code.slice(at, at + 5)) ?? [];
	return {
		frame: { kind: "text", mark, hasHoles: /[fFtT]/.test(prefix) },
		end: at + prefix.length + mark.length,
	};
}

/** How far to go on; 0 where a text ends that is not closed. */
function stepText(
	code: string,
	at: number,
	frame: Exclude<Frame, { kind: "hole" }>,
	frames: Frame[],
): number {
	const character = code[at]!;
	const hasHoles = frame.kind === "format" || frame.hasHoles;
	if (frame.kind === "text") {
		if (character === "\\") return 2;
		if (code.startsWith(frame.mark, at)) {
			frames.pop();
			return frame.mark.length;
		}
		if (character === "\n" && frame.mark.length === 1) return 0;
		if (hasHoles && (code.startsWith("{{", at) || code.startsWith("}}", at))) return 2;
	} else if (character === "}") {
		frames.pop();
		frames.pop();
		return 1;
	}
	if (hasHoles && character === "{") {
		frames.push({ kind: "hole", brackets: 0, span: { start: at + 1, end: at + 1 } });
	}
	return 1;
}

function stepHole(
	code: string,
	at: number,
	frame: Extract<Frame, { kind: "hole" }>,
	frames: Frame[],
): number {
	const character = code[at]!;
	if (character === '"' || character === "'") {
		const prefix = /[a-zA-Z]{0,2}$/.exec(code.slice(Math.max(0, at - 2), at))?.[0].length ?? 0;
		const { frame: text, end } = openText(code, at - prefix);
		frames.push(text);
		return end - at;
	}
	if ("([{".includes(character)) frame.brackets++;
	else if (frame.brackets > 0) {
		if (")]}".includes(character)) frame.brackets--;
	} else if (character === "}") {
		frame.span.end = at;
		frames.pop();
	} else if (character === ":" || (character === "!" && code[at + 1] !== "=")) {
		frame.span.end = at;
		if (character === ":") frames.push({ kind: "format" });
		else return conversion(code, at, frame, frames);
	}
	return 1;
}

/** `!r`, behind which a format or the end comes. */
function conversion(code: string, at: number, frame: Frame, frames: Frame[]): number {
	const next = code.slice(at + 1, at + 3);
	if (next[1] === ":") frames.push({ kind: "format" });
	else if (next[1] === "}" && frame.kind === "hole") frames.pop();
	return 3;
}
