/** Procedures: what they are called with, and how they are answered from what was pushed. */
import {
	builtInProcedures,
	elsewhere,
	type Functions,
	float,
	gnnCommunities,
	gnnNearest,
	gnnRelated,
	gnnSuggestions,
	NodeValue,
	nearest,
	type Procedure,
	type ProcedureShape,
	Procedures,
	QueryError,
	type Similarity,
	type syntax,
	textSearch,
	toPlain,
	type Value,
} from "../../query/index.js";
import type { SearchedText } from "../contents.js";
import type { Facts } from "./facts.js";
import type { LocalGraph, Wanted } from "./local-graph.js";
import type { Session } from "./session.js";

/** Ranks texts by words, as the same search in process does. */
export interface Search {
	wordsIn(asked: string): readonly string[];
	scoreOf(
		text: SearchedText,
		words: readonly string[],
		among: { readonly holders: readonly number[]; readonly texts: number },
	): number | undefined;
	whereIn(text: SearchedText, words: readonly string[]): readonly [line: number, excerpt: string];
}

const shapes: readonly ProcedureShape[] = [
	gnnNearest,
	gnnCommunities,
	gnnRelated,
	gnnSuggestions,
	textSearch,
];

/** By which queries are checked. Those that ask for more than the nodes in some rows cannot be called. */
export function signatures(functions: Functions | undefined): Procedures {
	const procedures: Procedures = new Procedures([
		...builtInProcedures(() => procedures, functions),
		...shapes.map((shape) => ({ ...shape, call: () => refuse(shape.name) })),
	]);
	return procedures;
}

function refuse(name: string): never {
	throw new QueryError(
		"ProcedureError",
		"ProcedureNotFound",
		`${name} cannot be called here on the server.`,
		{
			phase: "runtime",
			hint: "call it at the beginning of the query, with values that do not depend on its rows",
		},
	);
}

/** A call with which a query begins: its rows are the first. */
export interface Prefetched {
	readonly procedure: string;
	/** What comes after it. */
	readonly rest: readonly elsewhere.Logical[];
	run(
		session: Session,
		schema: string,
		search: Search,
	): Promise<{
		names: readonly string[];
		wanted: Wanted;
		rows(local: LocalGraph): readonly (readonly Value[])[];
	}>;
}

export function prefetchFor(
	chain: readonly elsewhere.Logical[],
	parameters: ReadonlyMap<string, Value>,
	facts: Facts,
): Prefetched | undefined {
	const [start, call, ...rest] = chain;
	if (start?.op !== "start" || call?.op !== "call" || call.clause.optional) return undefined;
	const { clause } = call;
	const name = clause.procedure.toLowerCase();
	const args = clause.arguments?.map((argument) => constantOf(argument, parameters)) ?? [];
	if (args.includes(undefined)) return undefined;
	const answer = answers(name, args as readonly Value[], facts);
	if (answer === undefined) return undefined;
	const shape = signatures(undefined).get(clause.procedure);
	const yields =
		clause.yields?.map(({ result, variable }) => [result, variable.name] as const) ??
		shape.results.map((result) => [result.name, result.name] as const);
	const at = yields.map(([result]) => shape.results.findIndex((one) => one.name === result));
	return {
		procedure: clause.procedure,
		rest,
		run: async (session, schema, search) => {
			const rows = await answer(session, schema, search);
			const wanted = { nodes: new Set(rows.flatMap(nodesIn)), relationships: new Set<number>() };
			return {
				names: yields.map(([, variable]) => variable),
				wanted,
				rows: (local) => rows.map((row) => at.map((i) => localised(row[i]!, local))),
			};
		},
	};
}

function constantOf(
	expression: syntax.Expression,
	parameters: ReadonlyMap<string, Value>,
): Value | undefined {
	if (expression.kind === "literal") return expression.value as Value;
	return expression.kind === "parameter" ? parameters.get(expression.name) : undefined;
}

/** A node of the server, by its number there. */
class Remote {
	constructor(readonly id: number) {}
}

type Cell = Value | Remote | readonly Remote[];

function nodesIn(row: readonly Cell[]): number[] {
	return row.flatMap((cell) =>
		(Array.isArray(cell) ? cell : [cell]).flatMap((one) => (one instanceof Remote ? [one.id] : [])),
	);
}

function localised(cell: Cell, local: LocalGraph): Value {
	const one = ({ id }: Remote) => new NodeValue(local.nodeOf.get(id)!);
	if (cell instanceof Remote) return one(cell);
	if (Array.isArray(cell) && cell[0] instanceof Remote) return (cell as readonly Remote[]).map(one);
	return cell as Value;
}

