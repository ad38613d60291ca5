import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LiveVault } from "../../src/asking/live-vault.js";
import { verbs } from "../../src/asking/verbs.js";
import { type HttpListener, serveVault } from "../../src/server/index.js";
import { type AskedVault, askedVault, gates } from "../support/asked-vault.js";
import { validator } from "../support/json-schema.js";

let asked: AskedVault;
let server: HttpListener;
let url: string;
const bugs: unknown[] = [];

beforeAll(async () => {
	asked = await askedVault(gates);
	server = await serveVault(asked.vault, { onBug: (error) => bugs.push(error), port: 0 });
	url = server.url;
});
afterAll(async () => {
	await server.close();
	await asked.close();
	expect(bugs).toEqual([]);
});

/** What JSON.parse gives: only read here. */
// biome-ignore lint/suspicious/noExplicitAny: as said
type Json = any;

interface Told {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Json;
}

async function get(path: string, headers: Record<string, string> = {}): Promise<Told> {
	const response = await fetch(new URL(`api/${path}`, url), { headers });
	const text = await response.text();
	const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
	return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

async function ask(body: unknown, headers: Record<string, string> = {}): Promise<Told> {
	const response = await fetch(new URL("api/query", url), {
		method: "POST",
		headers: { "Content-Type": "application/json", ...headers },
		body: typeof body === "string" ? body : JSON.stringify(body),
	});
	const text = await response.text();
	const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
	return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** The value in each row. */
function column(body: Json, name: string): unknown[] {
	return body.rows.map((row: Json) => row[name]?.title ?? row[name]);
}

describe("verbs", () => {
	it("tell in which sentence a link stands, and where", async () => {
		const { status, body } = await get("links?note=LSTM");
		expect(status).toBe(200);
		expect(body).toEqual({
			note: {
				id: "长短期记忆网络.md",
				kind: "note",
				title: "长短期记忆网络",
				path: "长短期记忆网络.md",
			},
			rows: [
				{
					concept: { id: "gate.md", kind: "note", title: "gate", path: "gate.md" },
					how: "LINKS",
					place: "长短期记忆网络.md:7",
					sentence: "A gate keeps what the memory holds: ct.",
				},
				expect.objectContaining({ concept: expect.objectContaining({ title: "记忆" }) }),
			],
			more: false,
		});
	});

	it.each([
		["backlinks?note=gate", "concept", ["draft", "图网络", "记忆", "长短期记忆网络"]],
		["backlinks?note=%23recurrent", "concept", ["图网络", "长短期记忆网络"]],
		["neighbors?note=LSTM&depth=1", "concept", ["gate", "recurrent", "记忆"]],
		["hubs?limit=1", "concept", ["gate"]],
		["orphans", "concept", ["alone"]],
		["unresolved", "concept", ["hidden name", "nowhere"]],
		["tags", "tag", ["recurrent"]],
		["search?words=three", "concept", ["长短期记忆网络"]],
		["search?words=tag%3A%23recurrent%20-three", "concept", ["图网络"]],
	])("%s", async (path, name, titles) => {
		const { status, body } = await get(path);
		expect(status).toBe(200);
		expect(column(body, name)).toEqual(titles);
	});

	it("show a chain of sentences, or that there is none", async () => {
		const { body } = await get(`path?from=${encodeURIComponent("图网络")}&to=LSTM`);
		expect(body).toMatchObject({ length: 2, steps: [{ direction: "out" }, { direction: "out" }] });
		expect((await get("path?from=alone&to=LSTM")).body).toMatchObject({ length: null, steps: [] });
	});

	it("come in pages", async () => {
		const pages = [];
		for (let offset = 0, more = true; more; offset += 2) {
			const { body } = await get(`backlinks?note=gate&limit=2&offset=${offset}`);
			expect(body.rows.length).toBeLessThanOrEqual(2);
			pages.push(...column(body, "concept"));
			more = body.more;
		}
		expect(pages).toEqual(["draft", "图网络", "记忆", "长短期记忆网络"]);
	});

	it("come a row a line, if that is asked for", async () => {
		const { headers, body } = await get("backlinks?note=gate", { Accept: "application/x-ndjson" });
		expect(headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
		const rows = body
			.trimEnd()
			.split("\n")
			.map(JSON.parse as (line: string) => Json);
		expect(rows.map((row: Json) => row.concept.title)).toEqual(["draft", "图网络", "记忆", "长短期记忆网络"]);
	});

	it("ask the network, and say why", async () => {
		const { body } = await get("related?note=gate&limit=2");
		expect(body.related).toHaveLength(2);
		for (const near of body.related) {
			expect(near.score).toBeGreaterThan(0);
			expect(near.why.length).toBeGreaterThan(0);
		}
		const { body: explained } = await get("explain?a=gate&b=LSTM");
		expect(explained.similarity).toBeGreaterThan(-1);
		expect(explained.sides).toHaveLength(2);
	});
});

describe("the description", () => {
	it("has every verb, and every answer is as it says", async () => {
		const { body: document } = await get("openapi.json");
		expect(document.openapi).toBe("3.1.0");
		const values: Record<string, string> = {
			note: "gate",
			from: "gate",
			to: "LSTM",
			a: "gate",
			b: "LSTM",
			words: "gate",
		};
		for (const { name } of verbs) {
			const operation = document.paths[`/api/${name}`].get;
			const query = operation.parameters
				.filter(({ required }: Json) => required)
				.map((parameter: Json) => `${parameter.name}=${values[parameter.name]}`);
			const { status, body } = await get(`${name}?${query.join("&")}`);
			expect([name, status]).toEqual([name, 200]);
			const schema = operation.responses["200"].content["application/json"].schema;
			expect(validator({ ...schema, components: document.components })(body)).toEqual([]);
			const problem = await get(`${name}?nonsense=1`);
			expect(problem.status).toBe(400);
			const problemSchema = document.components.schemas.Problem;
			expect(validator({ ...problemSchema, components: document.components })(problem.body)).toEqual([]);
		}
		for (const path of ["/api/schema", "/api/notes/{path}"]) {
			const schema = document.paths[path].get.responses["200"].content["application/json"].schema;
			const { body } = await get(path.replace("/api/", "").replace("{path}", "gate.md"));
			expect(validator({ ...schema, components: document.components })(body)).toEqual([]);
		}
	});
});

describe("queries", () => {
	it("have parameters and give records", async () => {
		const { body } = await ask({
			query: "MATCH (n:Note {year: $year})-[:LINKS]->(m) RETURN n.title AS title, m.title AS to ORDER BY to",
			parameters: { year: 1997 },
		});
		expect(body).toEqual({
			columns: ["title", "to"],
			rows: [
				{ title: "长短期记忆网络", to: "gate" },
				{ title: "长短期记忆网络", to: "记忆" },
			],
		});
	});

	it("join what was learned with patterns", async () => {
		const query =
			"MATCH (a:Note {title: 'gate'}), (b:Note) WHERE a <> b RETURN b.title, similarity(a, b) AS s";
		const { body } = await ask({ query });
		expect(body.rows.some(({ s }: Json) => typeof s === "number")).toBe(true);
	});

	it("may be written as notes ask", async () => {
		const dataview = await ask({ query: "LIST FROM #recurrent SORT file.name", language: "dataview" });
		expect(dataview.body.rows).toHaveLength(2);
		expect(dataview.body).toEqual({
			shape: "list",
			columns: ["item"],
			rows: [
				{ item: { text: "图网络", path: "图/图网络.md" } },
				{ item: { text: "长短期记忆网络", path: "长短期记忆网络.md" } },
			],
		});
		const found = await ask({ query: "tag:#recurrent -three", language: "search" });
		expect(found.body.rows).toMatchObject([{ file: { path: "图/图网络.md" }, matches: 1 }]);
		const base =
			"views: [{type: table, name: A, order: [file.name]}, {type: list, name: B, order: [file.name]}]";
		expect((await ask({ query: base, language: "base" })).body).toMatchObject({
			view: "A",
			columns: ["Name"],
			notes: ["This base has other views: B."],
		});
		expect((await ask({ query: base, language: "base", view: "B" })).body).toMatchObject({ shape: "list" });
		expect((await ask({ query: base, language: "base", view: "C" })).status).toBe(400);
		const wrong = await ask({ query: "LIST FRM #recurrent", language: "dataview" });
		expect(wrong).toMatchObject({ status: 400, body: { error: { kind: "query", line: 1 } } });
		expect((await ask({ query: "x", language: "sql" })).status).toBe(400);
	});

	it("are told what they ask for and the vault does not have", async () => {
		const { body } = await ask({ query: "MATCH (n:Note) WHERE n.yaer = 1 RETURN n" });
		expect(body).toEqual({
			columns: ["n"],
			rows: [],
			notes: ["No note has a property `yaer`; did you mean `year`?"],
		});
	});

	it("may be called cypher, as in other programs", async () => {
		expect((await ask({ cypher: "RETURN 1 AS one" })).body.rows).toEqual([{ one: 1 }]);
	});

	it("are told where they are wrong", async () => {
		const { status, body } = await ask({ query: "MATCH (n)\nRETURN m" });
		expect(status).toBe(400);
		expect(body.error).toMatchObject({
			kind: "query",
			type: "SyntaxError",
			detail: "UndefinedVariable",
			line: 2,
			column: 8,
		});
	});

	it.each([
		"CREATE (n)",
		"MATCH (n) DELETE n",
		"MATCH (n) SET n.x = 1",
	])("cannot write: %s", async (query) => {
		expect(await ask({ query })).toMatchObject({ status: 400, body: { error: { kind: "query" } } });
	});

	it.each([
		[{ rows: 10 }, "UNWIND range(1, 11) AS x RETURN x"],
		[{ time: 20 }, "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN count(*)"],
	])("cost no more than %j", async (limits, query) => {
		expect(await ask({ query, limits })).toMatchObject({ status: 422, body: { error: { kind: "costly" } } });
	});

	it("run beside each other", async () => {
		const slow = ask({
			query: "UNWIND range(1, 3000) AS x UNWIND range(1, 1000) AS y RETURN count(*) AS n",
		});
		const quick = await Promise.all(
			Array.from({ length: 8 }, (_, i) => ask({ query: "RETURN $i AS i", parameters: { i } })),
		);
		expect(quick.map(({ body }) => body.rows[0].i)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
		expect((await slow).body.rows).toEqual([{ n: 3_000_000 }]);
	});

	it("are ended when the client goes away", async () => {
		const body = JSON.stringify({
			query:
				"UNWIND range(1, 10000) AS x UNWIND range(1, 10000) AS y UNWIND range(1, 10000) AS z RETURN count(*)",
			limits: { time: 60_000 },
		});
		const leaving = Array.from({ length: 16 }, () => {
			const request = httpRequest(new URL("api/query", url), {
				method: "POST",
				headers: { "Content-Type": "application/json" },
			});
			request.on("error", () => {});
			request.end(body);
			return request;
		});
		await Promise.all(leaving.map((request) => once(request, "socket")));
		// All places are taken, sooner or later.
		await expect.poll(async () => (await ask({ query: "RETURN 1" })).status, { timeout: 10_000 }).toBe(503);
		for (const request of leaving) request.destroy();
		await expect.poll(async () => (await ask({ query: "RETURN 1" })).status, { timeout: 10_000 }).toBe(200);
	});

	it.each([
		["[]", 400],
		["{}", 400],
		["{", 400],
		['{"query": 1}', 400],
		['{"query": "RETURN 1", "more": 1}', 400],
		['{"query": "RETURN 1", "limits": {"time": 1e9}}', 400],
		['{"query": "RETURN 1", "limits": {"rows": -1}}', 400],
		['{"query": "RETURN 1", "parameters": []}', 400],
		[`{"query": "RETURN '${"x".repeat(1_100_000)}'"}`, 413],
	])("%# have a body as it should be", async (body, status) => {
		expect((await ask(body)).status).toBe(status);
	});

	it("take only JSON by its name: no form of another page", async () => {
		for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
			expect((await ask('{"query": "RETURN 1"}', { "Content-Type": type })).status).toBe(415);
	});
});

describe("notes", () => {
	it("tell what they say, whole or a section", async () => {
		const path = `notes/${encodeURIComponent("长短期记忆网络")}`;
		const { body } = await get(path);
		expect(body).toMatchObject({
			note: { title: "长短期记忆网络" },
			properties: { aliases: ["LSTM"], year: 1997 },
			tags: ["recurrent"],
			outline: [
				{ depth: 1, heading: "结构", line: 5 },
				{ depth: 2, heading: "门", line: 9 },
				{ depth: 1, heading: "历史", line: 13 },
			],
			from: 1,
		});
		expect(body.text).toBe(gates["长短期记忆网络.md"]);
		const section = await get(`${path}.md?section=${encodeURIComponent("结构#门")}`);
		expect(section.body).toMatchObject({ from: 9, to: 12, text: "## 门\n\nThree of them.\n" });
		const markdown = await get(path, { Accept: "text/markdown" });
		expect(markdown.body).toBe(gates["长短期记忆网络.md"]);
	});

	it.each([
		["notes/nowhere.md", 404, "unknown-note"],
		["notes/%3Fnowhere", 404, "unknown-note"],
		["notes/..%2F..%2Fetc%2Fpasswd", 404, "unknown-note"],
		["notes/%2e%2e/x", 404, "address"],
		["notes/%ff", 400, "address"],
		["notes/__proto__", 404, "unknown-note"],
		["notes/gate.md?section=x", 404, "unknown-section"],
	])("%s is %i", async (path, status, kind) => {
		expect(await get(path)).toMatchObject({ status, body: { error: { kind } } });
	});
});

describe("mistakes", () => {
	it.each([
		["links", 400, "parameter", /“note” is not given/],
		["links?not=x", 400, "parameter", /There is no parameter “not” here/],
		["links?note=x&note=y", 400, "parameter", /twice/],
		["links?note=gate&limit=-1", 400, "parameter", /whole number/],
		["neighbors?note=gate&depth=99", 400, "parameter", /up to 10/],
		["links?note=gat", 200, undefined, undefined],
		["links?note=gaet", 404, "unknown-name", /Nothing in the vault is called “gaet”/],
		["links?note=%E7%BD%91%E7%BB%9C", 409, "ambiguous-name", /may be one of 2/],
		["related?note=%3Fnowhere", 422, "not-embedded", /not written yet/],
		["search?words=(a", 400, "query", /./],
		["nothing", 404, "address", /nothing at this address/],
		["constructor", 404, "address", /nothing at this address/],
		[`links?note=${"x".repeat(2000)}`, 400, "parameter", /too long/],
	])("%s is %i", async (path, status, kind, message) => {
		const told = await get(path);
		expect(told.status).toBe(status);
		if (kind === undefined) return;
		expect(told.body.error.kind).toBe(kind);
		expect(told.body.error.message).toMatch(message!);
	});

	it("say what may be meant", async () => {
		expect((await get("links?note=gaet")).body.error.suggestion).toBe("gate");
		expect((await get("links?note=%E7%BD%91%E7%BB%9C")).body.error.candidates).toEqual([
			{ id: "图/图网络.md", kind: "note", title: "图网络", path: "图/图网络.md" },
			{ id: "长短期记忆网络.md", kind: "note", title: "长短期记忆网络", path: "长短期记忆网络.md" },
		]);
	});

	it("of methods are refused", async () => {
		for (const [path, method] of [
			["api/links?note=gate", "POST"],
			["api/query", "GET"],
			["api/links?note=gate", "DELETE"],
			["api/links?note=gate", "OPTIONS"],
		]) {
			const response = await fetch(new URL(path!, url), { method: method! });
			expect(response.status).toBe(405);
			expect(response.headers.get("access-control-allow-origin")).toBeNull();
		}
		const response = await fetch(new URL("api/links?note=gate", url), { headers: { Accept: "image/png" } });
		expect(response.status).toBe(406);
	});
});

/** What the server says to these lines, sent as they are. */
function raw(...lines: string[]): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect(Number(new URL(url).port), "127.0.0.1", () =>
			socket.write(`${lines.join("\r\n")}\r\n\r\n`),
		);
		let text = "";
		socket.setTimeout(5000, () => socket.destroy(new Error("no answer")));
		socket.on("data", (chunk) => {
			text += chunk;
		});
		socket.on("error", reject);
		socket.on("close", () => resolve(text));
	});
}

describe("who is answered", () => {
	it.each([
		["Host: evil.example", 403],
		["Host: localhost.evil.example", 403],
		["Host: localhost\r\nHost: evil.example", 403],
		["Host: localhost", 200],
		["Host: 127.0.0.1:80", 200],
	])("%s: %i", async (host, status) => {
		const told = await raw("GET /api/hubs HTTP/1.1", host, "Connection: close");
		expect(told).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`));
	});

	it.each([
		["Origin: http://evil.example", 403],
		["Origin: null", 403],
		["Sec-Fetch-Site: cross-site", 403],
		["Sec-Fetch-Site: same-site", 403],
		["Sec-Fetch-Site: same-origin", 200],
		["Sec-Fetch-Site: none", 200],
	])("%s: %i", async (header, status) => {
		const told = await raw("GET /api/hubs HTTP/1.1", "Host: localhost", header, "Connection: close");
		expect(told).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`));
		expect(told).not.toMatch(/access-control/i);
		expect(told).toMatch(/Cross-Origin-Resource-Policy: same-origin/);
	});
});

