import { FloatValue, isNumber, toNumber, type Value } from "../../query/index.js";

/** Numbers of bases are JavaScript's: what the engine takes for an integer is only how it keeps them. */
export function numberValue(value: number): Value {
	return Number.isInteger(value) && !Number.isSafeInteger(value) ? new FloatValue(value) : value + 0;
}

export function asNumber(value: Value): number | undefined {
	return isNumber(value) ? toNumber(value) : undefined;
}
