import type { Expression } from "../language/syntax.js";
import { type CountedHop, type CountedKey, type CountedStep, CountPaths } from "../run/count-paths.js";
import type { Row, Slot } from "../run/row.js";
import type { Column } from "../store/columns.js";
import { codeReader, sizeOfColumn } from "../store/columns.js";
import type { GraphStore } from "../store/store.js";
import type { Compiler } from "./compiler.js";
import { matchesLabels, printLabels, typesWhere } from "./labels.js";
import { type Leaves, leavesOf } from "./leaves.js";
import type { Item, Logical } from "./logical.js";
import { orderMoves } from "./match-order.js";
import { type Operator, unit } from "./operator.js";
import type { PatternStep } from "./pattern-graph.js";

type Match = Extract<Logical, { op: "match" }>;

/** What is made of the groups. */
export interface CountedGroups {
	readonly keys: readonly { readonly item: Item; readonly slot: Slot }[];
	/** Indices into `values`, for each of which it is the number of paths. */
	readonly counts: readonly number[];
}

/**
 * An operator that counts the paths of a pattern by loops over columns; undefined where rows are needed: for conditions,
 * for other keys than nodes and their properties, for patterns that close a circle or have no fixed lengths.
 */
export function compileCountPaths(
	{ graph, conditions }: Match,
	input: Operator,
	{ keys, counts }: CountedGroups,
	compiler: Compiler,
): Operator | undefined {
	const { store } = compiler;
	if (input !== unit || conditions.length > 0 || graph.nodes.size === 0) return undefined;
	const wanted = keys.map(({ item, slot }) => keyOf(item.expression, slot, store));
	if (!wanted.every((key) => key !== undefined && graph.nodes.has(key.name))) return undefined;
	const names = new Set(wanted.map((key) => key!.name));
	if (!graph.steps.every((step) => isPlain(step, store))) return undefined;
	if (wanted.reduce((product, key) => product * key!.size, 1) > Number.MAX_SAFE_INTEGER) return undefined;
	const path = layOut(graph, leavesOf(graph, names), compiler) ?? layOut(graph, undefined, compiler);
	if (path === undefined) return undefined;
	const { start, hops, leaves, places } = path;
	const node = graph.nodes.get(start)!;
	const members = node.labels.length === 0 ? undefined : store.nodesIn(setsOf(node.labels, store));
	const at = wanted.map((key) => ({ key: key!, node: places.get(key!.name)! }));
	const detail = `${Array.from(graph.nodes.values(), ({ labels }) => labels.map(printLabels).join("&"))
		.filter(Boolean)
		.join(", ")}`;
	return {
		name: "CountPaths",
		detail: `${hops.length + leaves.length} ${hops.length + leaves.length === 1 ? "step" : "steps"}${detail === "" ? "" : `: ${detail}`}`,
		estimate: keys.length === 0 ? 1 : Math.sqrt(store.nodes),
		inputs: [],
		create: ({ row, meter }) => {
			const made = at.map(({ key, node }): CountedKey => ({ ...key.make(), node }));
			return new CountPaths({ store, row, meter, members, hops, leaves, keys: made, counts });
		},
	};
}

/** One direction, and one type or all; a number of times that is fixed. */
function isPlain({ direction, type, length }: PatternStep, store: GraphStore): boolean {
	if (direction === "both" || length !== undefined) return false;
	const types = typesWhere(store, type);
	return types === undefined || types.length === 1;
}

interface Key {
	/** The node's. */
	readonly name: string;
	/** How many of it there can be. */
	readonly size: number;
	/** Made when the query runs. */
	readonly make: () => Omit<CountedKey, "node">;
}

/** A node, or a property of one. */
function keyOf(expression: Expression, slot: Slot, store: GraphStore): Key | undefined {
	if (expression.kind === "variable" && slot.kind === "node") {
		return {
			name: expression.name,
			size: store.nodes,
			make: () => ({
				codes: Uint32Array.from({ length: store.nodes }, (_, node) => node),
				size: store.nodes,
				restore: (node, { ids }: Row) => {
					ids[slot.index] = node;
				},
			}),
		};
	}
	if (expression.kind !== "property" || expression.subject.kind !== "variable") return undefined;
	const column = store.nodeColumn(expression.key);
	if (column === undefined) return undefined;
	const { name } = expression.subject;
	return {
		name,
		size: sizeOfColumn(column),
		make: () => ({
			codes: groupsOf(column, store),
			size: sizeOfColumn(column),
			restore: restorer(column, slot),
		}),
	};
}

