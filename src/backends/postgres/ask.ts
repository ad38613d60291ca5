/**
 * Answers a query on the server: its meaning is split into what the server computes, by set statements in one transaction
 * that sees one version of the graph, and what our engine does with the rows that come back.
 */
import {
	accessTo,
	type Budget,
	createStoreBuilder,
	elsewhere,
	type Functions,
	type GraphStore,
	type PlanStep,
	QueryError,
	type QueryResult,
	type Value,
} from "../../query/index.js";
import { chainOf } from "./compile/logical.js";
import { patternExpression } from "./compile/pattern-expression.js";
import { namesAskedFor, type Split, split } from "./compile/split.js";
import { Context, Stage } from "./compile/stage.js";
import { columnsFor, decode, rowsOf, wantedIn } from "./decode.js";
import type { Facts } from "./facts.js";
import { fetchGraph, type LocalGraph } from "./local-graph.js";
import { readKnown } from "./place.js";
import { prefetchFor, proceduresHere, type Search, signatures } from "./procedures.js";
import { runSteps, type Statement } from "./run-steps.js";
import type { Session } from "./session.js";
import { quoteName } from "./sql.js";
import { ServerError } from "./trouble.js";

export interface AskOptions {
	readonly parameters?: ReadonlyMap<string, Value>;
	readonly budget?: Budget;
	readonly signal?: AbortSignal | undefined;
	/** Those of other languages. */
	readonly functions?: Functions | undefined;
	readonly search: Search;
}

/** The rows, and the graph in which their nodes and relationships are found. */
export interface Answered {
	readonly result: QueryResult;
	readonly store: GraphStore;
	sentenceOf(relationship: number): string | undefined;
}

/** Rows that a query may give. */
const mostRows = 2_000_000;
/** Nodes and relationships that are fetched for a query that the server cannot answer. */
const mostFetched = 2_000_000;

export async function askPostgres(session: Session, query: string, options: AskOptions): Promise<Answered> {
	const { budget, signal } = options;
	const cancel = () => void session.cancel().catch(() => {});
	signal?.throwIfAborted();
	signal?.addEventListener("abort", cancel, { once: true });
	try {
		return await session.transaction(async () => {
			if (budget?.time !== undefined)
				await session.run(`SET LOCAL statement_timeout = ${Math.max(1, Math.ceil(budget.time))}`);
			return await new Asking(session, query, options).answer();
		}, "ISOLATION LEVEL REPEATABLE READ");
	} catch (error) {
		signal?.throwIfAborted();
		throw toQueryError(error, query, budget);
	} finally {
		signal?.removeEventListener("abort", cancel);
	}
}

class Asking {
	readonly #schema: string;

	constructor(
		readonly session: Session,
		readonly query: string,
		readonly options: AskOptions,
	) {
		this.#schema = quoteName(session.address.schema);
	}

