/** What authors are told of programs for Dataview: of each what is wrong with it, and of all that some should be run. */
import { plural } from "../counts.js";
import type {
	Answer,
	CellPlan,
	CellResult,
	Diagnostic,
	PlannedCell,
	ReadNote,
	VaultPath,
} from "../model/index.js";
import { type AskedAt, answerDiagnostics, isLook } from "./query-diagnostics.js";
import { scriptAnswer } from "./script-answer.js";
import { scriptFlaws } from "./script-flaw.js";

export interface KnownProgram {
	readonly answer: Answer;
	readonly place: AskedAt;
}

/** Three remarks at most, however many programs a vault has, each at the first of those that it is about. */
export function programRemarks(programs: readonly KnownProgram[]): readonly Diagnostic[] {
	const never = programs.filter(({ answer }) => answer.problem?.kind === "code");
	const stale = programs.filter(({ answer }) => answer.stale);
	const styled = programs.filter(({ answer }) => answer.unshown?.some(isLook));
	return [
		...remark(never, "has never been run, so that the page shows its code", {
			many: "have never been run, so that pages show their code",
		}),
		...remark(styled, "gives elements a class or a style, which no page shows", {
			many: "give elements a class or a style, which no page shows",
			rule: "query/unshown",
		}),
		...remark(stale, "is shown with the result of an earlier run, and may give another one now", {
			many: "are shown with results of earlier runs, and may give others now",
		}),
	];
}

function remark(
	programs: readonly KnownProgram[],
	one: string,
	{
		many,
		rule = "query/program",
	}: { readonly many: string; readonly rule?: "query/program" | "query/unshown" },
): Diagnostic[] {
	const [first] = programs;
	if (first === undefined) return [];
	const { path, span, position } = first.place;
	const notes = new Set(programs.map(({ place }) => place.path)).size;
	const where = notes > 1 ? ` in ${plural(notes, "note")}` : "";
	const count = programs.length;
	return [
		{
			...{ rule, severity: "info" },
			message: `${plural(count, "JavaScript program")} for Dataview${where} ${count === 1 ? one : many}.`,
			...{ path, span, position, ...(rule === "query/program" && { hint: "notapse run" }) },
		},
	];
}

/**
 * The same for those that have been asked to run: what they gave, and why some of them cannot.
 *
 * @param asked indices into the plan
 */
export async function ranDiagnostics(
	{ cells }: CellPlan,
	results: readonly CellResult[],
	asked: ReadonlySet<number>,
	notes: readonly ReadNote[],
): Promise<readonly Diagnostic[]> {
	const flawOf = await scriptFlaws();
	const queries = new Map<VaultPath, ReadNote["note"]["queries"]>(
		notes.map(({ note }) => [note.path, note.queries]),
	);
	const diagnose = (planned: PlannedCell, result: CellResult): readonly Diagnostic[] => {
		const query = queries.get(planned.note)?.[planned.script?.query ?? -1];
		if (query === undefined) return [];
		const flaw = planned.key === undefined ? flawOf(query.code) : undefined;
		return answerDiagnostics(scriptAnswer(planned, result, flaw), { ...query, path: planned.note });
	};
	return cells.flatMap((planned, i) => (asked.has(i) ? diagnose(planned, results[i]!) : []));
}
