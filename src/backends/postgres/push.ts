/**
 * Loads a graph into PostgreSQL. What differs from what is there is known by digests and copied into tables beside, batch
 * by batch, each batch a transaction that also notes what has arrived: killed at any moment, it goes on from there. Then
 * one transaction makes all of it visible and counts the version up. Readers see the graph before or the graph after.
 */
import { createHash } from "node:crypto";
import type { GraphContents, NetworkContents } from "../contents.js";
import { copyLine, withVector } from "./copy-text.js";
import { factsOf } from "./facts.js";
import { hash53 } from "./identity.js";
import {
	columns,
	createStatements,
	type DataTable,
	dataTables,
	indexStatements,
	layout,
	partColumn,
	upgradeStatements,
} from "./layout.js";
import { type Part, partsOf } from "./parts.js";
import { holdStill, isSpread, readExtensions, readVectorSchema, readVersion, type Version } from "./place.js";
import type { Session } from "./session.js";
import { quoteName } from "./sql.js";

export interface PushOptions {
	/** Drops what there is of ours. */
	readonly rebuild?: boolean;
	readonly signal?: AbortSignal;
	readonly onProgress?: (sent: number, total: number) => void;
	/** Rows in a batch, about (20,000). */
	readonly batch?: number;
}

export interface PushReport {
	readonly version: number;
	/** Rows that have travelled. */
	readonly sent: number;
	/** Parts that are others now, of all that there are, and that are gone. */
	readonly changed: number;
	readonly parts: number;
	readonly removed: number;
	/** Parts that an earlier push, cut short, had sent already. */
	readonly resumed: number;
}

export async function pushToPostgres(
	session: Session,
	contents: GraphContents,
	options: PushOptions = {},
): Promise<PushReport> {
	await lock(session);
	try {
		return await pushLocked(session, contents, options);
	} finally {
		await unlock(session).catch(() => {});
	}
}

async function pushLocked(
	session: Session,
	contents: GraphContents,
	{ rebuild = false, batch = 20_000, signal, onProgress }: PushOptions,
): Promise<PushReport> {
	const version = await prepare(session, rebuild);
	const { all, ids } = partsOf(contents);
	const facts = factsOf(contents);
	const communities = (contents.communities ?? []).map(({ name, terms, members }) => ({
		...{ name, terms },
		members: members.map((node) => ids[node]!),
	}));
	const weights = weightsOf(contents.network);
	const digest = digestOf([...all.map((part) => part.digest), JSON.stringify([facts, communities, weights])]);
	if (version.number > 0 && version.digest === digest) {
		await clearStaged(session);
		return { version: version.number, sent: 0, changed: 0, parts: all.length, removed: 0, resumed: 0 };
	}
	const { changed, gone } = await compare(session, all);
	const waiting = await dropStale(session, changed, gone);
	const sent = await sendAll(session, waiting, { batch, signal, onProgress });
	signal?.throwIfAborted();
	await show(session, version, { digest, facts, communities, weights });
	return {
		version: version.number + 1,
		...{ sent, parts: all.length, changed: changed.length },
		...{ removed: gone.length, resumed: changed.length - waiting.length },
	};
}

/** Matrices by their columns, because these are what rows are multiplied with. */
function weightsOf(network: NetworkContents | undefined): readonly object[] {
	return [...(network?.weights ?? [])].flatMap(([name, { rows, columns, values }]) =>
		rows === 1
			? [{ name, place: 0, numbers: [...values] }]
			: Array.from({ length: columns }, (_, place) => ({
					...{ name, place },
					numbers: Array.from({ length: rows }, (_, row) => values[row * columns + place]!),
				})),
	);
}

/** One at a time; given up by the server when the connection ends. */
async function lock(session: Session): Promise<void> {
	await session.run("SET lock_timeout = '20s'");
	try {
		await session.run("SELECT pg_advisory_lock($1)", [lockOf(session)]);
	} finally {
		await session.run("SET lock_timeout = 0").catch(() => {});
	}
}

