export { aggregate } from "./aggregate.js";
export { broadcast } from "./broadcast.js";
export {
	add,
	div,
	dropout,
	exp,
	log,
	mul,
	type Operand,
	relu,
	scale,
	sigmoid,
	sqrt,
	square,
	sub,
	tanh,
} from "./elementwise.js";
export { gruUpdate, lstmUpdate } from "./gates.js";
export { concat, concatRows, copy, detach, gatherRows, reshape, scatterRows, slice } from "./layout.js";
export { linear, type MatmulOptions, matmul, rowDots, transpose } from "./matrix.js";
export { normalizeRows } from "./normalize.js";
export { mean, sum } from "./reduce.js";
export { crossEntropy, logSoftmax, logSumExp, softmax } from "./softmax.js";
