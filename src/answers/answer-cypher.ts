/** Questions in our own language: what the engine finds, as what a page shows. */
import type {
	Answer,
	AnswerLink,
	AnswerProblem,
	AnswerValue,
	AnswerView,
	VaultPath,
} from "../model/index.js";
import {
	asksNetwork,
	type Budget,
	DurationValue,
	FloatValue,
	formatValue,
	isTemporal,
	NodeValue,
	PathValue,
	prepare,
	QueryError,
	type QueryResult,
	RelationshipValue,
	type Value,
} from "../query/index.js";
import type { QueryGraph } from "../query-graph/query-graph.js";

export interface CypherQuestion {
	readonly code: string;
	/** The note in which it stands. */
	readonly from: VaultPath;
}

export interface CypherWorld {
	readonly queries: QueryGraph;
	readonly budget: Budget;
	/** Milliseconds since 1970, and the time zone in which it is a day. */
	readonly now: number;
	readonly zone: string;
	/** Next number in [0, 1). */
	readonly random: () => number;
	readonly signal?: AbortSignal | undefined;
	/** Whether the network has not been asked for: what needs it is read and checked, and not run. */
	readonly withoutNetwork?: boolean;
}

/**
 * `$this` is the note in which it is asked. What comes back decides what it looks like: paths and relationships are a
 * graph, nodes alone a list, one plain value is that value, everything else a table.
 */
export async function answerCypher({ code, from }: CypherQuestion, world: CypherWorld): Promise<Answer> {
	const { queries, budget, now, zone, random, signal } = world;
	const self = queries.nodeOf(from);
	const parameters = new Map<string, Value>([["this", self === undefined ? null : new NodeValue(self)]]);
	try {
		const prepared = prepare(code, { ...queries.options, parameters: new Set(parameters.keys()) });
		if (world.withoutNetwork && asksNetwork(code)) return { views: [] };
		const result = await prepared.run({
			...{ parameters, budget, signal, zone, random },
			now: BigInt(Math.round(now)) * 1_000_000n,
		});
		if (result.plan !== undefined) return { views: [], problem: planProblem };
		return { views: viewsOf(result, queries, titleIn(code)) };
	} catch (error) {
		return { views: [], problem: toProblem(error) };
	}
}

const planProblem: AnswerProblem = {
	kind: "wrong",
	message: "EXPLAIN and PROFILE answer with a plan, which no page shows.",
	hint: "ask for it with notapse query --explain or --profile",
};

/** Whoever cancels a build hears of it; whatever else is thrown without being about the query is our bug. */
function toProblem(error: unknown): AnswerProblem {
	if (error instanceof QueryError) {
		const { message, span, hint } = error;
		return {
			kind: error.kind === "BudgetError" ? "costly" : "wrong",
			message,
			...(span !== undefined && { offset: span.start, end: span.end }),
			...(hint !== undefined && { hint }),
		};
	}
	if (error instanceof Error && error.name === "UsageError")
		return { kind: "absent", message: error.message };
	throw error;
}

/** `// title: …` in a line of its own. */
function titleIn(code: string): string | undefined {
	return /^[ \t]*\/\/[ \t]*(?:title|标题)[ \t]*[:：][ \t]*(\S.*?)[ \t]*$/m.exec(code)?.[1]?.slice(0, 200);
}

function viewsOf(result: QueryResult, queries: QueryGraph, title: string | undefined): readonly AnswerView[] {
	const { columns, rows } = result;
	const name = title === undefined ? {} : { name: title };
	const cells = rows.map((row) => row.map((value) => toAnswer(value, queries)));
	if (rows.some((row) => row.some(isDrawn))) {
		const graph = { shape: "graph", ...graphOf(rows, queries), ...name } as const;
		return [
			graph,
			columns.length === 1
				? { shape: "list", groups: [{ items: chainsOf(rows, queries) }] }
				: tableOf(result, cells),
		];
	}
	if (columns.length === 1 && rows.length > 0 && rows.every(([value]) => value instanceof NodeValue)) {
		return [{ shape: "list", groups: [{ items: cells }], ...name }];
	}
	const [first] = rows;
	if (columns.length === 1 && rows.length === 1 && isPlain(first![0]!) && title === undefined) {
		return [{ shape: "value", value: cells[0]![0]! }];
	}
	return [{ ...tableOf(result, cells), ...name }];
}

function isDrawn(value: Value): boolean {
	if (Array.isArray(value)) return value.some((item) => item instanceof RelationshipValue);
	return value instanceof PathValue || value instanceof RelationshipValue;
}

function isPlain(value: Value): boolean {
	return !Array.isArray(value) && !(value instanceof Map) && !(value instanceof NodeValue);
}

function tableOf({ columns, rows }: QueryResult, cells: readonly (readonly AnswerValue[])[]) {
	return {
		shape: "table",
		columns: columns.map((title, i) => ({
			title,
			...(isNumeric(rows.map((row) => row[i]!)) && { numeric: true as const }),
		})),
		groups: [{ items: cells }],
	} as const;
}

function isNumeric(values: readonly Value[]): boolean {
	const given = values.filter((value) => value !== null);
	return given.length > 0 && given.every(isNumber);
}

function isNumber(value: Value): boolean {
	return typeof value === "number" || typeof value === "bigint" || value instanceof FloatValue;
}

/** Deeper than this, and longer, nobody reads. */
const deepest = 8;

