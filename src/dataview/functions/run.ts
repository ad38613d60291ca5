import { DateTime } from "luxon";
import type { FunctionContext, NodeValue } from "../../query/index.js";
import type { Page } from "../pages/page.js";
import type { Pages } from "../pages/pages.js";
import type { MomentValue } from "../values/time-values.js";

/** What a function may ask of the query that calls it. */
export interface Run {
	readonly pages: Pages;
	readonly zone: string;
	pageOf(node: NodeValue): Page | undefined;
	/** What texts mean that `date` was given while this query runs. */
	readonly dates: Dates;
	/** When the query began. */
	now(): DateTime;
	spend(steps: number): void;
}

/** Forgets what `today` was when the query is run again. */
class Dates {
	readonly #known = new Map<string, MomentValue | null>();
	readonly #now: () => bigint;
	#at = -1n;

	constructor(now: () => bigint) {
		this.#now = now;
	}

	get(text: string): MomentValue | null | undefined {
		return this.#at === this.#now() ? this.#known.get(text) : undefined;
	}

	set(text: string, date: MomentValue | null): void {
		if (this.#at !== this.#now() || this.#known.size > 1000) this.#known.clear();
		this.#at = this.#now();
		this.#known.set(text, date);
	}
}

/** One for each query that is prepared. */
export function createRuns(pages: Pages): (context: FunctionContext) => Run {
	const runs = new WeakMap<FunctionContext, Run>();
	return (context) => {
		const known = runs.get(context);
		if (known !== undefined) return known;
		const run: Run = {
			pages,
			zone: pages.zone,
			dates: new Dates(() => context.now),
			pageOf: (node) => pages.ofNode(node, context.graph),
			now: () => {
				pages.clockIsRead();
				return DateTime.fromMillis(Number(context.now / 1_000_000n), { zone: pages.zone });
			},
			spend: (steps) => context.spend(steps),
		};
		runs.set(context, run);
		return run;
	};
}
