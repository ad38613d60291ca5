import type { Value } from "../../query/index.js";
import type { TypeName } from "../values/types.js";
import type { BaseContext } from "./base-function.js";

export interface Method {
	/** As it is written behind a dot. */
	readonly name: string;
	/** Types of the values to which it belongs; `any`: all of them. */
	readonly on: readonly (TypeName | "any")[];
	/** How many arguments it takes. */
	readonly least: number;
	readonly most: number;
	readonly call: (self: Value, args: readonly Value[], context: BaseContext) => Value;
}

/** Methods of one type, whose values are known to be of it. */
export function methodsOf<T extends Value>(
	...on: readonly (TypeName | "any")[]
): (
	name: string,
	arity: number | readonly [least: number, most: number],
	call: (self: T, args: readonly Value[], context: BaseContext) => Value,
) => Method {
	return (name, arity, call) => {
		const [least, most] = typeof arity === "number" ? [arity, arity] : arity;
		// The dispatch looks at the type before it calls.
		return { name, on, least, most, call: (self, args, context) => call(self as T, args, context) };
	};
}
