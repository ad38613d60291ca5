import { type Profiler, Session } from "node:inspector";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read } from "./support.js";

/**
 * Counts steps instead of measuring time: the engine's own coverage counters say how often each block of the
 * parser (ours and micromark's) ran. Twice the input may take little more than twice the steps.
 */
const inputs: Readonly<Record<string, (size: number) => string>> = {
	prose: (n) => "Some *plain* text, with [[a link]] and a #tag.\n\n".repeat(n),
	"emphasis that never pairs": (n) => "*a_ ".repeat(n),
	"emphasis of all lengths": (n) => "*a **b ***c** d* ".repeat(n),
	"highlights that only close": (n) => "a== ".repeat(n),
	"strikes that only open": (n) => "~~a ".repeat(n),
	"mixed spans": (n) => "*a ==b ~~c _d ".repeat(n),
	"closing brackets": (n) => "]".repeat(n),
	"closing brackets and images": (n) => `![a] ${"]".repeat(n)}`,
	"wiki-links that never close": (n) => "[[a ".repeat(n),
	"embeds that never close": (n) => "![[a|b ".repeat(n),
	"formulas that never close": (n) => "$a ".repeat(n),
	"displayed formulas that never close": (n) => "a $$b ".repeat(n),
	"footnotes that never close": (n) => "^[a ".repeat(n),
	"footnotes in a row": (n) => "^[a] ".repeat(n),
	"slashes after tags": (n) => `#a${"/".repeat(n)}`,
	"tags in a row": (n) => "#a".repeat(n),
	"comment marks": (n) => "%%a ".repeat(n),
	"comment marks in blocks": (n) => "%% a\n\n".repeat(n),
	"fields in a row": (n) => "(a:: b) ".repeat(n),
	"fields on lines of a quote": (n) => "> a:: b &amp; c\n".repeat(n),
	"block ids": (n) => "a ^b\n\n".repeat(n),
	"alias candidates": (n) => "#网（A，B） ".repeat(n),
	tasks: (n) => "- [/] a\n".repeat(n),
	tables: (n) => `|a|b|\n|-|-|\n${"|[[c\\|d]]|#e|\n".repeat(n)}`,
	headings: (n) => "# same\n\n".repeat(n),
	properties: (n) => `---\n${"k: v\n".repeat(n)}tags:\n${"  - a\n".repeat(n)}---\n`,
};

const session = new Session();

beforeAll(() => {
	session.connect();
	session.post("Profiler.enable");
	session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
});

afterAll(() => {
	session.post("Profiler.stopPreciseCoverage");
	session.disconnect();
});

describe("steps grow with the input", () => {
	it.each(Object.entries(inputs))("%s", (_, input) => {
		expect(growth(input, 200)).toBeLessThan(2.3);
	});

	it("and counting finds what is not linear", () => {
		// micromark copies all events for each underlined heading: cost.ts has a limit for it.
		const input = (size: number) => "a\n=\n".repeat(size);
		expect(growth(input, 800)).toBeGreaterThan(2.5);
	});
});

/**
 * Steps for twice the size, as a multiple of those for the size. The least of three tries: the engine may compile
 * a function anew between two counts, and only then begin to count its blocks.
 */
function growth(input: (size: number) => string, size: number): number {
	const tries = [0, 1, 2].map(() => {
		const once = steps(input(size));
		expect(once).toBeGreaterThan(size);
		return steps(input(2 * size)) / once;
	});
	return Math.min(...tries);
}

function steps(source: string): number {
	take();
	read(source);
	let count = 0;
	for (const { url, functions } of take()) {
		if (!/\/src\/notes\/|micromark|mdast-util/.test(url)) continue;
		for (const { ranges } of functions) for (const range of ranges) count += range.count;
	}
	return count;
}

function take(): Profiler.ScriptCoverage[] {
	let result: Profiler.ScriptCoverage[] = [];
	session.post("Profiler.takePreciseCoverage", (_, coverage) => {
		result = coverage.result;
	});
	return result;
}
