import { Failure } from "../values/failure.js";
import type { Run } from "./run.js";

/** Characters of a text that is made. */
export const longestText = 10_000_000;
/** Elements of a list that is made. */
export const longestList = 2_000_000;

/** Called before a text is made that may be much longer than those that it is made of. */
export function expectText(length: number, run: Run): void {
	run.spend(Math.ceil(Math.min(length, Number.MAX_SAFE_INTEGER) / 16));
	if (length > longestText) throw new Failure(`This text would have more than ${longestText} characters.`);
}

export function expectList(length: number, run: Run): void {
	run.spend(length);
	if (length > longestList) throw new Failure(`This list would have more than ${longestList} elements.`);
}
