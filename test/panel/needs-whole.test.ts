import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { needsWhole, packOutline, packSiteGraph, unpackSiteGraph } from "../../src/panel/index.js";
import { accessTo, createStoreBuilder, Procedures, prepare, toPlain } from "../../src/query/index.js";

describe("whether a query comes by more than concepts and links", () => {
	it.each([
		["MATCH (n:Note) RETURN n, COUNT { (n)<-[:LINKS|EMBEDS]-() } AS l ORDER BY l", false],
		["MATCH (a:Note)-[r:LINKS]-(b) RETURN a, r, b.title, type(r)", false],
		["MATCH p = shortestPath((:Note {title: 'a'})-[:LINKS*]-(:Note {line: 1})) RETURN p", false],
		["MATCH (t:Tag)<-[:TAGGED]-(n) WHERE n.words > 3 RETURN t, collect(n)[..3]", false],
		["MATCH (a:Note), (b:Note|Canvas) RETURN similarity(a, b)", false],
		["MATCH (a:Note) CALL gnn.nearest(a, 3) YIELD node RETURN node", false],
		["MATCH (n) RETURN count(*)", true],
		["MATCH (n:!Note) RETURN n", true],
		["MATCH (h:Heading) RETURN h", true],
		["MATCH (a:Note)--(b) RETURN b", true],
		["MATCH (a:Note)-[:!LINKS]->(b) RETURN b", true],
		["MATCH (a:Note)-[r:LINKS]->(b) RETURN r.line", true],
		["MATCH (a:Note)-[:LINKS {line: 3}]->(b) RETURN b", true],
		["MATCH (a)-[:LINKS*0..2]->(b) RETURN b", true],
		["MATCH (a:Note)-[r:LINKS]->(b) RETURN properties(r)", true],
		["MATCH (a:Note)-[r:LINKS]->(b) RETURN r {.*}, r['line']", true],
		["MATCH (a:Note) WHERE EXISTS { (a)-[:HEADING]->() } RETURN a", true],
		["CALL db.labels() YIELD label RETURN label", true],
		["MATCH (a:Note) RETURN COUNT { (a)--() }", true],
	])("%s: %s", (query, whole) => {
		expect(needsWhole(query)).toBe(whole);
	});
});

/** Notes with links, headings, tags and cells. */
function graph() {
	const builder = createStoreBuilder();
	const notes = Array.from({ length: 6 }, (_, i) =>
		builder.addNode(i === 4 ? ["Attachment", "Canvas"] : ["Note"], [
			["title", `n${i}`],
			["path", `n${i}.md`],
			["line", 1],
			["words", i * 7],
		]),
	);
	const tag = builder.addNode(["Tag"], [["title", "#t"]]);
	for (const [i, note] of notes.entries()) {
		builder.addRelationship("LINKS", note, notes[(i * 3 + 1) % 6]!, [["line", i]]);
		builder.addRelationship("LINKS", note, notes[(i + 2) % 6]!, [["line", i + 1]]);
		if (i % 2 === 0) builder.addRelationship("TAGGED", note, tag);
		const heading = builder.addNode(["Heading"], [["title", `h${i}`]]);
		builder.addRelationship("HEADING", note, heading);
	}
	const cells = [0, 1].map((i) => builder.addNode(["Cell"], [["title", `c${i}`]]));
	builder.addRelationship("CELL", notes[0]!, cells[0]!);
	builder.addRelationship("IMPORTS", cells[0]!, cells[1]!);
	return builder.finish();
}

