import type { Value } from "../../query/index.js";
import { compareValues } from "../values/compare.js";
import { Failure, FailureValue } from "../values/failure.js";
import { kindOf } from "../values/kinds.js";
import { namedOf } from "../values/objects.js";
import { toText } from "../values/to-text.js";
import { indexed } from "./access.js";
import { expectList, expectText } from "./limits.js";
import { folded } from "./numeric.js";
import { equals, truthy } from "./operators.js";
import { type Implementation, on, overloaded, type Vectorised } from "./overload.js";
import type { Run } from "./run.js";

/**
 * Functions of lists and objects. Where Dataview is given a function beside a list, these are given the list of what it
 * made: of `[element, value]`, or where one value is made of all of them, of the values alone.
 */
export const lists: Readonly<Record<string, Implementation>> = {
	contains: containing("contains", (text, part) => text.includes(part), true),
	icontains: containing("icontains", (text, part) => text.toLowerCase().includes(part.toLowerCase()), true),
	econtains: containing("econtains", (text, part) => text.includes(part), false),
	extract: (args, run) => extracted(args, run),
	reverse: overloaded("reverse", [
		on(["array"], ([list], run) => {
			expectList(list.length, run);
			return list.toReversed();
		}),
		on(["string"], ([text]) => text.split("").reverse().join("")),
		on(["*"], ([value]) => value),
	]),
	sort: overloaded("sort", [
		on(["array"], ([list], run) =>
			sorted(
				list.map((item) => [item, item]),
				run,
			),
		),
		on(["*"], ([value]) => value),
	]),
	sortby: (args, run) => {
		if (args[0] === null) throw new Failure("sort() needs a list beside a function.");
		return ofPairs("sort", sorted)(args, run);
	},
	length: overloaded("length", [
		on(["array"], ([list]) => list.length),
		on(["object"], ([object]) => object.keys().length),
		on(["string"], ([text]) => text.length),
		on(["null"], () => 0),
	]),
	nonnull: (args) => spread(args).filter((value) => value !== null),
	firstvalue: overloaded("firstvalue", [
		on(["array"], ([list]) => list.find((value) => value !== null) ?? null),
		on(["null"], () => null),
	]),
	all: (args, run) => spread(args).every((value) => truthy(sound(value), run)),
	any: (args, run) => spread(args).some((value) => truthy(sound(value), run)),
	none: (args, run) => !spread(args).some((value) => truthy(sound(value), run)),
	join: overloaded(
		"join",
		[
			on(["array", "string"], ([list, by], run) => joined(list, by, run)),
			on(["array", "null"], ([list], run) => joined(list, ", ", run)),
			on(["*", "string"], ([value], run) => toText(value, run)),
			on(["array"], ([list], run) => joined(list, ", ", run)),
			on(["*"], ([value], run) => toText(value, run)),
		],
		{ 2: [1] },
	),
	filter: ofPairs("filter", (pairs, run) =>
		pairs.filter(([, value]) => truthy(value, run)).map(([element]) => element),
	),
	map: ofPairs("map", (pairs) => pairs.map(([, value]) => value)),
	minby: ofPairs("minby", (pairs, run) => bestBy(pairs, (order) => order <= 0, run)),
	maxby: ofPairs("maxby", (pairs, run) => bestBy(pairs, (order) => order > 0, run)),
	flat: overloaded("flat", [
		on(["array"], ([list], run) => flattened(list, 1, run)),
		on(["array", "number"], ([list, depth], run) => flattened(list, depth, run)),
		on(["null"], () => null),
	]),
	slice: overloaded("slice", [
		on(["array"], ([list]) => list),
		on(["array", "number"], ([list, start]) => list.slice(start)),
		on(["array", "number", "number"], ([list, start, end]) => list.slice(start, end)),
		on(["null"], () => null),
	]),
	unique: overloaded("unique", [
		on(["array"], ([list], run) => {
			const inOrder = sorted(
				list.map((item) => [item, item]),
				run,
			);
			return inOrder.filter((item, i) => i === 0 || !equals(inOrder[i - 1]!, item, run));
		}),
		on(["null"], () => null),
	]),
	reduce: overloaded(
		"reduce",
		[
			on(["array", "string"], ([list, operator], run) => reduced(list, operator, run)),
			on(["null", "*"], () => null),
			on(["*", "null"], () => null),
		],
		{ 2: [1] },
	),
};

type Pair = readonly [element: Value, value: Value];

/** Of values that could not be computed the first one is what all of it is. */
function sound(value: Value): Value {
	if (value instanceof FailureValue) throw new Failure(value.message);
	return value;
}

