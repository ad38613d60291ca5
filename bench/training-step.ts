/** One training step of a network of the size that Cora needs, the same as in kernels_torch.py. */
import { createRng, type Kernels } from "../src/kernels/index.js";
import {
	adam,
	backward,
	concat,
	crossEntropy,
	fromEdges,
	gatherRows,
	gru,
	inverse,
	linear,
	matmul,
	mean,
	normalizeRows,
	parameter,
	propagate,
	reshape,
	rowDots,
	scale,
	synchronous,
	tensor,
	within,
} from "../src/network/index.js";

const [nodes, links, inputs, d, queries, others] = [2708, 5278, 256, 64, 1024, 512];

/** A function that does one step and returns the loss. */
export function trainingStep(kernels: Kernels): () => number {
	const rng = createRng(1);
	const draw = (length: number) => Float32Array.from({ length }, () => rng.normal());
	const choose = (length: number) => Uint32Array.from({ length }, () => rng.integer(nodes));
	const [from, to] = [choose(links), choose(links)];
	const degrees = new Float64Array(nodes);
	for (const end of [from, to]) for (const node of end) degrees[node]!++;
	const weights = Array.from(from, (u, i) => 1 / Math.sqrt(degrees[u]! * degrees[to[i]!]!));
	const out = fromEdges(nodes, { from, to, weights }, { kernels });
	const graph = { nodes, relations: { out, in: inverse(out) } };

	const cell = gru({ input: d, hidden: d, relations: ["out", "in"], kernels, rng });
	const Win = parameter(draw(inputs * d), { shape: [inputs, d], kernels });
	const decoder = parameter(draw(4 * d * d), { shape: [2 * d, 2 * d], kernels });
	const optimizer = adam([...Object.values(cell.parameters), Win, decoder], { rate: 0.003 });
	const x = tensor(draw(nodes * inputs), { shape: [nodes, inputs], kernels });
	const [asking, answering, negative] = [choose(queries), choose(queries), choose(others)];
	const targets = new Uint32Array(queries);

	return () =>
		within(kernels, () => {
			const h0 = linear(x, Win);
			const { h } = propagate(graph, cell, { input: h0, state: { h: h0 }, schedule: synchronous(2) }).state;
			const z = concat(normalizeRows(h), normalizeRows(h0));
			const asked = scale(matmul(gatherRows(z, asking), decoder), 10);
			const right = reshape(rowDots(asked, gatherRows(z, answering)), [queries, 1]);
			const wrong = matmul(asked, gatherRows(z, negative), { transposeB: true });
			const loss = mean(crossEntropy(concat(right, wrong), targets));
			backward(loss);
			optimizer.step();
			return loss.data[0]!;
		});
}
