/** Values as a page shows them, each bounded. */
import {
	FloatValue,
	formatValue,
	isNumber,
	NodeValue,
	PathValue,
	type QueryResult,
	RelationshipValue,
	type Value,
} from "../query/index.js";
import type { PanelAnswer, PanelGraph, PanelStep, Shown, ShownNode } from "./protocol.js";
import type { SiteGraph } from "./site-graph.js";

/** Characters of a text, and elements of a list. */
const longestText = 2000;
const longestList = 100;
const deepest = 4;
/** Nodes that are drawn, and rows that are looked at for them. */
const mostNodes = 40;
const rowsDrawn = 200;

export function shownAnswer(
	{ columns, rows, plan }: QueryResult,
	graph: SiteGraph,
	{ shown, took }: { readonly shown: number; readonly took: number },
): PanelAnswer {
	const listed = rows.slice(0, shown);
	const drawn = graphOf(rows.slice(0, rowsDrawn), graph);
	return {
		columns: columns.map((name, i) => ({ name, numeric: isNumeric(listed.map((row) => row[i] ?? null)) })),
		rows: listed.map((row) => row.map((value) => shownValue(value, graph, 0))),
		total: rows.length,
		took,
		...(drawn !== undefined && { graph: drawn }),
		...(plan !== undefined && { plan: stepsOf(plan) }),
	};
}

function isNumeric(values: readonly Value[]): boolean {
	const known = values.filter((value) => value !== null);
	return known.length > 0 && known.every(isNumber);
}

function shownValue(value: Value, graph: SiteGraph, depth: number): Shown {
	if (value === null || typeof value === "boolean") return value;
	if (typeof value === "string") return cut(value);
	if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
	if (value instanceof FloatValue) return value.value;
	if (value instanceof NodeValue) return { kind: "node", node: shownNode(value.id, graph) };
	if (value instanceof RelationshipValue) {
		const { store } = graph;
		const [from, to] = [store.source(value.id), store.target(value.id)].map((node) => shownNode(node, graph));
		return { kind: "relationship", type: store.typeName(value.id), from: from!, to: to! };
	}
	if (value instanceof PathValue) return shownPath(value, graph);
	if (depth < deepest) {
		if (Array.isArray(value)) return { kind: "list", items: shownItems(value, graph, depth) };
		if (value instanceof Map) {
			const entries = [...(value as ReadonlyMap<string, Value>)].slice(0, longestList);
			return {
				kind: "map",
				entries: entries.map(([key, item]) => [cut(key), shownValue(item, graph, depth + 1)]),
			};
		}
	}
	return cut(formatValue(value));
}

function shownItems(items: readonly Value[], graph: SiteGraph, depth: number): Shown[] {
	const shown = items.slice(0, longestList).map((item) => shownValue(item, graph, depth + 1));
	return items.length > longestList ? [...shown, { kind: "more", count: items.length - longestList }] : shown;
}

function shownPath({ nodes, relationships }: PathValue, graph: SiteGraph): Shown {
	return {
		kind: "path",
		nodes: nodes.slice(0, longestList).map((node) => shownNode(node, graph)),
		steps: relationships.slice(0, longestList - 1).map((id, i) => ({
			type: graph.store.typeName(id),
			forward: graph.store.source(id) === nodes[i],
		})),
	};
}

function shownNode(node: number, { store, hrefOf }: SiteGraph): ShownNode {
	const title = store.nodeValue(node, "title");
	const href = hrefOf(node);
	return {
		title: cut(typeof title === "string" ? title : ""),
		label: store.labelsOf(node)[0] ?? "",
		...(href !== undefined && { href }),
	};
}

function cut(text: string): string {
	return text.length <= longestText ? text : `${text.slice(0, longestText).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Of rows with relationships or paths; rows of nodes alone are a list. */
function graphOf(rows: readonly (readonly Value[])[], graph: SiteGraph): PanelGraph | undefined {
	const numbers = new Map<number, number>();
	const edges = new Map<number, readonly [number, number]>();
	const hidden = new Set<number>();
	const { store } = graph;
	const take = (node: number) => {
		if (numbers.has(node)) return;
		if (numbers.size < mostNodes) numbers.set(node, numbers.size);
		else hidden.add(node);
	};
	const visit = (value: Value): void => {
		if (value instanceof NodeValue) take(value.id);
		else if (value instanceof RelationshipValue)
			edges.set(value.id, [store.source(value.id), store.target(value.id)]);
		else if (value instanceof PathValue) {
			value.nodes.forEach(take);
			for (const id of value.relationships) edges.set(id, [store.source(id), store.target(id)]);
		} else if (Array.isArray(value)) (value as readonly Value[]).slice(0, longestList).forEach(visit);
	};
	for (const row of rows) row.forEach(visit);
	if (edges.size === 0) return undefined;
	for (const ends of edges.values()) ends.forEach(take);
	return {
		nodes: [...numbers.keys()].map((node) => shownNode(node, graph)),
		edges: [...edges].flatMap(([id, [source, target]]) => {
			const [a, b] = [numbers.get(source), numbers.get(target)];
			return a === undefined || b === undefined ? [] : [{ source: a, target: b, type: store.typeName(id) }];
		}),
		hidden: hidden.size,
	};
}

function stepsOf(plan: NonNullable<QueryResult["plan"]>): PanelStep[] {
	const steps: PanelStep[] = [];
	const add = ({ operator, detail, estimate, rows, inputs }: typeof plan, depth: number): void => {
		steps.push({
			...{ operator, detail, depth },
			rows: rows ?? Math.round(estimate),
			counted: rows !== undefined,
		});
		for (const [i, input] of inputs.entries()) add(input, inputs.length > 1 && i > 0 ? depth + 1 : depth);
	};
	add(plan, 0);
	return steps;
}