	async answer(): Promise<Answered> {
		const { facts, vectorSchema } = await readKnown(this.session);
		const parameters = this.options.parameters ?? new Map<string, Value>();
		const known = signatures(this.options.functions);
		const plan = elsewhere.planQuery(this.query, {
			procedures: known,
			functions: this.options.functions,
			parameters: new Set(parameters.keys()),
		});
		const chain = chainOf(plan.root);
		const context = new Context({
			schema: this.#schema,
			facts,
			parameters,
			procedures: known,
			vectorSchema,
			patterns: patternExpression,
			plainOrder: facts.plainOrder && !unusual.test(this.query) && ![...parameters.values()].some(isUnusual),
		});
		const called = prefetchFor(chain, parameters, facts);
		if (called !== undefined && !called.rest.some((node) => split([node], new Stage(context)).needsGraph)) {
			const { names, rows, wanted } = await called.run(this.session, this.#schema, this.options.search);
			const local = await fetchGraph(this.session, this.#schema, wanted);
			return this.#finish(
				plan,
				called.rest,
				names,
				rows(local),
				local,
				[`CALL ${called.procedure}`],
				parameters,
			);
		}
		const parts = split(chain, new Stage(context));
		if (parts.needsGraph) return this.#here(plan, facts, parameters);
		return this.#there(plan, parts, context, parameters);
	}

	/** The server's rows, and what is left of the query done with them. */
	async #there(
		plan: elsewhere.LogicalPlan,
		{ stage, rest }: Split,
		context: Context,
		parameters: ReadonlyMap<string, Value>,
	): Promise<Answered> {
		const asked = namesAskedFor(rest);
		const names =
			rest.length === 0
				? [...new Set(plan.columns)]
				: [...stage.bindings.keys()].filter((name) => asked.has(name));
		const columns = columnsFor(stage, names);
		const last: Statement = {
			text: `SELECT ${columns.sql.length === 0 ? "1" : columns.sql.join(", ")}\n${stage.rest}${stage.orderBy}\nLIMIT ${mostRows + 1}`,
			values: context.sql.values,
		};
		if (plan.mode === "explain") return explained(plan, context, last, rest);
		const raw = await runSteps(this.session, context.steps, last, this.options.budget?.rows ?? mostRows);
		if (raw.length > mostRows) throw tooMany(mostRows);
		const rows = rowsOf(columns, raw);
		const local = await fetchGraph(this.session, this.#schema, wantedIn(columns, rows));
		const values = rows.map((row) => row.map((value, i) => decode(columns.kinds[i]!, value, local)));
		return this.#finish(
			plan,
			rest,
			names,
			values,
			local,
			[...context.steps.map((step) => step.kind), last.text],
			parameters,
		);
	}

