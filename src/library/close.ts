import { type Floats, Tensor } from "../network/index.js";

/** Numbers to be compared: one, a list, rows, a typed array or a tensor. */
export type Numbers = number | Tensor | Floats | ArrayLike<number> | readonly Numbers[];

/** What `close` throws: what came out, what was wanted, and by how much they differ. */
export class NotCloseError extends Error {
	override readonly name = "NotCloseError";

	constructor(
		message: string,
		readonly got: number | string,
		readonly want: number | string,
		readonly tolerance: number,
		readonly difference: number,
	) {
		super(message);
	}
}

/**
 * Throws unless `got` and `want` differ by at most `tolerance` (without: 1e-9 of the larger one, or 1e-12). Arrays and
 * tensors are compared entry by entry; NaN is close to NaN, an infinity to itself.
 */
export function close(got: Numbers, want: Numbers, tolerance?: number): void {
	if (tolerance !== undefined && !(tolerance >= 0))
		throw new RangeError(`close: a tolerance is no ${tolerance}`);
	const [a, b] = [flatten(got), flatten(want)];
	if (a.shape !== b.shape) {
		const message = `close: got ${a.shape || "a number"}, want ${b.shape || "a number"}`;
		throw new NotCloseError(
			message,
			a.shape || a.values[0]!,
			b.shape || b.values[0]!,
			tolerance ?? 0,
			Number.NaN,
		);
	}
	const worst = furthest(a.values, b.values, tolerance);
	compared = {
		got: a.values[worst.at] ?? "empty",
		want: b.values[worst.at] ?? "empty",
		tolerance: worst.allowed,
	};
	if (worst.excess <= 0) return;
	throw new NotCloseError(
		`close: got ${compared.got}, want ${compared.want}${a.shape && ` at ${placeOf(worst.at, a.shape)} of ${a.shape}`}: ` +
			`they differ by ${shortly(worst.difference)}, tolerance ${shortly(worst.allowed)}`,
		compared.got,
		compared.want,
		worst.allowed,
		worst.difference,
	);
}

export interface Comparison {
	readonly got: number | string;
	readonly want: number | string;
	readonly tolerance: number;
}

/** The last comparison since it was last asked for. */
export function takeComparison(): Comparison | undefined {
	const last = compared;
	compared = undefined;
	return last;
}

let compared: Comparison | undefined;

interface Flat {
	readonly values: ArrayLike<number>;
	/** `2 × 3`; `""` for a number. */
	readonly shape: string;
}

function flatten(numbers: Numbers): Flat {
	if (typeof numbers === "number") return { values: [numbers], shape: "" };
	if (numbers instanceof Tensor) return { values: numbers.data, shape: numbers.shape.join(" × ") };
	if (typeof numbers !== "object" || numbers === null || typeof numbers.length !== "number")
		throw new TypeError(
			`close: ${numbers === null ? "null" : typeof numbers} is not what numbers can be compared with`,
		);
	if (numbers.length === 0 || typeof numbers[0] === "number")
		return { values: eachNumber(numbers), shape: `${numbers.length}` };
	const rows = Array.from(numbers as ArrayLike<Numbers>, flatten);
	const [first] = rows;
	if (rows.some(({ shape }) => shape !== first!.shape))
		throw new TypeError("close: rows of different lengths");
	return {
		values: rows.flatMap(({ values }) => Array.from(values)),
		shape: `${rows.length} × ${first!.shape}`,
	};
}

function eachNumber(list: ArrayLike<unknown>): ArrayLike<number> {
	if (ArrayBuffer.isView(list)) return list as ArrayLike<number>;
	for (let i = 0; i < list.length; i++)
		if (typeof list[i] !== "number") throw new TypeError(`close: entry ${i} is no number`);
	return list as ArrayLike<number>;
}

interface Distance {
	readonly at: number;
	readonly difference: number;
	readonly allowed: number;
	/** How far beyond what is allowed; 0 or below is close. */
	readonly excess: number;
}

function furthest(a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number | undefined): Distance {
	let worst: Distance | undefined;
	for (let i = 0; i < a.length; i++) {
		const distance = distanceAt(i, a[i]!, b[i]!, tolerance);
		if (!worst || distance.excess > worst.excess) worst = distance;
	}
	return worst ?? { at: 0, difference: 0, allowed: tolerance ?? 0, excess: 0 };
}

function distanceAt(at: number, x: number, y: number, tolerance: number | undefined): Distance {
	const allowed = tolerance ?? Math.max(1e-12, 1e-9 * finite(Math.max(Math.abs(x), Math.abs(y))));
	if (Object.is(x, y) || x === y) return { at, difference: 0, allowed, excess: -allowed };
	const difference = Math.abs(x - y);
	return { at, difference, allowed, excess: Number.isNaN(difference) ? Infinity : difference - allowed };
}

function finite(x: number): number {
	return Number.isFinite(x) ? x : 0;
}

/** `[1, 2]` */
function placeOf(at: number, shape: string): string {
	const place: number[] = [];
	let rest = at;
	for (const size of shape.split(" × ").map(Number).reverse()) {
		place.unshift(rest % size);
		rest = Math.floor(rest / size);
	}
	return `[${place.join(", ")}]`;
}

function shortly(x: number): string {
	return String(Number(x.toPrecision(3)));
}