/** Takes the values when the first is asked for. */
function restorer(column: Column, slot: Slot): CountedKey["restore"] {
	let known: Column["values"] | undefined;
	return (code, { values }) => {
		known ??= column.values;
		values[slot.index] = known[code]!;
	};
}

/** (nodes): the code of the property; of equivalent values the same. */
function groupsOf(column: Column, store: GraphStore): Uint32Array {
	const { groups } = store.lookup(column);
	const read = codeReader(column);
	const codes = new Uint32Array(store.nodes);
	for (let node = 0; node < codes.length; node++) codes[node] = groups[read(node)]!;
	return codes;
}

/** From one node on they are walked without a pause: longer walks could be too many for that. */
const mostHops = 3;

interface Layout {
	readonly start: string;
	readonly hops: readonly CountedHop[];
	readonly leaves: readonly CountedStep[];
	/** By name, which node of the path it is. */
	readonly places: ReadonlyMap<string, number>;
}

/** The pattern as one walk through a tree. */
function layOut(graph: Match["graph"], leaves: Leaves | undefined, compiler: Compiler): Layout | undefined {
	const { store, estimates } = compiler;
	const [a, b] = leaves?.steps ?? [];
	// Two leaves of different nodes that could be the same relationship are walked to: to count them is not enough.
	if (a !== undefined && b !== undefined && a.near !== b.near && mayCoincide(a.step, b.step, store))
		return undefined;
	const core = leaves?.core ?? graph;
	const [first, ...moves] = orderMoves({
		graph: core,
		bound: new Set(),
		conditionsOf: () => [],
		estimates,
		nodes: store.nodes,
		rows: 1,
	});
	if (first?.kind !== "start") return undefined;
	const places = new Map([[first.node, 0]]);
	const hops: CountedHop[] = [];
	const steps: PatternStep[] = [];
	for (const move of moves) {
		if (move.kind !== "step") return undefined;
		const { step } = move;
		const forward = places.has(step.left);
		const [near, far] = forward ? [step.left, step.right] : [step.right, step.left];
		if (places.has(far)) return undefined;
		const { labels } = graph.nodes.get(far)!;
		hops.push({
			...countedStep(step, places.get(near)!, forward, steps, store),
			labelSets: labels.length === 0 ? undefined : setsOf(labels, store),
		});
		steps.push(step);
		places.set(far, hops.length);
	}
	if (hops.length > mostHops) return undefined;
	const counted =
		leaves?.steps.map(({ step, near }) =>
			countedStep(step, places.get(near)!, near === step.left, steps, store),
		) ?? [];
	return { start: first.node, hops, leaves: counted, places };
}

/** @param before the steps of the hops that are walked before */
function countedStep(
	step: PatternStep,
	from: number,
	forward: boolean,
	before: readonly PatternStep[],
	store: GraphStore,
): CountedStep {
	const turned = { right: "left", left: "right", both: "right" } as const;
	const direction = forward ? (step.direction === "left" ? "left" : "right") : turned[step.direction];
	const distinctFrom = before.flatMap((other, i) => (mayCoincide(step, other, store) ? [i] : []));
	return { from, direction, type: typesWhere(store, step.type)?.[0], distinctFrom };
}

function setsOf(labels: Parameters<typeof matchesLabels>[0][], store: GraphStore): Uint8Array {
	return store.labelSetsWhere((own) => labels.every((label) => matchesLabels(label, own)));
}

function mayCoincide(a: PatternStep, b: PatternStep, store: GraphStore): boolean {
	const [first, second] = [typesWhere(store, a.type), typesWhere(store, b.type)];
	return first === undefined || second === undefined || first.some((type) => second.includes(type));
}
