import type { Environment } from "../environment.js";
import { argumentError } from "../types.js";
import { integer, type ListValue, type Value } from "../value.js";
import { bound, type KnownFunction, pure } from "./definition.js";
import { expectIntegers } from "./scalar.js";

export const listFunctions: readonly KnownFunction[] = [
	pure("head", ["list"], "any", (list: ListValue) => list[0] ?? null),
	pure("last", ["list"], "any", (list: ListValue) => list.at(-1) ?? null),
	pure("tail", ["list"], "list", (list: ListValue) => list.slice(1)),
	bound("range", ["any", "any", "any"], "list", range, { required: 2 }),
];

/** Longer lists are nobody's question. */
const longest = 10_000_000;

function range(environment: Environment) {
	return (start: Value, end: Value, step: Value = 1): ListValue => {
		expectIntegers("range", [start, end, step]);
		const [from, to, by] = [start, end, step].map((value) => BigInt(value as number));
		if (by === 0n) throw argumentError("NumberOutOfRange", "The step of range() cannot be 0.");
		const size = (to! - from!) / by! + 1n;
		if (size <= 0n || (to! - from!) * by! < 0n) return [];
		if (size > longest) throw argumentError("NumberOutOfRange", `range() makes at most ${longest} elements.`);
		environment.spend(Number(size));
		return Array.from({ length: Number(size) }, (_, at) => integer(from! + BigInt(at) * by!));
	};
}
