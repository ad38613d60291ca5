import { QueryError } from "../../query/index.js";
import type { LevelsStep, PathsStep, Statement, Step } from "./compile/steps.js";
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
	for (const step of steps) {
		if (step.kind === "table") {
			const text = `CREATE TEMP TABLE ${step.name} ON COMMIT DROP AS ${step.select}`;
			await session.run(...bound({ text, values: step.values }, given));
			await session.run(`ANALYZE ${step.name}`);
		} else if (step.kind === "levels") await walkLevels(run, step, given);
		else for (const [name, values] of await findPaths(run, step, given)) found.set(name, values);
	}
	return session.runPrepared(...bound(last, given));
}

/** The text and the values of a statement as it is sent. */
export function bound(statement: Statement, given: Given): [text: string, values: unknown[]] {
	const { text, values } = compact(statement);
	return [text, valuesFor(values, given)];
}

async function walkLevels(
	{ session, mostRows, check }: Run,
	{ name, create, begin, level, most }: LevelsStep,
	given: Given,
): Promise<void> {
	for (const statement of create) await session.run(statement);
	let total = await session.count(...bound(begin, given));
	for (let length = 1; length <= most; length++) {
		check();
		// The first levels say little about the later ones: what is known of the table must not be older than twice.
		await session.run(`ANALYZE ${name}`);
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
