/**
 * What PostgreSQL costs: loading a generated graph of 100,000 notes and 1,000,000 links, and ten questions, each in this
 * process, there, and there once more as SQL that somebody wrote by hand for the same tables.
 *
 *     npm run bench:backends -- [--notes 100000] [--links 1000000]
 *
 * CPU milliseconds a question, of this process and the server's together, the median of many; for those by hand, which are
 * asked in the same connection and give the same rows, once as text and once prepared with their values apart. The first time
 * is measured too: with another text for each, so that nothing is known of it. A private server is started as for the tests.
 * Answers are compared.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
	askPostgres,
	type GraphContents,
	openSession,
	parseAddress,
	pushToPostgres,
	querySettings,
} from "../src/backends/index.js";
import { createRng } from "../src/kernels/index.js";
import {
	accessTo,
	builtInProcedures,
	type GraphStore,
	Procedures,
	prepare,
	toPlain,
	type Value,
} from "../src/query/index.js";
import { scoreOf, whereIn, wordsIn } from "../src/query-graph/query-text.js";
import { startPostgres } from "../test/backends/postgres-server.js";
import { fabricate, toStore } from "./query-graph.js";

const { values: options } = parseArgs({
	options: { notes: { type: "string", default: "100000" }, links: { type: "string", default: "1000000" } },
});
const notes = Number(options.notes);
const made = fabricate(notes, Number(options.links), 1);
const store = toStore(made);
const dimension = 64;
const rng = createRng(2);
const vectors = Array.from({ length: store.nodes }, () => {
	const vector = Float32Array.from({ length: dimension }, () => rng.normal());
	const length = Math.hypot(...vector);
	return vector.map((x) => x / length);
});

const server = startPostgres() ?? process.exit(0);
process.on("exit", () => server.stop());
server.create("bench");
const address = parseAddress(server.url("bench"));
if (address.kind !== "postgres") throw new Error("not PostgreSQL");
const session = await openSession(address, [...querySettings, "max_parallel_workers_per_gather = 0"]);
const [[backend]] = (await session.run("SELECT pg_backend_pid()")) as [[number]];

/** Milliseconds of this process and of the server's. */
function cpu(): { here: number; there: number } {
	const { user, system } = process.cpuUsage();
	const [nanoseconds] = readFileSync(`/proc/${backend}/schedstat`, "utf8").split(" ");
	return { here: (user + system) / 1000, there: Number(nanoseconds) / 1e6 };
}

const contents: GraphContents = {
	store,
	keyOf: (node) => `concept ${String(node).padStart(7, "0")}`,
	ownerOf: (node) => node,
	namesOf: (node) => [{ name: made.titles[node] ?? `tag${node}`, kind: "note", isPath: false }],
	textOf: () => undefined,
	sentenceOf: () => undefined,
	vectors: { dimension, of: (node) => vectors[node] },
};
const before = cpu();
const pushed = await pushToPostgres(session, contents);
const loaded = cpu();
console.log(
	`loaded ${store.nodes} nodes, ${store.relationships} relationships, ${pushed.sent} rows: ` +
		`${seconds(loaded.here - before.here)} s CPU here, ${seconds(loaded.there - before.there)} s there`,
);
const again = cpu();
await pushToPostgres(session, contents);
const compared = cpu();
console.log(
	`once more, nothing has changed: ${seconds(compared.here - again.here)} s CPU here, ${seconds(compared.there - again.there)} s there`,
);

const [a, b] = [made.titles[17]!, made.titles[4711 % notes]!];
const n = "notapse.nodes";
const r = "notapse.relationships";
const start = `(SELECT id FROM ${n} WHERE properties ->> 'title' = $1::text)`;
const links = (from: string) => `SELECT target FROM ${r} WHERE type = 'LINKS' AND source IN (${from})`;

interface Question {
	readonly name: string;
	/** `$a` and `$b` are titles. */
	readonly cypher: string;
	/** By hand; `$1` is the title a. */
	readonly sql?: string;
}

