/**
 * Recurrent networks on any graph: tensors that differentiate themselves, cells, and `propagate`.
 *
 * @packageDocumentation
 */
export {
	type Csr,
	createPlainKernels,
	createRng,
	createWasmKernels,
	type Floats,
	type Kernels,
	type Rng,
} from "../kernels/index.js";
export type { Cell, Message, Parameters, State } from "./cell.js";
export type { CellMaker, MakerSize } from "./cell-maker.js";
export type { CellSize } from "./cells/combine.js";
export { type DiffusionSize, diffusion } from "./cells/diffusion.js";
export { ggnn, gru } from "./cells/gru.js";
export { lstm } from "./cells/lstm.js";
export { rnn } from "./cells/rnn.js";
export { backward, withoutGradients } from "./gradient.js";
export type { Graph } from "./graph.js";
export { type InferOptions, infer, refresh } from "./infer.js";
export { CycleError } from "./levels.js";
export { within } from "./memory.js";
export * from "./operations/index.js";
export { adam, clipGradients, type Optimizer, sgd } from "./optimize.js";
export { type Propagated, type PropagateOptions, propagate } from "./propagate.js";
export {
	chain,
	type Edge,
	type EdgeArrays,
	fromEdges,
	inverse,
	normalize,
	type Relation,
	type RelationOptions,
	relation,
	weigh,
} from "./relation.js";
export { ContractionError, type Movement } from "./rest.js";
export {
	fixedPoint,
	type NodeSet,
	type Schedule,
	type Settle,
	synchronous,
	topological,
} from "./schedule.js";
export {
	parameter,
	type Shape,
	Tensor,
	type TensorOptions,
	tensor,
	type Values,
	wrap,
	zeros,
} from "./tensor.js";
