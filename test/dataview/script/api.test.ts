import { beforeAll, describe, expect, it } from "vitest";
import { vault } from "../vault.js";
import { openPrograms, type Programs } from "./run-program.js";

const texts = {
	"data.csv": 'name,Many Things,on,made\nInk,3,true,2026-11-01\n"a, b",,false,[[Dune]]\n# nothing\n',
	"views/bars.js": "dv.paragraph('bars of ' + input.label); return 'more'",
	"views/deep/view.js": "await dv.view('views/bars', { label: input })",
	"logo.png": "",
};

let programs: Programs;
beforeAll(async () => {
	const files = { ...vault, ...texts };
	programs = await openPrograms(files);
});

/** A program's value → what it is. */
const values: Readonly<Record<string, readonly (readonly [code: string, value: unknown])[]>> = {
	"asking pages": [
		["dv.current().want", 4],
		["dv.current().file.path", "Home.md"],
		['dv.page("Dune").rating', 5],
		['dv.page("books/Dune.md").file.name', "Dune"],
		['dv.page(dv.fileLink("books/Dune.md")).rating', 5],
		['dv.page("Nowhere")', undefined],
		["dv.pages().length", 7],
		['dv.pages("#book").file.name', ["Dune", "Emma", "Odd"]],
		['dv.pages("#book/sf").file.name', ["Dune"]],
		["dv.pages('\"people\"').file.name", ["Austen", "Herbert"]],
		['dv.pages("#book and -#book/sf").file.name', ["Emma", "Odd"]],
		['dv.pages("[[Dune]]").file.name', ["Odd", "Herbert"]],
		['dv.pages("outgoing([[Dune]])").file.name', ["Emma", "Herbert"]],
		['dv.pagePaths("#book")', ["books/Dune.md", "books/Emma.md", "books/Odd.md"]],
		['dv.pages("#nothing").length', 0],
	],
	"fields of pages": [
		['dv.page("Dune")["Time Spent"]', 3],
		['dv.page("Dune")["time-spent"]', 3],
		['dv.page("Dune").author', "[[people/Herbert.md|Herbert]]"],
		['dv.page("Dune").read', "2026-11-20T00:00:00Z"],
		['dv.page("Dune").length', "PT21H"],
		['dv.page("Dune").genres', ["sf", "classic"]],
		['dv.page("Dune").nothing', undefined],
		['"rating" in dv.page("Dune")', true],
		['"nothing" in dv.page("Dune")', false],
		['Object.keys(dv.page("people/Herbert"))', ["file", "born"]],
		['({ ...dv.page("people/Herbert") }).born', 1920],
		['dv.page("Dune").file.tags', ["#book/sf", "#book", "#todo", "#idea"]],
		['dv.page("Dune").file.etags', ["#book/sf", "#todo", "#idea"]],
		['dv.page("Dune").file.aliases', ["沙丘"]],
		['dv.page("Dune").file.tasks.length', 3],
		['dv.page("Dune").file.lists.length', 5],
		['dv.page("Dune").file.inlinks', ["[[books/Odd.md|Odd]]", "[[people/Herbert.md|Herbert]]"]],
		['dv.page("days/2026-11-23").file.day', "2026-11-23T00:00:00Z"],
		['dv.page("Dune").file.day', undefined],
		['dv.isDataArray(dv.page("Dune").file.tasks)', true],
		['dv.isDataArray(dv.page("Dune").genres)', false],
		[
			'(() => { const p = dv.page("Dune"); p.rating = 9; return [p.rating, Object.keys(p).includes("rating")]; })()',
			[9, true],
		],
		[
			'(() => { const p = dv.page("Dune"); delete p.rating; return [p.rating, "rating" in p]; })()',
			[undefined, false],
		],
	],
	tasks: [
		[
			'dv.page("Dune").file.tasks.text',
			["quote it", "find the", "return i"].map((text) => expect.stringContaining(text)),
		],
		['dv.page("Dune").file.tasks.completed', [false, true, true]],
		['dv.page("Dune").file.tasks[0].due', "2026-12-01T00:00:00Z"],
		['dv.page("Dune").file.tasks[0].children.length', 2],
		['dv.page("Dune").file.tasks[0].fullyCompleted', false],
		['dv.page("Dune").file.tasks[2].link', "[[books/Dune.md#^ret|Dune > ret]]"],
		['dv.page("Dune").file.tasks.where(t => !t.completed).length', 1],
		['dv.page("Dune").file.tasks[0].path', "books/Dune.md"],
		['dv.page("Dune").file.lists[4].section', "[[books/Dune.md#Notes|Dune > Notes]]"],
	],
	links: [
		['dv.fileLink("2021-08-08")', "[[2021-08-08|2021-08-08]]"],
		['dv.fileLink("book/The Raisin", true)', "![[book/The Raisin|The Raisin]]"],
		['dv.fileLink("Test", false, "Test File")', "[[Test|Test File]]"],
		['dv.sectionLink("Index", "Books")', "[[Index#Books|Index > Books]]"],
		['dv.sectionLink("Index", "Books", false, "My Books")', "[[Index#Books|My Books]]"],
		['dv.blockLink("Notes", "12gdhjg3")', "[[Notes#^12gdhjg3|Notes > 12gdhjg3]]"],
		['dv.fileLink("A").withDisplay("B").toEmbed().embed', true],
		['dv.fileLink("A").withPath("C").path', "C"],
		['dv.fileLink("A").equals(dv.fileLink("A", true, "x"))', true],
		['String(dv.fileLink("A"))', "[[A|A]]"],
		['dv.equal(dv.fileLink("Dune"), dv.page("Dune").file.link)', true],
	],
	"dates and durations": [
		['dv.date("2021-08-08")', "2021-08-08T00:00:00Z"],
		['dv.date(dv.fileLink("2021-08-07"))', "2021-08-07T00:00:00Z"],
		['dv.date("today")', "2026-11-23T00:00:00Z"],
		['dv.date("now")', "2026-11-23T12:00:00Z"],
		['dv.date("no date")', null],
		["dv.date(dv.luxon.DateTime.fromISO('2020-02-02', { zone: 'utc' }))", "2020-02-02T00:00:00Z"],
		['dv.duration("8 minutes").minutes', 8],
		['dv.duration("9 hours, 2 minutes, 3 seconds").toMillis()', 32_523_000],
		['dv.duration("nonsense")', null],
		['dv.date("2021-08-08") < dv.date("2021-08-09")', true],
		['dv.date("2021-08-08").plus(dv.duration("2 days")).day', 10],
	],
	values: [
		["dv.compare(1, 2)", -1],
		['dv.compare("yes", "no") > 0', true],
		["dv.compare({ what: 0 }, { what: 0 })", 0],
		["dv.compare(null, 1) < 0", true],
		["dv.compare([1, 2], [1, 3]) < 0", true],
		["dv.equal(1, 2)", false],
		["dv.equal(1, 1)", true],
		["dv.equal([1, { a: 'x' }], [1, { a: 'x' }])", true],
		["dv.equal(undefined, null)", true],
		["dv.clone({ a: 1, b: [2] })", { a: 1, b: [2] }],
		["(() => { const a = { b: [1] }; const c = dv.clone(a); c.b.push(2); return a.b; })()", [1]],
		['dv.parse("[[A]]")', "[[A|A]]"],
		['dv.parse("2020-08-14")', "2020-08-14T00:00:00Z"],
		['dv.parse("9 seconds").seconds', 9],
		['dv.parse("just words")', "just words"],
		['dv.parse("3")', 3],
		['dv.literal("2020-08-14")', "2020-08-14T00:00:00Z"],
		["dv.array([1, 2, 3])", [1, 2, 3]],
		["dv.array(5)", [5]],
		["dv.isArray(dv.array([1, 2, 3]))", true],
		["dv.isArray([1, 2, 3])", true],
		["dv.isArray({ x: 1 })", false],
		["dv.func.round(3.14159, 2)", 3.14],
		['dv.func.upper(["a", "b"])', ["A", "B"]],
		['dv.func.length(dv.page("Dune").genres)', 2],
		["dv.value.typeOf(dv.duration('1 day'))", "duration"],
		["dv.value.toString([1, null])", "1, \\-"],
		['dv.widget.externalLink("https://a.b", "c")', "[c](https://a.b)"],
		["dv.currentFilePath", "Home.md"],
		["dv === this", true],
	],
	evaluating: [
		['dv.tryEvaluate("2 + 2")', 4],
		['dv.evaluate("x + 6", { x: 2 })', { successful: true, value: 8 }],
		['dv.evaluate("link(target)", { target: "Okay" }).value', "[[Okay|Okay]]"],
		['dv.tryEvaluate("this.want")', 4],
		['dv.tryEvaluate("length(this.list) + x", { x: 1 })', 4],
		['dv.tryEvaluate("filter(list, (y) => y > least)", { list: [1, 5], least: 2 })', [5]],
		['dv.tryEvaluate("page.rating", { page: dv.page("Dune") })', 5],
		['dv.evaluate("2 +").successful', false],
		['dv.evaluate("1 + [[x]]").successful', false],
		['(() => { try { dv.tryEvaluate("2 +"); } catch (error) { return error instanceof Error; } })()', true],
	],
	"asking queries": [
		[
			'await dv.query("TABLE rating FROM #book SORT rating DESC LIMIT 1")',
			{
				successful: true,
				value: {
					type: "table",
					headers: ["File", "rating"],
					values: [["[[books/Odd.md|Odd]]", "many"]],
					idMeaning: { type: "path" },
				},
			},
		],
		[
			'(await dv.query("LIST FROM #book")).value.values',
			["[[books/Dune.md|Dune]]", "[[books/Emma.md|Emma]]", "[[books/Odd.md|Odd]]"],
		],
		['(await dv.query("LIST rating FROM \\"people\\"")).value.values.length', 2],
		['(await dv.query("LIST rating FROM #book/sf")).value.values[0].value', 5],
		[
			'(await dv.query("TABLE WITHOUT ID rating FROM #book/sf", undefined, { forceId: true })).value.headers',
			["File", "rating"],
		],
		['(await dv.query("TASK FROM #book/sf")).value.values.length', 3],
		[
			'(await dv.query("TASK FROM #book/sf GROUP BY completed")).value.values.map(g => g.rows.length)',
			[1, 2],
		],
		[
			'(await dv.query("CALENDAR read FROM #book/sf")).value.values',
			[{ date: "2026-11-20T00:00:00Z", link: "[[books/Dune.md|Dune]]" }],
		],
		['(await dv.query("TABLE FROM")).successful', false],
		['typeof (await dv.query("TABLE FROM")).error', "string"],
		['await dv.tryQuery("TABLE FROM").catch(error => error instanceof Error)', true],
		['await dv.tryQueryMarkdown("LIST FROM #book/sf")', "- [[books/Dune.md|Dune]]\n"],
		[
			'await dv.queryMarkdown("TABLE rating FROM #book/sf")',
			{
				successful: true,
				value:
					"| File                    | rating |\n| ----------------------- | ------ |\n| [[books/Dune.md\\|Dune]] | 5      |\n",
			},
		],
		['(await dv.queryMarkdown("CALENDAR read")).successful', false],
		["(await dv.query('TABLE WITHOUT ID name FROM csv(\"data.csv\")')).value.values", [["Ink"], ["a, b"]]],
	],
	Markdown: [
		['dv.markdownTable(["a", "b|c"], [[1, [2, 3]], ["x", null]])', markdownTable()],
		["dv.markdownList([1, 2])", "- 1\n- 2\n"],
		[
			'dv.markdownTaskList(dv.page("Dune").file.tasks.where(t => t.completed && !t.children.length))',
			expect.stringContaining("- [x] find the page"),
		],
		[
			'dv.markdownTaskList(dv.page("Dune").file.tasks)',
			expect.stringMatching(
				/^- \[ \] quote it.*\n {4}- \[x\] find the page.*\n {4}- a remark.*\n- \[x\] return it/,
			),
		],
	],
	"Obsidian’s app": [
		["app.vault.getMarkdownFiles().length", 7],
		['app.vault.getFiles().map(f => f.extension).includes("csv")', true],
		['app.vault.getAbstractFileByPath("books/Dune.md").basename', "Dune"],
		['app.vault.getAbstractFileByPath("books").children.map(f => f.name)', ["Dune.md", "Emma.md", "Odd.md"]],
		['app.vault.getAbstractFileByPath("nowhere")', null],
		['app.vault.getAbstractFileByPath("draft.md")', null],
		['app.vault.getFileByPath("books/Dune.md").parent.path', "books"],
		['await app.vault.cachedRead(app.vault.getFileByPath("people/Austen.md"))', "---\nborn: 1775\n---\n"],
		['await app.vault.adapter.exists("books/Dune.md")', true],
		['app.vault.adapter.getResourcePath("logo.png")', "logo.png"],
		["app.metadataCache.getFileCache(app.workspace.getActiveFile()).frontmatter.want", 4],
		['app.metadataCache.getCache("books/Dune.md").tags.map(t => t.tag)', ["#book/sf", "#todo", "#idea"]],
		['app.metadataCache.getCache("books/Dune.md").headings', [{ heading: "Notes", level: 2 }]],
		['app.metadataCache.getFirstLinkpathDest("Dune", "Home.md").path', "books/Dune.md"],
		['app.metadataCache.resolvedLinks["people/Herbert.md"]', { "books/Dune.md": 1 }],
		['typeof app.metadataCache.unresolvedLinks["Home.md"]', "object"],
		['app.plugins.plugins.dataview.api === dv && app.plugins.enabledPlugins.has("dataview")', true],
		["this.app === app && window.app === app", true],
	],
	"Obsidian’s window": [
		['moment("2021-08-08").add(1, "month").format("dddd YYYY-MM-DD")', "Wednesday 2021-09-08"],
		['moment("2021-08-08").locale("zh-cn").format("dddd")', "星期日"],
		['moment.isMoment(moment("2021-08-08")) && window.moment === moment', true],
		['DateTime.fromISO("2021-08-08", { zone: "utc" }).weekday', 7],
		['Duration.fromISO("PT2H").as("minutes")', 120],
		["luxon.DateTime === DateTime", true],
		["window.nothing", undefined],
		["(() => { window.mine = 1; return self.mine; })()", 1],
		["window.Math === Math && window.window === window && activeWindow === self", true],
		["isBoolean(false)", true],
		["await Promise.all([sleep(1), nextFrame()]).then(() => 'later')", "later"],
		["new Notice('x').setMessage('y') instanceof Notice", true],
		["document.readyState", "complete"],
		["document.querySelector('.x')", null],
		["getComputedStyle(document.body).getPropertyValue('--color')", ""],
	],
	elements: [
		[
			'(() => { const d = createDiv({ cls: "a b", text: "x" }); return [d.hasClass("b"), d.getText(), d.parentElement]; })()',
			[true, "x", null],
		],
		['createSpan({ attr: { title: "t" } }).getAttr("title")', "t"],
		['createEl("p", { text: "x" }, p => p.setAttr("id", "y")).id', "y"],
		[
			'(() => { const d = createDiv(); createEl("b", { parent: d, text: "in" }); return d.outerHTML; })()',
			"<div><b>in</b></div>",
		],
		['createFragment(f => f.createEl("i")).childElementCount', 1],
		[
			'(() => { const d = createDiv(); d.append(createFragment(f => { f.createEl("i"); f.appendText("x"); })); return d.innerHTML; })()',
			"<i></i>x",
		],
		[
			'(() => { const d = createDiv(); d.hide(); d.toggle(true); d.addClass("a"); d.toggleClass(["a", "b"], true); d.removeClass("a"); return [d.isShown(), d.className]; })()',
			[true, "b"],
		],
		['(() => { const d = createDiv(); d.innerHTML = "x"; d.empty(); return d.innerHTML; })()', ""],
		[
			'(() => { const a = createEl("a"); a.href = "https://a.b"; a.title = "t"; const p = createEl("progress"); p.max = 4; p.value = 1; return a.outerHTML + p.outerHTML; })()',
			'<a href="https://a.b" title="t"></a><progress max="4" value="1"></progress>',
		],
		[
			'(() => { const d = createEl("details"); d.open = true; d.open = false; d.hidden = true; return d.outerHTML; })()',
			'<details hidden=""></details>',
		],
		[
			'(() => { const t = createEl("table"); const r = t.createTBody().insertRow(); r.insertCell().textContent = "a"; r.insertCell(0).textContent = "b"; return t.outerHTML; })()',
			"<table><tbody><tr><td>b</td><td>a</td></tr></tbody></table>",
		],
		[
			'(() => { const d = createDiv(); const [a, b] = ["i", "b"].map(t => d.createEl(t)); b.after("c", createEl("u")); a.replaceWith("d"); b.before("e"); return d.innerHTML; })()',
			"de<b></b>c<u></u>",
		],
		[
			'(() => { const d = createDiv(); const b = d.createEl("b", { cls: "x" }); const c = b.cloneNode(true); d.append(c); c.classList.replace("x", "y"); return d.innerHTML; })()',
			'<b class="x"></b><b class="y"></b>',
		],
		[
			'(() => { const d = createDiv(); d.createEl("b"); const i = d.createEl("i"); return [i.previousElementSibling.localName, i.nextElementSibling, d.contains(i), i.contains(d), i.closest("div") === d, i.closest("p"), i.matches("div > i:last-child")]; })()',
			["b", null, true, false, true, null, true],
		],
		[
			'(() => { const d = createDiv(); d.createEl("ul", { cls: "a" }).createEl("li", { attr: { "data-x": "1" } }).createEl("a", { cls: "k" }); return ["ul.a a", ".a > a", "li[data-x=1] > .k", "p, a.k", "[data-x^=2]", "b c", "a:hover"].map(s => d.querySelectorAll(s).length); })()',
			[1, 0, 1, 1, 0, 0, 0],
		],
		["createDiv() instanceof HTMLElement && createDiv().instanceOf(Node)", true],
	],
	files: [
		['await dv.io.load("people/Austen")', "---\nborn: 1775\n---\n"],
		['await dv.io.load("nowhere")', undefined],
		['await dv.io.load("draft")', undefined],
		['await dv.io.load(dv.fileLink("Home"))', vault["Home.md"]],
		[
			'await dv.io.csv("data.csv")',
			[
				{ name: "Ink", "Many Things": 3, "many-things": 3, on: true, made: "2026-11-01T00:00:00Z" },
				{ name: "a, b", "Many Things": null, "many-things": null, on: false, made: "[[Dune|Dune]]" },
			],
		],
		['dv.isDataArray(await dv.io.csv("data.csv"))', true],
		['await dv.io.csv("none.csv")', undefined],
		['dv.io.normalize("Dune")', "books/Dune.md"],
		['dv.io.normalize("not there")', "not there"],
	],
};

