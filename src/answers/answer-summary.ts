import type { Answer, VaultPath } from "../model/index.js";

/** What became of the questions and programs of a site. */
export interface AnswerSummary {
	/** Those that are no programs; `failed` have no answer, or not all of it. */
	readonly questions: { readonly all: number; readonly failed: number };
	readonly programs: ProgramSummary;
}

/** Programs for Dataview. */
export interface ProgramSummary {
	readonly all: number;
	/** Shown with the result of an earlier run. */
	readonly stale: number;
	/** Could be run, and never were. */
	readonly unknown: number;
	/** Wrong or too costly, as they are now. */
	readonly failed: number;
}

/** Answers of a note or a base, index for index as its questions. */
interface Given {
	readonly answers: readonly (Answer | undefined)[];
	readonly embeds: ReadonlyMap<number, Answer>;
}

/** @param isProgram whether a note's question is a program, by its index */
export function summarize(
	asked: ReadonlyMap<VaultPath, Given>,
	isProgram: (path: VaultPath, query: number) => boolean,
): AnswerSummary {
	const questions: (Answer | undefined)[] = [];
	const programs: Answer[] = [];
	for (const [path, { answers, embeds }] of asked) {
		for (const [i, answer] of answers.entries())
			if (!isProgram(path, i)) questions.push(answer);
			else if (answer !== undefined) programs.push(answer);
		questions.push(...embeds.values());
	}
	const count = (test: (answer: Answer) => boolean) => programs.filter(test).length;
	return {
		questions: {
			all: questions.length,
			failed: questions.filter((answer) => answer?.problem !== undefined).length,
		},
		programs: {
			all: programs.length,
			stale: count(({ stale }) => stale === true),
			unknown: count(({ problem }) => problem?.kind === "code"),
			failed: count(({ problem, stale }) => problem !== undefined && problem.kind !== "code" && !stale),
		},
	};
}
