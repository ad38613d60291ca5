/** The examples of docs/cells.md run, and give what the page says. */
import { readFileSync } from "node:fs";
import { transform } from "esbuild";
import { afterEach, describe, expect, test } from "vitest";
import * as library from "../../src/library/index.js";
import { settleTests } from "../../src/library/test.js";
import { noCell, runAsCell } from "./support/host.js";

const page = readFileSync(new URL("../../docs/cells.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/^```ts[^\n]*\n(.*?)^```$/gms)].map(([, code]) => code!);

const graph = JSON.stringify({
	notes: [
		{ path: "a.md", title: "LSTM", aliases: [], tags: [], links: [1] },
		{ path: "b.md", title: "GRU", aliases: [], tags: [], links: [] },
	],
});

afterEach(noCell);

describe("docs/cells.md", () => {
	test("has examples of everything that a cell can use", () => {
		const text = page.slice(page.indexOf("## The library"));
		for (const name of library.globalNames) expect(text).toMatch(new RegExp(`\\b${name}[(\`.]`));
	});

	test.each(examples.map((code, i) => [i + 1, code] as const))("example %i", async (_, code) => {
		const { outputs, tests } = runAsCell({ files: { "vault:graph": graph } });
		await run(code);
		await settleTests();
		const said = remarks(code, "→");
		const shown = outputs.map(({ data }) => data["text/plain"]);
		for (const text of said) expect(shown).toContain(text);
		for (const { data } of outputs) expect(Object.keys(data).length).toBeGreaterThan(0);
		const failures = tests.filter(({ ok }) => !ok).map(({ message }) => message);
		expect(failures).toEqual(remarks(code, "✗"));
	});
});

/** What stands behind `// →`, with the comment lines that go on with it. */
function remarks(code: string, sign: string): string[] {
	const found = [...code.matchAll(new RegExp(`^// ${sign} (.*(?:\\n// {3}.*)*)`, "gm"))];
	return found.map(([, text]) => text!.replaceAll(/\n\/\/ {3}/g, "\n"));
}

/** As the body of a function, in which all names of the library are known. */
async function run(code: string): Promise<void> {
	const { code: plain } = await transform(
		code.replace(/^import .* from "notapse";$/gm, "").replace(/^export /gm, ""),
		{
			loader: "ts",
			target: "esnext",
			format: "esm",
		},
	);
	const AsyncFunction = (async () => {}).constructor as new (
		...texts: string[]
	) => (...values: unknown[]) => Promise<void>;
	const names = Object.keys(library);
	// A block of its own: an example may give a name to something else.
	await new AsyncFunction(...names, `{ ${plain} }`)(...Object.values(library));
}