/** Columns are as wide as their widest cell. */
function markdownTable(): string {
	const cell = "<ul><li>2</li><li>3</li></ul>";
	const line = (a: string, b: string) => `| ${a} | ${b.padEnd(cell.length)} |\n`;
	return `${line("a", "b\\|c")}| - | ${"-".repeat(cell.length)} |\n${line("1", cell)}${line("x", "\\-")}`;
}

for (const [topic, cases] of Object.entries(values)) {
	describe(topic, () => {
		for (const [code, value] of cases)
			it(code, async () => {
				expect(await programs.value(code)).toEqual(value);
			});
	});
}

/** A program → what it shows, as text. */
const shown: readonly (readonly [code: string, text: string])[] = [
	['dv.header(2, "Big"); dv.paragraph("text")', "## Big\ntext"],
	['dv.list([1, "two", dv.fileLink("Dune")])', "- 1\n- two\n- Dune"],
	['dv.list(dv.pages("#book").file.link)', "- Dune\n- Emma\n- Odd"],
	["dv.list()", ""],
	['dv.table(["a", "b"], [[1, [2, 3]], ["x"]])', "a | b\n1 | 2, 3\nx | –"],
	['dv.table(["Book"], dv.pages("#book").map(b => [b.file.link]))', "Book\nDune\nEmma\nOdd"],
	['dv.taskList(dv.page("days/2026-11-23").file.tasks)', "2026-11-23\n- [/] halfway"],
	['dv.taskList(dv.page("days/2026-11-23").file.tasks, false)', "- [/] halfway"],
	[
		'const t = dv.page("days/2026-11-23").file.tasks; for (const one of t) one.visual = "all of " + one.text; dv.taskList(t, false)',
		"- [/] all of halfway",
	],
	[
		'dv.taskList(dv.page("Dune").file.tasks.where(t => t.text.startsWith("find") || t.text.startsWith("quote")), false)',
		"- [ ] quote it #todo 📅 2026-12-01\n  - [x] find the page ✅ 2026-11-22\n  - a remark [page:: 12]",
	],
	['await dv.execute("LIST FROM #book/sf")', "- Dune"],
	['await dv.execute("TABLE rating FROM #book/sf")', "File | rating\nDune | 5"],
	['await dv.view("views/bars", { label: "x" })', "bars of x\nmore"],
	['await dv.view("views/deep", "y")', "bars of y\nmore"],
	['dv.span("a"); dv.span("b")', "a\nb"],
	['dv.el("b", "bold"); dv.el("i", null); dv.el("i", 0)', "bold\n0"],
	['const d = dv.el("div", ""); d.createEl("b", { text: "in" }); d.appendText(" it")', "in it"],
	['dv.el("p", "in", { container: dv.el("div", "out ") })', "out in"],
	['this.container.createDiv({ cls: "x" }).createSpan({ text: "deep" })', "deep"],
	['const d = document.createElement("div"); d.textContent = "made"; dv.container.appendChild(d)', "made"],
	['dv.container.innerHTML = "<b>raw</b>"', "raw"],
	['dv.paragraph("gone"); dv.container.empty(); dv.paragraph("kept")', "kept"],
	["dv.paragraph(dv.date('2026-11-23'))", "2026-11-23"],
	['dv.table(["x"], [[dv.el("b", "moved")]])', "x\nmoved"],
	[
		'const l = dv.page("people/Herbert").file.outlinks; l.forEach(x => { x.display = "shown"; }); dv.list(l)',
		"- shown",
	],
	[
		"const f = dv.fileLink('Dune'); f.path = {}; f.type = 5; f.embed = 'x'; dv.list([f])",
		"- [object Object]",
	],
	['dv.table(["a"], [[1]]); this.container.querySelectorAll("tr th")[0].style.color = "red"', "a\n1"],
	['dv.el("p", "x", { attr: { id: "me" } }); document.getElementById("me").setText("y")', "y"],
];