type Answer = (session: Session, schema: string, search: Search) => Promise<readonly (readonly Cell[])[]>;

function answers(name: string, args: readonly Value[], facts: Facts): Answer | undefined {
	const known = async (rows: readonly (readonly Value[])[]) => rows;
	switch (name) {
		case "db.labels":
			return () => known(sorted(facts.labels));
		case "db.relationshiptypes":
			return () => known(sorted(facts.types));
		case "db.propertykeys":
			return () =>
				known([
					...propertyKeys(facts.nodeKeys, "node"),
					...propertyKeys(facts.relationshipKeys, "relationship"),
				]);
		case "gnn.communities":
			return facts.dimension === undefined ? () => Promise.reject(notPushed(name)) : communities;
		case "text.search":
			return (session, schema, search) => searchTexts(session, schema, search, args[0]!);
	}
	return undefined;
}

function sorted(counts: Readonly<Record<string, number>>): [string, number][] {
	return Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
}

function propertyKeys(keys: Facts["nodeKeys"], of: string): Value[][] {
	return Object.entries(keys)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, { owners, types }]) => [key, of, owners, types]);
}

function notPushed(name: string): QueryError {
	return new QueryError(
		"ProcedureError",
		"ProcedureNotFound",
		`The network was not pushed with this graph: ${name} has nothing to ask.`,
		{
			phase: "runtime",
			hint: "notapse push takes it there, unless it was told to leave the network out",
		},
	);
}

async function communities(session: Session, schema: string): Promise<readonly (readonly Cell[])[]> {
	const rows = await session.run(`SELECT name, terms, members FROM ${schema}.communities ORDER BY place`);
	return rows.map(([name, terms, members]) => [
		name as string,
		terms as string[],
		(members as number[]).map((id) => new Remote(id)),
	]);
}

/** The server finds the texts that hold all words, and how many hold each; they are ranked here. */
async function searchTexts(
	session: Session,
	schema: string,
	search: Search,
	asked: Value,
): Promise<readonly (readonly Cell[])[]> {
	const words = typeof asked === "string" ? search.wordsIn(asked.replaceAll("\0", "\ufffd")) : [];
	if (words.length === 0) return [];
	const holds = (i: number) => `(strpos(t.names, $${i + 1}) > 0 OR strpos(t.body, $${i + 1}) > 0)`;
	const counts = words.map((_, i) => `count(*) FILTER (WHERE ${holds(i)})`);
	const [counted] = await session.run(
		`SELECT count(*), ${counts.join(", ")} FROM ${schema}.texts AS t`,
		words,
	);
	const [texts, ...holders] = counted as number[];
	const rows = await session.run(
		`SELECT t.id, t.names, t.body, t.prose, t.lines, t.excerpt FROM ${schema}.texts AS t JOIN ${schema}.nodes AS n ON n.id = t.id
			WHERE ${words.map((_, i) => holds(i)).join(" AND ")} ORDER BY n.key COLLATE "C"`,
		words,
	);
	const found = (rows as [number, string, string, string, number[], string][]).flatMap(
		([id, names, body, prose, lines, excerpt]) => {
			const text = { names, body, prose, lines, excerpt };
			const score = search.scoreOf(text, words, { holders, texts: texts! });
			return score === undefined ? [] : [{ id, text, score }];
		},
	);
	found.sort((a, b) => b.score - a.score);
	return found.map(({ id, text, score }) => [new Remote(id), float(score), ...search.whereIn(text, words)]);
}

