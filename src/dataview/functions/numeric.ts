import type { Value } from "../../query/index.js";
import { compareValues } from "../values/compare.js";
import { Failure } from "../values/failure.js";
import { compute } from "./operators.js";
import { type Implementation, on, overloaded } from "./overload.js";
import type { Run } from "./run.js";

/** Functions of numbers, and of lists as far as they make one of many. */
export const numeric: Readonly<Record<string, Implementation>> = {
	round: overloaded(
		"round",
		[
			on(["number"], ([n]) => Math.round(n)),
			on(["null"], () => null),
			on(["number", "number"], ([n, places]) => {
				if (places > 100) throw new Failure("round() can keep at most 100 digits.");
				return places <= 0 ? Math.round(n) : Number.parseFloat(n.toFixed(places));
			}),
			on(["number", "null"], ([n]) => Math.round(n)),
			on(["null", "*"], () => null),
		],
		{ 1: [0], 2: [0] },
	),
	trunc: ofNumber("trunc", Math.trunc),
	floor: ofNumber("floor", Math.floor),
	ceil: ofNumber("ceil", Math.ceil),
	min: (args, run) => extreme("min", args, run),
	max: (args, run) => extreme("max", args, run),
	sum: ([value, ...rest], run) => {
		expectOne("sum", value, rest);
		return Array.isArray(value) ? folded(value, "+", run) : value!;
	},
	product: ([value, ...rest], run) => {
		expectOne("product", value, rest);
		return Array.isArray(value) ? folded(value, "*", run) : value!;
	},
	average: ([value, ...rest], run) => {
		expectOne("average", value, rest);
		if (!Array.isArray(value)) return value!;
		const sum = folded(value, "+", run);
		return sum === null ? null : compute("/", sum, value.length, run);
	},
};

function ofNumber(name: string, make: (n: number) => number): Implementation {
	return overloaded(name, [on(["number"], ([n]) => make(n)), on(["null"], () => null)], { 1: [0] });
}

function expectOne(name: string, value: Value | undefined, rest: readonly Value[]): void {
	if (value === undefined || rest.length > 0) throw new Failure(`${name}() takes one argument, a list.`);
}

/** All elements joined by an operator, from the first on; null for none. */
export function folded(list: readonly Value[], operator: "+" | "-" | "*" | "/", run: Run): Value {
	if (list.length === 0) return null;
	run.spend(list.length);
	return list.slice(1).reduce<Value>((sum, item) => compute(operator, sum, item, run), list[0]!);
}

/** Null counts for nothing, unless there is nothing else. */
function extreme(name: "min" | "max", args: readonly Value[], run: Run): Value {
	const values = args.length === 1 && Array.isArray(args[0]) ? (args[0] as readonly Value[]) : args;
	run.spend(values.length);
	let best: Value | undefined;
	for (const value of values) {
		if (best === undefined || best === null) best = value;
		else if (value !== null) {
			const order = compareValues(best, value, run);
			if (name === "min" ? order > 0 : order <= 0) best = value;
		}
	}
	return best ?? null;
}
