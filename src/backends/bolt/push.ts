/**
 * Loads a graph over Bolt, with our labels, types and properties, so that the same queries run there. Each node is also a
 * `NotapseConcept` and has what begins with `_notapse`: its key, by which it is found again, a digest of all that it is, by
 * which it is known whether it has changed, and its names. All of a push is one transaction.
 */
import { createHash } from "node:crypto";
import type { Plain } from "../../query/index.js";
import type { GraphContents } from "../contents.js";
import { type PlainGraph, toPlainGraph } from "../files/plain-graph.js";
import { quote } from "../files/to-cypher-csv.js";
import type { BoltSession } from "./session.js";

export interface BoltReport {
	readonly version: number;
	readonly changed: number;
	readonly removed: number;
	readonly nodes: number;
}

type Run = Parameters<Parameters<BoltSession["write"]>[0]>[0];

/** Rows in a statement. */
const batch = 5000;

export async function pushToBolt(session: BoltSession, contents: GraphContents): Promise<BoltReport> {
	const graph = toPlainGraph(contents);
	const digests = digestsOf(graph, contents);
	// Some servers know neither this constraint nor this way to write it; without it, pushing only takes longer.
	await session
		.command(
			"CREATE CONSTRAINT notapse_key IF NOT EXISTS FOR (n:NotapseConcept) REQUIRE n._notapse_key IS UNIQUE",
		)
		.catch(() => {});
	return session.write(async (run) => {
		const there = await run(
			"MATCH (n:NotapseConcept) RETURN n._notapse_key AS key, n._notapse_digest AS digest, labels(n) AS labels",
		);
		const known = new Map(
			there.rows.map(([key, digest, labels]) => [key as string, { digest, labels: labels as string[] }]),
		);
		const { changed, gone } = compare(graph, digests, known);
		const version = await nextVersion(run, changed.size + gone.length > 0);
		await each(gone, (keys) =>
			run("UNWIND $keys AS key MATCH (n:NotapseConcept {_notapse_key: key}) DETACH DELETE n", { keys }),
		);
		await writeNodes(run, graph, contents, digests, changed);
		await writeRelationships(run, graph, changed);
		const removed = gone.filter((key) => !graph.nodes.some((node) => node.key === key)).length;
		return { version, changed: changed.size, removed, nodes: graph.nodes.length };
	});
}

/** Of a node with all that leaves it. */
function digestsOf({ nodes, relationships }: PlainGraph, { namesOf }: GraphContents): string[] {
	const hashes = nodes.map(({ labels, properties }, node) =>
		createHash("sha256").update(JSON.stringify([labels, properties, namesOf(node)])),
	);
	for (const { source, target, type, properties } of relationships)
		hashes[source]!.update(JSON.stringify([nodes[target]!.key, type, properties]));
	return hashes.map((hash) => hash.digest("base64url").slice(0, 22));
}

/** Nodes whose labels are others are made anew, and so is what leads to them. */
function compare(
	{ nodes, relationships }: PlainGraph,
	digests: readonly string[],
	known: ReadonlyMap<string, { readonly digest: unknown; readonly labels: readonly string[] }>,
): { changed: ReadonlySet<number>; gone: readonly string[] } {
	const changed = new Set<number>();
	const gone = new Set(known.keys());
	const anew = new Set<number>();
	for (const [i, { key, labels }] of nodes.entries()) {
		const before = known.get(key);
		const same =
			before !== undefined &&
			[...before.labels]
				.filter((label) => label !== "NotapseConcept")
				.sort()
				.join("\0") === [...labels].sort().join("\0");
		if (same) gone.delete(key);
		else anew.add(i);
		if (!same || before.digest !== digests[i]) changed.add(i);
	}
	for (const { source, target } of relationships) if (anew.has(target)) changed.add(source);
	return { changed, gone: [...gone] };
}

async function nextVersion(run: Run, changes: boolean): Promise<number> {
	const { rows } = await run(
		"MERGE (v:NotapseVersion) SET v.number = coalesce(v.number, 0) + $step RETURN toString(v.number) AS number",
		{ step: changes ? 1 : 0 },
	);
	return Number.parseInt(String(rows[0]?.[0] ?? "0"), 10);
}

async function writeNodes(
	run: Run,
	{ nodes }: PlainGraph,
	{ namesOf }: GraphContents,
	digests: readonly string[],
	changed: ReadonlySet<number>,
): Promise<void> {
	for (const [labels, members] of groupBy([...changed], (node) => nodes[node]!.labels.join("\0"))) {
		const names = labels
			.split("\0")
			.filter(Boolean)
			.map((label) => `:${quote(label)}`)
			.join("");
		await each(members, (some) =>
			run(
				`UNWIND $rows AS row MERGE (n:NotapseConcept {_notapse_key: row.key}) SET n = row.properties${names === "" ? "" : ` SET n${names}`}
WITH n OPTIONAL MATCH (n)-[r]->() DELETE r`,
				{
					rows: some.map((node) => ({
						key: nodes[node]!.key,
						properties: {
							...storable(nodes[node]!.properties),
							_notapse_key: nodes[node]!.key,
							_notapse_digest: digests[node]!,
							_notapse_names: namesOf(node).map(({ name }) => name),
							_notapse_kind: namesOf(node)[0]?.kind ?? "part",
						},
					})),
				},
			),
		);
	}
}

async function writeRelationships(
	run: Run,
	{ nodes, relationships }: PlainGraph,
	changed: ReadonlySet<number>,
): Promise<void> {
	const leaving = relationships.filter(({ source }) => changed.has(source));
	for (const [type, members] of groupBy(leaving, (one) => one.type)) {
		await each(members, (some) =>
			run(
				`UNWIND $rows AS row MATCH (a:NotapseConcept {_notapse_key: row.from}), (b:NotapseConcept {_notapse_key: row.to})
CREATE (a)-[r:${quote(type)}]->(b) SET r = row.properties`,
				{
					rows: some.map(({ source, target, properties, sentence }) => ({
						...{ from: nodes[source]!.key, to: nodes[target]!.key },
						properties: {
							...storable(properties),
							...(sentence !== undefined && { _notapse_sentence: sentence }),
						},
					})),
				},
			),
		);
	}
}

/** Such databases hold texts, numbers, truths, and lists of one of these; anything else is JSON there. */
function storable(properties: Readonly<Record<string, Plain>>): Record<string, Plain> {
	return Object.fromEntries(
		Object.entries(properties).map(([key, value]) => {
			if (typeof value !== "object" || value === null) return [key, whole(value)];
			const types = Array.isArray(value) ? new Set(value.map((item) => typeof item)) : undefined;
			const plain = types !== undefined && types.size <= 1 && !types.has("object");
			return [key, plain ? (value as readonly Plain[]).map(whole) : JSON.stringify(value)];
		}),
	);
}

/** The driver sends every number as a float unless it is told otherwise. */
function whole(value: Plain): Plain {
	return (typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value) as Plain;
}

async function each<T>(all: readonly T[], work: (some: T[]) => Promise<unknown>): Promise<void> {
	for (let from = 0; from < all.length; from += batch) await work(all.slice(from, from + batch));
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const one of all) {
		const group = groups.get(keyOf(one));
		if (group === undefined) groups.set(keyOf(one), [one]);
		else group.push(one);
	}
	return groups;
}
