import { formatTemporal } from "./temporal/format.js";
import { isTemporal } from "./temporal/temporal-value.js";
import { FloatValue, ForeignValue, type Value } from "./value.js";

/** What `toString` makes of a value: a string is itself, a float shows that it is one. */
export function formatValue(value: Value): string {
	if (typeof value === "string") return value;
	if (typeof value === "number") return Number.isInteger(value) ? String(value) : formatFloat(value);
	if (value instanceof FloatValue) return formatFloat(value.value);
	if (isTemporal(value)) return formatTemporal(value);
	return value instanceof ForeignValue ? value.toText() : String(value);
}

/** `1.0`, `0.5`, `1.0E21`, `NaN`, `Infinity` */
export function formatFloat(value: number): string {
	if (Object.is(value, -0)) return "-0.0";
	const [digits, exponent] = String(value).split("e");
	if (!Number.isFinite(value)) return digits!;
	const mantissa = digits!.includes(".") ? digits! : `${digits}.0`;
	return exponent === undefined ? mantissa : `${mantissa}E${exponent.replace("+", "")}`;
}
