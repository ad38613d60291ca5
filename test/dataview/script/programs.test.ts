import { writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recallScripts } from "../../../src/answers/recorded-scripts.js";
import { loadConfig } from "../../../src/config.js";
import { textOfAnswer } from "../../../src/dataview/script/index.js";
import { loadVault } from "../../../src/load.js";
import type { Answer, Diagnostic } from "../../../src/model/index.js";
import { runVault } from "../../../src/run.js";
import { deno } from "../../cells/run/support.js";
import { dashboards, dashboardVault } from "./dashboards.js";

const clock = { now: Date.UTC(2026, 10, 23, 9), zone: "UTC" };

let folder: string;
let epoch: string | undefined;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "notapse-programs-"));
	epoch = process.env.SOURCE_DATE_EPOCH;
	process.env.SOURCE_DATE_EPOCH = String(clock.now / 1000);
});
afterEach(async () => {
	if (epoch === undefined) delete process.env.SOURCE_DATE_EPOCH;
	else process.env.SOURCE_DATE_EPOCH = epoch;
	await rm(folder, { recursive: true, force: true });
});

async function put(files: Readonly<Record<string, string>>): Promise<void> {
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), text);
	}
}

async function run(options: { readonly force?: boolean } = {}) {
	const { config } = await loadConfig({ cwd: folder, vault: folder, flags: {} });
	const ran = await runVault({ vault: folder, config, cache: false, jobs: 1, rerun: options.force ?? false });
	return { ...ran, ranNames: ran.ran.map(ran.nameOf) };
}

/** What a compile shows of the programs of a note. */
async function recall(path = "Home.md", at = clock): Promise<readonly Answer[]> {
	const { config } = await loadConfig({ cwd: folder, vault: folder, flags: {} });
	const loaded = await loadVault({ vault: folder, config, cache: false });
	const recorded = await recallScripts(loaded, at);
	const note = loaded.notes.find((known) => known.note.path === path)!.note;
	return note.queries.map((_, query) => recorded!(path as never, query)!);
}

function textOf({ views }: Answer): string {
	return views.map((view) => (view.shape === "document" ? textOfAnswer(view.parts) : "?")).join("\n");
}

const block = (code: string) => `\`\`\`dataviewjs\n${code}\n\`\`\`\n`;
const told = ({ rule, path, position, message }: Diagnostic) =>
	`${rule} ${path}:${position?.line}:${position?.column} ${message}`;

