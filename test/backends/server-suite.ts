import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toOpenGraph } from "../../src/asking/opened-graph.js";
import { verbs } from "../../src/asking/verbs.js";
import {
	askPostgres,
	inferVectors,
	openSession,
	type PostgresAddress,
	parseAddress,
	pushToPostgres,
	querySettings,
	type Session,
} from "../../src/backends/index.js";
import { embedVault } from "../../src/compile.js";
import { loadConfig } from "../../src/config.js";
import {
	accessTo,
	builtInProcedures,
	createStoreBuilder,
	float,
	fromPlain,
	type PrepareOptions,
	Procedures,
	prepare,
	type Value,
} from "../../src/query/index.js";
import { scoreOf, whereIn, wordsIn } from "../../src/query-graph/query-text.js";
import { contentsOf } from "../../src/remote/graph-contents.js";
import { comparable } from "./compare.js";
import type { PostgresServer } from "./postgres-server.js";
import { queries } from "./queries.js";
import { randomQuery } from "./random-queries.js";
import { numbers, plainContents, scaleGraph } from "./scale-graph.js";

/**
 * What is asked of each kind of server.
 *
 * @param server absent where there is none to start
 * @param one of how many comparisons and random questions is asked: all, unless the server takes its time
 */
export function compareWith(title: string, server: PostgresServer | undefined, one = 1): void {
	/** Notes are parsed once for all tests. */
	const cache = mkdtempSync(join(tmpdir(), "notapse-cache-"));
	const search = { scoreOf, whereIn, wordsIn };
	const parameters = new Map([
		["title", "长短期记忆网络" as Value],
		["titles", fromPlain(["长短期记忆网络", "门控循环单元网络", "没有"])],
	]);

	function address(database: string): PostgresAddress {
		const parsed = parseAddress(server!.url(database));
		return parsed.kind === "postgres" ? parsed : expect.fail("not PostgreSQL");
	}

	/** The demo vault has no nested tags, and nothing that is alone or unresolved. */
	const findsNothing = /nothing|:PARENT\*|NOT EXISTS|:Unresolved/i;

	/** What one query gives here and there; `pushed` tells whether the server alone has answered it. */
	async function both(query: string, ordered: boolean, options: PrepareOptions, session: Session) {
		const there = async (text: string) =>
			askPostgres(session, text, { parameters, search, functions: options.functions });
		const answered = await there(query);
		const explained = JSON.stringify((await there(`EXPLAIN ${query}`)).result.plan);
		return {
			here: comparable(prepare(query, options).runSync({ parameters }), options.store, ordered),
			there: comparable(answered.result, answered.store, ordered),
			pushed:
				explained.includes('"Server"') &&
				!explained.includes('"Here"') &&
				!explained.includes("SELECT * FROM"),
		};
	}

	describe.skipIf(server === undefined)(title, () => {
		afterAll(() => {
			server?.stop();
			rmSync(cache, { recursive: true, force: true });
		});

		describe("answers as this process does", () => {
			let options: PrepareOptions;
			let session: Session;

			beforeAll(async () => {
				const { config } = await loadConfig({ cwd: process.cwd(), vault: "vault", flags: { epochs: 0 } });
				const loaded = await embedVault({ vault: "vault", config, cache });
				const { graph } = toOpenGraph(loaded);
				options = graph.options;
				server!.create("vault");
				session = await openSession(address("vault"));
				await pushToPostgres(session, contentsOf(loaded, graph, loaded.inference()));
			}, 120_000);
			afterAll(() => session?.close());

			const pattern = (title: string) => (variable: string) => `(${variable}:Note {title: '${title}'})`;
			const asked = verbs.flatMap(({ answer, limit }) => {
				if (answer.kind === "explain" || answer.query === undefined) return [];
				const searchQuery = (words: string) =>
					`CALL text.search('${words}') YIELD node AS concept, line RETURN concept, line ORDER BY concept.title`;
				const concepts = answer.kind === "suggest" ? [] : [pattern("长短期记忆网络"), pattern("三张地图")];
				const more = {
					texts: ["梯度"],
					searchQuery,
					depth: 2,
					limit: limit === undefined ? "" : `\nLIMIT ${limit}`,
				};
				return [`! ${answer.query({ concepts, ...more })}`];
			});
			it.each([...queries, ...asked])("%s", async (line) => {
				const mark = /^[!#] /.test(line) ? line[0] : "";
				const { here, there, pushed } = await both(
					mark === "" ? line : line.slice(2),
					mark === "!",
					options,
					session,
				);
				expect(there).toEqual(here);
				if (mark === "#") expect(pushed).toBe(true);
				// A question that finds nothing says nothing of the two.
				if (!findsNothing.test(line)) expect(here).not.toEqual([]);
			});
		});

		describe("runs the network as this process does", () => {
			it.each([
				["diffusion", { epochs: 0 }],
				["gru", { epochs: 2, cell: "gru", dim: 16 }],
				["lstm", { epochs: 2, cell: "lstm", dim: 16 }],
				["rnn", { epochs: 2, cell: "rnn", dim: 16 }],
				["linear", { epochs: 2, cell: "linear", dim: 16 }],
			])("%s", async (name, flags) => {
				const { config } = await loadConfig({ cwd: process.cwd(), vault: "vault", flags });
				const loaded = await embedVault({ vault: "vault", config, cache });
				server!.create(`infer ${name}`);
				const session = await openSession(address(`infer ${name}`));
				try {
					await pushToPostgres(session, contentsOf(loaded, toOpenGraph(loaded).graph, loaded.inference()));
					const { concepts, difference } = await inferVectors(session);
					expect(concepts).toBe(loaded.embedding.concepts.length);
					expect(difference).toBeGreaterThan(0);
					expect(difference).toBeLessThan(1e-5);
				} finally {
					await session.close();
				}
			});
		});

		describe("compares values as this process does", () => {
			const texts = [
				"",
				"a",
				"B",
				"é",
				"中",
				"😀",
				"\ue000",
				"！",
				"a'b\"c\\d",
				"tab\tline\n$1::text",
				"10",
				"null",
			];
			const values: Value[] = [...texts, 0, 1, -1, 10, 2 ** 40, 0.5, -2.25, float(1e21), true, false];
			const lists: Value[] = [[], ["a"], ["a", null], [1, "1"], [["a"]], new Map([["a", 1]])];
			let session: Session;
			let options: PrepareOptions;

			beforeAll(async () => {
				const builder = createStoreBuilder();
				const random = numbers(3);
				const some = (list: readonly Value[]) => list[Math.floor(random() * list.length)]!;
				const keys = Array.from({ length: 40 }, (_, i) => `concept ${String(i).padStart(2, "0")} \t\\ '"`);
				for (const [i] of keys.entries()) {
					const or = (value: Value) => (random() < 0.2 ? null : value);
					builder.addNode(i % 2 === 0 ? ["A"] : ["A", "B`\"'"], [
						["s", or(some(texts))],
						["i", or(Math.floor(random() * 5) - 2)],
						["f", or(random() < 0.5 ? 0.5 : 1.25)],
						["n", or(random() < 0.5 ? 1 : 0.5)],
						["b", or(random() < 0.5)],
						["l", or(some([["a"], ["b", "a"], []]))],
						["x", or(some([...values, ...lists]))],
						["y", or(some([...values, ...lists]))],
						["odd `\"' key", or(1)],
					]);
				}
				for (let i = 0; i < 60; i++)
					builder.addRelationship(
						i % 3 === 0 ? "odd `\"' type" : "T",
						Math.floor(random() * 40),
						Math.floor(random() * 40),
						[["w", i % 4]],
					);
				const store = builder.finish();
				const procedures: Procedures = new Procedures(builtInProcedures(() => procedures));
				options = { store, access: accessTo(store), procedures };
				server!.create("values");
				session = await openSession(address("values"));
				await pushToPostgres(session, plainContents(store, keys));
			}, 60_000);
			afterAll(() => session?.close());

			const keys = ["s", "i", "f", "n", "b", "l", "x", "y", "z"];
			const sides = [
				...keys.map((key) => `b.${key}`),
				"''",
				"'a'",
				"'！'",
				"'😀'",
				"1",
				"0.5",
				"true",
				"null",
			];

			it.each([
				"=",
				"<>",
				"<",
				"<=",
				">",
				">=",
				"STARTS WITH",
				"ENDS WITH",
				"CONTAINS",
			])("%s", async (operator) => {
				for (const [i, key] of keys.entries()) {
					for (const [k, side] of sides.entries()) {
						if ((i + k) % one !== 0) continue;
						const of = side.startsWith("b.") ? "MATCH (a)-->(b)" : "MATCH (a)";
						const query = `${of} RETURN a.${key} ${operator} ${side} AS holds, count(*) AS often`;
						const { here, there } = await both(query, false, options, session);
						expect(there, query).toEqual(here);
					}
				}
			}, 120_000);

			it.each([
				...keys.flatMap((key) => [
					`! MATCH (n) RETURN n.${key} AS v ORDER BY v`,
					`! MATCH (n) RETURN n.${key} AS v ORDER BY v DESC LIMIT 7`,
					`MATCH (n) RETURN DISTINCT n.${key} AS v`,
					`MATCH (n) RETURN n.${key} AS v, count(*) AS often`,
					`MATCH (n) RETURN count(n.${key}) AS c, count(DISTINCT n.${key}) AS d, min(n.${key}) AS a, max(n.${key}) AS z`,
					`MATCH (n) WHERE n.${key} IN ['a', 1, true, 0.5, null] RETURN count(*) AS c`,
					`MATCH (n) WHERE NOT n.${key} IN ['a', 1] RETURN count(*) AS c`,
					`MATCH (n) RETURN coalesce(n.${key}, 'none') AS v, count(*) AS c`,
					`MATCH (n) RETURN CASE WHEN n.${key} = 'a' THEN 1 WHEN n.${key} > 0 THEN 2 END AS v, count(*) AS c`,
					`MATCH (n {${key}: 'a'}) RETURN count(*) AS c`,
					`MATCH (n {${key}: 1}) RETURN count(*) AS c`,
					`MATCH (a), (b) WHERE a.${key} = b.${key} RETURN count(*) AS c`,
				]),
				"MATCH (n) RETURN n.`odd ``\"' key` AS v, count(*) AS c",
				"MATCH (n)-[r:`odd ``\"' type`]->(m) RETURN n, r, m",
				"MATCH (n:`B``\"'`) RETURN n",
				"MATCH (n) WHERE n.s = 'tab\\tline\\n$1::text' RETURN n.s AS s",
				"MATCH (n) RETURN n.s + '$1::text' AS s",
				"MATCH (n) RETURN size(n.s) AS s, count(*) AS c",
				"MATCH (n) RETURN n.i + n.i AS a, n.i * n.f AS b, n.i - 1 AS c, n.i / 2 AS d, n.i % 2 AS e",
				"MATCH (n) UNWIND n.l AS v RETURN v, count(*) AS c",
				"MATCH (n) UNWIND n.x AS v RETURN v, count(*) AS c",
				"MATCH (n) WHERE 'a' IN n.l RETURN count(*) AS c",
				"MATCH (n) RETURN n.s IN n.l AS v, count(*) AS c",
				"MATCH (n) RETURN sum(n.i) AS i, sum(n.f) AS f, avg(n.f) AS g, sum(n.n) AS n",
				"MATCH (a)-[r]-(b) RETURN type(r) AS t, count(*) AS c",
				"MATCH (a)-[r1]-(b)-[r2]-(c) RETURN count(*) AS c",
				"MATCH (a)-[r*1..3]-(b) RETURN size(r) AS s, count(*) AS c",
				"MATCH (a)-[*2]->(b)<-[r]-(c) RETURN count(*) AS c",
				"MATCH (a:`B``\"'`)-[:T*0..]->(b) RETURN count(DISTINCT b) AS c",
				"MATCH (a)-[:T*]->(b) WITH DISTINCT a, b RETURN count(*) AS c",
				"MATCH (a)-[:T* {w: 1}]->(b) RETURN count(*) AS c",
				"MATCH (a), (b), p = shortestPath((a)-[*1..]->(b)) WHERE a <> b RETURN length(p) AS l, count(*) AS c",
				"MATCH (a), (b), p = allShortestPaths((a)-[*1..4]-(b)) WHERE a <> b RETURN length(p) AS l, count(*) AS c",
				"MATCH (a) OPTIONAL MATCH (a)-[r {w: 2}]->(b) WHERE b.i > 0 RETURN a.s AS s, b.i AS i, r.w AS w",
			])("%s", async (line) => {
				const ordered = line.startsWith("! ");
				const { here, there } = await both(ordered ? line.slice(2) : line, ordered, options, session);
				expect(there).toEqual(here);
			});

			// The same each time; NOTAPSE_RANDOM_QUERIES asks so many others besides.
			const more = Number(process.env.NOTAPSE_RANDOM_QUERIES ?? 0);
			const from = Number(process.env.NOTAPSE_RANDOM_FROM ?? 1000);
			it.each([
				[0, 150],
				[from, from + more],
			])(
				"queries at random, from %i to %i",
				async (first, end) => {
					let telling = 0;
					for (let seed = first; seed < end; seed += one) {
						const { text, ordered } = randomQuery(seed, {
							labels: ["A", "A", "`B``\"'`", "`B``\"'`", "C"],
							types: ["T", "T", "T", "`odd ``\"' type`", "`odd ``\"' type`", "NONE"],
							keys: [...keys, "`odd ``\"' key`"],
							values: ["1", "'a'", "0.5", "true", "-1", "'！'", "''", "'中'"],
							relationshipKeys: ["w", "w", "w", "x"],
						});
						const asked = () => both(text, ordered, options, session);
						const { here, there } = await asked().catch((error: unknown) => {
							throw new Error(`${seed}: ${text}`, { cause: error });
						});
						expect(there, `${seed}: ${text}`).toEqual(here);
						if (here.length > 0) telling++;
					}
					expect(telling).toBeGreaterThanOrEqual((end - first) / one / 3);
				},
				3_600_000,
			);

			it("shortest paths are the same to the last choice", async () => {
				for (const arrow of [
					"-[*0..]->",
					"<-[*0..]-",
					"-[*0..]-",
					"-[:T*0..3]-",
					"-[* {w: 1}]-",
					"-[:T|`odd ``\"' type`*1..]->",
				]) {
					const [a, b] = arrow.includes("*0") ? ["", ""] : ["WHERE a <> b", ""];
					for (const how of ["shortestPath", "allShortestPaths"]) {
						const query = `MATCH (a), (b), p = ${how}((a)${arrow}(b)) ${a}${b} RETURN p`;
						const { here, there, pushed } = await both(query, false, options, session);
						expect(there, query).toEqual(here);
						expect(pushed, query).toBe(true);
					}
				}
			}, 120_000);

			it.each([
				["RETURN 1 / 0", /divided by zero/i],
				["MATCH (n) RETURN 9223372036854775807 + n.i", /64 bits/],
				["MATCH (n) RETURN toUper(n.s)", /toUpper/],
				["MATCH (n) RETURN $missing", /missing/],
				["MATCH (n) RETURN n LIMIT -1", /LIMIT|negative/i],
				["CREATE (n)", /read-only|CREATE/i],
			])("refuses %s", async (query, message) => {
				await expect(askPostgres(session, query, { search })).rejects.toThrow(message);
				// The connection is in order afterwards.
				expect((await askPostgres(session, "RETURN 1 AS one", { search })).result.rows).toEqual([[1]]);
			});

			it("ends what takes too long, and what is given up", async () => {
				const query = "MATCH (a), (b), (c), (d), (e) RETURN count(*)";
				await expect(askPostgres(session, query, { search, budget: { time: 50 } })).rejects.toThrow(
					"longer than 50 ms",
				);
				const signal = AbortSignal.timeout(50);
				await expect(askPostgres(session, query, { search, signal })).rejects.toThrow(/abort|timeout/i);
			});
		});

		describe("holds out", () => {
			let session: Session;
			const ask = (text: string, given: Readonly<Record<string, Value>> = {}, on = session) =>
				askPostgres(on, text, { search, parameters: new Map(Object.entries(given)) });
			const rowsOf = async (text: string, given?: Readonly<Record<string, Value>>) =>
				(await ask(text, given)).result.rows;

			beforeAll(async () => {
				server!.create("hostile");
				session = await openSession(address("hostile"), querySettings);
				await pushToPostgres(session, scaleGraph(300));
			}, 60_000);
			afterAll(() => session?.close());

			it.each([
				["a quote", "Note 1'; DROP TABLE notapse.nodes; --"],
				["a backslash and a dollar", "\\x00 $1::text $$ E'\\''"],
				["NUL", "Note\0 1"],
				["half a pair", "Note \ud800"],
				["another half", "\udc00Note"],
				["a long text", "a".repeat(1_000_000)],
				["characters of all planes", "\u{10ffff}\ue000é中😀"],
			])("%s in a text", async (_, text) => {
				const given = { text };
				expect(await rowsOf("MATCH (n {title: $text}) RETURN n.title", given)).toEqual([]);
				expect(await rowsOf("MATCH (n) WHERE n.title IN [$text, 'Note 1'] RETURN n.title", given)).toEqual([
					["Note 1"],
				]);
				expect(await rowsOf("MATCH (n {title: 'Note 1'}) RETURN $text AS same", given)).toEqual([[text]]);
				expect(await rowsOf("UNWIND [$text] AS t RETURN t", given)).toEqual([[text]]);
				expect(await rowsOf("MATCH (n) WHERE n.title CONTAINS $text RETURN count(*) AS c", given)).toEqual([
					[0],
				]);
			});

			it("labels, types and keys that nobody would use", async () => {
				const odd = "`a'\"); DROP TABLE x; --\\u0000`";
				expect(await rowsOf(`MATCH (n:${odd})-[r:${odd} {${odd}: 1}]->() RETURN n.${odd}`)).toEqual([]);
				expect(await rowsOf("MATCH (n) RETURN count(*) AS c")).toEqual([[300]]);
			});

			it("long lists", async () => {
				const titles = Array.from({ length: 100_000 }, (_, i) => `Note ${i}`);
				const words = Array.from({ length: 100_000 }, (_, i) => i);
				expect(await rowsOf("MATCH (n) WHERE n.title IN $titles RETURN count(*) AS c", { titles })).toEqual([
					[300],
				]);
				expect(await rowsOf("MATCH (n) WHERE n.words IN $words RETURN count(*) AS c", { words })).toEqual([
					[300],
				]);
				expect(await rowsOf("UNWIND $words AS w RETURN count(*) AS c, max(w) AS m", { words })).toEqual([
					[100_000, 99_999],
				]);
				expect(
					await rowsOf("UNWIND $titles AS t MATCH (n {title: t}) RETURN count(*) AS c", { titles }),
				).toEqual([[300]]);
				const mixed = [...titles.slice(0, 50), 1, null];
				expect(await rowsOf("MATCH (n) WHERE n.title IN $mixed RETURN count(*) AS c", { mixed })).toEqual([
					[50],
				]);
			});

			it("numbers at the ends of 64 bits", async () => {
				const [most, least] = [2n ** 63n - 1n, -(2n ** 63n)];
				expect(
					await rowsOf("MATCH (n {title: 'Note 1'}) RETURN $most AS m, $least AS l", { most, least }),
				).toEqual([[most, least]]);
				expect(
					await rowsOf("MATCH (n) WHERE n.words < $most AND n.words > $least RETURN count(*) AS c", {
						most,
						least,
					}),
				).toEqual([[300]]);
				await expect(ask("MATCH (n) RETURN n.words + $most", { most })).rejects.toThrow("64 bits");
				await expect(ask("MATCH (n) WITH sum($most) AS s RETURN s", { most })).rejects.toThrow("64 bits");
				expect(
					await rowsOf("MATCH (n) WHERE n.words < $infinite RETURN count(*) AS c", {
						infinite: float(Number.POSITIVE_INFINITY),
					}),
				).toEqual([[300]]);
			});

			it("is compiled once for values of one shape, and answers each", async () => {
				const query = "MATCH (n {title: $title}) RETURN n.title AS t LIMIT $most";
				for (let i = 0; i < 12; i++)
					expect(await rowsOf(query, { title: `Note ${i}`, most: 1 })).toEqual([[`Note ${i}`]]);
				expect(await rowsOf(query, { title: 1, most: 1 })).toEqual([]);
				expect(await rowsOf(query, { title: null, most: 1 })).toEqual([]);
				expect(await rowsOf(query, { title: "Note 7", most: 0 })).toEqual([]);
				await expect(ask(query, { title: "Note 7", most: -1 })).rejects.toThrow(/LIMIT|negative/i);
				await expect(ask(query, { title: "Note 7" })).rejects.toThrow("most");
				const shapes: Value[] = ["a", 1, 1.5, true, null, ["a"], ["a", 1], [1, 2]];
				for (const value of [...shapes, ...shapes])
					expect(await rowsOf("MATCH (n {title: 'Note 1'}) RETURN $value AS v", { value })).toEqual([
						[value],
					]);
			});

			it("what is given up ends on the server, and what comes next is answered", async () => {
				const given = new AbortController();
				const query = "MATCH (a), (b), (c), (d), (e), (f) RETURN count(*)";
				const running = askPostgres(session, query, { search, signal: given.signal });
				const failed = expect(running).rejects.toThrow("enough");
				await expect.poll(() => active("hostile")).toBe("1");
				given.abort(new Error("enough"));
				await failed;
				expect(active("hostile")).toBe("0");
				expect(await rowsOf("RETURN 1 AS one")).toEqual([[1]]);
			});

			it("what somebody else ends, and what the server limits, is told in its words", async () => {
				const query = "MATCH (a), (b), (c), (d), (e), (f) RETURN count(*)";
				const failed = expect(ask(query)).rejects.toThrow("canceling statement due to user request");
				await expect.poll(() => active("hostile")).toBe("1");
				server!.psql(
					"hostile",
					`SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE ${running("hostile")}`,
				);
				await failed;
				await session.run("SET statement_timeout = 50");
				await expect(ask(query)).rejects.toThrow("statement timeout");
				await session.run("SET statement_timeout = 0");
				// A limit of one query is none of the next.
				const limited = { search, budget: { time: 30 } };
				await expect(askPostgres(session, query, limited)).rejects.toThrow("longer than 30 ms");
				expect((await rowsOf("MATCH (a), (b) RETURN count(*) AS c"))[0]).toEqual([90_000]);
			});

			it("a graph that is replaced between two questions, or rebuilt", async () => {
				const query = "MATCH (n:Note) WHERE n.words > $least RETURN count(*) AS c";
				const counted = async () => (await rowsOf(query, { least: 0 }))[0]?.[0];
				const before = await counted();
				for (const [notes, rebuild] of [
					[200, false],
					[250, true],
					[300, true],
				] as const) {
					const other = await openSession(address("hostile"));
					await pushToPostgres(other, scaleGraph(notes), { rebuild });
					await other.close();
					expect(await counted()).toBe(Math.floor((notes * 19) / 20));
					expect(await rowsOf("MATCH (n {title: 'nothing'}) RETURN n.title")).toEqual([]);
				}
				expect(await counted()).toBe(before);
			});

			it("many questions at once on one connection", async () => {
				const asked = Array.from({ length: 40 }, (_, i) =>
					rowsOf("MATCH (n {title: $t})-[:LINKS]->(m) RETURN count(*) AS c", { t: `Note ${i}` }),
				);
				const alone: unknown[] = [];
				const together = await Promise.all(asked);
				for (let i = 0; i < 40; i++)
					alone.push(
						await rowsOf("MATCH (n {title: $t})-[:LINKS]->(m) RETURN count(*) AS c", { t: `Note ${i}` }),
					);
				expect(together).toEqual(alone);
			});

			it.skipIf(server?.power === undefined)(
				"a server that was started again",
				async () => {
					expect(await rowsOf("MATCH (n {title: 'Note 1'}) RETURN n.title AS t")).toEqual([["Note 1"]]);
					server!.power!.crash();
					await expect(ask("RETURN 1 AS one")).rejects.toThrow(/was lost|cannot be reached/);
					server!.power!.start();
					expect(await rowsOf("MATCH (n {title: 'Note 1'}) RETURN n.title AS t")).toEqual([["Note 1"]]);
					expect(
						(await rowsOf("MATCH (a {title: 'Note 1'})-[*]->(b) RETURN count(DISTINCT b) > 1 AS some"))[0],
					).toEqual([true]);
				},
				60_000,
			);

			// Where tables are spread, most questions need tables of the transaction.
			it.skipIf(title.startsWith("Citus"))(
				"whoever may only read, may ask",
				async () => {
					server!.psql(
						"hostile",
						`DROP ROLE IF EXISTS hostile_reader; CREATE ROLE hostile_reader LOGIN; GRANT USAGE ON SCHEMA notapse TO hostile_reader;
				GRANT SELECT ON ALL TABLES IN SCHEMA notapse TO hostile_reader; REVOKE TEMPORARY ON DATABASE hostile FROM PUBLIC`,
					);
					const url = server!.url("hostile").replace(/\/\/[^@/]*@/, "//hostile_reader@");
					const reader = await openSession(parseAddress(url) as PostgresAddress, querySettings);
					try {
						const [a, b] = ["Note 1", "Note 3"];
						for (const query of [
							"MATCH (a {title: $a})-->(n) RETURN n",
							"MATCH (a {title: $a})-[*1..3]-(n) RETURN count(DISTINCT n) AS c",
							"MATCH (a {title: $a}), (b {title: $b}), p = shortestPath((a)-[*]-(b)) RETURN p",
						])
							expect(
								comparable(
									(await ask(query, { a, b }, reader)).result,
									(await ask(query, { a, b }, reader)).store,
									false,
								),
							).toEqual(
								comparable((await ask(query, { a, b })).result, (await ask(query, { a, b })).store, false),
							);
						const endless = "MATCH (a {title: $a})-[*]->(n) RETURN count(DISTINCT n) AS c";
						await expect(ask(endless, { a }, reader)).rejects.toMatchObject({
							message: expect.stringContaining("temporary tables"),
							hint: expect.stringContaining("*1..5"),
						});
						await reader.run("SET default_transaction_read_only = on");
						await expect(ask(endless, { a }, reader)).rejects.toThrow("temporary tables");
						await expect(pushToPostgres(reader, scaleGraph(310))).rejects.toThrow(/read-only|does not allow/);
						await reader.run("SET default_transaction_read_only = off");
						await expect(pushToPostgres(reader, scaleGraph(310))).rejects.toThrow("does not allow this user");
						expect((await ask("MATCH (n) RETURN count(*) AS c", {}, reader)).result.rows).toEqual([[300]]);
					} finally {
						await reader.close();
					}
				},
				60_000,
			);

			const running = (database: string) =>
				`datname = '${database}' AND state = 'active' AND pid <> pg_backend_pid()`;
			const active = (database: string) =>
				server!.psql(database, `SELECT count(*) FROM pg_stat_activity WHERE ${running(database)}`);
		});

		describe("is loaded", () => {
			const tables = ["nodes", "names", "relationships", "texts", "vectors", "parts", "communities"];
			/** All rows of all tables that readers see, as one text. */
			const dump = (database: string) =>
				server!.psql(
					database,
					tables
						.map(
							(table) =>
								`SELECT '${table}', count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE "C")) FROM notapse.${table} AS t;`,
						)
						.join(""),
				);
			const push = async (database: string, notes: number, edited = 0) => {
				const session = await openSession(address(database));
				try {
					return await pushToPostgres(session, scaleGraph(notes, edited), { batch: 400 });
				} finally {
					await session.close();
				}
			};

			it("by what has changed alone, and once", async () => {
				server!.create("parts");
				const first = await push("parts", 300);
				expect(first).toMatchObject({ version: 1, changed: 300 + 100 + 300, removed: 0 });
				expect(await push("parts", 300)).toMatchObject({ version: 1, sent: 0, changed: 0 });
				const second = await push("parts", 300, 5);
				expect(second.version).toBe(2);
				expect(second.removed).toBeGreaterThan(0);
				server!.create("anew");
				await push("anew", 300, 5);
				expect(dump("parts")).toBe(dump("anew"));
			});

			it("to the same end, if it is killed twenty times on the way; readers see the one graph or the other", async () => {
				const folder = mkdtempSync(join(tmpdir(), "notapse-loader-"));
				const loader = join(folder, "loader.mjs");
				const banner = {
					js: 'import { createRequire as made } from "node:module"; const require = made(import.meta.url);',
				};
				await build({
					entryPoints: ["test/backends/loader.ts"],
					outfile: loader,
					bundle: true,
					platform: "node",
					format: "esm",
					banner,
				});
				try {
					server!.create("whole");
					await push("whole", 2000, 3);
					const after = dump("whole");
					server!.create("killed");
					await push("killed", 2000);
					const before = dump("killed");
					const random = numbers(11);
					let finished = 0;
					for (let i = 0; i < 20; i++) {
						finished += (await runLoader(loader, server!.url("killed"), random() * 700)) ? 1 : 0;
						expect([before, after]).toContain(dump("killed"));
					}
					expect(finished).toBeLessThan(20);
					await push("killed", 2000, 3);
					expect(dump("killed")).toBe(after);
					expect(server!.psql("killed", "SELECT count(*) FROM notapse.staged_parts")).toBe("0");
				} finally {
					rmSync(folder, { recursive: true, force: true });
				}
			}, 120_000);

			it.skipIf(server?.power === undefined)(
				"after the server has died in the middle",
				async () => {
					server!.create("dead");
					const session = await openSession(address("dead"));
					let crashed = false;
					const onProgress = () => {
						if (crashed) return;
						crashed = true;
						server!.power!.crash();
					};
					const pushing = pushToPostgres(session, scaleGraph(500), { batch: 200, onProgress });
					await expect(pushing).rejects.toThrow(/was lost|starting or stopping/);
					await session.close();
					server!.power!.start();
					const report = await push("dead", 500);
					expect(report).toMatchObject({ version: 1 });
					expect(report.resumed).toBeGreaterThan(0);
					server!.create("calm");
					await push("calm", 500);
					expect(dump("dead")).toBe(dump("calm"));
				},
				60_000,
			);

			it("not over what somebody else keeps there, nor over a newer layout", async () => {
				server!.create("theirs");
				server!.psql("theirs", "CREATE SCHEMA notapse; CREATE TABLE notapse.nodes (x int)");
				await expect(push("theirs", 10)).rejects.toThrow("holds tables that are not ours");
				expect(server!.psql("theirs", "SELECT count(*) FROM notapse.nodes")).toBe("0");
				server!.create("newer");
				await push("newer", 10);
				server!.psql("newer", "UPDATE notapse.version SET layout = 99");
				await expect(push("newer", 10)).rejects.toThrow("made by a newer notapse");
				server!.psql("newer", "UPDATE notapse.version SET layout = 0");
				await expect(push("newer", 10)).rejects.toMatchObject({ hint: expect.stringContaining("--rebuild") });
			});

			it("into tables of an older version, which are completed", async () => {
				server!.create("older");
				await push("older", 100);
				server!.psql(
					"older",
					"DROP TABLE notapse.neighbors, notapse.suggestions, notapse.staged_neighbors, notapse.staged_suggestions; UPDATE notapse.version SET layout = 1",
				);
				const session = await openSession(address("older"));
				const asked = await askPostgres(session, "MATCH (n) RETURN count(*) AS c", { search });
				expect(asked.result.rows).toEqual([[100]]);
				const related = "MATCH (n {title: 'Note 1'}) CALL gnn.related(n) YIELD node RETURN node";
				await expect(askPostgres(session, related, { search })).rejects.toThrow("was not pushed");
				await session.close();
				expect(await push("older", 120)).toMatchObject({ version: 2 });
				expect(server!.psql("older", "SELECT count(*) FROM notapse.suggestions")).toBe("0");
			});

			it("by one at a time", async () => {
				server!.create("busy");
				const first = await openSession(address("busy"));
				const second = await openSession(address("busy"));
				const both = [pushToPostgres(first, scaleGraph(100)), pushToPostgres(second, scaleGraph(100, 5))];
				await Promise.all(both.map((one, i) => one.finally(() => [first, second][i]!.close())));
				const [versions] = server!.psql("busy", "SELECT number FROM notapse.version").split("\n");
				expect(versions).toBe("2");
			});

			it("with a clear word when nobody listens, or there is no such database", async () => {
				await expect(openSession(address("nowhere"))).rejects.toThrow("has no database of this name");
				const closed = parseAddress("postgres://me:secret@127.0.0.1:1/x") as PostgresAddress;
				const refused = await openSession(closed).catch((error: unknown) => String(error));
				expect(refused).toContain("nobody listens there");
				expect(refused).not.toContain("secret");
			});
		});
	});
}

/** Whether it came to its end before it was killed. */
function runLoader(loader: string, url: string, after: number): Promise<boolean> {
	return new Promise((resolve) => {
		const child = spawn(process.execPath, [loader, url, "2000", "3"], {
			stdio: ["ignore", "pipe", "inherit"],
		});
		let said = "";
		child.stdout.on("data", (data: Buffer) => {
			if (said === "") setTimeout(() => child.kill("SIGKILL"), after);
			said += data.toString();
		});
		child.on("close", () => resolve(said.includes("done")));
	});
}
