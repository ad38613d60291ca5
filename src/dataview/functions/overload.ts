import { toNumber, type Value } from "../../query/index.js";
import { Failure, FailureValue } from "../values/failure.js";
import { type Kind, kindOf } from "../values/kinds.js";
import type { LinkValue } from "../values/link-value.js";
import { fromNumber } from "../values/numbers.js";
import { type Named, namedOf } from "../values/objects.js";
import type { MomentValue, SpanValue } from "../values/time-values.js";
import type { UrlValue } from "../values/widget-value.js";
import type { Run } from "./run.js";

/** A function of Dataview: throws a `Failure` where it makes nothing of its arguments. */
export type Implementation = (args: readonly Value[], run: Run) => Value;

type KindOrAny = Kind | "*";

interface ArgumentTypes {
	readonly "*": Value;
	readonly array: readonly Value[];
	readonly boolean: boolean;
	readonly date: MomentValue;
	readonly duration: SpanValue;
	readonly link: LinkValue;
	readonly null: null;
	readonly number: number;
	readonly object: Named;
	readonly string: string;
	readonly widget: UrlValue;
}

type Arguments<K extends readonly KindOrAny[]> = { [I in keyof K]: ArgumentTypes[K[I]] };

export interface Overload {
	readonly kinds: readonly KindOrAny[];
	make(args: readonly unknown[], run: Run): Value;
}

/** What a function does with arguments of these kinds. */
export function on<const K extends readonly KindOrAny[]>(
	kinds: K,
	make: (args: Arguments<K>, run: Run) => Value,
): Overload {
	// The dispatcher has looked at the kinds before it calls.
	return { kinds, make: (args, run) => make(args as Arguments<K>, run) };
}

/** For each number of arguments, those that may be lists: then the function is applied to each of their elements. */
export type Vectorised = Readonly<Record<number, readonly number[]>>;

/**
 * A function that does one thing for numbers and another for texts: the first overload that fits counts. Of several
 * lists the shortest decides how often it is applied.
 */
export function overloaded(
	name: string,
	overloads: readonly Overload[],
	vectorised: Vectorised = {},
): Implementation {
	const dispatch = (args: readonly Value[], run: Run, depth: number): Value => {
		const kinds = args.map(kindOf);
		const lists = (vectorised[args.length] ?? []).filter((place) => kinds[place] === "array");
		if (lists.length > 0) {
			if (depth > 50) throw new Failure(`${name}() was given lists in lists, more than 50 levels deep.`);
			const length = Math.min(...lists.map((place) => (args[place] as readonly Value[]).length));
			run.spend(length);
			return Array.from({ length }, (_, at) =>
				dispatch(
					args.map((arg, place) => (lists.includes(place) ? (arg as readonly Value[])[at]! : arg)),
					run,
					depth + 1,
				),
			);
		}
		const failed = args.find((arg) => arg instanceof FailureValue);
		if (failed !== undefined) throw new Failure((failed as FailureValue).message);
		for (const overload of overloads) {
			if (!fits(overload, kinds)) continue;
			const made = overload.make(
				args.map((arg, i) => passed(arg, overload.kinds[i]!, run)),
				run,
			);
			return typeof made === "number" ? fromNumber(made) : made;
		}
		throw new Failure(noOverload(name, kinds, overloads));
	};
	return (args, run) => dispatch(args, run, 0);
}

function fits(overload: Overload, kinds: readonly Kind[]): boolean {
	return (
		overload.kinds.length === kinds.length &&
		overload.kinds.every((kind, i) => kind === "*" || kind === kinds[i])
	);
}

function passed(arg: Value, kind: KindOrAny, run: Run): unknown {
	if (kind === "number") return toNumber(arg as number);
	if (kind === "object") return namedOf(arg, run.pageOf);
	return arg;
}

function noOverload(name: string, kinds: readonly Kind[], overloads: readonly Overload[]): string {
	const given = kinds.length === 0 ? "without arguments" : `with ${kinds.join(", ")}`;
	const counts = new Set(overloads.map((overload) => overload.kinds.length));
	if (counts.size > 0 && !counts.has(kinds.length))
		return `${name}() takes ${[...counts].sort((a, b) => a - b).join(" or ")} arguments, and was called ${given}.`;
	return `${name}() can do nothing ${given}.`;
}
