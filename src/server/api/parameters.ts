import { nearestName } from "../../model/index.js";
import { ApiError } from "./api-error.js";

/** A parameter in the address. */
export interface ParameterSpec {
	readonly name: string;
	readonly about: string;
	readonly required: boolean;
	/** The greatest number, for a whole number from 0 on; absent for texts. */
	readonly most?: number;
	readonly values?: readonly string[];
	readonly fallback?: string | number;
}

/** Longer texts are no names. */
const longest = 1000;

/** Each parameter at most once, and none that nobody knows. */
export function readParameters(
	search: URLSearchParams,
	specs: readonly ParameterSpec[],
): ReadonlyMap<string, string> {
	const given = new Map<string, string>();
	for (const [name, value] of search) {
		const spec = specs.find((candidate) => candidate.name === name);
		if (spec === undefined) throw unknownParameter(name, specs);
		if (given.has(name)) throw new ApiError(400, "parameter", `“${name}” is given twice.`);
		check(spec, value);
		given.set(name, value);
	}
	for (const { name, required, about } of specs)
		if (required && !given.has(name))
			throw new ApiError(400, "parameter", `“${name}” is not given: ${about}.`);
	return given;
}

function unknownParameter(name: string, specs: readonly ParameterSpec[]): ApiError {
	const names = specs.map((spec) => spec.name);
	const near = nearestName(name, names);
	const shown = name.slice(0, 100);
	return new ApiError(
		400,
		"parameter",
		`There is no parameter “${shown}” here.`,
		near === undefined
			? names.length === 0
				? "there are none"
				: `there are ${names.join(", ")}`
			: `did you mean ${near}?`,
	);
}

function check({ name, most, values }: ParameterSpec, value: string): void {
	if (value.length > longest) throw new ApiError(400, "parameter", `“${name}” is too long.`);
	if (most !== undefined && (!/^\d{1,9}$/.test(value) || Number(value) > most))
		throw new ApiError(400, "parameter", `“${name}” has to be a whole number up to ${most}.`);
	if (values !== undefined && !values.includes(value))
		throw new ApiError(400, "parameter", `“${name}” has to be ${values.join(" or ")}.`);
}