const questions: readonly Question[] = [
	{
		name: "1 hop, titles",
		cypher: "MATCH (a:Note {title: $a})-[:LINKS]->(b) RETURN b.title",
		sql: `SELECT b.properties ->> 'title' FROM ${n} a JOIN ${r} r ON r.source = a.id AND r.type = 'LINKS' JOIN ${n} b ON b.id = r.target WHERE a.properties ->> 'title' = $1::text AND a.labels @> ARRAY['Note']`,
	},
	{
		name: "1 hop, whole notes",
		cypher: "MATCH (a:Note {title: $a})-[:LINKS]->(b) RETURN b",
		sql: `SELECT b.id, b.labels, b.properties FROM ${n} a JOIN ${r} r ON r.source = a.id AND r.type = 'LINKS' JOIN ${n} b ON b.id = r.target WHERE a.properties ->> 'title' = $1::text AND a.labels @> ARRAY['Note']`,
	},
	{
		name: "2 hops, titles",
		cypher:
			"MATCH (a:Note {title: $a})-[:LINKS]->()-[:LINKS]->(c) RETURN DISTINCT c.title AS title ORDER BY title LIMIT 10",
		sql: `SELECT DISTINCT (c.properties ->> 'title') COLLATE "C" AS title FROM ${r} r JOIN ${r} s ON s.source = r.target AND s.type = 'LINKS' AND s.id <> r.id JOIN ${n} c ON c.id = s.target WHERE r.type = 'LINKS' AND r.source = ${start} ORDER BY title LIMIT 10`,
	},
	{
		name: "2 hops, count",
		cypher: "MATCH (a:Note {title: $a})-[:LINKS]->()-[:LINKS]->(c) RETURN count(DISTINCT c)",
		sql: `SELECT count(DISTINCT s.target) FROM ${r} r JOIN ${r} s ON s.source = r.target AND s.type = 'LINKS' AND s.id <> r.id WHERE r.type = 'LINKS' AND r.source = ${start}`,
	},
	{
		name: "reach 1..3, count",
		cypher: "MATCH (a:Note {title: $a})-[:LINKS*1..3]->(b) RETURN count(DISTINCT b)",
		sql: `SELECT count(*) FROM (${links(`SELECT ${start}`)} UNION ${links(links(`SELECT ${start}`))} UNION ${links(links(links(`SELECT ${start}`)))}) x`,
	},
	{
		name: "shortest path, length",
		cypher:
			"MATCH (a:Note {title: $a}), (b:Note {title: $b}) MATCH p = shortestPath((a)-[:LINKS*0..]->(b)) RETURN length(p)",
	},
	{
		name: "shortest path, itself",
		cypher:
			"MATCH (a:Note {title: $a}), (b:Note {title: $b}) MATCH p = shortestPath((a)-[:LINKS*0..]-(b)) RETURN p",
	},
	{
		name: "linked by the same, top 10",
		cypher:
			"MATCH (a:Note {title: $a})<-[:LINKS]-()-[:LINKS]->(c) WHERE c <> a RETURN c.title, count(*) AS often ORDER BY often DESC, c.title LIMIT 10",
		sql: `SELECT c.properties ->> 'title', count(*) AS n FROM ${r} r JOIN ${r} s ON s.source = r.source AND s.type = 'LINKS' AND s.id <> r.id JOIN ${n} c ON c.id = s.target WHERE r.type = 'LINKS' AND r.target = ${start} AND s.target <> r.target GROUP BY 1 ORDER BY n DESC, (c.properties ->> 'title') COLLATE "C" LIMIT 10`,
	},
	{
		name: "linked to most, top 20",
		cypher:
			"MATCH (n:Note)<-[:LINKS]-() RETURN n.title, count(*) AS often ORDER BY often DESC, n.title LIMIT 20",
		sql: `SELECT x.properties ->> 'title', y.c FROM (SELECT target, count(*) AS c FROM ${r} WHERE type = 'LINKS' GROUP BY target) y JOIN ${n} x ON x.id = y.target WHERE x.labels @> ARRAY['Note'] ORDER BY y.c DESC, (x.properties ->> 'title') COLLATE "C" LIMIT 20`,
	},
	{
		name: "all walks of 2, count",
		cypher: "MATCH ()-[:LINKS]->()-[:LINKS]->() RETURN count(*)",
		sql: `SELECT count(*) FROM ${r} r JOIN ${r} s ON s.source = r.target AND s.id <> r.id WHERE r.type = 'LINKS' AND s.type = 'LINKS'`,
	},
	{
		name: "notes of each tag",
		cypher:
			"MATCH (t:Tag)<-[:TAGGED]-(n:Note) RETURN t.title AS tag, count(*) AS often ORDER BY often DESC, tag",
		sql: `SELECT t.properties ->> 'title', count(*) AS n FROM ${r} r JOIN ${n} t ON t.id = r.target JOIN ${n} m ON m.id = r.source WHERE r.type = 'TAGGED' AND t.labels @> ARRAY['Tag'] AND m.labels @> ARRAY['Note'] GROUP BY 1 ORDER BY n DESC, (t.properties ->> 'title') COLLATE "C"`,
	},
	{
		name: "title CONTAINS, count",
		cypher: "MATCH (n:Note) WHERE n.title CONTAINS '注意力' RETURN count(*)",
		sql: `SELECT count(*) FROM ${n} WHERE labels @> ARRAY['Note'] AND strpos(properties ->> 'title', '注意力') > 0`,
	},
	{
		name: "nearest 20 vectors",
		cypher:
			"MATCH (a:Note {title: $a}) CALL gnn.nearest(a, 20) YIELD node, score RETURN node.title, score > 0",
		sql: `SELECT b.properties ->> 'title', x.score > 0 FROM (SELECT w.id, (SELECT sum(p::float8 * q::float8) FROM unnest(v.vector, w.vector) AS u (p, q)) AS score FROM notapse.vectors v JOIN notapse.vectors w ON w.id <> v.id WHERE v.id = ${start} ORDER BY score DESC LIMIT 20) x JOIN ${n} b USING (id)`,
	},
];