it("what needs no more has the same answer from the outline", () => {
	const store = graph();
	const [outline, whole] = [packOutline, packSiteGraph].map((pack) =>
		unpackSiteGraph(pack(store, (node) => `${node}.html`)),
	);
	expect(outline!.store.nodes).toBe(7);
	const ends = ["", ":Note", ":Canvas|Tag", ":!Note", ":Heading", ":Cell", ":%"];
	const links = [
		"-[:LINKS]->",
		"<-[:LINKS|TAGGED]-",
		"--",
		"-[:LINKS*1..2]-",
		"-[:LINKS*0..1]->",
		"-[:!HEADING]-",
		"-[:IMPORTS]->",
	];
	let compared = 0;
	for (const a of ends) {
		for (const b of ends) {
			for (const link of ["", ...links]) {
				const pattern = link === "" ? `(a${a}), (b${b})` : `(a${a})${link}(b${b})`;
				const query = `MATCH ${pattern} RETURN a.title AS a, b.title AS b, count(*) AS n ORDER BY a, b`;
				if (needsWhole(query)) continue;
				compared++;
				const [left, right] = [outline!, whole!].map(({ store }) => {
					const prepared = prepare(query, { store, access: accessTo(store), procedures: new Procedures([]) });
					return prepared.runSync().rows.map((row) => row.map((value) => toPlain(value, store)));
				});
				expect(left, query).toEqual(right);
			}
		}
	}
	expect(compared).toBeGreaterThan(100);
});

describe("an outline that has little room", () => {
	const builder = createStoreBuilder();
	for (let i = 0; i < 50; i++)
		builder.addNode(
			["Note"],
			Object.entries({ title: `n${i}`, path: `n${i}.md`, lang: "en", long: "x".repeat(i), year: i % 2 }),
		);
	const store = builder.finish();
	const pack = (most: number) =>
		unpackSiteGraph(packOutline(store, (node) => `n${node}.html`, { most, sizeOf: ({ length }) => length }));

	const bytesOf = (most: number) =>
		packOutline(store, (node) => `n${node}.html`, { most, sizeOf: ({ length }) => length }).length;
	// There is room for what all or every other note have.
	const little = bytesOf(0) + 250;

	it("leaves out what takes most, and knows what", () => {
		expect([...pack(1e6).left]).toEqual([]);
		const small = pack(little);
		expect([...small.left]).toEqual(["long"]);
		expect(small.store.nodeKeys(3)).toEqual(["lang", "path", "title", "year"]);
		expect([...pack(0).left]).toEqual(["lang", "long", "year"]);
		expect(pack(0).store.nodeKeys(3)).toEqual(["path", "title"]);
		expect(pack(0).hrefOf(7)).toBe("n7.html");
	});

	it("is not asked for what it lacks", () => {
		const { left } = pack(little);
		expect(needsWhole("MATCH (n:Note) RETURN n.title, n.year", left)).toBe(false);
		expect(needsWhole("MATCH (n:Note) RETURN n.long", left)).toBe(true);
		expect(needsWhole("MATCH (n:Note {long: 'x'}) RETURN n.title", left)).toBe(true);
		expect(
			needsWhole("MATCH (n:Note) WHERE EXISTS { (n)-[:LINKS]->(m:Note {long: ''}) } RETURN n", left),
		).toBe(true);
	});
});

it("names, paths and addresses are what they were, whether they follow from each other or not", () => {
	const text = fc.constantFrom("a", "", "a.md", "夹/a", "a b", "夹/a b.md", "x/", ".md", "\u0000");
	const value = fc.option(fc.oneof(text, fc.constantFrom<number | string[]>(0, 1, ["a"])), { nil: null });
	const node = fc.record({
		label: fc.constantFrom("Note", "Heading"),
		title: value,
		name: value,
		path: value,
		tag: value,
		href: fc.option(text, { nil: undefined }),
	});
	fc.assert(
		fc.property(
			fc.array(node, { minLength: 1, maxLength: 8 }),
			fc.array(fc.nat(), { maxLength: 6 }),
			(nodes, ends) => {
				const builder = createStoreBuilder();
				for (const { href: _, label, ...values } of nodes) builder.addNode([label], Object.entries(values));
				for (const end of ends)
					builder.addRelationship("HEADING", end % nodes.length, (end * 7 + 1) % nodes.length);
				const store = builder.finish();
				const again = unpackSiteGraph(packSiteGraph(store, (i) => nodes[i]?.href));
				for (const [i, { href, label, ...values }] of nodes.entries()) {
					// A heading is where its note is.
					if (label === "Note") expect(again.hrefOf(i)).toBe(href);
					for (const [key, was] of Object.entries(values)) expect(again.store.nodeValue(i, key)).toEqual(was);
				}
			},
		),
	);
});
