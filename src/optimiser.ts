import { setFlagsFromString } from "node:v8";

/**
 * How much bytecode V8 interprets of a function before it optimises it. A compile is over before most of that work
 * pays: with twenty times V8's own choice, 173 notes took 4.4 CPU s instead of 6.2, 3,000 notes 23 instead of 27, one
 * edited note 0.56 instead of 0.66.
 */
export function optimiseLate(): void {
	setFlagsFromString("--interrupt-budget=1600000");
}

/** V8's own choice (Node 20 to 24): for loops over numbers, which run long enough. */
export function optimiseSoon(): void {
	setFlagsFromString("--interrupt-budget=67584");
}
