import type { Environment } from "../environment.js";
import { describeType, typeError, typeOf, typeTest } from "../types.js";
import type { Value } from "../value.js";

/** A function of the language, as the checker and the compiler see it. */
export interface KnownFunction {
	/** As it is written in the documentation; compared without regard to case. */
	readonly name: string;
	/** The types that each argument may have, as `string|list`; null is always taken. */
	readonly parameters: readonly string[];
	/** How many of the arguments must be given. */
	readonly required: number;
	/** Any number of further arguments, of the last type. */
	readonly variadic: boolean;
	/** The type of the result, `any` where it depends. */
	readonly result: string;
	/** The function for a query: what it asks of the world is bound. Never given a null unless `takesNull`. */
	readonly bind: (environment: Environment) => (...values: Value[]) => Value;
	/** Most functions give null as soon as an argument is null. */
	readonly takesNull: boolean;
	/** What a wrong type is called when it shows while the query runs. */
	readonly wrongType: string;
	/** Whether the types are looked at while the query runs only. */
	readonly late: boolean;
	/** Whether a call with constants alone may be made once: it neither asks the world nor is cheap. */
	readonly pure?: boolean;
}

interface Options {
	readonly required?: number;
	readonly variadic?: boolean;
	readonly takesNull?: boolean;
	readonly wrongType?: string;
	readonly late?: boolean;
}

/** A function that depends on its arguments alone. */
export function pure(
	name: string,
	parameters: readonly string[],
	result: string,
	// The types of the arguments are checked against `parameters` before the call.
	// biome-ignore lint/suspicious/noExplicitAny: as the definition says, not as the compiler could know
	call: (...values: any[]) => Value,
	options: Options = {},
): KnownFunction {
	return bound(name, parameters, result, () => call, options);
}

/** A function that asks something of the world. */
export function bound(
	name: string,
	parameters: readonly string[],
	result: string,
	// biome-ignore lint/suspicious/noExplicitAny: see `pure`
	bind: (environment: Environment) => (...values: any[]) => Value,
	options: Options = {},
): KnownFunction {
	return {
		name,
		parameters,
		required: options.required ?? parameters.length,
		variadic: options.variadic ?? false,
		result,
		bind,
		takesNull: options.takesNull ?? false,
		wrongType: options.wrongType ?? "InvalidArgumentType",
		late: options.late ?? false,
	};
}

/** Checks an argument against its parameter while the query runs; undefined when anything will do. */
export function argumentCheck(
	definition: KnownFunction,
	index: number,
): ((value: Value) => void) | undefined {
	const types = definition.parameters[Math.min(index, definition.parameters.length - 1)]!;
	if (types === "any") return undefined;
	const fits = typeTest(types);
	return (value) => {
		if (value === null || fits(value)) return;
		const wanted = describeType(types);
		throw typeError(
			definition.wrongType,
			`${definition.name}() takes ${wanted}, not ${describeType(typeOf(value))}.`,
		);
	};
}
