import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CompileResult, createCompiler, loadVault } from "../../src/compile.js";
import { compileOptions, compileTo, filesIn, fingerprints, temporary } from "../support/program.js";
import { writeRecord } from "../support/record.js";

/**
 * Whatever is done to a vault, its settings, the cache or the output between two compiles: what comes out is what
 * a compile without any memory gives, file by file, byte by byte; so are the report and the findings. The same
 * goes for a compiler that stays alive, as under `--watch`. Without the network, whose model is a memory on purpose:
 * what holds for that is tried in `model.test.ts`.
 */
test("incremental equals clean after any edits", async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 7 }), async (steps) => {
			const folder = temporary();
			try {
				await followed(folder, steps);
			} finally {
				folder.remove();
			}
		}),
		// What fails is told at once: each try is several whole compiles.
		{ numRuns: 3, endOnFailure: true },
	);
}, 300_000);

async function followed({ at }: ReturnType<typeof temporary>, steps: readonly Step[]): Promise<void> {
	let flags: Flags = { embed: false };
	const vault = at("vault");
	for (const [path, text] of Object.entries(firstVault)) write(join(vault, path), text);
	const openLive = async () => createCompiler(await compileOptions(vault, at("live"), { flags }));
	let live = await openLive();
	for (const step of [undefined, ...steps]) {
		if (step?.kind === "settings") {
			flags = { ...step.flags, embed: false };
			await live.close();
			live = await openLive();
		} else if (step?.kind === "result") await keepResult(step, vault);
		else if (step !== undefined) apply(step, at);
		rmSync(at("clean"), { recursive: true, force: true });
		const clean = told(await compileTo(at("clean"), vault, { flags }));
		const expected = fingerprints(at("clean"));
		expect(told(await compileTo(at("out"), vault, { flags, cache: at("cache") }))).toEqual(clean);
		expect(fingerprints(at("out"))).toEqual(expected);
		expect(told(await live.build())).toEqual(clean);
		expect(fingerprints(at("live"))).toEqual(expected);
	}
	await live.close();
}

function told({ report, diagnostics }: CompileResult) {
	return { report, diagnostics };
}

type Flags = Readonly<Record<string, unknown>>;

type Step =
	| { readonly kind: "write"; readonly path: string; readonly text: string }
	| { readonly kind: "remove"; readonly path: string }
	| { readonly kind: "rename"; readonly path: string; readonly to: string }
	| { readonly kind: "settings"; readonly flags: Flags }
	/** A result of one of the cells, as a run leaves it. */
	| { readonly kind: "result"; readonly which: number; readonly text: string }
	| {
			readonly kind: "damage";
			readonly of: "cache" | "out";
			readonly how: "cut" | "flip" | "delete";
			/** Which file, and where in it: shares of all. */
			readonly file: number;
			readonly place: number;
	  };

const firstVault = {
	"A.md": "# A\n\nTo [[B]] and [[folder/C|see]], $x^2$. #tag/one ^here",
	"B.md": "---\naliases: [Bee]\ndate: 2020-02-02\n---\n![[A#^here]] ![[p.svg|30]] [[Nowhere]]",
	"folder/C.md": "循环神经网络 #标签 。[[A]]\n\n%% [[B]] %%\n\n```js\n1 + 1\n```",
	"Q.md": [
		"```cypher\nMATCH (n:Note) RETURN n, n.tags, n.date AS date, size([(n)--(m) | m]) AS near ORDER BY n.path\n```",
		"```cypher\nMATCH p = (:Note)-[:LINKS]->(:Note) RETURN p\n```",
		"```query\ntag:#标签 OR words\n```",
		"```dataview\nTABLE file.outlinks, date, file.mtime FROM #tag SORT file.name\n```",
		"```base\nviews:\n  - type: table\n    order: [file.name, file.backlinks, date]\n  - type: cards\n    image: up\n```",
		"It is `= this.file.name`.\n\n![[all.base]]",
	].join("\n\n"),
	"all.base": "views:\n  - type: list\n    name: All\n",
	"p.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>',
	"map.canvas":
		'{"nodes":[{"id":"1","type":"file","file":"A.md","x":0,"y":0,"width":99,"height":99}],"edges":[]}',
};

const path = fc.constantFrom(
	...Object.keys(firstVault),
	"b.md",
	"folder/A.md",
	"folder/index.md",
	"q.png",
	"B.cell.ts",
	"Z.cell.ts",
);

