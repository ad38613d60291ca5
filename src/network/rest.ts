import type { State } from "./cell.js";
import type { Settle } from "./schedule.js";
import { part } from "./state.js";

/** How states came to rest. */
export interface Movement {
	/** How far the number that moved most moved in the last iteration. */
	readonly distance: number;
	/**
	 * How far they moved in an iteration, as a part of how far in the one before: the most in the later half of all
	 * iterations. Below 1 for a contraction; 0 if there were too few.
	 */
	readonly contraction: number;
}

/** The states do not come to rest, because the cell does not contract (or not fast enough). */
export class ContractionError extends Error {
	override readonly name = "ContractionError";

	constructor(
		readonly iterations: number,
		readonly movement: Movement,
	) {
		const { distance, contraction } = movement;
		super(
			`after ${iterations} iterations states still move by ${distance.toPrecision(3)}, and by up to ` +
				`${contraction.toPrecision(3)} times as much as in the iteration before: ` +
				(contraction < 1
					? "let it have more iterations"
					: "the cell does not contract; its weights are too large"),
		);
	}
}

/** Watches how far states move from one iteration to the next. */
export class Rest {
	private readonly distances: number[] = [];
	private readonly tolerance: number;

	constructor(
		private readonly settle: Settle,
		bits: 32 | 64,
	) {
		this.tolerance = settle.tolerance ?? (bits === 64 ? 1e-12 : 1e-5);
	}

	/** Whether nothing moved any more; throws when nothing will come of it. */
	reached(before: State, after: State): boolean {
		const distance = farthest(before, after);
		this.distances.push(distance);
		if (distance <= this.tolerance) return true;
		const earlier = this.distances.at(-1 - patience) ?? Number.POSITIVE_INFINITY;
		if (!Number.isFinite(distance) || distance >= earlier || this.distances.length >= this.settle.most)
			throw new ContractionError(this.distances.length, this.movement);
		return false;
	}

	get movement(): Movement {
		const { distances, tolerance } = this;
		let contraction = 0;
		for (let i = Math.max(1, distances.length >> 1); i < distances.length; i++)
			// What is as small as rounding says nothing about the map.
			if (!(distances[i]! < 10 * tolerance))
				contraction = Math.max(contraction, distances[i]! / distances[i - 1]!);
		return { distance: distances.at(-1) ?? 0, contraction };
	}
}

/** A contraction may grow at first, in a norm that is not its own, but not for so long. */
const patience = 30;

function farthest(before: State, after: State): number {
	let most = 0;
	for (const [name, { data, size }] of Object.entries(after)) {
		const old = part(before, name).data;
		for (let i = 0; i < size; i++) {
			const distance = Math.abs(data[i]! - old[i]!);
			if (!(distance <= most)) most = distance; // not a number counts as far
		}
	}
	return most;
}
