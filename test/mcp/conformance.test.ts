import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { serveHttp } from "../../src/mcp/index.js";
import type { HttpListener } from "../../src/server/index.js";
import { type AskedVault, askedVault, gates } from "../support/asked-vault.js";

/**
 * The protocol's own conformance suite, run against our server. Most of its scenarios ask for tools, resources and prompts
 * that only a server made for the suite has (`test_simple_text`, `test://static-text`); the others are ours to pass.
 */
const ours = [
	...["server-initialize", "logging-set-level", "ping", "completion-complete"],
	...["tools-list", "resources-list", "prompts-list", "dns-rebinding-protection"],
	// They hold for servers with sessions too; ours has none, and nothing to resume.
	...["server-sse-polling", "server-sse-multiple-streams"],
];

/** Each needs what its name says under a name of the suite's own. */
const foreign = [
	...["simple-text", "image", "audio", "embedded-resource", "mixed-content", "with-logging", "error"].map(
		(name) => `tools-call-${name}`,
	),
	...["tools-call-with-progress", "tools-call-sampling", "tools-call-elicitation", "json-schema-2020-12"],
	...["elicitation-sep1034-defaults", "elicitation-sep1330-enums"],
	...["resources-read-text", "resources-read-binary", "resources-templates-read"],
	...["resources-subscribe", "resources-unsubscribe"],
	...[
		"prompts-get-simple",
		"prompts-get-with-args",
		"prompts-get-embedded-resource",
		"prompts-get-with-image",
	],
];

const suite = find();
let folder: string;
let asked: AskedVault;
let server: HttpListener;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "notapse-conformance-"));
	asked = await askedVault(gates);
	server = await serveHttp(asked.vault, { port: 0 });
});
afterAll(async () => {
	await server.close();
	await asked.close();
	await rm(folder, { recursive: true, force: true });
});

function find(): string | undefined {
	try {
		const main = createRequire(import.meta.url).resolve("@modelcontextprotocol/conformance/package.json");
		return join(dirname(main), "dist/index.js");
	} catch {
		return undefined;
	}
}

/** The suite imports a function of later versions of Node, for a command that is not used here. */
const laterNode: Plugin = {
	name: "later-node",
	setup: ({ onResolve, onLoad }) => {
		onResolve({ filter: /^fs$/ }, ({ importer }) =>
			importer === suite ? { path: "fs", namespace: "later-node" } : undefined,
		);
		onLoad({ filter: /./, namespace: "later-node" }, () => ({
			contents: 'export * from "node:fs"; export const globSync = () => [];',
		}));
	},
};

it.skipIf(suite === undefined || !existsSync(suite))(
	"the protocol's conformance suite",
	async () => {
		const program = join(folder, "suite.mjs");
		await build({
			...{ entryPoints: [suite!], outfile: program, bundle: true, platform: "node", format: "esm" },
			...{ plugins: [laterNode], logLevel: "error" },
			banner: {
				js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
			},
		});
		const said = await run(program, "server", "--url", `${server.url}mcp`, "--suite", "all");
		const results = new Map(
			Array.from(
				said.matchAll(/^([✓✗]) ([\w-]+): (\d+) passed, (\d+) failed/gm),
				([, mark, name, passed]) => [name!, { passes: mark === "✓", passed: Number(passed) }],
			),
		);
		// A later suite may ask for more: then somebody has to look at it.
		expect([...results.keys()].sort()).toEqual([...ours, ...foreign].sort());
		expect(ours.filter((name) => !results.get(name)?.passes)).toEqual([]);
		expect(foreign.filter((name) => results.get(name)?.passes)).toEqual([]);
		expect(ours.reduce((sum, name) => sum + results.get(name)!.passed, 0)).toBeGreaterThanOrEqual(9);
	},
	180_000,
);

function run(program: string, ...args: string[]): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [program, ...args], { cwd: folder });
		let said = "";
		child.stdout.on("data", (chunk) => {
			said += chunk;
		});
		child.stderr.on("data", (chunk) => {
			said += chunk;
		});
		child.on("error", reject);
		child.on("close", () => resolve(said));
	});
}