/** With the whole graph here, all that queries can call is answered from what is fetched. */
export async function proceduresHere(
	session: Session,
	schema: string,
	local: LocalGraph,
	query: string,
	facts: Facts,
	{ functions, search }: { functions?: Functions | undefined; search: Search },
): Promise<{ procedures: Procedures; similarity?: Similarity }> {
	const asks = (name: string) => query.toLowerCase().includes(name);
	const vectors =
		asks("similarity") || asks("gnn.nearest") || asks("gnn.related")
			? await fetchVectors(session, schema, local)
			: undefined;
	const regions = asks("gnn.communities") ? await communities(session, schema) : [];
	const similarity = vectors && similarityOf(vectors);
	const searched = new Map<string, readonly (readonly Cell[])[]>();
	for (const text of asks("text.search") ? literalsIn(query) : [])
		searched.set(text, await searchTexts(session, schema, search, text));
	const lists =
		facts.lists && (asks("gnn.related") || asks("gnn.suggestions"))
			? await listsHere(session, schema, local)
			: undefined;
	const calls: Readonly<Record<string, Procedure["call"]>> = {
		"gnn.related": ([node], { spend }) => {
			if (lists === undefined) throw notPushed(gnnRelated.name);
			if (!(node instanceof NodeValue)) return [];
			const known = lists.related.get(node.id);
			if (known !== undefined || similarity === undefined) return known ?? [];
			spend(local.store.nodes);
			const near = nearest(node.id, mostNear, local.store.nodes, similarity);
			return near.filter(([, score]) => Number(toPlain(score!, local.store)) > 0).map((row) => [...row, []]);
		},
		"gnn.suggestions": ([node]) => {
			if (lists === undefined) throw notPushed(gnnSuggestions.name);
			const of = node instanceof NodeValue ? node.id : undefined;
			return lists.suggestions
				.filter(({ ends }) => node === null || (of !== undefined && ends.includes(of)))
				.map(({ row }) => row);
		},
		"gnn.nearest": ([node, count], { spend }) => {
			if (!(node instanceof NodeValue) || typeof count !== "number" || similarity === undefined) return [];
			spend(local.store.nodes);
			return nearest(node.id, count, local.store.nodes, similarity);
		},
		"gnn.communities": () => regions.map((row) => row.map((cell) => localised(cell, local))),
		"text.search": ([words]) => {
			const rows = typeof words === "string" ? searched.get(words) : [];
			return (rows ?? refuse("text.search")).map((row) => row.map((cell) => localised(cell, local)));
		},
	};
	const procedures: Procedures = new Procedures([
		...builtInProcedures(() => procedures, functions),
		...shapes.map((shape) => ({ ...shape, call: calls[shape.name]! })),
	]);
	return { procedures, ...(similarity && { similarity }) };
}

/** As many as this process lists for what has no list of its own. */
const mostNear = 20;

async function listsHere(session: Session, schema: string, { nodeOf }: LocalGraph) {
	const related = new Map<number, Value[][]>();
	const value = (id: number) => new NodeValue(nodeOf.get(id)!);
	for (const row of await session.run(`SELECT id, others, scores, reasons FROM ${schema}.neighbors`)) {
		const [id, others, scores, reasons] = row as [number, number[], number[], string[][]];
		related.set(
			nodeOf.get(id)!,
			others.map((other, i) => [value(other), float(scores[i]!), reasons[i]!]),
		);
	}
	const rows = await session.run(
		`SELECT source, target, score, name, line, why FROM ${schema}.suggestions ORDER BY line IS NULL, score DESC`,
	);
	// Nodes are numbered here by their keys. Where tables are spread over servers, both ends could not be joined there.
	const place = (row: unknown[]) => [row[4] === null ? 1 : 0, -(row[2] as number), ...ends(row)];
	const ends = ([source, target]: unknown[]) => [source, target].map((id) => nodeOf.get(id as number)!);
	rows.sort((x, y) => {
		const [a, b] = [place(x), place(y)];
		const differs = a.findIndex((part, i) => part !== b[i]);
		return differs < 0 ? 0 : a[differs]! - b[differs]!;
	});
	const suggestions = (rows as [number, number, number, string | null, number | null, string[]][]).map(
		([source, target, score, name, line, why]) => ({
			ends: [nodeOf.get(source)!, nodeOf.get(target)!],
			row: [value(source), value(target), float(score), name, line, why] as Value[],
		}),
	);
	return { related, suggestions };
}

async function fetchVectors(
	session: Session,
	schema: string,
	{ nodeOf, store }: LocalGraph,
): Promise<(Float32Array | undefined)[]> {
	const vectors = new Array<Float32Array | undefined>(store.nodes);
	for (const [id, vector] of await session.run(`SELECT id, vector::real[] FROM ${schema}.vectors`))
		vectors[nodeOf.get(id as number)!] = Float32Array.from(vector as number[]);
	return vectors;
}

function similarityOf(vectors: readonly (Float32Array | undefined)[]): Similarity {
	return (a, b) => {
		const [x, y] = [vectors[a], vectors[b]];
		if (x === undefined || y === undefined) return null;
		let dot = 0;
		for (let k = 0; k < x.length; k++) dot += x[k]! * y[k]!;
		return Math.max(-1, Math.min(1, dot));
	};
}

/** Texts that are written out in a query. */
function literalsIn(query: string): readonly string[] {
	const texts: string[] = [];
	const look = (value: unknown): void => {
		if (Array.isArray(value)) value.forEach(look);
		else if (typeof value === "object" && value !== null) {
			const node = value as { kind?: string; value?: unknown };
			if (node.kind === "literal" && typeof node.value === "string") texts.push(node.value);
			Object.values(value).forEach(look);
		}
	};
	look(elsewhere.parseQuery(query));
	return texts;
}
