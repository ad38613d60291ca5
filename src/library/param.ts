import { type CellHost, hostFor, type Param, type ParamValue } from "./host.js";

export interface NumberRange {
	readonly min?: number;
	readonly max?: number;
	readonly step?: number;
	/** Said beside the slider, instead of the name. */
	readonly label?: string;
}

export interface Choices<T extends number | string> {
	readonly choices: readonly T[];
	readonly label?: string;
}

export interface Label {
	readonly label?: string;
}

/**
 * A value that a reader may change, on the page or with `--param name=…`. Returns what was chosen, or else the default.
 *
 *     const h = param("hidden", 16, { min: 1, max: 64, step: 1 });
 *     const cell = param("cell", "lstm", ["rnn", "gru", "lstm"]);
 */
export function param<const T extends number | string>(
	name: string,
	value: NoInfer<T>,
	choices: readonly T[] | Choices<T>,
): T;
export function param(name: string, value: number, range?: NumberRange): number;
export function param(name: string, value: boolean, label?: Label): boolean;
export function param(name: string, value: string, label?: Label): string;
export function param(
	name: string,
	value: ParamValue,
	options: readonly (number | string)[] | Choices<number | string> | NumberRange | Label = {},
): ParamValue {
	const host = hostFor("param");
	const described = describe(name, value, options);
	const known = chosenBy(host);
	const before = known.get(name);
	if (before) {
		if (JSON.stringify(before.described) !== JSON.stringify(described))
			throw new Error(`param: ${JSON.stringify(name)} is described in two ways`);
		return before.chosen;
	}
	const chosen = host.param(described);
	expectValid(described, chosen);
	known.set(name, { described, chosen });
	return chosen;
}

interface Chosen {
	readonly described: Param;
	readonly chosen: ParamValue;
}

const chosen = new WeakMap<CellHost, Map<string, Chosen>>();

function chosenBy(host: CellHost): Map<string, Chosen> {
	const known = chosen.get(host) ?? new Map<string, Chosen>();
	chosen.set(host, known);
	return known;
}

function describe(
	name: string,
	value: ParamValue,
	options: readonly (number | string)[] | Choices<number | string> | NumberRange | Label,
): Param {
	if (typeof name !== "string" || name.trim() === "")
		throw new TypeError("param: the first argument is a name");
	const settings: Partial<NumberRange & Choices<number | string>> = isList(options)
		? { choices: options }
		: (options as object);
	const { min, max, step, choices, label } = settings;
	const described: Param = {
		name,
		value,
		...(min !== undefined && { min }),
		...(max !== undefined && { max }),
		...(step !== undefined && { step }),
		...(choices !== undefined && { choices: [...choices] }),
		...(label !== undefined && { label: String(label) }),
	};
	for (const bound of [min, max, step])
		if (bound !== undefined && !Number.isFinite(bound))
			throw new TypeError(`param: bounds of ${JSON.stringify(name)} are numbers`);
	if (step !== undefined && step <= 0)
		throw new RangeError(`param: the step of ${JSON.stringify(name)} is above 0`);
	expectValid(described, value);
	return described;
}

function isList(value: unknown): value is readonly (number | string)[] {
	return Array.isArray(value);
}

function expectValid(
	{ name, value, min = -Infinity, max = Infinity, choices }: Param,
	chosen: ParamValue,
): void {
	const said = `param: ${JSON.stringify(name)} = ${JSON.stringify(chosen)}`;
	if (!["number", "string", "boolean"].includes(typeof value))
		throw new TypeError(`${said}: a number, text, true or false`);
	if (choices) {
		if (!choices.includes(chosen as number | string))
			throw new RangeError(`${said} is none of ${choices.join(", ")}`);
		return;
	}
	if (typeof chosen !== typeof value) throw new TypeError(`${said} is no ${typeof value}`);
	if (typeof chosen !== "number") return;
	if (!Number.isFinite(chosen)) throw new RangeError(`${said} is no finite number`);
	if (chosen < min || chosen > max) throw new RangeError(`${said} is outside of ${min} … ${max}`);
}
