import {
	accessTo,
	type GraphStore,
	type Parameter,
	type Procedure,
	Procedures,
	prepare,
	QueryError,
	type QueryResult,
	type Value,
} from "../../../src/query/index.js";
import { keyOf } from "../../../src/query/values/key.js";
import type { Scenario, Step } from "./gherkin.js";
import { canonical, type Options, printed } from "./notation.js";
import { Draft, evaluate } from "./setup.js";

export type Verdict =
	| { readonly kind: "passed" }
	/** It writes, which this engine does not. */
	| { readonly kind: "writes" }
	| { readonly kind: "failed"; readonly why: string };

export interface Judged {
	readonly verdict: Verdict;
	/** Whether an error is expected. */
	readonly mustFail: boolean;
	/** That the query took, from text to rows. */
	readonly milliseconds: number;
}

/** @param namedGraph the statements that make a graph of the kit */
export function judge(scenario: Scenario, namedGraph: (name: string) => string): Judged {
	const mustFail = scenario.steps.some(({ text }) => /should be raised/.test(text));
	const query = scenario.steps.find(({ text }) => text === "executing query:")?.doc ?? "";
	if (writes(query)) return { verdict: { kind: "writes" }, mustFail, milliseconds: 0 };
	const clock = { milliseconds: 0 };
	let why: string | undefined;
	try {
		why = complaint(scenario, namedGraph, clock);
	} catch (error) {
		why = `harness: ${error instanceof Error ? error.stack : error}`;
	}
	const { milliseconds } = clock;
	return {
		verdict: why === undefined ? { kind: "passed" } : { kind: "failed", why },
		mustFail,
		milliseconds,
	};
}

/** Writing clauses outside of strings, names and comments. */
function writes(query: string): boolean {
	const bare = query.replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`|\/\/.*|\/\*[\s\S]*?\*\//g, "''");
	return /\b(CREATE|MERGE|DELETE|REMOVE|FOREACH)\b|\bSET\s+[\w(]/i.test(bare);
}

function complaint(
	{ steps }: Scenario,
	namedGraph: (name: string) => string,
	clock: { milliseconds: number },
): string | undefined {
	const draft = new Draft();
	const procedures: Procedure[] = [];
	const parameters = new Map<string, Value>();
	let store = draft.store();
	let outcome: QueryResult | QueryError | undefined;
	for (const step of steps) {
		const { text, doc = "", table } = step;
		const graph = /^the (\S+) graph$/.exec(text);
		if (/^(an empty|any) graph$/.test(text) || text === "no side effects") continue;
		if (graph !== null) for (const statement of [namedGraph(graph[1]!)]) draft.run(statement);
		else if (text === "having executed:") draft.run(doc);
		else if (text === "parameters are:")
			for (const [name, value] of table) parameters.set(name!, literalOf(value!));
		else if (text.startsWith("there exists a procedure")) procedures.push(procedureOf(text, table));
		else if (text === "executing query:") {
			store = draft.store();
			const start = performance.now();
			outcome = execute(store, doc, parameters, procedures);
			clock.milliseconds += performance.now() - start;
		} else {
			const wrong = check(step, outcome!, store);
			if (wrong !== undefined) return wrong;
		}
	}
	return undefined;
}

function execute(
	store: GraphStore,
	query: string,
	parameters: ReadonlyMap<string, Value>,
	procedures: readonly Procedure[],
): QueryResult | QueryError {
	try {
		const prepared = prepare(query, {
			store,
			access: accessTo(store),
			procedures: new Procedures(procedures),
			parameters: new Set(parameters.keys()),
		});
		return prepared.runSync({ parameters, budget: { time: 5000 } });
	} catch (error) {
		if (error instanceof QueryError) return error;
		throw error;
	}
}

function check(
	{ text, table }: Step,
	outcome: QueryResult | QueryError,
	store: GraphStore,
): string | undefined {
	const error = /^an? (\w+) should be raised at (compile time|runtime|any time): (\S+)$/.exec(text);
	if (error !== null) return checkError(outcome, error[1]!, error[2]!, error[3]!);
	if (outcome instanceof QueryError) return `raised ${outcome.kind} ${outcome.detail}: ${outcome.message}`;
	if (text === "the result should be empty") {
		return outcome.rows.length === 0 ? undefined : `${outcome.rows.length} rows instead of none`;
	}
	if (!text.startsWith("the result should be")) throw new Error(`what is “${text}”?`);
	const ordered = text.includes("in order");
	return checkRows(table, outcome, store, ordered, { unordered: text.includes("ignoring element order") });
}

function checkError(
	outcome: QueryResult | QueryError,
	kind: string,
	phase: string,
	detail: string,
): string | undefined {
	const wanted = `${kind} ${detail} at ${phase}`;
	if (!(outcome instanceof QueryError)) return `${outcome.rows.length} rows instead of ${wanted}`;
	const when = outcome.phase === "compile" ? "compile time" : "runtime";
	const same =
		outcome.kind === kind &&
		(detail === "*" || outcome.detail === detail) &&
		(phase === "any time" || phase === when);
	return same
		? undefined
		: `${outcome.kind} ${outcome.detail} at ${when} instead of ${wanted}: ${outcome.message}`;
}

function checkRows(
	[header = [], ...expected]: readonly (readonly string[])[],
	outcome: QueryResult,
	store: GraphStore,
	ordered: boolean,
	options: Options,
): string | undefined {
	const columns = header.map((name) => name.replace(/^`|`$/g, ""));
	if (outcome.columns.join() !== columns.join() && outcome.columns.join() !== header.join()) {
		return `columns ${outcome.columns.join(" | ")} instead of ${header.join(" | ")}`;
	}
	const wanted = expected.map((row) => row.map((cell) => canonical(cell, options)).join(" | "));
	const given = outcome.rows.map((row) => row.map((value) => printed(value, store, options)).join(" | "));
	if (!ordered) {
		wanted.sort();
		given.sort();
	}
	return wanted.join("\n") === given.join("\n")
		? undefined
		: `rows\n${given.join("\n")}\ninstead of\n${wanted.join("\n")}`;
}

const noGraph = new Draft().store();

function literalOf(text: string): Value {
	return evaluate(noGraph, `RETURN ${text} AS value`).rows[0]![0]!;
}

/** `there exists a procedure test.my.proc(name :: STRING?) :: (city :: STRING?):` and a table of what it says. */
function procedureOf(text: string, [header = [], ...rows]: readonly (readonly string[])[]): Procedure {
	const [, name, inputs, outputs] = /procedure ([\w.]+)\((.*?)\)\s*::\s*\((.*?)\)\s*:?$/.exec(text)!;
	const [args, results] = [parametersOf(inputs!), parametersOf(outputs!)];
	const table = rows.map((row) => row.map(literalOf));
	const place = ({ name: column }: Parameter) => header.indexOf(column);
	return {
		name: name!,
		arguments: args,
		results,
		call: (values) =>
			table
				.filter((row) => args.every((arg, i) => sameArgument(row[place(arg)]!, values[i]!)))
				.map((row) => results.map((result) => row[place(result)]!)),
	};
}

function sameArgument(a: Value, b: Value): boolean {
	return keyOf(a) === keyOf(b);
}

function parametersOf(text: string): Parameter[] {
	if (text.trim() === "") return [];
	return text.split(",").map((part) => {
		const [name, type] = part.split("::");
		return { name: name!.trim(), type: type!.trim() };
	});
}
