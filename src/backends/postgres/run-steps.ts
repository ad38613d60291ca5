import { QueryError } from "../../query/index.js";
import type {
	FetchStep,
	Gathered,
	GatherStep,
	LevelsStep,
	PathsStep,
	Statement,
	Step,
} from "./compile/steps.js";
import { mostWalks } from "./compile/walk.js";
import { searchPaths } from "./search-paths.js";
import type { Session } from "./session.js";
import { type Given, valuesFor } from "./sql.js";

export type { Statement } from "./compile/steps.js";

export interface Run {
	readonly session: Session;
	/** Quoted. */
	readonly schema: string;
	readonly parameters: Given["parameters"];
	readonly mostRows: number;
	/** Throws when the time is over, or it was given up. */
	check(): void;
}

/** Steps, then the statement whose rows are the result. */
export async function runSteps(run: Run, steps: readonly Step[], last: Statement): Promise<unknown[][]> {
	const { session, parameters } = run;
	const found = new Map<string, readonly unknown[]>();
	const given: Given = { parameters, found };
	const gathering = new Gathering(run, given);
	for (const step of steps) {
		// What was given up between two statements ends none of them.
		run.check();
		if (step.kind === "gather") await gathering.begin(step);
		else if (step.kind === "fetch") await gathering.fetch(step);
		else if (step.kind === "levels") await walkLevels(run, step, given, gathering);
		else if (step.kind === "table") {
			await gathering.settle();
			const text = `CREATE TEMP TABLE ${step.name} ON COMMIT DROP AS ${step.select}`;
			await session.run(...bound({ text, values: step.values }, given));
			await session.run(`ANALYZE ${step.name}`);
		} else {
			await gathering.settle();
			for (const [name, values] of await findPaths(run, step, given)) found.set(name, values);
		}
	}
	await gathering.settle();
	run.check();
	return session.runPrepared(...bound(last, given));
}

/** The text and the values of a statement as it is sent. */
export function bound(statement: Statement, given: Given): [text: string, values: unknown[]] {
	const { text, values } = compact(statement);
	return [text, valuesFor(values, given)];
}

/** Tables of this transaction that what is spread over servers is brought to. */
class Gathering {
	/** Rows of each, and how many there were when the server last looked. */
	readonly #tables = new Map<Gathered, { rows: number; seen: number }>();

	constructor(
		readonly run: Run,
		readonly given: Given,
	) {}

	async begin({ tables }: GatherStep): Promise<void> {
		const { session, schema } = this.run;
		for (const of of tables) {
			await session.run(
				`CREATE TEMP TABLE gathered_${of} (LIKE ${schema}.${of}, PRIMARY KEY (id)) ON COMMIT DROP`,
			);
			this.#tables.set(of, { rows: 0, seen: -1 });
		}
	}

	async fetch(step: FetchStep, length?: number): Promise<void> {
		this.run.check();
		const [text, values] = bound(step, this.given);
		const sent = length === undefined ? values : [length, ...values.slice(1)];
		this.#tables.get(step.of)!.rows += await this.run.session.count(text, sent);
	}

	/** Before they are read: indexes, and statistics that are not older than twice. */
	async settle(): Promise<void> {
		const { session } = this.run;
		for (const [of, table] of this.#tables) {
			if (table.seen < 0 && of === "relationships")
				for (const end of ["source", "target"]) await session.run(`CREATE INDEX ON gathered_${of} (${end})`);
			if (table.rows <= 2 * table.seen) continue;
			await session.run(`ANALYZE gathered_${of}`);
			table.seen = table.rows;
		}
	}
}

async function walkLevels(
	{ session, mostRows, check }: Run,
	{ name, create, begin, level, fetch = [], most }: LevelsStep,
	given: Given,
	gathering: Gathering,
): Promise<void> {
	for (const statement of create) await session.run(statement);
	let total = await session.count(...bound(begin, given));
	for (let length = 1; length <= most; length++) {
		check();
		// The first levels say little about the later ones: what is known of the table must not be older than twice.
		await session.run(`ANALYZE ${name}`);
		for (const step of fetch) await gathering.fetch(step, length);
		await gathering.settle();
		const [text, values] = bound(level, given);
		const found = await session.count(text, [length, ...values.slice(1)]);
		if (found === 0) break;
		total += found;
		if (total > Math.max(mostWalks, mostRows)) throw tooManyWalks(length);
	}
	await session.run(`ANALYZE ${name}`);
}

export function tooManyWalks(length?: number): QueryError {
	const which = length === undefined ? "" : ` of up to ${length} relationships`;
	const message = `There are more than ${mostWalks} walks${which}: a shorter range, or shortestPath, would end it.`;
	return new QueryError("BudgetError", "rows", message, { phase: "runtime" });
}

/** As columns, by the names under which the last statement asks for them. */
async function findPaths(
	{ session, schema, mostRows, check }: Run,
	step: PathsStep,
	given: Given,
): Promise<[string, unknown[]][]> {
	const pairs = (await session.runPrepared(...bound(step.pairs, given))) as [number, number][];
	const byId = async <T>(table: string, column: string, ids: readonly number[]) =>
		new Map(
			(await session.run(`SELECT id, ${column} FROM ${schema}.${table} WHERE id = ANY ($1::bigint[])`, [
				ids,
			])) as [number, T][],
		);
	const wanted = pairs.length > (step.mostPairs ?? Number.POSITIVE_INFINITY) ? [] : pairs;
	const paths = await searchPaths(step, wanted, mostRows, {
		beside: (statement, nodes) =>
			session.runPrepared(...bound(statement, { ...given, found: new Map([["nodes", nodes]]) })),
		keysOf: (nodes) => byId<string>("nodes", "key", nodes),
		typesOf: (relationships) => byId<string>("relationships", "type", relationships),
		check,
	});
	return [
		[`${step.name} start`, paths.map(({ start }) => start)],
		[`${step.name} finish`, paths.map(({ finish }) => finish)],
		[`${step.name} trail`, paths.map(({ trail }) => `{${trail.join()}}`)],
		[`${step.name} nodes`, paths.map(({ nodes }) => `{${nodes.join()}}`)],
	];
}

const compacted = new WeakMap<Statement, Statement>();

/** Without parameters that no part of the text has kept: the server could not know what they are. */
function compact(statement: Statement): Statement {
	let known = compacted.get(statement);
	if (known === undefined) {
		known = renumbered(statement);
		compacted.set(statement, known);
	}
	return known;
}

function renumbered({ text, values }: Statement): Statement {
	const places = new Map<string, number>();
	const shorter = text.replace(/\$(\d+)(?=::)/g, (_, number: string) => {
		if (!places.has(number)) places.set(number, places.size + 1);
		return `$${places.get(number)}`;
	});
	return { text: shorter, values: [...places.keys()].map((number) => values[Number(number) - 1]) };
}
