import { type Comparison, NotCloseError, takeComparison } from "./close.js";
import { type CellHost, hostFor, type TestResult } from "./host.js";
import { sayError } from "./inspect/text.js";

/**
 * A claim that `notapse run --test` checks. It fails when the function throws or returns false (so does a promise), or
 * when the value is false. The cell goes on in any case. A promise need not be awaited: the cell ends when it has.
 */
export function test(name: string, claim: () => Promise<unknown>): Promise<void>;
export function test(name: string, claim: boolean | (() => unknown)): void;
export function test(name: string, claim: boolean | (() => unknown)): void | Promise<void> {
	const host = hostFor("test");
	takeComparison();
	const label = String(name);
	if (typeof claim !== "function") return report(host, resultOf(label, claim === true ? undefined : "false"));
	let returned: unknown;
	try {
		returned = claim();
	} catch (error) {
		return report(host, failed(label, error));
	}
	if (!isThenable(returned)) return report(host, returnedResult(label, returned, takeComparison()));
	return report(
		host,
		Promise.resolve(returned).then(
			(value) => returnedResult(label, value, undefined),
			(error: unknown) => failed(label, error),
		),
	);
}

/** Waits until every test that was begun has told how it ended. */
export async function settleTests(): Promise<void> {
	while (last) await last;
}

/** Tests tell how they ended in the order in which they were begun. */
let last: Promise<void> | undefined;

function report(host: CellHost, result: TestResult | Promise<TestResult>): void | Promise<void> {
	if (!last && !(result instanceof Promise)) return host.test(result);
	const told: Promise<void> = (last ?? Promise.resolve())
		.then(() => result)
		.then((result) => {
			host.test(result);
			if (last === told) last = undefined;
		});
	last = told;
	return result instanceof Promise ? told : undefined;
}

function returnedResult(name: string, value: unknown, comparison: Comparison | undefined): TestResult {
	const result = resultOf(name, value === false ? "returned false" : undefined);
	return comparison ? { ...result, ...inJson(comparison) } : result;
}

function failed(name: string, error: unknown): TestResult {
	const result = resultOf(name, sayError(error));
	if (!(error instanceof NotCloseError)) return result;
	return { ...result, message: error.message.replace(/^close: /, ""), ...inJson(error) };
}

/** JSON has no word for what is no finite number. */
function inJson({ got, want, tolerance }: Comparison): Partial<TestResult> {
	const plain = (x: number | string) => (typeof x === "string" || Number.isFinite(x) ? x : String(x));
	return { got: plain(got), want: plain(want), ...(Number.isFinite(tolerance) && { tolerance }) };
}

function resultOf(name: string, message: string | undefined): TestResult {
	return message === undefined ? { name, ok: true } : { name, ok: false, message };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
	return (
		typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"
	);
}
