/**
 * Inference on a million nodes and ten million edges: a GRU of width 64, two steps, float32. A process of its own,
 * because its largest resident set is what is asked for. Prints one line of JSON.
 */
import v8 from "node:v8";
import { type Csr, createRng, createWasmKernels, type Kernels } from "../src/kernels/index.js";
import { gru, infer, zeros } from "../src/network/index.js";

const relaxed = process.argv[2] === "relaxed";
if (relaxed) v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
const [nodes, edges, d] = [1_000_000, 10_000_000, 64];
const kernels = createWasmKernels({ relaxed });
const rng = createRng(1);

const made = process.cpuUsage();
const links = { arriving: randomCsr(kernels), leaving: nothing() };
const cell = gru({ input: d, hidden: d, relations: ["link"], kernels, rng });
const input = zeros([nodes, d], kernels);
for (let i = 0; i < input.size; i++) input.data[i] = rng.bits() / 2 ** 31 - 1;

const before = process.cpuUsage();
const states = infer({ nodes, relations: { link: links } }, cell, { input, steps: 2 });
const used = process.cpuUsage(before);
const last = states.at(-1)!.h!;
console.log(
	JSON.stringify({
		setup: (before.user + before.system - made.user - made.system) / 1e6,
		cpu: (used.user + used.system) / 1e6,
		memory: process.resourceUsage().maxRSS / 1e3,
		check: last.data[last.size - 1],
	}),
);

/** Ten random neighbours for each node, made where it lies: entries as triples would take more than the graph. */
function randomCsr(memory: Kernels): Csr {
	const offsets = memory.indices(nodes + 1);
	const columns = memory.indices(edges);
	const weights = memory.floats(edges).fill(0.1);
	const each = edges / nodes;
	for (let i = 0; i < nodes; i++) {
		offsets[i + 1] = (i + 1) * each;
		for (let k = i * each; k < (i + 1) * each; k++) columns[k] = rng.integer(nodes);
		columns.subarray(i * each, (i + 1) * each).sort();
	}
	return { rows: nodes, width: nodes, offsets, columns, weights };
}

/** Inference sends nothing back. */
function nothing(): Csr {
	return {
		rows: nodes,
		width: nodes,
		offsets: new Uint32Array(nodes + 1),
		columns: new Uint32Array(0),
		weights: new Float32Array(0),
	};
}
