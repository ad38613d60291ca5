import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inputs } from "./growth-inputs.js";

const folder = mkdtempSync(join(tmpdir(), "notapse-steps-"));
const counts = new Map<string, { readonly once: number; readonly twice: number }>();

beforeAll(() => {
	const script = join(folder, "count-steps.cjs");
	const entry = fileURLToPath(new URL("count-steps.ts", import.meta.url));
	buildSync({ entryPoints: [entry], bundle: true, platform: "node", format: "cjs", outfile: script });
	const output = execFileSync(process.execPath, [script], { encoding: "utf8" });
	for (const [name, once, twice] of JSON.parse(output)) counts.set(name, { once, twice });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Counted, not timed: twice the input may take little more than twice the steps. */
describe("steps grow with the input", () => {
	const linear = Object.keys(inputs).filter((name) => name !== "underlined headings");

	it.each(linear)("%s", (name) => {
		const { once, twice } = counts.get(name)!;
		expect(once).toBeGreaterThan(400);
		expect(twice / once).toBeLessThan(2.3);
	});

	it("and counting finds what is not linear", () => {
		const { once, twice } = counts.get("underlined headings")!;
		expect(twice / once).toBeGreaterThan(2.4);
	});
});
