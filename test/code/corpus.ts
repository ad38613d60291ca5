import { readFileSync } from "node:fs";

/** Programs as people write them in TypeScript, and some that nobody should: one a line, `¶` for a line's end. */
export const corpus: readonly string[] = readFileSync(new URL("programs.txt", import.meta.url), "utf8")
	.trimEnd()
	.split("\n")
	.map((line) => line.replaceAll("¶", "\n"));
