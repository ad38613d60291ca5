import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

/** A program as somebody writes it who has installed notapse, and nothing else. */
const program = `
import {
	AmbiguousName, backlinks, communities, type Config, deadends, defineConfig, explain, hubs, links, loadConfig,
	neighbors, openGraph, orphans, path, query, QueryError, related, search, similar, suggest, tags, unresolved, UnknownName,
} from "notapse";

export default defineConfig({ title: "Notes" });

async function main(): Promise<void> {
	const { config }: { config: Config } = await loadConfig({ cwd: ".", vault: "notes", flags: {} });
	const graph = await openGraph({ vault: "notes", config, network: true });
	const { columns, rows } = await query(graph, "MATCH (n) RETURN n.title AS title", { parameters: { x: 1 } });
	const names: readonly string[] = columns;
	const title: unknown = rows[0]?.title;

	const linked = await links(graph, "LSTM", { limit: 10, offset: 5 });
	const sentence: string | null | undefined = linked.rows[0]?.sentence;
	const of: string = linked.note.title;
	const { steps } = await path(graph, "a", "b");
	for (const step of steps) console.log(step.direction === "out" ? step.to : step.from);
	const why: readonly string[] | undefined = (await related(graph, "LSTM")).related[0]?.why;
	const score: number | undefined = (await similar(graph, "LSTM")).rows[0]?.score;
	const link: string | undefined = (await suggest(graph)).suggestions[0]?.link;
	const { similarity } = await explain(graph, "a", "b");
	const counts: number[] = (await hubs(graph)).rows.map(({ linked: n }) => n);
	const far = await neighbors(graph, "LSTM", { depth: 2 });
	const all = [
		(await backlinks(graph, "x")).more, (await orphans(graph)).more, (await deadends(graph)).more, (await unresolved(graph)).more,
		(await tags(graph)).more, (await communities(graph)).more, (await search(graph, "words")).more,
	];
	try {
		await links(graph, "nothing");
	} catch (error) {
		if (error instanceof UnknownName) console.log(error.suggestion);
		else if (error instanceof AmbiguousName) console.log(error.candidates.length);
		else if (error instanceof QueryError) console.log(error.describe());
	}
	console.log(names, title, sentence, of, why, score, link, similarity, counts, far, all);
}
main();

// @ts-expect-error: there is no such option
links({} as never, "LSTM", { lmit: 1 });
// @ts-expect-error: a row of links has no score
async function wrong() { return (await links({} as never, "LSTM")).rows[0]!.score; }
wrong();
`;

const compiler = resolve("node_modules/typescript/bin/tsc");
const types = resolve("dist/types/index.d.ts");
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "notapse-types-"));
	await mkdir(join(folder, "node_modules"));
	await symlink(resolve("."), join(folder, "node_modules/notapse"));
	await writeFile(join(folder, "program.ts"), program);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.skipIf(!existsSync(compiler) || !existsSync(types)).each([
	["with a browser's declarations", { lib: "es2023,dom" }],
	["with Node's", { lib: "es2023", types: "node", typeRoots: resolve("node_modules/@types") }],
	["as bundlers find modules", { lib: "es2023,dom", module: "esnext", moduleResolution: "bundler" }],
])(
	"a program of somebody else compiles %s, and mistakes in it are found",
	async (_, own) => {
		const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--preserveSymlinks"];
		const config = { target: "es2023", module: "nodenext", moduleResolution: "nodenext", ...own };
		const settings = Object.entries(config).flatMap(([name, value]) => [`--${name}`, value]);
		// Declarations are checked too: what they name has to be there.
		const args = [compiler, "--ignoreConfig", ...options, "--skipLibCheck", "false", ...settings];
		const run = promisify(execFile)(process.execPath, [...args, "program.ts"], { cwd: folder });
		const { stdout } = await run.catch((error: { stdout: string }) => error);
		expect(stdout).toBe("");
	},
	120_000,
);
