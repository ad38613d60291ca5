/**
 * Answers a query on the server: its meaning is split into what the server computes, by set statements in one transaction
 * that sees one version of the graph, and what our engine does with the rows that come back.
 */
import { InputError, OutputError, SafetyError, UsageError } from "../../model/index.js";
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
import { gathering } from "./compile/gather.js";
import { isUnusual, shapeOfParameter } from "./compile/given.js";
import { chainOf } from "./compile/logical.js";
import { patternExpression } from "./compile/pattern-expression.js";
import { namesAskedFor, split } from "./compile/split.js";
import { Context, Stage } from "./compile/stage.js";
import type { GatherStep, Step } from "./compile/steps.js";
import { type Columns, columnsFor, decode, nodesIn, rowsOf, wantedIn } from "./decode.js";
import { indexedKeys } from "./layout.js";
import { buildLocal, fetchGraph, type LocalGraph } from "./local-graph.js";
import { holdStill, type Known, readKnown } from "./place.js";
import { prefetchFor, proceduresHere, type Search, signatures } from "./procedures.js";
import { bound, runSteps, type Statement, tooManyWalks } from "./run-steps.js";
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
	try {
		await session.revive();
		const { known } = await memoryOf(session);
		if (!known.spread) return await ask(session, query, options);
	} catch (error) {
		options.signal?.throwIfAborted();
		throw toQueryError(error, query, options.budget);
	}
	const turn = (turns.get(session) ?? Promise.resolve()).then(() => ask(session, query, options));
	turns.set(
		session,
		turn.catch(() => {}),
	);
	return turn;
}

/** Where each question takes several statements, those of two cannot go over one connection at the same time. */
const turns = new WeakMap<Session, Promise<unknown>>();

async function ask(session: Session, query: string, options: AskOptions): Promise<Answered> {
	const { budget, signal } = options;
	let cancelled: Promise<void> | undefined;
	const cancel = () => {
		cancelled = session.cancel().catch(() => {});
	};
	signal?.throwIfAborted();
	signal?.addEventListener("abort", cancel, { once: true });
	try {
		await session.revive();
		session.limitTime(budget?.time);
		return await answerOf(session, query, options);
	} catch (error) {
		signal?.throwIfAborted();
		throw toQueryError(error, query, budget);
	} finally {
		signal?.removeEventListener("abort", cancel);
		// It must not meet the next statement.
		await cancelled;
	}
}

/** Once more, if what was known of the graph has been replaced meanwhile. */
async function answerOf(session: Session, query: string, options: AskOptions): Promise<Answered> {
	let refused = false;
	for (let attempt = 0; ; attempt++) {
		try {
			return await new Asking(session, query, options, await memoryOf(session), refused).answer();
		} catch (error) {
			if (attempt > 2 || !isOutdated(error)) throw error;
			refused ||= error instanceof ServerError && error.state === "0A000";
			memories.delete(session);
			await session.forgetPrepared();
		}
	}
}

/** What was compiled for one version of a graph. */
interface Memory {
	readonly known: Known;
	readonly compiled: Map<string, Compiled>;
}

const memories = new WeakMap<Session, Memory>();
/** Queries that are remembered. */
const mostCompiled = 500;

async function memoryOf(session: Session): Promise<Memory> {
	let memory = memories.get(session);
	if (memory === undefined) {
		memory = { known: await readKnown(session), compiled: new Map() };
		memories.set(session, memory);
	}
	return memory;
}

/** The version that is there is another one than the query was compiled for. */
class Outdated extends Error {}

/** Tables, columns or prepared statements that are gone, or others. */
const gone: ReadonlySet<string> = new Set(["42P01", "42703", "0A000", "26000"]);

function isOutdated(error: unknown): boolean {
	return error instanceof Outdated || (error instanceof ServerError && gone.has(error.state));
}

/** How a query is answered, for all parameters of one shape. */
type Compiled =
	| { readonly way: "here"; readonly plan: Plan }
	| { readonly way: "called"; readonly plan: Plan }
	| There;

interface There {
	readonly way: "there";
	readonly plan: Plan;
	readonly steps: readonly Step[];
	readonly last: Statement;
	readonly columns: Columns;
	readonly names: readonly string[];
	/** What is left. */
	readonly rest: readonly elsewhere.Logical[];
	/** Whether the one statement sees all that is needed, and tells whether the version is the one it was compiled for. */
	readonly alone: boolean;
}

