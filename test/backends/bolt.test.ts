import { afterEach, describe, expect, it } from "vitest";
import {
	askBolt,
	type BoltAddress,
	type BoltSession,
	findNamedByBolt,
	openBolt,
	parseAddress,
	pushToBolt,
} from "../../src/backends/index.js";
import { fromPlain, toPlain } from "../../src/query/index.js";
import { type BoltServer, type Received, type Reply, Structure, startBolt } from "./bolt-server.js";
import { scaleGraph } from "./scale-graph.js";

let server: BoltServer | undefined;
let session: BoltSession | undefined;

afterEach(async () => {
	await session?.close();
	await server?.close();
	[server, session] = [undefined, undefined];
});

async function open(answer: (received: Received) => Reply, password = "secret"): Promise<BoltSession> {
	server = await startBolt("secret", answer);
	const address = parseAddress(`bolt://neo4j@${server.url}`) as BoltAddress;
	session = await openBolt(address, { NEO4J_PASSWORD: password });
	return session;
}

const nothing: Reply = { columns: [], rows: [] };
const node = (id: number, labels: readonly string[], properties: object) =>
	new Structure(0x4e, [id, labels, properties]);

describe("a query over Bolt", () => {
	it("is sent as it was written, with its parameters", async () => {
		const bolt = await open(() => nothing);
		const query = "MATCH (n:Note {title: $t})-[:LINKS]->(m) WHERE m.words > $w RETURN m LIMIT 3 // `$x`";
		const parameters = new Map(
			Object.entries({ t: "门 'x'", w: 3, f: 0.5, l: ["a", 1] }).map(([key, value]) => [
				key,
				fromPlain(value),
			]),
		);
		const { result } = await askBolt(bolt, query, { parameters });
		expect(server!.received).toEqual([{ query, parameters: { t: "门 'x'", w: 3, f: 0.5, l: ["a", 1] } }]);
		expect(result.rows).toEqual([]);
	});

	it("gives nodes, relationships, paths and values as ours", async () => {
		const [a, b] = [
			node(7, ["Note", "NotapseConcept"], { title: "A", _notapse_key: "concept a.md" }),
			node(9, ["Tag"], { title: "B", n: 4 }),
		];
		const link = new Structure(0x52, [5, 7, 9, "LINKS", { line: 3, _notapse_sentence: "So says A." }]);
		const path = new Structure(0x50, [[a, b], [new Structure(0x72, [5, "LINKS", { line: 3 }])], [1, 1]]);
		const row = [a, link, path, 1, 2 ** 60, 1.5, [true, null, "x"], { k: 1 }, new Structure(0x44, [20_000])];
		const bolt = await open(() => ({ columns: row.map((_, i) => `c${i}`), rows: [row] }));
		const { result, store, sentenceOf } = await askBolt(bolt, "RETURN 1");
		expect(result.columns).toHaveLength(row.length);
		const plain = result.rows[0]!.map((value) => toPlain(value, store));
		expect(plain[0]).toEqual({ id: 0, labels: ["Note"], properties: { title: "A" } });
		expect(plain[1]).toMatchObject({ type: "LINKS", properties: { line: 3 } });
		expect(plain[2]).toMatchObject({
			nodes: [{ properties: { title: "A" } }, { properties: { title: "B", n: 4 } }],
		});
		expect(plain.slice(3)).toEqual([1, String(2n ** 60n), 1.5, [true, null, "x"], { k: 1 }, "2024-10-04"]);
		expect(sentenceOf(0)).toBe("So says A.");
	});

	it("that the server refuses is refused with its words", async () => {
		const bolt = await open(() => ({
			code: "Neo.ClientError.Statement.SyntaxError",
			message: "Invalid input 'SHORTEST' (line 1, column 7)",
		}));
		await expect(askBolt(bolt, "MATCH SHORTEST 1 (a)-->(b) RETURN a")).rejects.toThrow(
			"Invalid input 'SHORTEST' (line 1, column 7)",
		);
	});

	it("is not sent with a wrong password, which nobody repeats", async () => {
		const bolt = await open(() => nothing, "hunter2");
		const error = await askBolt(bolt, "RETURN 1").catch((reason: Error) => reason as Error);
		expect(String(error)).toContain("does not take this user and password");
		expect(String(error) + JSON.stringify(error)).not.toContain("hunter2");
		expect(server!.received).toEqual([]);
	});

	it("says where nobody listens", async () => {
		const closed = await openBolt(parseAddress("bolt://127.0.0.1:1") as BoltAddress, {});
		await expect(askBolt(closed, "RETURN 1")).rejects.toThrow("cannot be reached");
		await closed.close();
	});

	it("finds who is meant by a name", async () => {
		const bolt = await open(({ query }) =>
			query.includes("name = $name")
				? {
						columns: ["labels", "title", "path", "tag", "name", "kind"],
						rows: [[["Note", "NotapseConcept"], "LSTM", "a/LSTM.md", null, "lstm", "note"]],
					}
				: nothing,
		);
		expect(await findNamedByBolt(bolt, "LSTM", (name) => name.toLowerCase())).toMatchObject({
			path: "a/LSTM.md",
			labels: ["Note"],
		});
	});
});

describe("a push over Bolt", () => {
	/** Remembers nodes as a server would, as far as a push asks for them. */
	function memory() {
		const nodes = new Map<string, { digest: string; labels: string[] }>();
		const answer = ({ query, parameters }: Received): Reply => {
			if (query.startsWith("MATCH (n:NotapseConcept) RETURN"))
				return {
					columns: ["key", "digest", "labels"],
					rows: [...nodes].map(([key, { digest, labels }]) => [key, digest, labels]),
				};
			if (query.startsWith("MERGE (v:NotapseVersion)")) return { columns: ["number"], rows: [["1"]] };
			if (query.includes("DETACH DELETE")) for (const key of parameters.keys as string[]) nodes.delete(key);
			if (query.includes("MERGE (n:NotapseConcept")) {
				const labels = [...query.matchAll(/:`(\w+)`/g)].map((found) => found[1]!);
				for (const { key, properties } of parameters.rows as {
					key: string;
					properties: Record<string, string>;
				}[])
					nodes.set(key, { digest: properties._notapse_digest!, labels: ["NotapseConcept", ...labels] });
			}
			return nothing;
		};
		return { nodes, answer };
	}

	it("sends all in one transaction, and then only what has changed", async () => {
		const { nodes, answer } = memory();
		const bolt = await open(answer);
		const first = await pushToBolt(bolt, scaleGraph(60));
		expect(first).toMatchObject({ changed: 60, removed: 0 });
		expect(nodes.size).toBe(60);
		expect(server!.requests.filter((name) => name === "COMMIT")).toHaveLength(1);
		const links = server!.received.filter(({ query }) => query.includes("CREATE (a)-[r:`LINKS`]->(b)"));
		expect(links.flatMap(({ parameters }) => parameters.rows)).toHaveLength(240);
		expect((links[0]!.parameters.rows as { properties: object }[])[0]!.properties).toEqual({
			line: expect.any(Number),
		});
		const sent = server!.received.length;
		expect(await pushToBolt(bolt, scaleGraph(60))).toMatchObject({ changed: 0, removed: 0 });
		expect(server!.received.slice(sent).some(({ query }) => query.includes("MERGE (n:"))).toBe(false);
		const third = await pushToBolt(bolt, scaleGraph(60, 5));
		expect(third.removed).toBe(6);
		expect(nodes.size).toBe(54);
	});
});
