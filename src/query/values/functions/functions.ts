import { QueryError } from "../../language/query-error.js";
import type { Environment } from "../environment.js";
import type { Value } from "../value.js";
import type { KnownFunction } from "./definition.js";
import { functions as builtIn } from "./registry.js";

/** A function from outside. */
export interface FunctionDefinition {
	/** With its namespace, as in `search.matches`: what has none belongs to the language. Compared without regard to case. */
	readonly name: string;
	/** How many arguments it takes. Whether their types are right is its own affair. */
	readonly least: number;
	/** Infinity for any number. */
	readonly most: number;
	/** Whether the arguments alone decide: then a call with nothing but constants is made once for a query. */
	readonly pure?: boolean;
	/** One sentence for `dbms.functions()`. */
	readonly about?: string;
	/** Given nulls like any other value. It may throw a `QueryError`, such as `problem` makes; the engine adds the place. */
	call(args: readonly Value[], context: FunctionContext): Value;
}

/** What a function from outside may ask of the query that calls it. */
export type FunctionContext = Pick<Environment, "graph" | "now" | "zone" | "random" | "spend">;

/** The functions of a query: those of the language, and what is added to them. */
export class Functions {
	readonly #added: ReadonlyMap<string, KnownFunction>;
	/** The definitions from outside, sorted by name. */
	readonly added: readonly FunctionDefinition[];

	constructor(added: Iterable<FunctionDefinition> = []) {
		this.added = Array.from(added).sort((a, b) => (a.name < b.name ? -1 : 1));
		const known = new Map<string, KnownFunction>();
		for (const definition of this.added) {
			const key = definition.name.toLowerCase();
			if (!key.includes(".") || builtIn.has(key) || known.has(key)) {
				throw new Error(`The function ${definition.name} needs a name of its own, with a namespace.`);
			}
			known.set(key, fromOutside(definition));
		}
		this.#added = known;
	}

	/** By its name, whatever its case. */
	find(name: string): KnownFunction | undefined {
		const key = name.toLowerCase();
		return builtIn.get(key) ?? this.#added.get(key);
	}

	/** All names, as they are written. */
	get names(): string[] {
		return [...builtIn.values(), ...this.#added.values()].map(({ name }) => name);
	}
}

/** The language's own functions alone. */
export const ownFunctions = new Functions();

function fromOutside(definition: FunctionDefinition): KnownFunction {
	const { name, least, most, pure = false } = definition;
	const variadic = most === Number.POSITIVE_INFINITY;
	return {
		name,
		parameters: Array.from({ length: variadic ? Math.max(1, least) : most }, () => "any"),
		required: least,
		variadic,
		result: "any",
		bind:
			(environment) =>
			(...args) =>
				definition.call(args, environment),
		takesNull: true,
		wrongType: "InvalidArgumentType",
		late: true,
		pure,
	};
}

/** What a function from outside throws when it cannot make anything of its arguments. */
export function problem(message: string): QueryError {
	return new QueryError("ArgumentError", "InvalidArgumentValue", message, { phase: "runtime" });
}
