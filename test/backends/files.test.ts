import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { exportFiles, type GraphContents } from "../../src/backends/index.js";
import { createStoreBuilder, float } from "../../src/query/index.js";
import { readTurtle } from "./read-turtle.js";
import { plainContents } from "./scale-graph.js";

const odd = 'a "quoted" \\ text\nwith\ttabs, `ticks`, <tags> & 😀 half: \ud800 end';

function oddGraph(): GraphContents {
	const builder = createStoreBuilder();
	builder.addNode(
		["Note"],
		[
			["title", odd],
			["path", "a b/ü (1).md"],
			["lang", "en"],
			["words", 3],
			["weight", 0.5],
			["tags", ["x", "y,z"]],
			["done", true],
			['odd `key` "q"', odd],
			["map", new Map([["k", odd]])],
			["excerpt", "What it says"],
		],
	);
	builder.addNode(
		["Note"],
		[
			["title", "Same"],
			["path", "one.md"],
			["huge", float(1e21)],
		],
	);
	builder.addNode(
		["Note"],
		[
			["title", "Same"],
			["path", "two.md"],
		],
	);
	builder.addNode(
		["Tag"],
		[
			["title", odd],
			["tag", odd],
		],
	);
	builder.addNode(["Unresolved"], [["title", "Nobody"]]);
	builder.addNode(["Heading"], [["title", "Part"]]);
	builder.addRelationship("LINKS", 0, 1, [["line", 1]]);
	builder.addRelationship("LINKS", 0, 1, [["line", 2]]);
	builder.addRelationship("TAGGED", 0, 3);
	builder.addRelationship("odd `type`", 1, 0, [['odd " key', odd]]);
	builder.addRelationship("LINKS", 2, 4);
	builder.addRelationship("HEADING", 0, 5);
	const keys = ["a b/ü (1).md", "one.md", "two.md", `#${odd}`, "?Nobody"].map((key) => `concept ${key}`);
	return plainContents(builder.finish(), [...keys, "heading a\u0001000"]);
}

const well = odd.replace("\ud800", "\ufffd");

describe("Parquet, read by hyparquet", () => {
	const read = async (name: string) => {
		const bytes = (await exportFiles(oddGraph(), "parquet")).get(name) as Uint8Array;
		return parquetReadObjects({ file: bytes.slice().buffer });
	};

	it("entities: concepts with titles of their own, in GraphRAG's columns", async () => {
		const rows = await read("entities.parquet");
		expect(rows.map(({ title }) => title)).toEqual([
			`${well} (a b/ü (1).md)`,
			"Same (one.md)",
			"Same (two.md)",
			`${well} (#${well})`,
			"Nobody",
		]);
		expect(Object.keys(rows[0]!)).toEqual([
			"id",
			"human_readable_id",
			"title",
			"type",
			"description",
			"text_unit_ids",
			"frequency",
			"degree",
		]);
		expect(rows[0]).toMatchObject({
			type: "Note",
			description: "What it says",
			text_unit_ids: ["a b/ü (1).md"],
			degree: 3n,
		});
	});

	it("relationships: by the titles of their ends, with how often they are", async () => {
		const titles = new Set((await read("entities.parquet")).map(({ title }) => title));
		const rows = await read("relationships.parquet");
		expect(rows).toHaveLength(4);
		for (const { source, target } of rows) expect(titles.has(source) && titles.has(target)).toBe(true);
		expect(rows.find(({ target }) => target === "Same (one.md)")).toMatchObject({ weight: 2 });
	});

	it("vertices and edges: all of the graph", async () => {
		const [vertices, edges] = [await read("vertices.parquet"), await read("edges.parquet")];
		const ids = new Set(vertices.map(({ id }) => id));
		expect(ids.size).toBe(6);
		expect(edges).toHaveLength(6);
		for (const { src, dst } of edges) expect(ids.has(src) && ids.has(dst)).toBe(true);
		expect(vertices[0]!.labels).toEqual(["Note"]);
		expect(JSON.parse(vertices[0]!.properties as string)).toMatchObject({
			words: 3,
			tags: ["x", "y,z"],
			map: { k: well },
		});
	});
});

describe("linked data", () => {
	it.each([
		{},
		{ baseUrl: "https://example.org/my notes" },
	])("Turtle says what JSON-LD says, %j", async (options) => {
		const triples = readTurtle((await exportFiles(oddGraph(), "turtle", options)).get("graph.ttl") as string);
		const document = JSON.parse(
			(await exportFiles(oddGraph(), "jsonld", options)).get("graph.jsonld") as string,
		);
		const said = document["@graph"].flatMap((subject: Record<string, unknown>) =>
			Object.entries(subject).flatMap(([key, values]) => {
				if (key === "@id") return [];
				const predicate = key === "@type" ? "http://www.w3.org/1999/02/22-rdf-syntax-ns#type" : key;
				return (values as unknown[]).map((value) => [
					subject["@id"],
					predicate,
					key === "@type" ? { "@id": value } : value,
				]);
			}),
		);
		const sorted = (list: unknown[]) => list.map((one) => JSON.stringify(one)).sort();
		expect(sorted(triples)).toEqual(sorted(said));
		expect(triples.length).toBeGreaterThan(15);
	});
});

describe("CSV with a script for Cypher", () => {
	it("has a table for each set of labels and each type, and reads them all", async () => {
		const files = await exportFiles(oddGraph(), "csv");
		const script = files.get("load.cypher") as string;
		for (const name of files.keys()) if (name.endsWith(".csv")) expect(script).toContain(`'file:///${name}'`);
		expect(script).toContain("CREATE (n:Concept:`Note` {key: row.key})");
		expect(script).toContain("-[r:`odd ``type```]->");
		expect(script).toContain("n.`words` = toInteger(row.`words`)");
		const rows = readCsv(files.get("nodes-1.csv") as string);
		expect(rows).toHaveLength(4);
		const first = Object.fromEntries(rows[0]!.map((key, i) => [key, rows[1]![i]]));
		expect(first).toMatchObject({
			key: "concept a b/ü (1).md",
			title: well,
			tags: "x\u001fy,z",
			done: "true",
			weight: "0.5",
		});
	});
});

/** RFC 4180, strictly. */
function readCsv(text: string): string[][] {
	const rows: string[][] = [[]];
	let at = 0;
	while (at < text.length) {
		const found = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(text.slice(at));
		if (found === null) throw new Error(`no field at ${at}`);
		rows.at(-1)!.push(found[1]?.replaceAll('""', '"') ?? found[2]!);
		at += found[0].length;
		if (found[3] === "\r\n" && at < text.length) rows.push([]);
	}
	return rows;
}
