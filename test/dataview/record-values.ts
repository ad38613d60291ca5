/**
 * Records what Dataview's own evaluator makes of random expressions: `fixtures/dataview-values.ndjson`. The evaluator is not
 * in Dataview's package, so its sources are needed beside us, and its libraries, which the package has brought:
 *
 *     git clone --branch 0.5.70 https://github.com/blacksmithgu/obsidian-dataview
 *     TZ=UTC node --import tsx test/dataview/record-values.ts obsidian-dataview/src
 *
 * Recorded is all that it makes, whatever we make of it; see the test for what is left out.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import fc from "fast-check";
import { type Canonical, canonicalDate, canonicalNumber } from "./canonical.js";
import { disputed } from "./disputed.js";
import { valueExpression } from "./random-values.js";

interface Evaluator {
	readonly EXPRESSION: { readonly field: { tryParse(text: string): unknown } };
	readonly DEFAULT_QUERY_SETTINGS: unknown;
	readonly Values: { isLink(value: unknown): value is Link; isWidget(value: unknown): value is Link };
	readonly Context: new (
		links: object,
		settings: unknown,
	) => { evaluate(field: unknown): { readonly successful: boolean; readonly value: unknown } };
}

interface Link {
	markdown(): string;
	readonly embed: boolean;
}

/** Longer values are no better examples. */
const longest = 400;

const [sources] = process.argv.slice(2);
if (sources === undefined) throw new Error("usage: record-values.ts <src folder of obsidian-dataview>");
const evaluator = await load(resolve(sources));
const links = { resolve: () => null, normalize: (path: string) => path, exists: () => false };
const context = new evaluator.Context(links, evaluator.DEFAULT_QUERY_SETTINGS);
const texts = [...new Set(fc.sample(valueExpression, { numRuns: 3200, seed: 2026 }))].filter(
	(text) => !disputed(text),
);
const lines = texts
	.map((text) => JSON.stringify([text, valueOfText(text)]))
	.filter(({ length }) => length < longest);
writeFileSync(new URL("fixtures/dataview-values.ndjson", import.meta.url), `${lines.join("\n")}\n`);

/** Its evaluator alone; of Obsidian and the views it needs no more than that something has their names. */
async function load(folder: string): Promise<Evaluator> {
	const entry = [
		'export { Context } from "expression/context";',
		'export { EXPRESSION } from "expression/parse";',
		'export { DEFAULT_QUERY_SETTINGS } from "settings";',
		'export { Values } from "data-model/value";',
	].join("\n");
	const out = mkdtempSync(join(tmpdir(), "dataview-"));
	await build({
		stdin: { contents: entry, resolveDir: folder, loader: "ts" },
		...{
			bundle: true,
			format: "cjs",
			platform: "node",
			outfile: join(out, "evaluator.cjs"),
			logLevel: "error",
		},
		nodePaths: [folder, resolve("node_modules")],
		plugins: [
			{
				name: "without-obsidian",
				setup(plugins) {
					const foreign = /^(?:obsidian|obsidian-calendar-ui|localforage|web-worker:.*|preact.*|react)$/;
					plugins.onResolve({ filter: foreign }, ({ path }) => ({ path, namespace: "none" }));
					plugins.onLoad({ filter: /.*/, namespace: "none" }, () => ({
						contents: `const names = ["Component", "Plugin", "TFile", "TFolder", "MarkdownRenderChild"];
							for (const name of names) exports[name] = class {};
							exports.createContext = () => ({}); exports.memo = (part) => part;`,
					}));
				},
			},
		],
	});
	const evaluator = createRequire(import.meta.url)(join(out, "evaluator.cjs")) as Evaluator;
	rmSync(out, { recursive: true });
	return evaluator;
}

function valueOfText(text: string): Canonical {
	try {
		const result = context.evaluate(evaluator.EXPRESSION.field.tryParse(text));
		return result.successful ? canonicalOf(result.value) : { error: true };
	} catch {
		return { error: true };
	}
}

function canonicalOf(value: unknown): Canonical {
	if (value === null || value === undefined) return null;
	if (typeof value === "boolean" || typeof value === "string") return value;
	if (typeof value === "number") return canonicalNumber(value);
	if (Array.isArray(value)) return value.map(canonicalOf);
	const object = value as {
		isLuxonDateTime?: true;
		isLuxonDuration?: true;
		toISO(): string;
		toMillis(): number;
	};
	if (object.isLuxonDateTime) return { date: canonicalDate(object.toISO()) };
	if (object.isLuxonDuration) return { duration: object.toMillis() };
	if (evaluator.Values.isLink(value)) return { link: value.markdown(), embed: value.embed };
	if (evaluator.Values.isWidget(value)) return { text: value.markdown() };
	return {
		object: Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, canonicalOf(inner)])),
	};
}