async function unlock(session: Session): Promise<void> {
	await session.run("SELECT pg_advisory_unlock($1)", [lockOf(session)]);
}

function lockOf({ address }: Session): number {
	return hash53(`notapse push ${address.schema}`);
}

async function prepare(session: Session, rebuild: boolean): Promise<Version> {
	const { schema } = session.address;
	if (rebuild) await dropOurs(session);
	const version = await readVersion(session);
	if (version?.layout === layout) return version;
	const extensions = await readExtensions(session);
	const make = version === undefined ? createStatements : upgradeStatements;
	await session.transaction(async () => {
		for (const statement of make(schema, extensions)) await session.run(statement);
	});
	return (await readVersion(session))!;
}

/** Only tables by the names of ours, and only where ours are. */
async function dropOurs(session: Session): Promise<void> {
	const s = quoteName(session.address.schema);
	const [found] = await session.run("SELECT to_regclass($1) IS NOT NULL", [`${s}.staged_parts`]);
	if (found?.[0] !== true) return;
	const tables = [...dataTables, ...dataTables.map((name) => `staged_${name}`), ...others];
	await session.run(`DROP TABLE IF EXISTS ${tables.map((name) => `${s}.${name}`).join(", ")}`);
}

const others = ["version", "parts", "staged_parts", "communities", "weights"];

function digestOf(digests: readonly string[]): string {
	const hash = createHash("sha256");
	for (const digest of digests) hash.update(digest);
	return hash.digest("base64url");
}

/** Parts are compared in so many groups for each kind: only of those that differ the digests themselves are asked. */
const groups = 1024;

async function compare(
	session: Session,
	parts: readonly Part[],
): Promise<{ changed: readonly Part[]; gone: readonly { kind: number; owner: number }[] }> {
	const s = quoteName(session.address.schema);
	const here = grouped(parts);
	const there = await session.run(
		`SELECT kind, owner % ${groups} AS part, md5(string_agg(owner || ' ' || digest, ',' ORDER BY owner))
			FROM ${s}.parts GROUP BY 1, 2`,
	);
	const same = new Set<string>();
	const different: [number, number][] = [];
	for (const [kind, group, digest] of there as [number, number, string][]) {
		const name = `${kind} ${group}`;
		if (md5(here.get(name) ?? []) === digest) same.add(name);
		else different.push([kind, group]);
	}
	const known = await session.run(
		`SELECT p.kind, p.owner, p.digest FROM ${s}.parts p
			JOIN unnest($1::smallint[], $2::bigint[]) AS d (kind, part) ON p.kind = d.kind AND p.owner % ${groups} = d.part`,
		[different.map(([kind]) => kind), different.map(([, group]) => group)],
	);
	const digests = new Map((known as [number, number, string][]).map((row) => [`${row[0]} ${row[1]}`, row]));
	const changed: Part[] = [];
	for (const [name, members] of here) {
		if (same.has(name)) continue;
		for (const part of members) {
			const of = `${part.kind} ${part.owner}`;
			if (digests.get(of)?.[2] !== part.digest) changed.push(part);
			digests.delete(of);
		}
	}
	return { changed, gone: [...digests.values()].map(([kind, owner]) => ({ kind, owner })) };
}

function grouped(parts: readonly Part[]): Map<string, Part[]> {
	const map = new Map<string, Part[]>();
	for (const part of parts) {
		const name = `${part.kind} ${part.owner % groups}`;
		const group = map.get(name);
		if (group === undefined) map.set(name, [part]);
		else group.push(part);
	}
	for (const group of map.values()) group.sort((a, b) => a.owner - b.owner);
	return map;
}

function md5(parts: readonly Part[]): string {
	return createHash("md5")
		.update(parts.map(({ owner, digest }) => `${owner} ${digest}`).join(","))
		.digest("hex");
}

