/** The kernels in WebAssembly: float32, four at a time. */
import type { Csr, Kernels } from "../kernels.js";
import { adamStep, beta1, beta2, epsilon } from "../optimiser.js";
import { Arena, createMemory } from "./arena.js";
import { type Exports, instantiate, moduleOf } from "./instance.js";
import { Loan } from "./loan.js";

export interface WasmOptions {
	/**
	 * Fused multiplication and addition: faster, and not the same bits on every machine. Node 20 must be told before
	 * (`v8.setFlagsFromString("--experimental-wasm-relaxed-simd")`); later ones and browsers have it.
	 */
	readonly relaxed?: boolean;
	/** Shared, with a maximum of 65,536 pages; from its beginning it belongs to these kernels. */
	readonly memory?: WebAssembly.Memory;
}

export function createWasmKernels({ relaxed = false, memory = createMemory() }: WasmOptions = {}): Kernels {
	const exports = instantiate(moduleOf(relaxed), memory);
	const arena = new Arena(memory);
	const scratch = arena.allocate(exports.gemmScratch());
	return assemble(relaxed, exports, arena, {
		gemm: (args, rows) => exports.gemm(...args, scratch, 0, rows),
		spmm: (args, rows) => exports.spmm(...args, 0, rows),
	});
}

/** Who does the large products, row by row. `work` counts multiplications. */
export interface Products {
	/** c a b m n k transposeA transposeB add */
	gemm(args: Nine, rows: number, work: number): void;
	/** y offsets columns weights x d add */
	spmm(args: Seven, rows: number, work: number): void;
}

type Nine = [number, number, number, number, number, number, number, number, number];
type Seven = [number, number, number, number, number, number, number];

