import { QueryError } from "../../query/index.js";
import type { Statement, Step } from "./compile/steps.js";
import type { Session } from "./session.js";

export type { Statement } from "./compile/steps.js";

/** Walks that may be under way, for all rows together. */
const mostWalks = 5_000_000;

/** Steps, then the statement whose rows are the result. */
export async function runSteps(
	session: Session,
	steps: readonly Step[],
	last: Statement,
	mostRows: number,
): Promise<unknown[][]> {
	for (const step of steps) {
		if (step.kind === "table") {
			await run(session, {
				text: `CREATE TEMP TABLE ${step.name} ON COMMIT DROP AS ${step.select}`,
				values: step.values,
			});
			await session.run(`ANALYZE ${step.name}`);
		} else await walkLevels(session, step, mostRows);
	}
	return run(session, last);
}

async function walkLevels(
	session: Session,
	{ name, create, begin, level, closing, most, waiting }: Extract<Step, { kind: "levels" }>,
	mostRows: number,
): Promise<void> {
	for (const statement of create) await session.run(statement);
	let total = await session.count(begin.text, [...begin.values]);
	for (let length = 1; length <= most; length++) {
		if (waiting !== undefined && (await run(session, waiting)).length === 0) break;
		// The first levels say little about the later ones: what is known of the table must not be older than twice.
		await session.run(`ANALYZE ${name}`);
		if (closing !== undefined && waiting !== undefined) {
			await count(session, closing, length);
			if ((await run(session, waiting)).length === 0) break;
		}
		const found = await count(session, level, length);
		if (found === 0) break;
		total += found;
		if (total > Math.max(mostWalks, mostRows)) {
			const message = `There are more than ${mostWalks} walks of up to ${length} relationships: a shorter range, or shortestPath, would end it.`;
			throw new QueryError("BudgetError", "rows", message, { phase: "runtime" });
		}
	}
	await session.run(`ANALYZE ${name}`);
}

/** The first parameter is how long walks are now. */
function count(session: Session, statement: Statement, length: number): Promise<number> {
	const { text, values } = compact(statement);
	return session.count(text, [length, ...values.slice(1)]);
}

function run(session: Session, statement: Statement): Promise<unknown[][]> {
	const { text, values } = compact(statement);
	return session.run(text, values);
}

/** Without parameters that no part of the text has kept: the server could not know what they are. */
function compact({ text, values }: Statement): Statement {
	const places = new Map<string, number>();
	const renumbered = text.replace(/\$(\d+)(?=::)/g, (_, number: string) => {
		if (!places.has(number)) places.set(number, places.size + 1);
		return `$${places.get(number)}`;
	});
	return { text: renumbered, values: [...places.keys()].map((number) => values[Number(number) - 1]) };
}