function ofPairs(name: string, make: (pairs: readonly Pair[], run: Run) => Value): Implementation {
	return ([pairs, ...rest], run) => {
		if (rest.length > 0) throw new Failure(`${name}() takes a list and a function.`);
		if (pairs === null || pairs === undefined) return null;
		if (!Array.isArray(pairs)) throw new Failure(`${name}() needs a list.`);
		expectList(pairs.length, run);
		return make(
			pairs.map((pair: Value): Pair => {
				if (!Array.isArray(pair) || pair.length !== 2) throw new Failure(`${name}() needs pairs.`);
				return [sound(pair[0]!), sound(pair[1]!)];
			}),
			run,
		);
	};
}

/** A list alone is its elements. */
function spread(args: readonly Value[]): readonly Value[] {
	return args.length === 1 && Array.isArray(args[0]) ? (args[0] as readonly Value[]) : args;
}

const deepest = 50;

function containing(
	name: string,
	includes: (text: string, part: string) => boolean,
	recursive: boolean,
): Implementation {
	const vectorised: Vectorised = { 2: [1] };
	const within = (value: Value, part: Value, run: Run, depth: number): boolean => {
		if (depth > deepest)
			throw new Failure(`${name}() was given lists in lists, more than ${deepest} levels deep.`);
		if (Array.isArray(value)) {
			run.spend(value.length);
			return value.some((item: Value) =>
				recursive ? within(item, part, run, depth + 1) : equals(part, item, run),
			);
		}
		if (typeof part === "string") {
			if (typeof value === "string") {
				run.spend(value.length >>> 8);
				return includes(value, part);
			}
			const object = kindOf(value) === "object" ? namedOf(value, run.pageOf) : undefined;
			if (object !== undefined) return object.has(part);
		}
		return equals(value, part, run);
	};
	return overloaded(name, [on(["*", "*"], ([value, part], run) => within(value, part, run, 0))], vectorised);
}

function extracted([object, ...keys]: readonly Value[], run: Run, depth = 0): Value {
	if (object === undefined)
		throw new Failure("extract() takes an object and the names of what is wanted of it.");
	if (Array.isArray(object)) {
		if (depth > deepest) throw new Failure("extract() was given lists in lists, nested too deeply.");
		run.spend(object.length);
		return object.map((item: Value) => extracted([item, ...keys], run, depth + 1));
	}
	return new Map(
		keys.map((key) => {
			if (typeof key !== "string") throw new Failure("The names given to extract() are texts.");
			return [key, indexed(object, key, run)];
		}),
	);
}

function sorted(pairs: readonly Pair[], run: Run): readonly Value[] {
	expectList(pairs.length, run);
	return pairs
		.toSorted((a, b) => {
			run.spend(1);
			return compareValues(a[1], b[1], run);
		})
		.map(([element]) => element);
}

function joined(list: readonly Value[], by: string, run: Run): string {
	const pieces = list.map((item) => toText(item, run));
	expectText(
		pieces.reduce((sum, piece) => sum + piece.length + by.length, 0),
		run,
	);
	return pieces.join(by);
}

/** Elements without a value are out of question, unless none has one. */
function bestBy(pairs: readonly Pair[], keeps: (order: number) => boolean, run: Run): Value {
	const known = pairs.filter(([, value]) => value !== null);
	const [first, ...others] = known;
	if (first === undefined) return pairs[0]?.[0] ?? null;
	return others.reduce((best, pair) => (keeps(compareValues(best[1], pair[1], run)) ? best : pair), first)[0];
}

function flattened(list: readonly Value[], depth: number, run: Run): readonly Value[] {
	expectList(list.length, run);
	if (!(depth >= 1)) return list;
	let levels = Math.min(depth, 100);
	let current = list;
	for (; levels >= 1 && current.some(Array.isArray); levels--) {
		expectList(
			current.reduce<number>((sum, item) => sum + (Array.isArray(item) ? item.length : 1), 0),
			run,
		);
		current = current.flat();
	}
	return current;
}

function reduced(list: readonly Value[], operator: string, run: Run): Value {
	if (list.length === 0) return null;
	switch (operator) {
		case "+":
		case "-":
		case "*":
		case "/":
			return folded(list, operator, run);
		case "&":
		case "|": {
			const join = (a: boolean, b: boolean) => (operator === "&" ? a && b : a || b);
			if (list.length === 1) return list[0]!;
			return list.slice(1).reduce<Value>((all, item) => join(truthy(all, run), truthy(item, run)), list[0]!);
		}
	}
	throw new Failure("reduce() takes one of “+”, “-”, “*”, “/”, “&”, “|”, or a function of two values.");
}
