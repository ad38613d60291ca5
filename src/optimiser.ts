import { setFlagsFromString } from "node:v8";

/**
 * How much bytecode V8 interprets of a function before it optimises it. A compile is over before most of that work
 * pays: with twenty times V8's own choice, 173 notes took 4.4 CPU s instead of 6.2, 3,000 notes 23 instead of 27, one
 * edited note 0.56 instead of 0.66.
 */
export function optimiseLate(): void {
	setBudget(1_600_000);
}

/**
 * For loops over numbers, which run long enough. About twice V8's own choice: at 1,000 notes what is optimised for a
 * short use costs the embedding a tenth of its time.
 */
export function optimiseSoon(): void {
	setBudget(150_000);
}

const usual = 67_584;

/** The V8 of Node 22 has no such flag any more, and complains. */
function setBudget(budget: number): void {
	if (!process.version.startsWith("v20.")) return;
	const flag = (bytes: number) => `--interrupt-budget=${bytes}`;
	setFlagsFromString(flag(budget));
	// For who loads compiled code, which is bound to flags.
	Object.assign(globalThis, { [Symbol.for("notapse.flags")]: { now: flag(budget), usual: flag(usual) } });
}
