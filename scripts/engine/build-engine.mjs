/**
 * The worker that answers queries on a page: what first questions need, and parts that it asks for. See
 * docs/decisions/0021-the-engine-in-parts.md.
 */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { minify } from "@swc/core";
import { build } from "esbuild";
import { firstQuestions } from "./first-questions.mjs";
import { splitProgram } from "./split-program.mjs";
import { watchFunctions } from "./watch.mjs";

const target = ["chrome111", "firefox115", "safari16.4"];

/** What did not run, by the files that it is in: the first that fits. */
const parts = [
	// What notices that a part is missing cannot be in one.
	[undefined, /\/panel\/answer-page/],
	["time", /\/(values\/temporal\/|functions\/temporal)/],
	["regex", /\/(values\/regex\/|regex-match)/],
	["paths", /\/(run|plan)\/(shortest|walk|repeat|select-paths|count-paths|leaves|marks|into)\b/],
	["rest", /^/],
];

/** @returns {Promise<Record<string, number>>} characters of each file */
export async function buildEngine(folder) {
	const options = { bundle: true, format: "esm", write: false, logLevel: "warning" };
	const bundle = async (source, more) =>
		(await build({ ...options, ...source, ...more })).outputFiles[0].text;
	const text = await bundle({ entryPoints: ["src/panel/worker.ts"] }, { target });
	const ran = await watchFunctions(text, await sampleGraph(bundle), firstQuestions);
	const partOf = (file) => parts.find(([, files]) => files.test(file))[0];
	const { core, parts: late } = splitProgram(text, ran, partOf);
	const prelude = await readFile(new URL("late-parts.js", import.meta.url), "utf8").then((code) =>
		code.replace("export function", "function"),
	);
	const name = createHash("sha256")
		.update(core)
		.update([...late.values()].join())
		.digest("hex")
		.slice(0, 8);
	const files = new Map([
		[
			"query-worker.js",
			await shorten(`"use strict";(()=>{${prelude.replaceAll("$build", `"${name}"`)}\n${core}})();`),
		],
	]);
	for (const [part, text] of late) {
		const whole = `notapsePart("${name}","${part}",($core)=>{"use strict";${text}});`;
		files.set(`query-part-${part}.js`, await shorten(whole));
	}
	for (const [name, text] of files) await writeFile(`${folder}/${name}`, text);
	return Object.fromEntries([...files].map(([name, text]) => [name, text.length]));
}

/** A little smaller than what esbuild makes of it. */
async function shorten(text) {
	const { code } = await minify(text, { compress: { passes: 3, ecma: 2022 }, mangle: true, ecma: 2022 });
	return code;
}

/** A graph with something of everything that vaults have, packed by the program itself. */
async function sampleGraph(bundle) {
	const contents = `
		export { packOutline, packSiteGraph } from "./src/panel/index.ts";
		export { createStoreBuilder } from "./src/query/index.ts";`;
	const tools = await bundle({ stdin: { contents, resolveDir: process.cwd() } }, { platform: "node" });
	const { packOutline, packSiteGraph, createStoreBuilder } = await import(
		`data:text/javascript,${encodeURIComponent(tools)}`
	);
	const builder = createStoreBuilder();
	const count = 60;
	const notes = Array.from({ length: count }, (_, i) =>
		builder.addNode(
			["Note"],
			Object.entries({
				...{ title: `${i % 2 ? "笔记" : "Note"} ${i}`, name: `${i}`, path: `a folder/${i}.md`, line: 1 },
				...{ aliases: [`n${i}`], tags: ["t"], lang: "en", words: i * 10, published: true, year: 1990 + i },
			}),
		),
	);
	const tags = ["a", "b", "c"].map((tag) =>
		builder.addNode(["Tag"], Object.entries({ title: `#${tag}`, tag })),
	);
	const heading = builder.addNode(
		["Heading"],
		Object.entries({ title: "h", depth: 1, path: "a folder/0.md", line: 3 }),
	);
	for (let i = 0; i < 300; i++)
		builder.addRelationship("LINKS", notes[(i * 7) % count], notes[(i * i + 3) % count], [["line", i]]);
	for (const [i, note] of notes.slice(0, -5).entries())
		builder.addRelationship("TAGGED", note, tags[i % 3], [["line", i]]);
	builder.addRelationship("HEADING", notes[0], heading, [["line", 3]]);
	const store = builder.finish();
	const hrefOf = (node) =>
		node < count ? `a%20folder/${node}.html` : node < heading ? `tags/${node}.html` : undefined;
	const rows = Int8Array.from({ length: count * 4 }, (_, i) => (i % 7) + 1);
	return {
		outline: packOutline(store, hrefOf),
		whole: packSiteGraph(store, hrefOf),
		vectors: { rows, dimension: 4 },
	};
}
