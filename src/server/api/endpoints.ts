/** What can be asked for under /api: the verbs and the little beside them. Routing and the OpenAPI document follow it. */
import type { Verb } from "../../asking/verbs.js";
import type { ParameterSpec } from "./parameters.js";

/** Rows of an answer, when nothing else is asked for; and at most. */
export const usualRows = 1000;
export const mostRows = 100_000;
/** Links that one goes from a note to its neighbours. */
export const mostSteps = 10;

/** Milliseconds for a question, when nothing else is asked for; and at most. Bytes. */
export const usualTime = 10_000;
export const mostTime = 60_000;
export const mostMemory = 256e6;

export function parametersOf(verb: Verb): readonly ParameterSpec[] {
	const named = verb.arguments.map(({ name, about, optional }) => ({
		...{ name, about },
		required: optional !== true,
	}));
	if (verb.answer.kind === "path" || verb.answer.kind === "explain") return named;
	const rows = verb.limit ?? usualRows;
	const more: ParameterSpec[] = [
		{
			name: "limit",
			about: "how many rows; 0 for all",
			required: false,
			most: mostRows,
			fallback: rows,
		},
		{ name: "offset", about: "rows to leave out at the beginning", required: false, most: 1e9, fallback: 0 },
	];
	if (verb.depth !== undefined)
		more.push({
			name: "depth",
			about: "how many links away",
			required: false,
			most: mostSteps,
			fallback: verb.depth,
		});
	return [...named, ...more];
}

export const noteParameters: readonly ParameterSpec[] = [
	{ name: "section", about: "a heading: only what stands below it; A#B for B in A", required: false },
];
