import type { Kernels } from "../../kernels/index.js";
import { createRng } from "../../kernels/index.js";
import { InputError } from "../../model/index.js";
import type { TracedSteps } from "../explain/trace-network.js";
import { createNetwork, type NetworkShape, type Weights } from "../train/link-network.js";
import type { AnsweredNetwork, LinkAnswer, LinkTask } from "./link-task.js";
import { pack, unpack } from "./pack.js";

/** Where the code of a note may run. Bytes go there and come back; throws what is wrong with that code. */
export type Elsewhere = (task: Uint8Array) => Promise<Uint8Array>;

/**
 * Has a task done where the note's cell is. What comes back comes from where strangers' code ran: it is numbers, of the
 * right shapes, finite, or it is nothing.
 */
export async function askApart(elsewhere: Elsewhere, kernels: Kernels, task: LinkTask): Promise<LinkAnswer> {
	const answer = read(await elsewhere(pack(withPlainArrays(task))));
	const { networks, traces } = answer ?? {};
	const sound = answer !== undefined && isSound(networks, traces, task, kernels);
	if (!sound) throw new InputError("The cell of the network gives numbers that are none, or too large.");
	return answer as unknown as LinkAnswer;
}

function read(bytes: Uint8Array): { readonly [name: string]: unknown } | undefined {
	try {
		const value = unpack(bytes);
		return typeof value === "object" && value !== null ? (value as { [name: string]: unknown }) : undefined;
	} catch {
		return undefined;
	}
}

/** What lies in the kernels' memory lies in a buffer that is much larger; packed are the numbers alone. */
function withPlainArrays(task: LinkTask): LinkTask {
	const { items, groups, links, memberships, parents, mentions } = task.graph;
	const rows = items + groups;
	const { offsets, columns, weights } = mentions;
	const graph = { items, groups, links, memberships, parents };
	return {
		...task,
		graph: { ...graph, mentions: { rows: mentions.rows, width: mentions.width, offsets, columns, weights } },
		inputs: Float32Array.from(task.inputs.subarray(0, rows * task.shape.inputs)),
	};
}

function isSound(networks: unknown, traces: unknown, task: LinkTask, kernels: Kernels): boolean {
	const { ask, shape, graph } = task;
	const rows = graph.items + graph.groups;
	const isRead = (z: unknown) => isFinite32(z, rows * 2 * shape.states);
	if (!Array.isArray(networks)) return false;
	if (ask.kind === "trace")
		return Array.isArray(traces) && traces.length === 2 && traces.every((trace) => isTrace(trace, task));
	const count = ask.kind === "run" ? ask.networks.length : Math.max(1, ask.folds.length);
	const own = sizesOf(shape, kernels);
	return (
		networks.length === count &&
		networks.every((network: Partial<AnsweredNetwork> | null, i) => {
			if (network === null || typeof network !== "object" || !isRead(network.z)) return false;
			if (!areWeights(network.weights, own)) return false;
			const { fit } = network;
			if (ask.kind === "run" || ask.folds.length === 0) return fit === undefined;
			return (
				fit !== undefined &&
				Array.isArray(fit.blind) &&
				fit.blind.length === ask.folds[i]!.parts.length &&
				fit.blind.every(isRead) &&
				[fit.epochs, fit.best].every((it) => Number.isSafeInteger(it) && it >= 0 && it <= ask.epochs) &&
				[fit.validation, fit.loss].every(Number.isFinite)
			);
		})
	);
}

function isFinite32(array: unknown, length: number): boolean {
	return array instanceof Float32Array && array.length === length && array.every(Number.isFinite);
}

/** Sizes of what is the network's own, by name. */
function sizesOf(shape: NetworkShape, kernels: Kernels): ReadonlyMap<string, number> {
	const mark = kernels.mark();
	const { matrices, numbers } = createNetwork(kernels, { ...shape, cell: "note" }, createRng(0), 0);
	const sizes = Object.entries({ ...matrices, ...numbers }).map(([name, { size }]) => [name, size] as const);
	kernels.reset(mark);
	return new Map(sizes);
}

/** Most numbers of one weight of the cell: more than any sensible one has. */
const mostNumbers = 1 << 24;

function areWeights(weights: unknown, own: ReadonlyMap<string, number>): weights is Weights {
	if (typeof weights !== "object" || weights === null) return false;
	const entries = Object.entries(weights);
	return (
		[...own.keys()].every((name) => Object.hasOwn(weights, name)) &&
		entries.every(([name, values]: [string, unknown]) => {
			const length = own.get(name) ?? (values instanceof Float32Array ? values.length : -1);
			return length <= mostNumbers && isFinite32(values, length);
		})
	);
}

function isTrace(trace: unknown, { shape, graph }: LinkTask): trace is TracedSteps {
	if (typeof trace !== "object" || trace === null) return false;
	const { beside, heard, common, steps } = trace as Partial<TracedSteps>;
	return (
		[beside, heard, common].every(Number.isFinite) &&
		Array.isArray(steps) &&
		steps.length === shape.steps &&
		steps.every((step) => {
			if (!(step?.own instanceof Float64Array) || step.own.length !== graph.items + graph.groups)
				return false;
			return shape.relations.every((name) => {
				const values: unknown = step.relations?.[name];
				return values instanceof Float64Array && values.every(Number.isFinite);
			});
		})
	);
}