function toAnswer(value: Value, queries: QueryGraph, depth = 0): AnswerValue {
	if (value === null || typeof value === "boolean" || typeof value === "string") return value;
	if (typeof value === "number") return rounded(value);
	if (typeof value === "bigint") return String(value);
	if (value instanceof FloatValue) return rounded(value.value);
	if (value instanceof NodeValue) return linkTo(value.id, queries);
	if (value instanceof RelationshipValue) return queries.store.typeName(value.id);
	if (value instanceof PathValue) return chainOf(value, queries);
	if (isTemporal(value)) return temporal(value);
	if (depth >= deepest) return { kind: "code", text: "…" };
	if (Array.isArray(value)) {
		return { kind: "list", items: value.map((item) => toAnswer(item, queries, depth + 1)) };
	}
	if (value instanceof Map) {
		const entries = [...(value as ReadonlyMap<string, Value>)];
		return {
			kind: "object",
			entries: entries.map(([key, inner]) => [key, toAnswer(inner, queries, depth + 1)] as const),
		};
	}
	return formatValue(value);
}

/** Three places behind the point are enough to read, as in the terminal. */
function rounded(value: number): AnswerValue {
	if (!Number.isFinite(value)) return String(value);
	return Number.isInteger(value) ? value : Number(value.toFixed(3));
}

function temporal(value: Value): AnswerValue {
	const iso = formatValue(value).replace(/\[.*\]$/, "");
	return value instanceof DurationValue ? { kind: "duration", iso } : { kind: "date", iso };
}

/** Headings and cells lead to their place in the note. */
function linkTo(node: number, queries: QueryGraph): AnswerValue {
	const { store } = queries;
	const title = text(store.nodeValue(node, "title")) ?? text(store.nodeValue(node, "name")) ?? "";
	const concept = queries.conceptOf(node);
	if (concept !== undefined) {
		if (store.labelsOf(node).includes("Tag")) return { kind: "tag", tag: title };
		return { kind: "link", concept, text: title };
	}
	const path = text(store.nodeValue(node, "path"));
	if (path === undefined) return title;
	const line = store.nodeValue(node, "line");
	return {
		...{ kind: "link", concept: path, text: title, heading: title },
		...(typeof line === "number" && { line }),
	};
}

function text(value: Value | undefined): string | undefined {
	return typeof value === "string" ? value : undefined;
}

/**
 * Paths with an arrow between any two of their nodes; of relationships alone, both ends. What looks the same, because two
 * notes are joined more than once, is listed once.
 */
function chainsOf(rows: QueryResult["rows"], queries: QueryGraph): readonly (readonly AnswerValue[])[] {
	const { store } = queries;
	const chain = (value: Value): AnswerValue => {
		if (!(value instanceof RelationshipValue)) return toAnswer(value, queries);
		const ends = [store.source(value.id), store.target(value.id)].map((id) => linkTo(id, queries));
		return { kind: "chain", items: [ends[0]!, "→", ends[1]!] };
	};
	const chains = new Map<string, readonly AnswerValue[]>();
	for (const [value = null] of rows) {
		const shown = Array.isArray(value) ? ({ kind: "list", items: value.map(chain) } as const) : chain(value);
		const key = JSON.stringify(shown);
		if (!chains.has(key)) chains.set(key, [shown]);
	}
	return [...chains.values()];
}

function chainOf({ nodes, relationships }: PathValue, queries: QueryGraph): AnswerValue {
	const items: AnswerValue[] = [linkTo(nodes[0]!, queries)];
	for (const [i, id] of relationships.entries()) {
		items.push(queries.store.source(id) === nodes[i] ? "→" : "←", linkTo(nodes[i + 1]!, queries));
	}
	return { kind: "chain", items };
}

/** Everything that is a node or an edge in any of the rows, each once, in the order of the rows. */
function graphOf(rows: QueryResult["rows"], queries: QueryGraph) {
	const { store } = queries;
	const nodes = new Map<number, number>();
	const edges = new Map<number, { source: number; target: number; type: string }>();
	const node = (id: number): number => {
		const known = nodes.get(id) ?? nodes.size;
		nodes.set(id, known);
		return known;
	};
	const edge = (id: number): void => {
		const [source, target] = [node(store.source(id)), node(store.target(id))];
		edges.set(id, { source, target, type: store.typeName(id) });
	};
	const add = (value: Value): void => {
		if (value instanceof NodeValue) node(value.id);
		else if (value instanceof RelationshipValue) edge(value.id);
		else if (value instanceof PathValue) {
			for (const id of value.nodes) node(id);
			for (const id of value.relationships) edge(id);
		} else if (Array.isArray(value)) for (const item of value) if (isElement(item)) add(item);
	};
	for (const row of rows) for (const value of row) add(value);
	return { nodes: [...nodes.keys()].map((id) => drawnLink(id, queries)), edges: [...edges.values()] };
}

function isElement(value: Value): boolean {
	return value instanceof NodeValue || value instanceof RelationshipValue || value instanceof PathValue;
}

/** A node as a link, whatever it is: a tag with its mark. */
export function drawnLink(node: number, queries: QueryGraph): AnswerLink {
	const value = linkTo(node, queries);
	if (typeof value === "object" && value?.kind === "link") return value;
	const title = typeof value === "object" && value?.kind === "tag" ? `#${value.tag}` : String(value);
	return { kind: "link", concept: queries.conceptOf(node) ?? "", text: title };
}
