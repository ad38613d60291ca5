import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { dangersIn } from "../support/dangers.js";
import { compileTo, filesIn, fingerprints, temporary } from "../support/program.js";

const folder = temporary();
afterAll(folder.remove);

const epoch = process.env.SOURCE_DATE_EPOCH;
afterEach(() => {
	if (epoch === undefined) delete process.env.SOURCE_DATE_EPOCH;
	else process.env.SOURCE_DATE_EPOCH = epoch;
});

type Files = Readonly<Record<string, string>>;

function vault(name: string, files: Files): string {
	const root = folder.at(name);
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), text);
	}
	return root;
}

async function compiled(name: string, files: Files) {
	const out = folder.at(`${name}-out`);
	const result = await compileTo(out, vault(name, files), { flags: { embed: false } });
	const text = (path: string) => readFileSync(join(out, path), "utf8");
	return { out, result, text, findings: result.diagnostics.map(({ rule }) => rule) };
}

const fence = (language: string, code: string) => `\`\`\`${language}\n${code}\n\`\`\`\n\n`;
const cypher = (code: string) => fence("cypher", code);

describe("what the site does not show", () => {
	const everything = [
		cypher("MATCH (n) RETURN n, labels(n), properties(n)"),
		cypher("MATCH (a)-[r]->(b) RETURN a, r, b, properties(r)"),
		cypher("MATCH p = (:Note)-[*1..3]-() RETURN p"),
		cypher("CALL text.search('geheim') YIELD node, excerpt RETURN node, excerpt"),
		cypher("CALL db.propertyKeys() YIELD propertyKey, owners RETURN propertyKey, owners"),
		fence("query", "geheim"),
		fence("query", "-nothing"),
		fence("query", "path:geheim OR tag:geheim OR line:(geheim)"),
		fence(
			"base",
			"views:\n  - type: table\n    name: x\n    order: [file.name, file.path, file.links, file.backlinks, file.embeds, file.tags, file.properties]",
		),
		fence("dataview", "LIST"),
		fence(
			"dataview",
			"TABLE file.path, file.outlinks, file.inlinks, file.tags, file.etags, file.lists.text, file.frontmatter",
		),
		fence("dataview", 'LIST FROM "verborgener Ordner" OR [[verborgener Entwurf]]'),
		fence("dataview", "TASK"),
		"`= [[verborgener Entwurf]].status` `= length(this.file.outlinks)`",
	].join("\n");

	test("no answer tells", async () => {
		const { out, text } = await compiled("secrets", {
			"frei.md": `# Frei\n\n[[offen]] [[verborgener Entwurf|Text]] %% #geheim/verborgen [[geheim verborgen]] - [ ] geheim verborgen %% <!-- geheim verborgen -->\n\n- [ ] offene Aufgabe\n\n${everything}`,
			"offen.md": "---\nJahr: 1\n---\n#offen [[frei]] ![[bild.png]]",
			"verborgener Entwurf.md":
				"---\ndraft: true\nstatus: verborgen\nverborgenerSchlüssel: geheim\n---\n# geheim verborgen\n\n[[frei]] #geheim #verborgen geheim verborgen",
			"verborgener Ordner/x.md": "---\npublish: false\n---\ngeheim verborgen",
			"verborgenes Bild.png": "",
			"bild.png": "",
		});
		// What was asked is the author's own text, and stands on the page and in its copy.
		const withoutQuestions = (html: string) => html.replace(/<pre .*?<\/pre>|<code[ >].*?<\/code>/gs, "");
		const leaks = filesIn(out)
			.filter((path) => path !== "frei.md" && !path.endsWith(".png"))
			.flatMap((path) => [path, ...withoutQuestions(text(path)).split(/(?=<)|\n/)])
			.filter((piece) => /verborgen/i.test(piece));
		expect(leaks).toEqual([]);
		expect(text("frei.html")).toContain("offene Aufgabe");
	});
});

