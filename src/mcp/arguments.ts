/** What tools take: JSON Schema for the client, and a check in words that a model can act upon. */

import type { Schema } from "../asking/verb-schemas.js";
import { nearestName, UsageError } from "../model/index.js";

export type Parameter = { readonly about: string; readonly required?: true } & (
	| { readonly type: "text"; readonly most?: number }
	| { readonly type: "count"; readonly least: number; readonly most: number; readonly fallback?: number }
	| { readonly type: "choice"; readonly values: readonly string[]; readonly fallback?: string }
	| { readonly type: "object" }
);

export type Parameters = Readonly<Record<string, Parameter>>;

/** Texts are no longer than this, if nothing else is said. */
const longestText = 1000;

export class Arguments {
	readonly #given: ReadonlyMap<string, unknown>;

	/** Throws a `UsageError` for what the parameters do not allow. */
	constructor(
		readonly parameters: Parameters,
		given: Readonly<Record<string, unknown>>,
	) {
		const names = Object.keys(parameters);
		const entries = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
		for (const [name, value] of entries) {
			if (!Object.hasOwn(parameters, name)) throw unknown(name, names);
			check(name, value, parameters[name]!);
		}
		this.#given = new Map(entries);
		for (const name of names)
			if (parameters[name]!.required && !this.#given.has(name))
				throw new UsageError(`“${name}” is not given: ${parameters[name]!.about}.`);
	}

	text(name: string): string | undefined {
		return this.#given.get(name) as string | undefined;
	}

	/** The number, or its fallback. */
	count(name: string): number | undefined {
		const parameter = this.parameters[name];
		const fallback = parameter?.type === "count" ? parameter.fallback : undefined;
		return (this.#given.get(name) as number | undefined) ?? fallback;
	}

	choice(name: string): string | undefined {
		const parameter = this.parameters[name];
		const fallback = parameter?.type === "choice" ? parameter.fallback : undefined;
		return (this.#given.get(name) as string | undefined) ?? fallback;
	}

	object(name: string): Readonly<Record<string, unknown>> {
		return (this.#given.get(name) ?? {}) as Readonly<Record<string, unknown>>;
	}
}

function check(name: string, value: unknown, parameter: Parameter): void {
	switch (parameter.type) {
		case "text": {
			const most = parameter.most ?? longestText;
			if (typeof value !== "string") throw new UsageError(`“${name}” has to be a text.`);
			if (value.length > most) throw new UsageError(`“${name}” is longer than ${most} characters.`);
			return;
		}
		case "count": {
			const { least, most } = parameter;
			if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most)
				throw new UsageError(`“${name}” has to be a whole number from ${least} to ${most}.`);
			return;
		}
		case "choice":
			if (!parameter.values.includes(value as string))
				throw new UsageError(`“${name}” has to be one of ${parameter.values.join(", ")}.`);
			return;
		case "object":
			if (typeof value !== "object" || Array.isArray(value))
				throw new UsageError(`“${name}” has to be an object.`);
	}
}

function unknown(name: string, names: readonly string[]): UsageError {
	const near = nearestName(name, names);
	return new UsageError(`There is no argument “${name.slice(0, 100)}”.`, {
		hint: near === undefined ? `there are ${names.join(", ")}` : `did you mean ${near}?`,
	});
}

export function inputSchema(parameters: Parameters): Schema {
	const required = Object.keys(parameters).filter((name) => parameters[name]!.required);
	return {
		type: "object",
		properties: Object.fromEntries(
			Object.entries(parameters).map(([name, parameter]) => [name, schemaOf(parameter)]),
		),
		...(required.length > 0 && { required }),
		additionalProperties: false,
	};
}

function schemaOf(parameter: Parameter): Schema {
	const description = parameter.about;
	switch (parameter.type) {
		case "text":
			return { type: "string", description, maxLength: parameter.most ?? longestText };
		case "count": {
			const { least, most, fallback } = parameter;
			const ends = { minimum: least, maximum: most };
			return { type: "integer", description, ...ends, ...(fallback !== undefined && { default: fallback }) };
		}
		case "choice": {
			const { values, fallback } = parameter;
			return {
				type: "string",
				description,
				enum: values,
				...(fallback !== undefined && { default: fallback }),
			};
		}
		case "object":
			return { type: "object", description };
	}
}
