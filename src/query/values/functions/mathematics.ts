import { checked } from "../arithmetic.js";
import { argumentError } from "../types.js";
import { float, type NumberValue, toNumber, type Value } from "../value.js";
import { bound, type KnownFunction, pure } from "./definition.js";

function real(name: string, calculate: (value: number) => number): KnownFunction {
	return pure(name, ["number"], "float", (value: NumberValue) => float(calculate(toNumber(value))));
}

export const mathematicalFunctions: readonly KnownFunction[] = [
	pure("abs", ["number"], "number", absolute),
	pure("sign", ["number"], "integer", (value: NumberValue) => Math.sign(toNumber(value)) + 0),
	pure("isNaN", ["number"], "boolean", (value: NumberValue) => Number.isNaN(toNumber(value))),
	pure("round", ["number", "integer", "string"], "float", round, { required: 1 }),
	bound("rand", [], "float", (environment) => () => float(environment.random())),
	pure("pi", [], "float", () => Math.PI),
	pure("e", [], "float", () => Math.E),
	pure("atan2", ["number", "number"], "float", (y, x) => float(Math.atan2(toNumber(y), toNumber(x)))),
	real("ceil", Math.ceil),
	real("ceiling", Math.ceil),
	real("floor", Math.floor),
	real("sqrt", Math.sqrt),
	real("exp", Math.exp),
	real("log", Math.log),
	real("ln", Math.log),
	real("log10", Math.log10),
	real("sin", Math.sin),
	real("cos", Math.cos),
	real("tan", Math.tan),
	real("cot", (value) => 1 / Math.tan(value)),
	real("asin", Math.asin),
	real("acos", Math.acos),
	real("atan", Math.atan),
	real("sinh", Math.sinh),
	real("cosh", Math.cosh),
	real("tanh", Math.tanh),
	real("coth", (value) => 1 / Math.tanh(value)),
	real("haversin", (value) => (1 - Math.cos(value)) / 2),
	real("degrees", (value) => (value * 180) / Math.PI),
	real("radians", (value) => (value * Math.PI) / 180),
];

function absolute(value: NumberValue): Value {
	if (typeof value === "bigint") return checked(value < 0n ? -value : value);
	if (typeof value === "number") return Math.abs(value);
	return float(Math.abs(value.value));
}

/** Without a precision halves go up, as with one; the modes are those of Neo4j. */
function round(value: NumberValue, precision: Value = 0, mode = "HALF_UP"): Value {
	const places = Number(precision);
	if (places < 0 || places > 300)
		throw argumentError("InvalidArgumentValue", "The precision must be from 0 to 300.");
	const number = toNumber(value);
	if (!Number.isFinite(number)) return float(number);
	const rounding = modes.get(mode.toUpperCase());
	if (rounding === undefined) {
		throw argumentError(
			"InvalidArgumentValue",
			`There is no way of rounding ${mode}; there are ${Array.from(modes.keys()).join(", ")}.`,
		);
	}
	if (places === 0 && precision === 0 && mode === "HALF_UP") return float(Math.floor(number + 0.5));
	const scaled = shift(number, places);
	return float(Number.isFinite(scaled) ? shift(rounding(scaled), -places) : number);
}

/** Moves the decimal point without the error of a multiplication: 1.005 becomes 100.5. */
function shift(value: number, places: number): number {
	const [digits, exponent = "0"] = String(value).split("e");
	return Number(`${digits}e${Number(exponent) + places}`);
}

const half = (value: number) => Math.abs(Math.abs(value % 1) - 0.5) < Number.EPSILON;
const nearest = (value: number) => Math.sign(value) * Math.round(Math.abs(value));

const modes = new Map<string, (value: number) => number>([
	["UP", (value) => Math.sign(value) * Math.ceil(Math.abs(value))],
	["DOWN", Math.trunc],
	["CEILING", Math.ceil],
	["FLOOR", Math.floor],
	["HALF_UP", nearest],
	["HALF_DOWN", (value) => (half(value) ? Math.trunc(value) : nearest(value))],
	["HALF_EVEN", (value) => (half(value) ? 2 * Math.round(value / 2) : nearest(value))],
]);