describe("hostile questions", () => {
	test("end, and nothing of them runs", async () => {
		const evil = `</script><img src=x onerror=alert(1)>"'><b>`;
		const { text, result, findings } = await compiled("hostile", {
			"a.md": [
				cypher(`RETURN ${JSON.stringify(evil)} AS \`</td><script>\``),
				cypher("UNWIND range(1, 1000000000) AS i RETURN i"),
				cypher(
					"UNWIND range(1, 100000) AS i WITH collect(i) AS all UNWIND all AS a UNWIND all AS b RETURN sum(a * b % 7)",
				),
				cypher("UNWIND range(1, 90000) AS i RETURN i, 'x' AS x"),
				cypher(`RETURN ${"[".repeat(150)}1${"]".repeat(150)} AS deep`),
				cypher(`RETURN ${"[".repeat(5000)}`),
				cypher("RETURN reduce(s = 'x', i IN range(1, 60) | s + s) AS long"),
				cypher("RETURN 'javascript:alert(1)' AS url, '\u202Eright to left' AS rtl, 'مرحبا' AS arabic"),
				cypher("MATCH (a)-[r*1..30]-(b) RETURN a, r, b"),
				cypher(""),
				cypher("\0\uFFFF\u{1F600}"),
				fence("query", "/(a+)+$/"),
				fence("query", `${"(".repeat(3000)}a`),
				fence("base", `filters: ${"{and: [".repeat(500)}`),
				fence(
					"base",
					`filters: '${"!".repeat(20_000)}a'\nviews: [{type: table, name: "${evil.replace(/"/g, "")}"}]`,
				),
				fence("dataview", `TABLE ${"(".repeat(2000)}1${")".repeat(2000)}`),
				fence("dataview", `LIST WHERE ${evil}`),
				`\`= "${evil.replace(/"/g, "")}"\``,
				`\`= ${"(".repeat(3000)}\``,
			].join("\n"),
			"b.md": `---\nx: ${JSON.stringify(evil)}\ny: "javascript:alert(1)"\nz: "[x](javascript:alert(1)) <script>1</script>"\n---\n[[a]]`,
			"c.md": `${cypher("MATCH (n) RETURN properties(n)")}${fence("dataview", "TABLE x, y, z")}${fence("base", "views: [{type: table, name: x, order: [file.name, x, y, z]}, {type: cards, name: y, image: x, order: [z]}]")}![[a]]`,
		});
		for (const page of ["a.html", "b.html", "c.html"]) expect(dangersIn(text(page))).toEqual([]);
		expect(findings).toContain("query/costly");
		expect(findings).toContain("query/wrong");
		expect(text("a.html").length).toBeLessThan(8_000_000);
		const told = result.diagnostics.filter(({ rule }) => rule.startsWith("query/"));
		const source = readFileSync(folder.at("hostile", "a.md"), "utf8");
		for (const { path, span } of told.filter(({ path }) => path === "a.md")) {
			expect(span!.start, `${path}`).toBeGreaterThanOrEqual(0);
			expect(span!.end).toBeLessThanOrEqual(source.length);
		}
	}, 240_000);
});