const tablesOf: readonly (readonly DataTable[])[] = [
	["nodes", "names", "relationships"],
	["texts"],
	["vectors"],
	["features", "messages"],
	["neighbors", "suggestions"],
];

/**
 * What an earlier push has left waiting is kept if it is still what is wanted; what is gone is noted. @returns the parts
 * that have yet to travel
 */
async function dropStale(
	session: Session,
	changed: readonly Part[],
	gone: readonly { kind: number; owner: number }[],
): Promise<readonly Part[]> {
	const s = quoteName(session.address.schema);
	const wanted = new Map(changed.map((part) => [`${part.kind} ${part.owner}`, part.digest]));
	const staged = (await session.run(`SELECT kind, owner, digest FROM ${s}.staged_parts`)) as [
		number,
		number,
		string | null,
	][];
	const stale = staged.filter(([kind, owner, digest]) => wanted.get(`${kind} ${owner}`) !== digest);
	await session.transaction(async () => {
		for (const [kind, tables] of tablesOf.entries()) {
			const owners = stale.filter((row) => row[0] === kind && row[2] !== null).map(([, owner]) => owner);
			if (owners.length === 0) continue;
			for (const table of tables)
				await session.run(`DELETE FROM ${s}.staged_${table} WHERE part_owner = ANY($1::bigint[])`, [owners]);
		}
		await session.run(
			`DELETE FROM ${s}.staged_parts p USING unnest($1::smallint[], $2::bigint[]) AS d (kind, owner)
				WHERE p.kind = d.kind AND p.owner = d.owner`,
			[stale.map(([kind]) => kind), stale.map(([, owner]) => owner)],
		);
		await session.run(
			`INSERT INTO ${s}.staged_parts SELECT *, NULL FROM unnest($1::smallint[], $2::bigint[])`,
			[gone.map(({ kind }) => kind), gone.map(({ owner }) => owner)],
		);
	});
	const arrived = new Set(
		staged.filter((row) => !stale.includes(row)).map(([kind, owner]) => `${kind} ${owner}`),
	);
	return changed.filter(({ kind, owner }) => !arrived.has(`${kind} ${owner}`));
}

async function sendAll(
	session: Session,
	parts: readonly Part[],
	{
		batch,
		signal,
		onProgress,
	}: { readonly batch: number } & { readonly [K in "signal" | "onProgress"]: PushOptions[K] | undefined },
): Promise<number> {
	const vector = (await readVectorSchema(session)) !== undefined;
	let sent = 0;
	let [from, rows] = [0, 0];
	for (const [i, part] of parts.entries()) {
		rows += part.rows.length;
		if (rows < batch && i + 1 < parts.length) continue;
		signal?.throwIfAborted();
		await sendBatch(session, parts.slice(from, i + 1), vector);
		sent += rows;
		[from, rows] = [i + 1, 0];
		onProgress?.(from, parts.length);
	}
	return sent;
}

function sendBatch(session: Session, batch: readonly Part[], vector: boolean): Promise<void> {
	const s = quoteName(session.address.schema);
	return session.transaction(async () => {
		for (const table of dataTables) {
			const lines = linesOf(batch, table, vector && table === "vectors");
			if (lines.length === 0) continue;
			const fields = ["part_owner", ...columns[table]].join(", ");
			await session.copyInto(`COPY ${s}.staged_${table} (${fields}) FROM STDIN`, lines);
		}
		await session.copyInto(
			`COPY ${s}.staged_parts (kind, owner, digest) FROM STDIN`,
			batch.map(({ kind, owner, digest }) => copyLine([kind, owner, digest])),
		);
	});
}

function linesOf(batch: readonly Part[], table: DataTable, vector: boolean): string[] {
	return batch.flatMap(({ owner, rows }) =>
		rows.flatMap((row) =>
			row.table === table ? [`${owner}\t${vector ? withVector(row.line) : row.line}`] : [],
		),
	);
}

