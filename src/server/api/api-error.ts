import { AmbiguousName, NotEmbedded, UnknownName } from "../../asking/named-concept.js";
import { NoNote, UnknownSection } from "../../asking/note-text.js";
import { toConceptRecord } from "../../concepts/concept-record.js";
import { type ConceptGraph, NotapseError } from "../../model/index.js";
import { QueryError } from "../../query/index.js";

/** What is wrong with a request, told as JSON. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		readonly kind: string,
		message: string,
		readonly hint?: string,
	) {
		super(message);
	}
}

export interface Problem {
	readonly status: number;
	/** As it is sent, below `error`. */
	readonly error: {
		readonly kind: string;
		readonly message: string;
		readonly hint?: string;
		readonly [detail: string]: unknown;
	};
	/** Whether it is nobody's mistake but ours. */
	readonly bug?: true;
}

/** Candidates that are listed. */
const listed = 20;

/** @param graph where the vault could be read */
export function toProblem(error: unknown, graph?: ConceptGraph): Problem {
	if (error instanceof ApiError) {
		const { status, kind, message, hint } = error;
		return { status, error: { kind, message, ...(hint !== undefined && { hint }) } };
	}
	if (error instanceof QueryError) return queryProblem(error);
	if (error instanceof UnknownName) {
		const { suggestion } = error;
		return problem(404, "unknown-name", error, { ...(suggestion !== undefined && { suggestion }) });
	}
	if (error instanceof AmbiguousName) {
		const { candidates } = error;
		return problem(409, "ambiguous-name", error, {
			total: candidates.length,
			candidates: candidates
				.slice(0, listed)
				.map((id) => (graph === undefined ? { id } : toConceptRecord(graph, id))),
		});
	}
	if (error instanceof UnknownSection) return problem(404, "unknown-section", error);
	if (error instanceof NoNote) return problem(422, "no-note", error);
	if (error instanceof NotEmbedded) return problem(422, "not-embedded", error);
	if (error instanceof NotapseError) {
		return error.exitCode === 2 ? problem(400, "usage", error) : problem(500, "vault", error);
	}
	const message = "This is a bug in notapse; what it was is printed where the server was started.";
	return { status: 500, error: { kind: "bug", message }, bug: true };
}

function problem(
	status: number,
	kind: string,
	{ message, hint }: NotapseError,
	details: Readonly<Record<string, unknown>> = {},
): Problem {
	return { status, error: { kind, message, ...(hint !== undefined && { hint }), ...details } };
}

/** 400 for what is no query, 422 for what went wrong while it ran or cost too much. */
function queryProblem(error: QueryError): Problem {
	const { kind: type, detail, phase, line, column, frame } = error;
	const costly = type === "BudgetError";
	return problem(phase === "compile" && !costly ? 400 : 422, costly ? "costly" : "query", error, {
		type,
		detail,
		...(line !== undefined && { line, column }),
		...(frame !== undefined && { frame }),
	});
}
