import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";

const page = readFileSync(new URL("../../docs/network.md", import.meta.url), "utf8");
const example = readFileSync(new URL("./example.ts", import.meta.url), "utf8");

test("the examples of docs/network.md are the code of example.ts", () => {
	const blocks = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code).join("");
	expect(blocks).toContain("propagate(sequence");
	const ours = example.replaceAll("../../src/network/index.js", "notapse/network").replace(/^.*\n/, "");
	expect(tokens(blocks)).toBe(tokens(ours));
});

test("and print what the page says", async () => {
	const said = [...page.matchAll(/console\.log\(.*\/\/ → (.*)$/gm)].map(([, text]) => JSON.parse(text!));
	const log = vi.spyOn(console, "log").mockImplementation(() => {});
	try {
		await import("./example.js");
		expect(log.mock.calls.map(([value]) => rounded(value))).toEqual(said);
	} finally {
		log.mockRestore();
	}
});

/** Without what a formatter changes. */
function tokens(code: string): string {
	return code.replace(/\s+/g, "").replace(/,(?=[\])}])/g, "");
}

function rounded(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(rounded);
	return typeof value === "number" ? Math.round(value * 10_000) / 10_000 : value;
}