	/** Our engine goes on from rows. */
	async #finish(
		plan: elsewhere.LogicalPlan,
		rest: readonly elsewhere.Logical[],
		names: readonly string[],
		rows: readonly (readonly Value[])[],
		local: LocalGraph,
		done: readonly string[],
		parameters: ReadonlyMap<string, Value>,
	): Promise<Answered> {
		const { store, sentenceOf } = local;
		if (rest.length === 0) {
			const at = plan.columns.map((name) => names.indexOf(name));
			const result = { columns: plan.columns, rows: rows.map((row) => at.map((i) => row[i]!)) };
			return { result: withPlan(plan, result, done, rows.length), store, sentenceOf };
		}
		const prepared = elsewhere.prepareLogical(
			{ ...plan, root: continued(rest, names) },
			{
				store,
				access: accessTo(store),
				procedures: signatures(this.options.functions),
				functions: this.options.functions,
			},
			this.query,
		);
		const { budget, signal } = this.options;
		const result = await prepared.run({
			parameters: new Map([...parameters, [givenRows, rows.map((row) => row)]]),
			...(budget !== undefined && { budget }),
			signal,
		});
		return {
			result:
				result.plan === undefined ? result : { ...result, plan: beside(result.plan, done, rows.length) },
			store,
			sentenceOf,
		};
	}

	/** All of it is fetched: for what can be said neither there nor of rows. */
	async #here(
		plan: elsewhere.LogicalPlan,
		facts: Facts,
		parameters: ReadonlyMap<string, Value>,
	): Promise<Answered> {
		if (facts.nodes + facts.relationships > mostFetched) {
			throw new QueryError(
				"BudgetError",
				"memory",
				"The server cannot compute this query, and the graph is too large to be fetched for it.",
				{ hint: "see docs/backends.md for what it can compute; WITH … LIMIT before the rest may help" },
			);
		}
		const local = await fetchGraph(this.session, this.#schema);
		const { store, sentenceOf } = local;
		const learned = await proceduresHere(this.session, this.#schema, local, this.query, this.options);
		const prepared = elsewhere.prepareLogical(
			plan,
			{
				store,
				access: accessTo(store, learned.similarity),
				procedures: learned.procedures,
				functions: this.options.functions,
			},
			this.query,
		);
		const { budget, signal } = this.options;
		const result = await prepared.run({ parameters, ...(budget !== undefined && { budget }), signal });
		const plans =
			result.plan &&
			beside(
				result.plan,
				[`SELECT * FROM ${this.#schema}.nodes, ${this.#schema}.relationships`],
				store.nodes,
			);
		return { result: { ...result, ...(plans && { plan: plans }) }, store, sentenceOf };
	}
}

/** Characters for which the order of code points is not that of UTF-16 units. */
const unusual = /[\ud800-\udfff\ue000-\uffff]/;

function isUnusual(value: Value): boolean {
	return typeof value !== "string" ? typeof value === "object" && value !== null : unusual.test(value);
}

/** The name of the parameter that has the server's rows; nobody can write it. */
const givenRows = "\0rows";
const span = { start: 0, end: 0 };

/** Operations upon rows that are given: each a list, of which the variables are the items. */
function continued(rest: readonly elsewhere.Logical[], names: readonly string[]): elsewhere.Logical {
	const row = "\0row";
	let root: elsewhere.Logical = {
		op: "unwind",
		input: { op: "start" },
		list: { kind: "parameter", name: givenRows, span },
		name: row,
	};
	root = {
		op: "extend",
		input: root,
		items: names.map((name, i) => ({
			name,
			expression: {
				kind: "index",
				subject: elsewhere.variable(row),
				index: { kind: "literal", type: "integer", value: i, span },
				span,
			},
		})),
	};
	for (const node of rest) root = { ...node, input: root } as elsewhere.Logical;
	return root;
}

function explained(
	plan: elsewhere.LogicalPlan,
	context: Context,
	last: Statement,
	rest: readonly elsewhere.Logical[],
): Answered {
	const texts = context.steps.flatMap((step) =>
		step.kind === "table" ? [step.select] : [step.begin.text, step.level.text],
	);
	const here = rest
		.map((node): PlanStep => ({ operator: "Here", detail: node.op, estimate: 0, inputs: [] }))
		.reverse();
	const there = [...texts, last.text]
		.reverse()
		.map((text): PlanStep => ({ operator: "Server", detail: oneLine(text), estimate: 0, inputs: [] }));
	return {
		result: { columns: plan.columns, rows: [], plan: nested([...here, ...there]) },
		store: nothing,
		sentenceOf: () => undefined,
	};
}

const nothing = createStoreBuilder().finish();

/** What was done there, as a plan tells it: the last step first. */
function withPlan(
	plan: elsewhere.LogicalPlan,
	result: QueryResult,
	done: readonly string[],
	rows: number,
): QueryResult {
	return plan.mode === undefined ? result : { ...result, plan: nested(serverSteps(done, rows)) };
}

/** Our engine's plan, upon what was done there. */
function beside(plan: PlanStep, done: readonly string[], rows: number): PlanStep {
	if (plan.inputs.length === 0) return { ...plan, inputs: [nested(serverSteps(done, rows))] };
	const [first, ...others] = plan.inputs;
	return { ...plan, inputs: [beside(first!, done, rows), ...others] };
}

function serverSteps(done: readonly string[], rows: number): PlanStep[] {
	return [...done].reverse().map((text, i) => ({
		...{ operator: "Server", detail: oneLine(text), estimate: rows, inputs: [] },
		...(i === 0 && { rows }),
	}));
}

function nested(steps: readonly PlanStep[]): PlanStep {
	return [...steps].reverse().reduce((input, step) => ({ ...step, inputs: [input] }));
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, " ").trim();
}

function tooMany(rows: number): QueryError {
	return new QueryError(
		"BudgetError",
		"rows",
		`The query has more than ${rows} rows: a LIMIT would end it.`,
		{
			phase: "runtime",
		},
	);
}

/** What the server says of a query, as our engine would have said it. */
function toQueryError(error: unknown, source: string, budget: Budget | undefined): unknown {
	if (!(error instanceof ServerError)) return error;
	const failed = (kind: "ArithmeticError" | "BudgetError", detail: string, message: string) =>
		new QueryError(kind, detail, message, { phase: "runtime", source, cause: error });
	switch (error.state) {
		case "22012":
			return failed("ArithmeticError", "DivisionByZero", "An integer is divided by zero.");
		case "22003":
			return failed("ArithmeticError", "NumberOutOfRange", "A number is larger than 64 bits can hold.");
		case "57014":
			return failed("BudgetError", "time", `The query took longer than ${budget?.time} ms.`);
	}
	return error;
}
