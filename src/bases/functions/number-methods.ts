import { type NumberValue, toNumber } from "../../query/index.js";
import { numberValue } from "../values/number.js";
import { Wrong } from "../values/problem-value.js";
import { expectIndex } from "./arguments.js";
import { methodsOf } from "./method.js";

const method = methodsOf<NumberValue>("number");

export const numberMethods = [
	method("abs", 0, (number) => numberValue(Math.abs(toNumber(number)))),
	method("ceil", 0, (number) => numberValue(Math.ceil(toNumber(number)))),
	method("floor", 0, (number) => numberValue(Math.floor(toNumber(number)))),
	method("round", [0, 1], (number, [digits]) => {
		const places = digits === undefined || digits === null ? 0 : expectIndex(digits, "The digits of round()");
		return numberValue(rounded(toNumber(number), places));
	}),
	method("toFixed", [0, 1], (number, [precision]) => {
		const digits =
			precision === undefined || precision === null ? 0 : expectIndex(precision, "The precision");
		if (digits < 0 || digits > 100) throw new Wrong("toFixed() takes from 0 to 100 digits.");
		return toNumber(number).toFixed(digits);
	}),
];

/** Half goes up. In decimal digits, so that 1.005 is 1.01 with two of them. */
function rounded(number: number, digits: number): number {
	if (digits === 0) return Math.round(number);
	if (!Number.isFinite(number) || Math.abs(digits) > 300) return digits > 0 ? number : 0;
	const [mantissa, exponent = "0"] = String(number).split("e") as [string, string?];
	const shifted = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`));
	const result = Number(`${shifted}e${-digits}`);
	return Number.isFinite(result) ? result : number;
}
