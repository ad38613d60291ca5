import { type QueryLanguage, queryLanguages, tellAnswer } from "../../asking/asked-query.js";
import { missingIn, runQuery } from "../../asking/opened-graph.js";
import {
	asksNetwork,
	fromPlain,
	type Plain,
	type PlanStep,
	type QueryResult,
	toPlain,
} from "../../query/index.js";
import { accepted, sendJson, sendLines } from "./answer-json.js";
import { ApiError } from "./api-error.js";
import { mostMemory, mostRows, mostTime, usualTime } from "./endpoints.js";
import { type Exchange, notAcceptable, opened } from "./exchange.js";

interface QueryRequest {
	readonly text: string;
	readonly language: QueryLanguage;
	/** The note in which it is to stand: `this`. */
	readonly note?: string;
	/** Of a base. */
	readonly view?: string;
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly rows: number;
	readonly time: number;
}

/** `{ query, language, note, view, parameters, limits: { rows, time } }` */
export async function answerQuery(exchange: Exchange, body: unknown): Promise<void> {
	const { request, response, signal } = exchange;
	const { parameters, rows, time, language, text: query, ...place } = requestIn(body);
	const format = accepted(request, ["json", "ndjson"]);
	if (format === undefined) throw notAcceptable("application/json or application/x-ndjson");
	const budget = { rows, time, memory: mostMemory };
	if (language !== "cypher") {
		const { open } = await opened(exchange, false);
		const { told, notes } = await tellAnswer({ language, text: query, ...place }, open, { budget, signal });
		if (format === "ndjson") return sendLines(response, told.rows, signal);
		return sendJson(request, response, { ...told, ...(notes.length > 0 && { notes }) });
	}
	const { open } = await opened(exchange, asksNetwork(query));
	const values = new Map(Object.entries(parameters).map(([name, value]) => [name, fromPlain(value)]));
	const result = await runQuery(open, query, { parameters: values, budget, signal });
	const { store } = open.graph;
	const records = function* (): Iterable<Readonly<Record<string, Plain>>> {
		for (const row of result.rows)
			yield Object.fromEntries(result.columns.map((name, i) => [name, toPlain(row[i] ?? null, store)]));
	};
	if (format === "ndjson" && result.plan === undefined) return sendLines(response, records(), signal);
	const notes = missingIn(open, query);
	sendJson(request, response, {
		...documentOf(result, [...records()]),
		...(notes.length > 0 && { notes }),
	});
}

function documentOf(
	{ columns, plan }: QueryResult,
	rows: readonly object[],
): {
	columns: readonly string[];
	rows: readonly object[];
	plan?: PlanStep;
} {
	return { columns, rows, ...(plan !== undefined && { plan }) };
}

function requestIn(body: unknown): QueryRequest {
	const {
		cypher,
		// By the name that the language has, too.
		query: text = cypher,
		language = "cypher",
		note,
		view,
		parameters = {},
		limits = {},
		...rest
	} = recordIn(body, "The body");
	if (typeof text !== "string") throw new ApiError(400, "body", "“query” has to be a text.");
	if (!queryLanguages.includes(language as QueryLanguage))
		throw new ApiError(400, "body", `“language” has to be one of ${queryLanguages.join(", ")}.`);
	for (const [name, value] of Object.entries({ note, view }))
		if (value !== undefined && typeof value !== "string")
			throw new ApiError(400, "body", `“${name}” has to be a text.`);
	mustBeEmpty(rest, "The body has “query”, “language”, “note”, “view”, “parameters” and “limits”");
	const { rows = mostRows, time = usualTime, ...others } = recordIn(limits, "“limits”");
	mustBeEmpty(others, "“limits” has “rows” and “time” (milliseconds)");
	return {
		...{ text, language: language as QueryLanguage },
		...(note !== undefined && { note: note as string }),
		...(view !== undefined && { view: view as string }),
		parameters: recordIn(parameters, "“parameters”"),
		rows: count("rows", rows, mostRows),
		time: count("time", time, mostTime),
	};
}

function recordIn(value: unknown, name: string): Record<string, unknown> {
	if (typeof value === "object" && value !== null && !Array.isArray(value))
		return value as Record<string, unknown>;
	throw new ApiError(400, "body", `${name} has to be an object.`);
}

function mustBeEmpty(rest: object, what: string): void {
	const [name] = Object.keys(rest);
	if (name !== undefined) throw new ApiError(400, "body", `${what}, and no “${name.slice(0, 100)}”.`);
}

function count(name: string, value: unknown, most: number): number {
	if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most) return value;
	throw new ApiError(400, "body", `“${name}” has to be a whole number from 1 to ${most}.`);
}