const procedures: Procedures = new Procedures(builtInProcedures(() => procedures));
const heads = ["here", "there", "first time", "by hand", "prepared", "there/hand", "there/prep."];
console.log(`\n${"".padEnd(28)}${heads.map((word) => word.padStart(12)).join("")}`);
const parameters = new Map([
	["a", a],
	["b", b],
]);
for (const { name, cypher, sql } of questions) {
	const local = cypher.includes("gnn.")
		? undefined
		: prepare(cypher, { store, access: accessTo(store), procedures });
	const own =
		local === undefined
			? undefined
			: await median(async () => plain(local.runSync({ parameters }).rows, store));
	const ask = async (text: string) => {
		const { result, store: found } = await askPostgres(session, text, {
			...{ parameters, search: { scoreOf, whereIn, wordsIn } },
		});
		return plain(result.rows, found);
	};
	const remote = await median(() => ask(cypher));
	let texts = 0;
	const first = await median(() => ask(`${cypher} // ${texts++}`));
	const quoted = `'${a.replaceAll("'", "''")}'`;
	const hand = sql && (await median(() => session.run(sql.replaceAll("$1", () => quoted))));
	const values = sql?.includes("$1") ? [a] : [];
	const prepared = sql && (await median(() => session.runPrepared(sql, values)));
	const rows = (answer: unknown[][]) => JSON.stringify(answer.map((row) => JSON.stringify(row)).sort());
	const whole = cypher.endsWith("RETURN b");
	for (const other of [own, hand, prepared]) {
		const same =
			!other ||
			(whole ? other.answer.length === remote.answer.length : rows(other.answer) === rows(remote.answer));
		if (!same && !cypher.endsWith("RETURN p")) throw new Error(`${name}: other answers`);
	}
	const times = [own, remote, first, hand, prepared].map((one) => (one ? one.time.toPrecision(3) : "–"));
	const ratios = [hand, prepared].map((one) => (one ? (remote.time / one.time).toFixed(1) : "–"));
	console.log(name.padEnd(28) + [...times, ...ratios].map((cell) => cell.padStart(12)).join(""));
}
await session.close();

function plain(rows: readonly (readonly Value[])[], store: GraphStore): unknown[][] {
	return rows.map((row) => row.map((value) => toPlain(value, store)));
}

/** Of batches of a tenth of a second; what compilers and caches need at the beginning is left out. */
async function median(work: () => Promise<unknown[][]>): Promise<{ time: number; answer: unknown[][] }> {
	let answer = await work();
	const once = await timeOf(1);
	const often = Math.max(1, Math.min(200, Math.round(50 / once)));
	await timeOf(often);
	const times: number[] = [];
	for (let spent = 0; times.length < 3 || (spent < 1500 && times.length < 31); ) {
		const time = await timeOf(often);
		spent += time;
		times.push(time / often);
	}
	times.sort((x, y) => x - y);
	return { time: times[times.length >> 1]!, answer };

	async function timeOf(count: number): Promise<number> {
		const before = cpu();
		for (let i = 0; i < count; i++) answer = await work();
		const after = cpu();
		return after.here - before.here + after.there - before.there;
	}
}

function seconds(milliseconds: number): string {
	return (milliseconds / 1000).toFixed(1);
}