describe("showing", () => {
	for (const [code, text] of shown)
		it(code, async () => {
			expect((await programs.text(code)).replace(/\n$/, "")).toBe(text);
		});

	it("Markdown and elements stay what they are", async () => {
		const parts = await programs.parts(
			'dv.paragraph("**a** [[Dune]]", { cls: "c", attr: { title: "t" } }); dv.container.createEl("a", { text: "book", href: "Dune#Notes" }); dv.el("img", "", { attr: { src: "logo.png", alt: "a logo" } })',
		);
		expect(parts).toEqual([
			{
				kind: "element",
				tag: "p",
				attributes: [
					["class", "c"],
					["title", "t"],
				],
				children: [{ kind: "markdown", text: "**a** [[Dune]]", from: "Home.md" }],
			},
			{ kind: "link", concept: "books/Dune.md", text: "book", heading: "Notes" },
			{ kind: "image", source: "logo.png", alt: "a logo" },
		]);
	});

	it("columns of numbers are numeric", async () => {
		const [part] = await programs.parts('dv.table(["a", "b"], [[1, "x"], [2, 3], [null, null]])');
		expect(part).toMatchObject({
			kind: "view",
			view: { columns: [{ title: "a", numeric: true }, { title: "b" }] },
		});
	});
});

/** Programs that fail, and what they say. */
const failing: readonly (readonly [code: string, message: RegExp])[] = [
	['dv.pages("books")', /in quotes: "books"/],
	["dv.pages('#book WHERE x')", /the source has ended/],
	['await dv.execute("TABEL x")', /TABLE/],
	['await dv.execute("LIST FROM csv(\\"https://a.b/c.csv\\")")', /nothing from the network/],
	['await dv.view("views/none")', /There is no view/],
	['await dv.executeJs("dv.list([1])")', /executeJs/],
	["dv.header(7, 'x')", /from 1 to 6/],
	["dv.app.fileManager", /app\.fileManager is Obsidian itself/],
	["app.vault.modify()", /app\.vault\.modify is Obsidian itself/],
	["app.vault.adapter.write('x')", /app\.vault\.adapter\.write is Obsidian itself/],
	["app.plugins.plugins['metadata-menu'].api", /The plugin “metadata-menu” does not run here/],
	["app.plugins.getPlugin('x')", /The plugin “x”/],
	["await app.vault.read({ path: 'none.png' })", /There is no text “none.png”/],
	["window.require('fs')", /require loads programs of others/],
	["await self.require.import('x.js')", /require loads programs of others/],
	["for (let i = 0; i < 200_000; i++) dv.paragraph('x')", /at most 100,000 elements/],
	['dv.markdownTable(["a"], [[1, 2]])', /1 headers/],
	["const d = dv.el('div', ''); d.append(d)", /into itself/],
	['dv.func.round("x")', /round/],
];