type Plan = elsewhere.LogicalPlan;

class Asking {
	readonly #schema: string;
	readonly #parameters: ReadonlyMap<string, Value>;
	readonly #end: number;

	constructor(
		readonly session: Session,
		readonly query: string,
		readonly options: AskOptions,
		readonly memory: Memory,
		/** Whether the server could not do it as one statement over tables that are spread. */
		readonly refused: boolean,
	) {
		this.#schema = quoteName(session.address.schema);
		this.#parameters = options.parameters ?? new Map();
		this.#end = performance.now() + (options.budget?.time ?? Number.POSITIVE_INFINITY);
	}

	async answer(): Promise<Answered> {
		const compiled = this.#compiled();
		if (compiled.way === "there" && compiled.plan.mode === "explain") return explained(compiled);
		if (compiled.way === "there" && compiled.alone) return this.#alone(compiled);
		const { known } = this.memory;
		return this.session.transaction(
			async () => {
				if (known.spread) await holdStill(this.session, "asking");
				const seen = this.session.run(`SELECT number, digest FROM ${this.#schema}.version`);
				const answering = this.#together(compiled);
				// What goes wrong because the version is another one is no matter.
				answering.catch(() => {});
				const [version] = await seen;
				if (version?.[0] !== known.number || version[1] !== known.digest) throw new Outdated();
				return await answering;
			},
			`ISOLATION LEVEL ${known.spread ? "READ COMMITTED" : "REPEATABLE READ"}`,
		);
	}