/** What waits becomes visible, all at once. */
async function show(
	session: Session,
	version: Version,
	next: { digest: string; facts: object; communities: readonly object[]; weights: readonly object[] },
): Promise<void> {
	const { schema } = session.address;
	const s = quoteName(schema);
	const spread = await isSpread(session);
	await session.transaction(async () => {
		if (spread) await holdStill(session, "showing");
		if (version.number > 0) await deleteReplaced(session);
		for (const table of dataTables) {
			const fields = columns[table].join(", ");
			await session.run(`INSERT INTO ${s}.${table} (${fields}) SELECT ${fields} FROM ${s}.staged_${table}`);
		}
		await session.run(
			`INSERT INTO ${s}.parts SELECT kind, owner, digest FROM ${s}.staged_parts WHERE digest IS NOT NULL`,
		);
		await session.run(`DELETE FROM ${s}.communities`);
		await session.run(
			`INSERT INTO ${s}.communities
				SELECT (place - 1)::integer, of ->> 'name', ARRAY(SELECT jsonb_array_elements_text(of -> 'terms')),
					ARRAY(SELECT jsonb_array_elements_text(of -> 'members')::bigint)
				FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS c (of, place)`,
			[JSON.stringify(next.communities)],
		);
		await session.run(`DELETE FROM ${s}.weights`);
		await session.run(
			`INSERT INTO ${s}.weights
				SELECT of ->> 'name', (of ->> 'place')::integer, ARRAY(SELECT jsonb_array_elements_text(of -> 'numbers')::real)
				FROM jsonb_array_elements($1::jsonb) AS w (of)`,
			[JSON.stringify(next.weights)],
		);
		for (const statement of indexStatements(schema)) await session.run(statement);
		await session.run(
			`UPDATE ${s}.version SET layout = $1, number = number + 1, digest = $2, facts = $3::jsonb`,
			[layout, next.digest, JSON.stringify(next.facts)],
		);
		await truncateStaged(session);
	});
	for (const table of dataTables) await session.run(`ANALYZE ${s}.${table}`);
}

async function deleteReplaced(session: Session): Promise<void> {
	const s = quoteName(session.address.schema);
	const parts = (kind: number) => `SELECT owner FROM ${s}.staged_parts WHERE kind = ${kind}`;
	const nodes = `SELECT id FROM ${s}.nodes WHERE owner IN (${parts(0)})`;
	for (const table of ["relationships", "names", "nodes"] as const)
		await session.run(`DELETE FROM ${s}.${table} WHERE ${partColumn[table]} IN (${nodes})`);
	await session.run(`DELETE FROM ${s}.texts WHERE id IN (${parts(1)})`);
	await session.run(`DELETE FROM ${s}.vectors WHERE id IN (${parts(2)})`);
	for (const table of ["features", "messages"] as const)
		await session.run(`DELETE FROM ${s}.${table} WHERE ${partColumn[table]} IN (${parts(3)})`);
	for (const table of ["neighbors", "suggestions"] as const)
		await session.run(`DELETE FROM ${s}.${table} WHERE ${partColumn[table]} IN (${parts(4)})`);
	await session.run(
		`DELETE FROM ${s}.parts p USING ${s}.staged_parts d WHERE p.kind = d.kind AND p.owner = d.owner`,
	);
}

async function truncateStaged(session: Session): Promise<void> {
	const s = quoteName(session.address.schema);
	await session.run(`TRUNCATE ${[...dataTables, "parts"].map((name) => `${s}.staged_${name}`).join(", ")}`);
}

async function clearStaged(session: Session): Promise<void> {
	const s = quoteName(session.address.schema);
	const [waiting] = await session.run(`SELECT EXISTS (SELECT FROM ${s}.staged_parts)`);
	if (waiting?.[0] === true) await session.transaction(() => truncateStaged(session));
}