const line = fc.constantFrom(
	"Some words about [[A]], [[B|that]] and [[folder/C#Part]].",
	"## Part\n\n隐状态与梯度消失。",
	"![[B]]\n\n![[p.svg]] ![[q.png]]",
	"#tag/one #标签 [[Bee]] [[Nowhere]]",
	"A block. ^here",
	"> [!note] Title\n> [[A]]",
	'<img src="p.svg"> <script>1</script>',
	"%% hidden [[A]] %%",
	'```ts cell id=a\nimport { b } from "[[B]]";\nexport const a = b + 1;\na\n```',
	"```js cell\nexport const b = 1;\n```",
	"```js cell output=hide\nb\n```",
	"```cypher\nMATCH (n:Note) RETURN n.title AS title, n.aliases\n```",
	"`= this.file.tags`",
	"![[Q]]",
);
const property = fc.constantFrom(
	"aliases: [Bee, Sea]",
	"aliases: [A]",
	"publish: false",
	"draft: true",
	"tags: [tag, 标签]",
	"date: 2021-01-01",
	"title: Another title",
	"broken: [",
	'up: "[[A]]"',
	"permalink: old/place",
);
const note = fc
	.record({
		properties: fc.uniqueArray(property, { maxLength: 2 }),
		lines: fc.array(line, { maxLength: 3 }),
	})
	.map(({ properties, lines }) => `---\n${properties.join("\n")}\n---\n${lines.join("\n\n")}\n`);

const drawing = fc
	.integer({ min: 1, max: 9 })
	.map((n) => `<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h${n}"/></svg>`);

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 5, arbitrary: path.chain((path) => written(path)) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("remove" as const), path }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("rename" as const), path, to: path }) },
	{ weight: 2, arbitrary: settings() },
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant("result" as const),
			which: fc.nat(9),
			text: fc.constantFrom("1", "二", "<b>3</b>"),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant("damage" as const),
			of: fc.constantFrom("cache" as const, "out" as const),
			how: fc.constantFrom("cut" as const, "flip" as const, "delete" as const),
			file: fc.double({ min: 0, max: 0.999, noNaN: true }),
			place: fc.double({ min: 0, max: 0.999, noNaN: true }),
		}),
	},
);

function written(path: string): fc.Arbitrary<Step> {
	const text = path.endsWith(".md")
		? note
		: path.endsWith(".ts")
			? fc.constantFrom("export const b = 2;", "export const b = ;", 'import { a } from "[[A]]";')
			: path.endsWith(".canvas")
				? fc.constantFrom(
						"{",
						"{}",
						'{"nodes":[{"id":"1","type":"text","text":"[[B]]","x":0,"y":0,"width":9,"height":9}]}',
					)
				: drawing;
	return text.map((text) => ({ kind: "write", path, text }));
}

function settings(): fc.Arbitrary<Step> {
	const one = (key: string, ...values: unknown[]) =>
		fc.option(fc.constantFrom(...values).map((value) => [key, value]));
	return fc
		.tuple(
			one("title", "Mine"),
			one("baseUrl", "https://example.org/x/"),
			one("home", "A", "Nowhere"),
			one("lang", "zh", "en"),
			one("aliasLinks", true),
			one("comments", "ignore"),
			one("markdownLinks", false),
			one("ignore", ["folder"]),
		)
		.map((pairs) => ({
			kind: "settings",
			flags: Object.fromEntries(pairs.filter((pair) => pair !== null) as [string, unknown][]),
		}));
}

async function keepResult({ which, text }: Extract<Step, { kind: "result" }>, vault: string): Promise<void> {
	const { plan } = await loadVault(await compileOptions(vault, join(vault, "..", "nowhere")));
	const planned = plan.cells.filter(({ key }) => key !== undefined);
	const cell = planned[which % Math.max(1, planned.length)];
	if (cell !== undefined) writeRecord(vault, cell, text);
}

function apply(
	step: Exclude<Step, { kind: "settings" | "result" }>,
	at: (...steps: string[]) => string,
): void {
	const inVault = (path: string) => at("vault", path);
	if (step.kind === "write") write(inVault(step.path), step.text);
	if (step.kind === "remove") rmSync(inVault(step.path), { force: true });
	if (step.kind === "rename") {
		const text = filesIn(at("vault")).includes(step.path) ? readFileSync(inVault(step.path), "utf8") : "";
		rmSync(inVault(step.path), { force: true });
		write(inVault(step.to), text);
	}
	if (step.kind === "damage") damage(at(step.of), step);
}

function damage(folder: string, { how, file, place }: Extract<Step, { kind: "damage" }>): void {
	const files = filesIn(folder).filter((path) => path !== "-/manifest.json");
	const path = join(folder, files[Math.floor(file * files.length)] ?? "");
	const bytes = readFileSync(path);
	const at = Math.floor(place * bytes.length);
	if (how === "delete") rmSync(path);
	else if (how === "cut") writeFileSync(path, bytes.subarray(0, at));
	else writeFileSync(path, Buffer.from(bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))));
}

function write(path: string, text: string): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}