describe("an answer", () => {
	const asking = {
		"a.md": `---\nyear: 1997\n---\n${cypher("MATCH (n:Note) RETURN n, n.year AS year")}`,
		"b.md": "---\nyear: 2014\n---\n[[a]]",
	};

	test("is of the vault as it is: another note's property changes it", async () => {
		const cache = folder.at("cache");
		const root = vault("edited", asking);
		const build = () => compileTo(folder.at("edited-out"), root, { flags: { embed: false }, cache });
		await build();
		expect((await build()).upToDate).toBe(true);
		writeFileSync(join(root, "b.md"), asking["b.md"].replace("2014", "2015"));
		expect((await build()).upToDate).toBe(false);
		expect(readFileSync(folder.at("edited-out", "a.html"), "utf8")).toContain("2015");
		await compileTo(folder.at("clean-out"), root, { flags: { embed: false } });
		expect(fingerprints(folder.at("edited-out"))).toEqual(fingerprints(folder.at("clean-out")));
	});

	test("is of the day on which it was given, and of files as old as they are", async () => {
		const cache = folder.at("day-cache");
		const root = vault("day", { ...asking, "c.md": cypher("RETURN date() AS today") });
		const build = async (day: string) => {
			process.env.SOURCE_DATE_EPOCH = String(Date.parse(day) / 1000);
			const { upToDate } = await compileTo(folder.at("day-out"), root, { flags: { embed: false }, cache });
			return { upToDate, page: readFileSync(folder.at("day-out", "c.html"), "utf8") };
		};
		expect((await build("2026-11-23T10:00Z")).page).toContain("November 23, 2026");
		expect((await build("2026-11-23T23:59Z")).upToDate).toBe(true);
		const next = await build("2026-11-24T00:00Z");
		expect(next.upToDate).toBe(false);
		expect(next.page).toContain("November 24, 2026");
		utimesSync(join(root, "b.md"), 1_000_000_000, 1_000_000_000);
		expect((await build("2026-11-24T00:00Z")).upToDate).toBe(false);
	});

	test("is nobody's business in a vault that asks nothing", async () => {
		const cache = folder.at("quiet-cache");
		const root = vault("quiet", { "a.md": "`a = 1` [[b]]", "b.md": "" });
		const build = async (day: string) => {
			process.env.SOURCE_DATE_EPOCH = String(Date.parse(day) / 1000);
			return compileTo(folder.at("quiet-out"), root, { flags: { embed: false }, cache });
		};
		const { timings, summary } = await build("2026-11-23");
		expect(timings.map(({ stage }) => stage)).not.toContain("answer");
		expect(summary.questions).toBeUndefined();
		expect((await build("2027-01-01")).upToDate).toBe(true);
	});

	test("of a wrong question is a flaw with its place in the file, and the others stand", async () => {
		const { result, text } = await compiled("wrong", {
			"a.md": `# A\n\n> - x\n>   ${["```cypher", "MATCH (n)", "RETURN toUper(n)", "```"].join("\n>   ")}\n\n${cypher("RETURN 6 * 7")}`,
		});
		const [flaw] = result.diagnostics.filter(({ rule }) => rule.startsWith("query/"));
		expect(flaw).toMatchObject({
			rule: "query/wrong",
			severity: "warning",
			path: "a.md",
			position: { line: 6, column: 12 },
		});
		expect(text("a.html")).toContain('data-kind="wrong"');
		expect(text("a.html")).toContain('<p class="answer-value">42</p>');
		expect(result.summary.questions).toEqual({ all: 2, failed: 1 });
	});

	test("is none where code was meant", async () => {
		const { text, result } = await compiled("aside", {
			"a.md": "Write `=A1+B1` or `=SUM(A1:A3)`; it is `= 1 + 1`, `= this.nothing`.",
		});
		expect(text("a.html")).toContain("Write <code>=A1+B1</code> or <code");
		expect(text("a.html")).toContain(
			'it is <span class="answer-value">2</span>, <span class="answer-value"><span class="answer-nothing">–</span></span>.',
		);
		expect(
			result.diagnostics.filter(({ rule }) => rule.startsWith("query/")).map(({ severity }) => severity),
		).toEqual(["info"]);
	});

	test("of a search is not the search itself; a heading's question has its value among the contents", async () => {
		const { text } = await compiled("itself", {
			"a.md": `# 一 \`= this.file.name\`\n\ntext\n\n# Two \`= 1 + 1\` of \`= date("2026-11-23")\`\n\n${fence("query", "needle")}`,
			"b.md": "A needle.\n",
		});
		const page = text("a.html");
		expect(page).toMatch(/answer-hits"><li><a [^>]*>b<\/a>/);
		expect(page).not.toMatch(/answer-hits">.*>a<\/a>/);
		const contents = /<nav class="toc".*?<\/nav>/s.exec(page)![0];
		expect(contents).toContain(">一 a<");
		expect(contents).toContain(">Two 2 of November 23, 2026<");
	});

	test("knows the note in which it stands, also where that is embedded", async () => {
		const { text } = await compiled("this", {
			"a.md": cypher("RETURN $this.name AS me, $this.year AS year, $this AS link"),
			"b.md": "![[a]]",
		});
		for (const page of ["a.html", "b.html"])
			expect(text(page)).toMatch(/<td>a<\/td>.*<a class="internal" href="a\.html">a<\/a>/s);
	});

	test("by chance is the same in every build", async () => {
		const files = { "a.md": cypher("RETURN rand() AS x, rand() AS y"), "b.md": cypher("RETURN rand() AS x") };
		const pages: string[] = [];
		for (const name of ["chance", "again"])
			pages.push((await compiled(`${name}/chance`, files)).text("a.html"));
		expect(pages[0]).toBe(pages[1]);
		expect(pages[0]).toMatch(/0\.\d{3}/);
	});
});