describe.skipIf(deno === undefined)("programs for Dataview in the sandbox", { timeout: 120_000 }, () => {
	it("are run by a run alone, and shown by whoever compiles", async () => {
		await put({
			"Home.md": `# Home\n\n${block('dv.paragraph("hello"); await null; dv.list(dv.pages("#b").file.name)')}\n\`$= dv.pages("#b").length * 2\` twice`,
			"a.md": "#b",
			"c.md": "#b",
		});
		expect((await recall()).map(({ problem }) => problem?.kind)).toEqual(["code", "code"]);
		const { ranNames, diagnostics } = await run();
		expect(ranNames).toEqual(["Home#dataviewjs-1", "Home#dataviewjs-2"]);
		expect(diagnostics).toEqual([]);
		expect((await recall()).map(textOf)).toEqual(["hello\n- a\n- c", "4"]);
		expect((await run()).ranNames).toEqual([]);
	});

	it("are stale when something that they have read has changed, and not otherwise", async () => {
		await put({
			"Home.md": [
				block('dv.list(dv.pages("#b").map(p => p.rating))'),
				block("dv.paragraph(dv.page('a').file.name)"),
				block("dv.paragraph(dv.date('today').toISODate())"),
				block("dv.paragraph(String(new Date().getFullYear()))"),
				block("dv.paragraph(await dv.io.load('text.txt'))"),
				block("dv.paragraph(String(dv.page('a').file.mtime.year))"),
				block("await dv.view('show', 1)"),
				block("dv.paragraph(dv.luxon.DateTime.fromISO('2020-01-01').toISODate())"),
			].join("\n"),
			"a.md": "---\nrating: 1\n---\n#b\n",
			"other.md": "---\nrating: 1\n---\n",
			"text.txt": "one",
			"show.js": "dv.paragraph('view ' + input)",
		});
		await run();
		const stale = async (at = clock) =>
			(await recall("Home.md", at)).flatMap((answer, i) => (answer.stale ? [i + 1] : []));
		expect(await stale()).toEqual([]);
		await put({ "other.md": "---\nrating: 2\n---\nand prose\n" });
		expect(await stale()).toEqual([]);
		await put({ "a.md": "---\nrating: 1\n---\n#b\n\nand prose\n" });
		await utimes(join(folder, "a.md"), 1e9, 1e9);
		expect(await stale()).toEqual([6]);
		await put({ "a.md": "---\nrating: 5\n---\n#b\n\nand prose\n" });
		expect(await stale()).toEqual([1, 6]);
		expect(textOf((await recall())[0]!)).toBe("- 1");
		expect((await run()).ranNames).toEqual(["Home#dataviewjs-1", "Home#dataviewjs-6"]);
		expect(await stale()).toEqual([]);
		expect(textOf((await recall())[0]!)).toBe("- 5");
		// Other fields, and what stands around it, say nothing of what was read.
		await put({ "a.md": "---\nmood: fine\nrating: 5\n---\n#b\n" });
		expect(await stale()).toEqual([1, 6]);
		await run();
		await put({ "a.md": "---\nmood: better than fine\nrating: 5\n---\n#b\n" });
		await utimes(join(folder, "a.md"), 2e9, 2e9);
		expect(await stale()).toEqual([6]);
		await run();
		await put({ "text.txt": "two" });
		expect(await stale()).toEqual([5]);
		await put({ "text.txt": "one", "show.js": "dv.paragraph('VIEW ' + input)" });
		expect(await stale()).toEqual([7]);
		expect(await stale({ ...clock, now: clock.now + 86_400_000 })).toEqual([3, 4, 7]);
		await put({ "new.md": "#b" });
		expect(await stale()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
	});

	it("edits later, the results are those of a clean run", async () => {
		const edits: readonly Readonly<Record<string, string>>[] = [
			{ "a.md": "---\nrating: 3\n---\n#b [[c]]" },
			{ "c.md": "- [ ] do [due:: 2026-12-01]\n- [x] done" },
			{ "d.md": "---\naliases: [x]\n---\n#b\nmood:: fine" },
			{ "a.md": "---\nrating: 4\n---\n" },
		];
		await put({
			"Home.md": [
				block('dv.table(["n", "r"], dv.pages("#b").map(p => [p.file.link, p.rating]))'),
				block("dv.taskList(dv.pages().file.tasks.where(t => !t.completed))"),
				block("dv.list(dv.page('c').file.inlinks)"),
				block("dv.paragraph(await dv.tryQueryMarkdown('LIST mood WHERE mood'))"),
			].join("\n"),
			"a.md": "#b",
			"c.md": "x",
		});
		for (const edit of [{}, ...edits]) {
			await put(edit);
			await run();
			const incremental = (await recall()).map(textOf);
			await run({ force: true });
			expect((await recall()).map(textOf)).toEqual(incremental);
		}
	});

	it("fail where they fail", async () => {
		await put({
			"Home.md": `中文 \`$= dv.nothing()\`\n\n${block("const 长 = 1;\n长.x.y").replace(/^(?=.)/gm, "> ")}\n${block("const = 1")}\n${block("dv.paragraph('before');\nthrow new Error('because')")}\n${block('import "x"')}\n${block('await import("node:fs")')}`,
		});
		const { diagnostics, results } = await run();
		expect(diagnostics.map(told).sort()).toEqual([
			"query/wrong Home.md:14:7 Error: because",
			"query/wrong Home.md:18:1 This program cannot be read: A program for Dataview can neither import nor export.",
			"query/wrong Home.md:1:11 TypeError: dv.nothing is not a function",
			"query/wrong Home.md:22:14 A program for Dataview imports nothing.",
			"query/wrong Home.md:5:7 TypeError: Cannot read properties of undefined (reading 'y')",
			expect.stringMatching(/^query\/wrong Home\.md:9:7 This program cannot be read: /),
		]);
		expect(results.map(({ record }) => record?.status)).toEqual([
			"error",
			"error",
			undefined,
			"error",
			undefined,
			undefined,
		]);
		const answers = await recall();
		expect(textOf(answers[3]!)).toBe("before");
		expect(answers[3]!.problem).toMatchObject({ kind: "wrong", message: "Error: because" });
		expect(answers[2]!.problem).toMatchObject({ kind: "wrong", offset: 6 });
	});

	/** Each with how its record ends, or what it shows. */
	const hostile: readonly (readonly [what: string, code: string, end: RegExp])[] = [
		["an endless loop", "for (;;);", /^timeout/],
		["a promise that is never settled", "await new Promise(() => {})", /^timeout/],
		["memory", "const all = []; for (;;) all.push(new Uint8Array(64e6).fill(1))", /^(memory|timeout)/],
		[
			"a table that never ends",
			"dv.table(['a'], Array.from({ length: 300000 }, (_, i) => ['x'.repeat(50) + i]))",
			/^ok/,
		],
		[
			"elements within each other",
			"dv.paragraph('before'); let e = dv.container; for (;;) e = e.createDiv()",
			/^error Error/,
		],
		["an object that holds itself", "const a = {}; a.a = a; dv.paragraph(a); dv.list([a])", /^ok/],
		["a getter that throws", "dv.paragraph({ get x() { throw new Error('no') } })", /^error/],
		["text as code", "eval('1')", /^error/],
		["a function made of text", "new Function('return 1')()", /^error/],
		["a constructor of a constructor", "(async () => {}).constructor('return 1')()", /^error/],
		["a file", "await import('file:///etc/passwd')", /^none/],
		["the network", "await fetch('http://127.0.0.1:1')", /^error ReferenceError/],
		["Deno", "Deno.readTextFileSync('/etc/passwd')", /^error ReferenceError/],
		["the process", "process.exit()", /^error ReferenceError/],
		["the worker's messages", "postMessage('x')", /^error ReferenceError/],
		["the language", "Array.prototype.map = () => []", /^error TypeError/],
		["the prototype of all", "({}).__proto__.polluted = 1", /^error TypeError/],
		["luxon", "dv.luxon.DateTime.prototype.toISO = () => 'mine'", /^error TypeError/],
		["links", "Object.getPrototypeOf(dv.fileLink('x')).markdown = () => 'mine'", /^error TypeError/],
		["elements", "Object.getPrototypeOf(dv.container).createEl = () => 'mine'", /^error TypeError/],
		["its own dv", "dv.pages = () => 'mine'; dv.luxon.Settings.defaultLocale = 'de'", /^ok/],
		[
			"files outside",
			"dv.paragraph(String(await dv.io.load('../secret.txt')) + await dv.io.load('/etc/passwd'))",
			/^ok undefinedundefined/,
		],
		[
			"drafts",
			"dv.paragraph(String(dv.page('draft')) + await dv.io.load('draft') + dv.pages('#d').length + dv.page('Home').file.outlinks.map(l => String(dv.page(l))).join())",
			/^ok undefinedundefined0undefined/,
		],
		["a getter that lies", "let n = 0; dv.list([{ get a() { return n++ ? {} : 'x' } }])", /^ok - a: /],
		[
			"a proxy that throws",
			"dv.paragraph(new Proxy({}, { ownKeys() { throw new Error('no') } }))",
			/^error Error/,
		],
		[
			"a proxy that says it is everything",
			"dv.list([new Proxy(function () {}, { get: () => () => 'x', has: () => true })])",
			/^ok - <function>/,
		],
		[
			"a proxy of a list without end",
			"dv.list(new Proxy([], { get: (t, k) => k === 'length' ? 2 ** 53 : 1 }))",
			/^(error|timeout|memory)/,
		],
		[
			"an iterator without end",
			"dv.list({ *[Symbol.iterator]() { for (;;) yield 1; } })",
			/^(error|timeout|memory)/,
		],
		[
			"toString that throws",
			"dv.el('p', 'x', { attr: { title: { toString() { throw new Error('no') } } } })",
			/^error Error/,
		],
		[
			"toJSON that throws",
			"dv.list([{ a: 1, toJSON() { throw new Error('no') } }])",
			/^ok - a: 1, toJSON: <function>/,
		],
		["toString that never ends", "dv.el({ toString() { for (;;); } }, 'x')", /^timeout/],
		[
			"symbols and functions",
			"dv.table([Symbol('s'), () => 1], [[Symbol.iterator, () => 2], [class {}, async function* () {}]])",
			/^ok <function> \| <function>\n/,
		],
		["big numbers", "dv.list([2n ** 5000n, 1n, NaN, -Infinity, -0])", /^ok /],
		["a name in pieces", "const i = 'file:///etc/passwd'; await import(i)", /^none/],
		["a module of data", "await import('data:text/javascript,export default 1')", /^none/],
		[
			"a module made of a blob",
			"URL.createObjectURL(new Blob(['1']))",
			/^error ReferenceError|^error TypeError/,
		],
		["a worker", "new Worker('x')", /^error ReferenceError/],
		["the engine's input", "await Deno.stdin.read(new Uint8Array(1))", /^error ReferenceError/],
		[
			"a frame of the engine",
			'console.log(\'\\n0 9\\n{"kind":"done","cell":0}\\n0\\n\'); dv.paragraph(\'still here\')',
			/still here/,
		],
		[
			"events of the worker",
			"globalThis.dispatchEvent({ type: 'message', data: 'x' }); dv.paragraph('x')",
			/^(ok|error)/,
		],
		["the global object", "globalThis.dv = 1", /^error TypeError/],
		["what Obsidian adds", "Array.prototype.contains = () => true", /^error TypeError/],
		[
			"functions of the language, from outside",
			"dv.luxon.DateTime.constructor.constructor('return 1')()",
			/^error EvalError/,
		],
		["a function by way of a view", "await dv.view('evil')", /^error EvalError/],
		[
			"the links of the world",
			"app.plugins.plugins.dataview.api.constructor.prototype.polluted = 1",
			/^error TypeError/,
		],
		[
			"the window's own world",
			"window.__proto__.Array = 1; window.Array.prototype.first = 1",
			/^error TypeError/,
		],
		[
			"moment, for all",
			"moment.fn.format = () => 'mine'; moment.updateLocale('en', { months: Array(12).fill('Mine') }); dv.paragraph(moment().format('MMMM'))",
			/^ok mine/,
		],
		["files by way of app", "dv.paragraph(await app.vault.adapter.read('../secret.txt'))", /^error Error/],
		[
			"drafts by way of app",
			"dv.paragraph([app.vault.getMarkdownFiles().length, app.metadataCache.getCache('draft.md'), JSON.stringify(app.metadataCache.resolvedLinks).includes('draft')].join())",
			/^ok 2,,false/,
		],
		[
			"an answer of its own making",
			"display({ [Symbol.for('Jupyter.display')]: () => ({ 'application/vnd.notapse.answer+json': { length: 1e9 }, 'application/vnd.notapse.reads+json': 'x', 'application/vnd.notapse.remarks+json': { a: 1 } }) }); dv.paragraph('x')",
			/^ok /,
		],
		[
			"what happens after the end",
			"setTimeout(() => { dv.paragraph('later'); throw new Error('later'); }, 5); Promise.reject(new Error('uncaught'))",
			/^error Error/,
		],
		[
			"fields named like the language's",
			"dv.list(Object.keys(dv.page('names')).concat(String(dv.page('names').__proto__)))",
			/^ok - file\n/,
		],
	];

	it("that are hostile obtain nothing, and change nothing for the next", async () => {
		const last =
			"dv.paragraph([[1].map(x => x + 1), dv.luxon.DateTime.fromISO('2020-05-01').toFormat('MMMM'), dv.fileLink('x').markdown(), dv.pages().length, ({}).polluted, moment('2020-05-01').format('MMMM'), [1].contains(2)].join())";
		await put({
			"Home.md": `[[draft]]\n${[...hostile.map(([, code]) => code), last].map(block).join("\n")}`.replace(
				/```dataviewjs\n(for \(;;\)|await new Promise)/g,
				"```dataviewjs\n$1",
			),
			"evil.js": "[].filter.constructor('return 1')()",
			"draft.md": "---\npublish: false\n---\n#d secret",
			"names.md": "---\n__proto__: 1\nconstructor: 2\ntoString: 3\n---\n",
		});
		writeFileSync(join(dirname(folder), "secret.txt"), "secret");
		const { results } = await run();
		const ends = results.map(({ record }) => {
			if (record === undefined) return "none";
			const shown = record.outputs
				.map((output) => ("data" in output ? String(output.data["text/plain"]) : ""))
				.join("");
			return record.status === "ok" ? `ok ${shown}` : `${record.status} ${record.error?.name}`;
		});
		for (const [i, [what, , end]] of hostile.entries())
			expect([what, ends[i]]).toEqual([what, expect.stringMatching(end)]);
		expect(ends.at(-1)).toBe("ok 2,May,[[x|x]],2,,May,false");
		expect(ends.join("\n")).not.toContain("secret");
		await rm(join(dirname(folder), "secret.txt"), { force: true });
	}, 240_000);

	it("have what Obsidian adds to the language, and the vault's time; cells have neither", async () => {
		await put({
			"notapse.config.json": "{}",
			"Home.md": [
				block(
					"dv.paragraph([[1].contains(1), Math.clamp(9, 0, 5), 'a'.contains('a'), moment().format('YYYY-MM-DD'), new Date().toDateString()].join())",
				),
				block("moment.locale('de'); moment.fn.format = () => 'mine'; dv.paragraph(moment().format())"),
				block("dv.paragraph(moment('2021-08-08').format('dddd'))"),
				block("await dv.view('v')"),
				"```ts cell\n[typeof ([] as any).contains, typeof (Math as any).clamp].join();\n```",
			].join("\n"),
			"v.js": "dv.paragraph(moment('2021-08-08').format('YYYY')); let app = 1; dv.paragraph(String(app))",
		});
		const { results } = await run();
		expect((await recall()).slice(0, 4).map(textOf)).toEqual([
			"true,5,true,2026-11-23,Mon Nov 23 2026",
			"mine",
			"Sunday",
			"2021\n1",
		]);
		expect(JSON.stringify(results.map(({ record }) => record?.outputs))).toContain("undefined,undefined");
	});

	/** Programs that show too much: what is kept of it, and what is told. */
	const endless: readonly (readonly [what: string, code: string, kept: RegExp, told: RegExp])[] = [
		[
			"one text",
			"dv.paragraph('x'.repeat(50_000_000))",
			/^before\nx{10000,}…$/,
			/more than a page has room for/,
		],
		[
			"many texts",
			"for (let i = 0; i < 90_000; i++) dv.paragraph('line ' + i)",
			/^before\nline 0\nline 1\n/,
			/more than a page has room for/,
		],
		[
			"a million texts",
			"for (let i = 0; i < 1_000_000; i++) dv.paragraph('line ' + i)",
			/^before\nline 0\nline 1\n/,
			/at most 100,000 elements/,
		],
		[
			"a table of a million rows",
			"dv.table(['n'], Array.from({ length: 1_000_000 }, (_, i) => [i]))",
			/^before\nn\n0\n1\n/,
			/more than a page has room for/,
		],
		[
			"a list of long texts",
			"dv.list(Array.from({ length: 500 }, (_, i) => i + 'y'.repeat(10_000)))",
			/^before\n- 0y{100}/,
			/more than a page has room for/,
		],
		[
			"a tree of elements",
			"const d = dv.el('div', ''); for (let i = 0; i < 9_000; i++) d.createDiv().createEl('b', { text: 'b' }); d.createEl('i', { text: 'z'.repeat(2_000_000) })",
			/^before\nb{5000}/,
			/more than a page has room for/,
		],
		[
			"HTML",
			"dv.container.createDiv().innerHTML = '<b>x</b>'.repeat(1_000_000)",
			/^before\nx{100}/,
			/more than a page has room for/,
		],
		[
			"signs that JSON writes with six",
			"dv.paragraph('\\u0001'.repeat(700_000))",
			/^before\n\u0001{100}/,
			/more than a page has room for/,
		],
	];

	it("that show too much show its beginning, and it is said", async () => {
		await put({
			"Home.md": [
				...endless.map(([, code]) => block(`dv.paragraph('before'); ${code}`)),
				block(
					"dv.paragraph('before'); console.log('x'.repeat(2_000_000)); for (let i = 0; i < 300; i++) display(i)",
				),
				"`$= 'y'.repeat(100_000_000)`",
			].join("\n"),
		});
		const { diagnostics } = await run();
		const answers = await recall();
		for (const [i, [what, , kept, said]] of endless.entries()) {
			expect([what, textOf(answers[i]!).slice(0, 20_001)]).toEqual([what, expect.stringMatching(kept)]);
			expect([what, answers[i]!.problem?.message]).toEqual([what, expect.stringMatching(said)]);
		}
		expect(diagnostics.map(({ rule }) => rule)).toEqual([
			"query/costly",
			"query/costly",
			"query/wrong",
			...Array(5).fill("query/costly"),
			"query/costly",
		]);
		// What it writes to the console takes nothing from what it shows.
		const [logged, inline] = answers.slice(endless.length);
		expect([textOf(logged!), logged!.problem]).toEqual(["before", undefined]);
		expect(textOf(inline!)).toMatch(/^y{10000,}…$/);
		expect(inline!.problem?.kind).toBe("costly");
		expect((await run()).ranNames).toEqual([]);
	});

	it("are told what no page shows of their elements", async () => {
		await put({
			"Home.md": [
				block(
					"dv.el('iframe', '', { attr: { src: 'https://a.b' } }); dv.el('button', 'press').onclick = () => {}",
				),
				block("dv.el('p', 'x', { cls: 'y', attr: { style: 'color: red', onclick: 'z()', title: 't' } })"),
				block("dv.table(['a'], [[1]]); this.container.querySelector('td').remove()"),
				block(
					"dv.el('img', '', { attr: { src: 'https://a.b/c.png' } }); dv.el('a', 'x', { attr: { href: 'javascript:1' } })",
				),
				block("dv.el('p', 'all of it', { attr: { title: 't' } })"),
			].join("\n"),
		});
		const { diagnostics } = await run();
		expect((await recall()).map(({ unshown }) => unshown)).toEqual([
			["<button>", "<iframe>", "what answers clicks"],
			["class", "onclick", "style"],
			["changes of tables and texts that are rendered later"],
			["<img> from elsewhere", "links to nowhere"],
			undefined,
		]);
		expect(diagnostics.map(told)).toContain(
			"query/unshown Home.md:1:1 No page shows all that this program made: <button>, <iframe>, what answers clicks.",
		);
	});

	it("as people publish them", async () => {
		await put({
			...dashboardVault,
			...Object.fromEntries(dashboards.map(({ name, code }) => [`${name}.md`, block(code)])),
		});
		const { diagnostics } = await run();
		expect(diagnostics.map(told)).toEqual([]);
		for (const { name, shows } of dashboards) expect(textOf((await recall(`${name}.md`))[0]!)).toBe(shows);
	});

	it("records are the same bytes whenever they are made", async () => {
		await put({ "Home.md": block("dv.list(dv.pages('#b').map(p => Math.random()))"), "a.md": "#b" });
		const bytes = async () => {
			const { plan, vault } = await run({ force: true });
			const { key = "" } = plan.cells[0]!;
			return readFile(join(vault.root, ".notapse/cells", key.slice(0, 2), `${key}.json`), "utf8");
		};
		expect(await bytes()).toBe(await bytes());
	});
});
