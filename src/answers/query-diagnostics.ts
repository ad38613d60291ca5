/** What is wrong with an answer, as authors are told it: in the terminal by every command, and by editors. */

import {
	type Answer,
	type AnswerProblem,
	type Diagnostic,
	placeInFile,
	type QueryBlock,
	type VaultPath,
	valuesOf,
} from "../model/index.js";
import type { NameHint } from "./name-hints.js";

/** Where a question stands. */
export type AskedAt = Pick<QueryBlock, "code" | "lines" | "span" | "position"> & {
	readonly path: VaultPath;
	readonly language?: QueryBlock["language"];
	readonly form?: QueryBlock["form"];
};

/** Programs that have not been run, or whose result is old, are told all at once: see `programRemarks`. */
export function answerDiagnostics(answer: Answer, place: AskedAt): readonly Diagnostic[] {
	const found: Diagnostic[] = [];
	const { path, span, position } = place;
	const { problem, stale } = answer;
	// What was wrong in an earlier run may be mended.
	const isOld = stale && problem?.offset === undefined;
	if (problem !== undefined && problem.kind !== "code" && !isOld)
		found.push(problemDiagnostic(problem, place));
	const values = problemsIn(answer);
	if (values.length > 0) {
		const others = values.length > 1 ? ` (and ${values.length - 1} more)` : "";
		found.push({
			rule: "query/value",
			severity: "warning",
			message: `A value in this answer could not be computed: ${values[0]!.slice(0, 500)}${others}`,
			...{ path, span, position },
		});
	}
	const unshown = answer.unshown?.filter((label) => !isLook(label)) ?? [];
	if (unshown.length > 0) {
		const message = `No page shows all that this program made: ${unshown.slice(0, 12).join(", ")}.`;
		found.push({ rule: "query/unshown", severity: "info", message, ...{ path, span, position } });
	}
	return found;
}

/** What may be meant otherwise. */
export function hintDiagnostics(hints: readonly NameHint[], place: AskedAt): readonly Diagnostic[] {
	return hints.map(({ message, offset, end }) => ({
		...{ rule: "query/name", severity: "info", message, path: place.path },
		...placeOf(place, offset, end),
	}));
}

/** Of nearly all programs: told once for all of a vault. */
export function isLook(label: string): boolean {
	return label === "class" || label === "style";
}

const rules = { wrong: "query/wrong", costly: "query/costly", absent: "query/absent", code: "query/program" };

function problemDiagnostic({ kind, message, offset, end, hint }: AnswerProblem, place: AskedAt): Diagnostic {
	// Code in a sentence may be meant as code; `$=` begins nothing but a program.
	const isAside = kind === "wrong" && place.form === "inline" && place.language !== "dataviewjs";
	return {
		rule: rules[kind],
		severity: isAside ? "info" : "warning",
		message,
		path: place.path,
		...placeOf(place, offset, end),
		...(hint !== undefined && { hint }),
	};
}

/** Of a part of what is asked; without an offset, of all of it. */
function placeOf(
	place: AskedAt,
	offset: number | undefined,
	end: number | undefined,
): Pick<Diagnostic, "span" | "position"> {
	if (offset === undefined) return { span: place.span, position: place.position };
	const position = placeInFile(place, offset);
	const stop = end === undefined || end <= offset ? position : placeInFile(place, end);
	return { span: { start: position.offset, end: stop.offset }, position };
}

function problemsIn({ views }: Answer): string[] {
	const messages: string[] = [];
	for (const view of views) {
		for (const value of valuesOf(view))
			if (typeof value === "object" && value?.kind === "problem") messages.push(value.message);
	}
	return messages;
}
