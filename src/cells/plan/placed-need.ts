import type { CellNeed, Span } from "../../model/index.js";

/** Like the plan's needs, with cells numbered as they stand, and with the place in the program where it is said. */
export interface PlacedNeed extends CellNeed {
	readonly at: Span;
}
