/** What the module exports. Pointers are byte addresses in the memory that it is given; it has no data of its own. */
export {
	add,
	axpy,
	exp,
	log,
	multiply,
	multiplyAddInto as multiplyAdd,
	relu,
	reluBackward,
	scale,
	sigmoid,
	sigmoidBackward,
	subtract,
	tanh,
	tanhBackward,
} from "./elementwise";
export { gru, gruBackward, lstm, lstmBackward } from "./gates";
export { gemm, gemmScratch } from "./gemm";
export { dot, sum } from "./lanes";
export { adam } from "./optimiser";
export {
	addRow,
	copyColumns,
	gatherRows,
	normalizeRows,
	normalizeRowsBackward,
	rowDots,
	scatterAddRows,
	sumRows,
} from "./rows";
export { crossEntropyRows, softmaxRows, softmaxRowsBackward } from "./softmax";
export { sddmm, spmm } from "./sparse";
export { closeTeam, enter, help, lead, readyWorkers } from "./team";
