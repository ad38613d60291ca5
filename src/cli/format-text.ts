import type { Diagnostic, Severity } from "../model/index.js";
import { harmless } from "./cells.js";
import type { Colour, Paint } from "./console.js";
import { countFindings, describeCounts, plural } from "./findings.js";
import { codeFrame } from "./frame.js";

export interface FindingsView {
	/** Sorted. */
	readonly diagnostics: readonly Diagnostic[];
	/** Source of a note or canvas, if it is one. */
	readonly source: (path: string) => string | undefined;
	/** A vault path as the user would type it. */
	readonly show: (path: string) => string;
	/** Number of notes that were checked. */
	readonly notes: number;
}

/** Findings for people, file by file, with the line that each is about. */
export function formatText(view: FindingsView, width: number, paint: Paint): string {
	const blocks = view.diagnostics.map((diagnostic, index) => {
		const before = view.diagnostics[index - 1];
		const text = formatFinding(diagnostic, view, width, paint);
		const tight =
			before?.severity === "info" && diagnostic.severity === "info" && before.path === diagnostic.path;
		return index === 0 ? text : `${tight ? "" : "\n"}${text}`;
	});
	return [...blocks, ...(blocks.length > 0 ? [""] : []), closing(view, paint)].join("\n");
}

const colours: Record<Severity, Colour> = { error: "red", warning: "yellow", info: "cyan" };

/**
 *     warning[link/unresolved]: No note is named “梯度消逝”.
 *       --> 深度学习/GRU.md:42:30
 *        |
 *     42 | 见 [[梯度消逝]] 一节。
 *        |    ^^^^^^^^^^^^
 *        = help: did you mean [[梯度消失]]?
 */
export function formatFinding(
	diagnostic: Diagnostic,
	view: Pick<FindingsView, "source" | "show">,
	width: number,
	paint: Paint,
): string {
	const { severity, rule, message, path, position } = diagnostic;
	const name = paint(colours[severity], paint("bold", `${severity}[${rule}]`));
	const lines = [`${name}: ${harmless(message)}`];
	const frame = severity === "info" ? undefined : frameOf(diagnostic, view, width, paint);
	const margin = " ".repeat(frame === undefined ? 1 : String(position?.line).length);
	if (path !== undefined)
		lines.push(`${margin}${paint("blue", "-->")} ${place(diagnostic, view.show(path))}`);
	if (frame !== undefined) lines.push(...frame);
	for (const note of notesOf(diagnostic, view)) lines.push(`${margin} ${paint("blue", "=")} ${note}`);
	return lines.join("\n");
}

function frameOf(
	{ path, span, position }: Diagnostic,
	view: Pick<FindingsView, "source">,
	width: number,
	paint: Paint,
): string[] | undefined {
	const source = path === undefined ? undefined : view.source(path);
	const start = span?.start ?? position?.offset;
	if (source === undefined || start === undefined || position === undefined) return undefined;
	return codeFrame({ source, start, end: span?.end ?? start + 1, line: position.line }, width, paint);
}

function place({ position }: Diagnostic, path: string): string {
	return harmless(path) + (position === undefined ? "" : `:${position.line}:${position.column}`);
}

const relatedLimit = 5;

function notesOf({ hint, related = [] }: Diagnostic, view: Pick<FindingsView, "show">): string[] {
	const files = related.slice(0, relatedLimit).map((path) => `see: ${harmless(view.show(path))}`);
	if (related.length > relatedLimit) files.push(`and ${plural(related.length - relatedLimit, "other file")}`);
	return [...(hint === undefined ? [] : [`help: ${harmless(hint)}`]), ...files];
}

function closing(view: FindingsView, paint: Paint): string {
	const checked = plural(view.notes, "note");
	if (view.diagnostics.length === 0) return `${paint("green", "✔")} ${checked} checked, nothing found`;
	const counts = countFindings(view.diagnostics);
	const files = new Set(view.diagnostics.map(({ path }) => path)).size;
	const sign = counts.error > 0 ? paint("red", "✘") : paint("yellow", "⚠");
	return `${sign} ${describeCounts(counts)} in ${plural(files, "file")} (${checked} checked)`;
}