describe("what goes wrong says why", () => {
	for (const [code, message] of failing)
		it(code, async () => {
			await expect(programs.text(code)).rejects.toThrow(message);
		});
});

/** A program → what it has read. */
const reads: readonly (readonly [code: string, names: readonly string[]])[] = [
	["dv.paragraph('x')", ["names"]],
	["dv.page('Dune')", ["names"]],
	[
		"dv.page('Emma').rating",
		["keys books/Emma.md", "loose books/Emma.md", "names", "value rating books/Emma.md"],
	],
	[
		"'rating' in dv.page('Emma')",
		["keys books/Emma.md", "loose books/Emma.md", "names", "value rating books/Emma.md"],
	],
	["dv.page('Emma').nothing", ["keys books/Emma.md", "loose books/Emma.md", "names"]],
	["dv.page('Dune').file.tasks.text", ["items books/Dune.md", "keys books/Dune.md", "names"]],
	[
		"dv.page('Dune').file.tasks[0].position",
		["items books/Dune.md", "keys books/Dune.md", "names", "places books/Dune.md"],
	],
	["dv.page('Emma').file.mtime", ["names", "stat books/Emma.md"]],
	["dv.page('Emma').file.name", ["names"]],
	["dv.page('Emma').file.inlinks", ["backlinks books/Emma.md", "names"]],
	["dv.pages('\"people\"').file.name", ["names"]],
	["dv.date('today')", ["day", "names"]],
	["dv.date('2020-01-01')", ["names"]],
	["await dv.io.load('Emma')", ["names", "text books/Emma.md"]],
	[
		"await dv.tryQuery('TABLE born FROM \"people\"')",
		["Austen", "Herbert"]
			.flatMap((name) => ["keys", "loose", "value born"].map((part) => `${part} people/${name}.md`))
			.concat("names")
			.sort(),
	],
	["dv.tryEvaluate('date(today)')", ["day", "names"]],
];

describe("what is read is known", () => {
	for (const [code, names] of reads)
		it(code, async () => {
			expect(await programs.reads(code)).toEqual(names);
		});
});
