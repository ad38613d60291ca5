import type { GraphAccess } from "./graph-access.js";
import type { Value } from "./value.js";

/**
 * What a compiled expression asks of the world while it runs. It is one object per compiled query, and who runs the
 * query sets it anew before each run; expressions read it when they are evaluated.
 */
export interface Environment {
	readonly graph: GraphAccess;
	parameters: ReadonlyMap<string, Value>;
	/** The time at which the query began, in nanoseconds since 1970: `date()` is the same throughout a query. */
	now: bigint;
	/** The time zone of `datetime()` without one: `UTC`, unless somebody chose another. */
	zone: string;
	/** For `rand()` and `randomUUID()`: the next number in [0, 1). */
	random: () => number;
	/**
	 * Called by whatever can be long, with about how many steps it took or elements it made; throws when the query has
	 * used up its budget.
	 */
	spend: (steps: number) => void;
}