	#together(compiled: Compiled): Promise<Answered> {
		if (compiled.way === "here") return this.#here(compiled.plan);
		return compiled.way === "called" ? this.#called(compiled.plan) : this.#there(compiled);
	}

	/** As it was compiled before, for parameters of the same shape. */
	#compiled(): Compiled {
		const { compiled } = this.memory;
		const shapes = [...this.#parameters].map(([name, value]) => [name, shapeOfParameter(value)]);
		const { functions } = this.options;
		if (shapes.some(([, shape]) => shape === undefined)) return this.#compile();
		const name = `${functions === undefined ? "" : numberOf(functions)} ${JSON.stringify(shapes)} ${this.query}`;
		let known = compiled.get(name);
		if (known === undefined) {
			known = this.#compile();
			if (compiled.size >= mostCompiled) compiled.clear();
			compiled.set(name, known);
		}
		return known;
	}

	#compile(): Compiled {
		const { facts, vectorSchema, spread, number, digest } = this.memory.known;
		const parameters = this.#parameters;
		const known = signatures(this.options.functions);
		const plan = elsewhere.planQuery(this.query, {
			procedures: known,
			functions: this.options.functions,
			parameters: new Set(parameters.keys()),
		});
		const chain = chainOf(plan.root);
		const plainOrder =
			facts.plainOrder && !isUnusual(this.query) && ![...parameters.values()].some(isUnusual);
		const newStage = (gathers: boolean) =>
			new Stage(
				new Context({
					...{ schema: this.#schema, facts, parameters, procedures: known, vectorSchema },
					...{ patterns: patternExpression, plainOrder, gathering: gathers ? gathering : undefined },
				}),
			);
		const called = prefetchFor(chain, parameters, facts);
		if (called !== undefined && !called.rest.some((node) => split([node], newStage(false)).needsGraph))
			return { way: "called", plan };
		const direct = split(chain, newStage(false));
		if (direct.needsGraph) return { way: "here", plan };
		const gathers = spread && (this.refused || !isLocal(direct.stage));
		const { stage, rest } = gathers ? split(chain, newStage(true)) : direct;
		const { context } = stage;
		const asked = namesAskedFor(rest);
		const names =
			rest.length === 0
				? [...new Set(plan.columns)]
				: [...stage.bindings.keys()].filter((name) => asked.has(name));
		const kinds = new Set(names.map((name) => stage.get(name)!.kind));
		const linked = linkedKinds.some((kind) => kinds.has(kind));
		const whole = kinds.has("node") && !linked && isFew(chain, parameters);
		const alone = context.steps.length === 0 && !linked && (whole || !kinds.has("node")) && !spread;
		const columns = columnsFor(stage, names, whole);
		if (alone) stage.where.push(versionIs(context, number, digest));
		const { sql } = columns;
		const select = `SELECT ${sql.length === 0 ? "1" : sql.join(", ")}\n${stage.rest}${stage.orderBy}\nLIMIT ${mostRows + 1}`;
		const last = { text: context.whole(select), values: context.sql.values };
		return {
			way: "there",
			plan,
			steps: [...gatherStep(context), ...context.steps],
			last,
			columns,
			names,
			rest,
			alone,
		};
	}

	/** One statement, which gives nothing if the version is another one. */
	async #alone(compiled: There): Promise<Answered> {
		const given = { parameters: this.#parameters, found: new Map() };
		const raw = await this.session.runPrepared(...bound(compiled.last, given));
		if (raw.length === 0) {
			const { known } = this.memory;
			const [version] = await this.session.run(`SELECT number, digest FROM ${this.#schema}.version`);
			if (version?.[0] !== known.number || version[1] !== known.digest) throw new Outdated();
		}
		return this.#finishRows(compiled, raw);
	}

	/** The server's rows, and what is left of the query done with them. */
	async #there(compiled: There): Promise<Answered> {
		const raw = await runSteps(
			{
				...{ session: this.session, schema: this.#schema, parameters: this.#parameters },
				mostRows: this.options.budget?.rows ?? mostRows,
				check: () => this.#check(),
			},
			compiled.steps,
			compiled.last,
		);
		return this.#finishRows(compiled, raw);
	}

	#check(): void {
		this.options.signal?.throwIfAborted();
		if (performance.now() > this.#end) throw tooLong(this.options.budget);
	}

	async #finishRows(compiled: There, raw: unknown[][]): Promise<Answered> {
		if (raw.length > mostRows) throw tooMany(mostRows);
		const { columns, plan, rest, names, steps, last } = compiled;
		const rows = rowsOf(columns, raw);
		const local = columns.whole
			? buildLocal(nodesIn(columns, raw), [])
			: await fetchGraph(this.session, this.#schema, wantedIn(columns, rows));
		const values = rows.map((row) => row.map((value, i) => decode(columns.kinds[i]!, value, local)));
		return this.#finish(plan, rest, names, values, local, [...steps.map((step) => step.kind), last.text]);
	}

	/** A procedure's rows, and the rest of the query done with them. */
	async #called(plan: Plan): Promise<Answered> {
		const called = prefetchFor(chainOf(plan.root), this.#parameters, this.memory.known.facts)!;
		const { names, rows, wanted } = await called.run(this.session, this.#schema, this.options.search);
		const local = await fetchGraph(this.session, this.#schema, wanted);
		return this.#finish(plan, called.rest, names, rows(local), local, [`CALL ${called.procedure}`]);
	}

	/** Our engine goes on from rows. */
	async #finish(
		plan: elsewhere.LogicalPlan,
		rest: readonly elsewhere.Logical[],
		names: readonly string[],
		rows: readonly (readonly Value[])[],
		local: LocalGraph,
		done: readonly string[],
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
			parameters: new Map([...this.#parameters, [givenRows, rows.map((row) => row)]]),
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
	async #here(plan: Plan): Promise<Answered> {
		const { facts } = this.memory.known;
		const parameters = this.#parameters;
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
		const learned = await proceduresHere(this.session, this.#schema, local, this.query, facts, this.options);
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

/** Whether each server can answer it from what lies there: one statement that reads one table, once. */
function isLocal({ context, rest }: Stage): boolean {
	const reads = [...context.uses.values()].reduce((sum, times) => sum + times, 0);
	const alone = context.steps.length === 0 && context.parts.length === 0 && reads <= 1;
	// What is collected in an order would be collected on each.
	return alone && !context.uses.has("vectors") && !rest.includes("_agg(");
}

function gatherStep({ gathering: gathers, uses, steps }: Context): GatherStep[] {
	if (gathers === undefined) return [];
	const fetched = steps.flatMap((step) => {
		if (step.kind === "fetch") return [step.of];
		return step.kind === "levels" ? ["relationships" as const] : [];
	});
	return [{ kind: "gather", tables: [...new Set([...uses.keys(), ...fetched])] }];
}

/** What is not whole without relationships and their ends. */
const linkedKinds = ["relationship", "relationships", "nodes", "path"] as const;

/** One row is read for it. */
function versionIs(context: Context, number: number, digest: string): string {
	const [counted, known] = [context.bind(number, "bigint"), context.bind(digest, "text")];
	return `(SELECT v.number = ${counted} AND v.digest = ${known} FROM ${context.schema}.version AS v)`;
}

/** Rows that may bring the whole of a node each, although it comes several times. */
const fewRows = 1000;

/** Whether it is asked for few rows, or begins at what has a certain name. */
function isFew(chain: readonly elsewhere.Logical[], parameters: ReadonlyMap<string, Value>): boolean {
	return chain.some((node) => {
		if (node.op === "limit") {
			const { count } = node;
			return (
				(count.kind === "literal" && Number(count.value) <= fewRows) ||
				(count.kind === "parameter" && Number(parameters.get(count.name)) <= fewRows)
			);
		}
		const conditions = node.op === "match" ? node.conditions : node.op === "filter" ? node.conditions : [];
		return conditions.some(
			(of) =>
				of.kind === "comparison" &&
				of.operators.length === 1 &&
				of.operators[0] === "=" &&
				of.operands.some((side) => side.kind === "property" && indexedKeys.includes(side.key)) &&
				of.operands.some((side) => side.kind === "literal" || side.kind === "parameter"),
		);
	});
}

const numbers = new WeakMap<object, number>();
let counted = 0;

/** By which functions are told from others. */
function numberOf(functions: Functions): number {
	let number = numbers.get(functions);
	if (number === undefined) {
		number = ++counted;
		numbers.set(functions, number);
	}
	return number;
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

function explained({ plan, steps, last, rest }: There): Answered {
	const texts = steps.flatMap((step) => {
		switch (step.kind) {
			case "fetch":
				return [step.text];
			case "table":
				return [step.select];
			case "levels":
				return [step.begin.text, ...(step.fetch ?? []).map(({ text }) => text), step.level.text];
			case "paths":
				return [step.pairs.text, step.beside.out.text, step.beside.back.text];
			default:
				return [];
		}
	});
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

function tooLong(budget: Budget | undefined): QueryError {
	return new QueryError("BudgetError", "time", `The query took longer than ${budget?.time} ms.`, {
		phase: "runtime",
	});
}

/** What the server says of a query, as our engine would have said it. */
function toQueryError(error: unknown, source: string, budget: Budget | undefined): unknown {
	if (error instanceof Outdated)
		return new OutputError("The graph there was replaced again and again while it was asked.", {
			hint: "ask once more when nobody is pushing",
		});
	if (error instanceof UsageError && error.cause instanceof Error && isReadOnly(error.cause))
		return noTables(error);
	if (error instanceof SafetyError && /temporary/i.test(error.message)) return noTables(error);
	if (!(error instanceof ServerError)) return error;
	const failed = (kind: "ArithmeticError" | "BudgetError", detail: string, message: string) =>
		new QueryError(kind, detail, message, { phase: "runtime", source, cause: error });
	switch (error.state) {
		case "22012":
			return failed("ArithmeticError", "DivisionByZero", "An integer is divided by zero.");
		case "22003":
			return failed("ArithmeticError", "NumberOutOfRange", "A number is larger than 64 bits can hold.");
		case "22P02":
			return / walks"/.test(error.message) ? tooManyWalks() : error;
		case "57014":
			// Somebody else may have ended it, or a limit of the server's own.
			return /statement timeout/.test(error.message) && budget?.time !== undefined
				? failed("BudgetError", "time", `The query took longer than ${budget.time} ms.`)
				: error;
	}
	return error;
}

function isReadOnly(cause: Error): boolean {
	return (cause as { code?: string }).code === "25006";
}

function noTables(cause: Error): InputError {
	return new InputError(
		"Walks of more than five links, and most questions to several servers, need temporary tables, and this server or user may not make any.",
		{ cause, hint: "give the walk an end, as in *1..5, or ask the primary server as a user with TEMPORARY" },
	);
}