describe("what is known", () => {
	it("is not sent again while the vault is the same", async () => {
		for (const path of ["hubs", "schema", "notes/gate.md", "related?note=gate"]) {
			const etag = (await get(path)).headers.get("etag")!;
			expect(await get(path, { "If-None-Match": etag })).toMatchObject({ status: 304, body: "" });
			expect((await get(path, { "If-None-Match": '"other"' })).status).toBe(200);
		}
	});

	it("is sent again when a note has changed, and questions that are under way keep what they have", async () => {
		const own = await askedVault(gates, { watch: true });
		const second = await serveVault(own.vault, { port: 0 });
		try {
			const told = async () => {
				const response = await fetch(new URL("api/links?note=alone", second.url));
				return { etag: response.headers.get("etag"), rows: ((await response.json()) as Json).rows.length };
			};
			const before = await told();
			expect(before.rows).toBe(0);
			const { open } = await own.vault.current();
			await own.write("alone.md", "No more: [[gate]].");
			await expect.poll(async () => (await told()).rows, { timeout: 10_000 }).toBe(1);
			expect((await told()).etag).not.toBe(before.etag);
			expect(open.graph.store.relationships).toBeLessThan(
				(await own.vault.current()).open.graph.store.relationships,
			);
		} finally {
			await second.close();
			await own.close();
		}
	});

	it("is only what is published, if that is wanted", async () => {
		const own = await askedVault(gates, { published: true });
		const second = await serveVault(own.vault, { port: 0 });
		try {
			const all = await Promise.all(
				[
					"backlinks?note=gate",
					"unresolved",
					"search?words=secret",
					"notes/draft.md",
					"links?note=draft",
					"schema",
				].map(async (path) => (await fetch(new URL(`api/${path}`, second.url))).text()),
			);
			expect(all.join("\n")).toContain("图网络");
			expect(all.join("\n").replaceAll("“draft”", "")).not.toMatch(/draft|hidden name|secret [^w]/);
		} finally {
			await second.close();
			await own.close();
		}
	});

	it("is told as a problem when the vault cannot be read, and again when it can", async () => {
		let broken = true;
		const gone: LiveVault = {
			...asked.vault,
			current: () => (broken ? Promise.reject(new (class extends Error {})("x")) : asked.vault.current()),
		};
		const heard: unknown[] = [];
		const second = await serveVault(gone, { port: 0, onBug: (error) => heard.push(error) });
		expect((await fetch(new URL("api/hubs", second.url))).status).toBe(500);
		expect(heard).toHaveLength(1);
		broken = false;
		expect((await fetch(new URL("api/hubs", second.url))).status).toBe(200);
		await second.close();
	});
});
