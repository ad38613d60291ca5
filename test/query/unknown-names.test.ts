/** What a query asks for and the graph does not have is told, and nothing else. */
import { describe, expect, it } from "vitest";
import { graphNames } from "../../src/model/index.js";
import { builtInProcedures, createStoreBuilder, Procedures, unknownNames } from "../../src/query/index.js";

const builder = createStoreBuilder();
const [lstm, gate] = ["LSTM", "gate"].map((title, i) =>
	builder.addNode(
		["Note"],
		[
			["title", title],
			["状态", i === 0 ? "草稿" : null],
			["year", 1997],
		],
	),
);
builder.addRelationship("LINKS", lstm!, gate!, [["line", 3]]);
builder.addRelationship("author", lstm!, gate!, [["line", 2]]);
const procedures: Procedures = new Procedures(builtInProcedures(() => procedures));
const options = { store: builder.finish(), procedures };
const told = (query: string) => unknownNames(query, options, graphNames).map(({ message }) => message);

describe("is told", () => {
	it.each([
		["MATCH (n:Note) WHERE n.yaer > 1990 RETURN n", "No note has a property `yaer`; did you mean `year`?"],
		["MATCH (n:Note {Year: 1997}) RETURN n", "No note has a property `Year`; did you mean `year`?"],
		["MATCH (n) WITH n AS m ORDER BY m.状太 RETURN m", "No note has a property `状太`; did you mean `状态`?"],
		["MATCH (n) RETURN n['yaer']", "No note has a property `yaer`; did you mean `year`?"],
		["MATCH (n) RETURN n {.title, .yaer}", "No note has a property `yaer`; did you mean `year`?"],
		["MATCH ()-[r]->() RETURN r.lien", "No link has a property `lien`; did you mean `line`?"],
		["MATCH ()-[r]->() RETURN r.title", "No link has a property `title`."],
		["MATCH (n:Noet) RETURN n", "Nothing is a :Noet in this vault; did you mean :Note?"],
		["MATCH (n:note) RETURN n", "Nothing is a :note in this vault; did you mean :Note?"],
		["MATCH (n) WHERE n:Book RETURN n", "Nothing is a :Book in this vault."],
		["MATCH (n:!Noet) RETURN n", "Nothing is a :Noet in this vault; did you mean :Note?"],
		["MATCH ()-[:LINK]->() RETURN 1", "No relationship is a [:LINK] in this vault; did you mean [:LINKS]?"],
		[
			"MATCH ()-[:autor]->() RETURN 1",
			"No relationship is a [:autor] in this vault; did you mean [:author]?",
		],
		["MATCH (n:Attachment) RETURN n", "This vault has no :Attachment."],
		["MATCH ()-[:IMPORTS]->() RETURN 1", "This vault has no [:IMPORTS]."],
		[
			"MATCH (n) WHERE EXISTS { (n)-[:EMBDS]->() } RETURN n",
			"No relationship is a [:EMBDS] in this vault; did you mean [:EMBEDS]?",
		],
		["MATCH (n) RETURN coalesce(n.yaer, 0)", "No note has a property `yaer`; did you mean `year`?"],
		["MATCH (n) WHERE n.yaer IS NOT NULL RETURN n", "No note has a property `yaer`; did you mean `year`?"],
	])("%s", (query, message) => {
		expect(told(query)).toEqual([message]);
	});

	it("once, in the order of the text, and not without end", () => {
		expect(told("MATCH (n:Noet) WHERE n.yaer = 1 RETURN n.yaer, n.titel")).toEqual([
			"Nothing is a :Noet in this vault; did you mean :Note?",
			"No note has a property `yaer`; did you mean `year`?",
			"No note has a property `titel`; did you mean `title`?",
		]);
		const many = Array.from({ length: 1000 }, (_, i) => `n.key${i}`);
		expect(told(`MATCH (n) RETURN ${many.join(", ")}`)).toHaveLength(5);
	});
});

describe("is not told", () => {
	it.each([
		"MATCH (n:Note) WHERE n.状态 = '草稿' AND n.published RETURN n.excerpt, n.words",
		"MATCH (n:Note|Canvas) RETURN n",
		"MATCH (n) WHERE n:Note OR n:Canvas|Note RETURN n",
		"MATCH (a)-[:!HEADING&!CELL&!TAGGED]->(b) RETURN b",
		"MATCH (n:!Attachment) RETURN n",
		"MATCH (a)-[r:LINKS|EMBEDS]->(b) RETURN r.display, r.block",
		"MATCH (n) WHERE n.rating IS NULL RETURN coalesce(n.due, 'never')",
		"WITH {yaer: 1} AS m RETURN m.yaer, date().year, date().weekYear",
		"MATCH (n) WITH n {.title} AS m RETURN m.anything",
		"MATCH p = ()-[:LINKS*1..2]->() RETURN [r IN relationships(p) | r.line], length(p)",
		"CALL db.labels() YIELD label, nodes RETURN label",
		"UNWIND $rows AS row RETURN row.yaer",
	])("%s", (query) => {
		expect(told(query)).toEqual([]);
	});
});