export function assemble(relaxed: boolean, wasm: Exports, arena: Arena, products: Products): Kernels {
	const loan = new Loan(arena);
	const nonzeros = (s: Csr) => s.offsets[s.rows] ?? 0;
	const read = loan.read.bind(loan);
	const write = loan.write.bind(loan);
	const end = loan.end.bind(loan);

	return {
		name: relaxed ? "wasm-relaxed" : "wasm",
		bits: 32,
		floats: (length) => arena.floats(length),
		scratch: (length) => arena.scratch(length),
		indices: (length) => arena.indices(length),
		mark: () => arena.mark(),
		reset: (mark) => arena.reset(mark),

		gemm(c, a, b, m, n, k, { transposeA = false, transposeB = false, add = false } = {}) {
			const pointers = [write(c, m * n), read(a, m * k), read(b, k * n)] as const;
			products.gemm([...pointers, m, n, k, +transposeA, +transposeB, +add], m, m * n * k);
			end();
		},
		spmm(y, s, x, d, { add = false } = {}) {
			const count = nonzeros(s);
			const matrix = [read(s.offsets, s.rows + 1), read(s.columns, count), read(s.weights, count)] as const;
			products.spmm([write(y, s.rows * d), ...matrix, read(x, s.width * d), d, +add], s.rows, count * d);
			end();
		},
		sddmm(out, s, x, y, d) {
			const count = nonzeros(s);
			const matrix = [read(s.offsets, s.rows + 1), read(s.columns, count)] as const;
			wasm.sddmm(write(out, count), ...matrix, read(x, s.rows * d), read(y, s.width * d), s.rows, d);
			end();
		},
		gatherRows(y, x, rows, n, d) {
			expectBelow(rows, n, d > 0 ? Math.floor(x.length / d) : Infinity);
			wasm.gatherRows(write(y, n * d), read(x, x.length), read(rows, n), n, d);
			end();
		},
		scatterAddRows(y, x, rows, n, d) {
			expectBelow(rows, n, d > 0 ? Math.floor(y.length / d) : Infinity);
			wasm.scatterAddRows(write(y, y.length), read(x, n * d), read(rows, n), n, d);
			end();
		},
		copyColumns(y, x, n, d, { add = false } = {}) {
			const to = write(y.data, n * y.width) + 4 * y.column;
			const from = read(x.data, n * x.width) + 4 * x.column;
			wasm.copyColumns(to, from, 4 * y.width, 4 * x.width, n, d, +add);
			end();
		},
		addRow(y, x, b, n, d) {
			wasm.addRow(write(y, n * d), read(x, n * d), read(b, d), n, d);
			end();
		},
		sumRows(out, x, n, d) {
			wasm.sumRows(write(out, d), read(x, n * d), n, d);
			end();
		},
		normalizeRows(y, norms, x, n, d) {
			wasm.normalizeRows(write(y, n * d), write(norms, n), read(x, n * d), n, d);
			end();
		},
		normalizeRowsBackward(dx, dy, y, norms, n, d) {
			wasm.normalizeRowsBackward(write(dx, n * d), read(dy, n * d), read(y, n * d), read(norms, n), n, d);
			end();
		},
		rowDots(out, a, b, n, d) {
			wasm.rowDots(write(out, n), read(a, n * d), read(b, n * d), n, d);
			end();
		},

		add(y, a, b, n) {
			wasm.add(write(y, n), read(a, n), read(b, n), n);
			end();
		},
		subtract(y, a, b, n) {
			wasm.subtract(write(y, n), read(a, n), read(b, n), n);
			end();
		},
		multiply(y, a, b, n) {
			wasm.multiply(write(y, n), read(a, n), read(b, n), n);
			end();
		},
		multiplyAdd(y, a, b, n) {
			wasm.multiplyAdd(write(y, n), read(a, n), read(b, n), n);
			end();
		},
		scale(y, alpha, x, n) {
			wasm.scale(write(y, n), alpha, read(x, n), n);
			end();
		},
		axpy(y, alpha, x, n) {
			wasm.axpy(write(y, n), alpha, read(x, n), n);
			end();
		},
		exp(y, x, n) {
			wasm.exp(write(y, n), read(x, n), n);
			end();
		},
		log(y, x, n) {
			wasm.log(write(y, n), read(x, n), n);
			end();
		},
		sigmoid(y, x, n) {
			wasm.sigmoid(write(y, n), read(x, n), n);
			end();
		},
		tanh(y, x, n) {
			wasm.tanh(write(y, n), read(x, n), n);
			end();
		},
		relu(y, x, n) {
			wasm.relu(write(y, n), read(x, n), n);
			end();
		},
		sigmoidBackward(dx, dy, y, n) {
			wasm.sigmoidBackward(write(dx, n), read(dy, n), read(y, n), n);
			end();
		},
		tanhBackward(dx, dy, y, n) {
			wasm.tanhBackward(write(dx, n), read(dy, n), read(y, n), n);
			end();
		},
		reluBackward(dx, dy, y, n) {
			wasm.reluBackward(write(dx, n), read(dy, n), read(y, n), n);
			end();
		},
		dot(a, b, n) {
			const result = wasm.dot(read(a, n), read(b, n), n);
			end();
			return result;
		},
		sum(x, n) {
			const result = wasm.sum(read(x, n), n);
			end();
			return result;
		},

		gru(out, gates, gx, gh, h, n, d) {
			wasm.gru(
				write(out, n * d),
				write(gates, 3 * n * d),
				read(gx, 3 * n * d),
				read(gh, 3 * n * d),
				read(h, n * d),
				n,
				d,
			);
			end();
		},
		gruBackward(dgx, dgh, dh, dout, gates, gh, h, n, d) {
			wasm.gruBackward(
				write(dgx, 3 * n * d),
				write(dgh, 3 * n * d),
				write(dh, n * d),
				read(dout, n * d),
				read(gates, 3 * n * d),
				read(gh, 3 * n * d),
				read(h, n * d),
				n,
				d,
			);
			end();
		},
		lstm(outH, outC, gates, g, c, n, d) {
			wasm.lstm(
				write(outH, n * d),
				write(outC, n * d),
				write(gates, 4 * n * d),
				read(g, 4 * n * d),
				read(c, n * d),
				n,
				d,
			);
			end();
		},
		lstmBackward(dg, dc, doutH, doutC, gates, outC, c, n, d) {
			wasm.lstmBackward(
				write(dg, 4 * n * d),
				write(dc, n * d),
				read(doutH, n * d),
				read(doutC, n * d),
				read(gates, 4 * n * d),
				read(outC, n * d),
				read(c, n * d),
				n,
				d,
			);
			end();
		},

		softmaxRows(y, x, n, d) {
			wasm.softmaxRows(write(y, n * d), read(x, n * d), n, d);
			end();
		},
		softmaxRowsBackward(dx, dy, y, n, d) {
			wasm.softmaxRowsBackward(write(dx, n * d), read(dy, n * d), read(y, n * d), n, d);
			end();
		},
		crossEntropyRows(loss, dx, x, targets, n, d) {
			expectBelow(targets, n, d);
			wasm.crossEntropyRows(write(loss, n), write(dx, n * d), read(x, n * d), read(targets, n), n, d);
			end();
		},

		adam(x, dx, m, v, n, step, rate) {
			const factors = adamStep(step, rate);
			const constants = [beta1, 1 - beta1, beta2, 1 - beta2, factors.rate, factors.spread, epsilon];
			wasm.adam(write(x, n), read(dx, n), write(m, n), write(v, n), n, ...constants);
			end();
		},
	};
}

/** WebAssembly would write anywhere. */
function expectBelow(indices: Uint32Array, n: number, limit: number): void {
	for (let i = 0; i < n; i++)
		if (indices[i]! >= limit) throw new RangeError(`index ${indices[i]} of ${limit}`);
}
