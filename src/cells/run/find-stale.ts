import type { CellPlan, CellRecord } from "../../model/index.js";

export interface Work {
	/** Cells to be run and recorded, in the plan's order. */
	readonly stale: readonly number[];
	/** Cells that were asked for, with all that they need; the rest of the plan is none of this run's business. */
	readonly asked: ReadonlySet<number>;
}

/**
 * A cell is stale without a record, with one of another engine, or with one that tells of a limit: what was too slow
 * or too large here may not be so there, and an engine may have died of something else. An error is a result like any other.
 */
export function findStale(
	plan: CellPlan,
	records: readonly (CellRecord | undefined)[],
	engineOf: (cell: number) => string,
	options: { readonly only?: readonly number[]; readonly force?: boolean },
): Work {
	const wanted = new Set(options.only ?? plan.cells.keys());
	const asked = withNeeds(plan, wanted);
	const stale = [...asked]
		.sort((a, b) => a - b)
		.filter((cell) => {
			if (plan.cells[cell]?.key === undefined) return false;
			const record = records[cell];
			if (record === undefined || (options.force === true && wanted.has(cell))) return true;
			const isResult =
				record.status === "ok" || (record.status === "error" && record.error?.name !== "EngineError");
			return !isResult || record.engine !== engineOf(cell);
		});
	return { stale, asked };
}

/** These cells and all that they need. */
export function withNeeds(plan: CellPlan, cells: Iterable<number>): ReadonlySet<number> {
	const found = new Set<number>();
	const open = [...cells];
	for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
		const planned = plan.cells[cell];
		if (planned === undefined || found.has(cell)) continue;
		found.add(cell);
		for (const need of planned.needs) open.push(need.cell);
	}
	return found;
}
