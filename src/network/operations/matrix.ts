import { addInto, into } from "../gradient.js";
import type { Tensor } from "../tensor.js";
import { demand, make, withGradient } from "./make.js";

export interface MatmulOptions {
	/** A is stored (k, m). */
	readonly transposeA?: boolean;
	/** B is stored (n, k). */
	readonly transposeB?: boolean;
}

/** C = A · B. */
export function matmul(a: Tensor, b: Tensor, options: MatmulOptions = {}): Tensor {
	const { transposeA = false, transposeB = false } = options;
	const [m, k] = transposeA ? [a.columns, a.rows] : [a.rows, a.columns];
	const n = transposeB ? b.rows : b.columns;
	demand(k === (transposeB ? b.columns : b.rows), "matmul", a, b);

	const { kernels } = a;
	const c = make([m, n], a); // (m, n)
	kernels.gemm(c.data, a.data, b.data, m, n, k, { transposeA, transposeB });
	return withGradient(c, [a, b], (dc) => {
		into(a, (da, add) =>
			transposeA
				? kernels.gemm(da, b.data, dc, k, m, n, { transposeA: transposeB, transposeB: true, add })
				: kernels.gemm(da, dc, b.data, m, k, n, { transposeB: !transposeB, add }),
		);
		into(b, (db, add) =>
			transposeB
				? kernels.gemm(db, dc, a.data, n, k, m, { transposeA: true, transposeB: transposeA, add })
				: kernels.gemm(db, a.data, dc, k, n, m, { transposeA: !transposeA, add }),
		);
	});
}

/** Y = X₁·W₁ + X₂·W₂ + … + b: the sum before an activation, from as many sources as there are. */
export function linear(x: Tensor | readonly Tensor[], w: Tensor | readonly Tensor[], b?: Tensor): Tensor {
	const xs = "data" in x ? [x] : x; // (n, kᵢ)
	const ws = "data" in w ? [w] : w; // (kᵢ, d)
	const [first, weight] = [xs[0], ws[0]];
	if (!first || !weight || xs.length !== ws.length) throw new RangeError("linear: as many inputs as weights");
	const [n, d] = [first.rows, weight.columns];
	xs.forEach((xi, i) => {
		const wi = ws[i]!;
		demand(xi.rows === n && xi.columns === wi.rows && wi.columns === d, "linear", xi, wi);
	});
	if (b) demand(b.size === d, "linear", weight, b);

	const { kernels } = first;
	const y = make([n, d], first); // (n, d)
	xs.forEach((xi, i) => {
		kernels.gemm(y.data, xi.data, ws[i]!.data, n, d, xi.columns, { add: i > 0 });
	});
	if (b) kernels.addRow(y.data, y.data, b.data, n, d);
	return withGradient(y, b ? [...xs, ...ws, b] : [...xs, ...ws], (dy) => {
		xs.forEach((xi, i) => {
			const wi = ws[i]!;
			const k = xi.columns;
			into(xi, (dx, add) => kernels.gemm(dx, dy, wi.data, n, k, d, { transposeB: true, add }));
			into(wi, (dw, add) => kernels.gemm(dw, xi.data, dy, k, d, n, { transposeA: true, add }));
		});
		if (b) addInto(b, (db) => kernels.sumRows(db, dy, n, d));
	});
}

/** Y (d, n) = Xᵀ. */
export function transpose(x: Tensor): Tensor {
	const { rows: n, columns: d } = x;
	const y = make([d, n], x);
	for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) y.data[j * n + i] = x.data[i * d + j]!;
	return withGradient(y, [x], (dy) =>
		addInto(x, (dx) => {
			for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) dx[i * d + j]! += dy[j * n + i]!;
		}),
	);
}

/** y[i] = A[i] · B[i], for each row i. */
export function rowDots(a: Tensor, b: Tensor): Tensor {
	demand(a.rows === b.rows && a.columns === b.columns, "rowDots", a, b);
	const { kernels, rows: n, columns: d } = a;
	const y = make([n], a); // (n)
	kernels.rowDots(y.data, a.data, b.data, n, d);
	return withGradient(y, [a, b], (dy) => {
		const addScaledRows = (to: Tensor, other: Tensor) =>
			addInto(to, (dx) => {
				for (let i = 0; i < n; i++)
					for (let k = i * d; k < (i + 1) * d; k++) dx[k]! += dy[i]! * other.data[k]!;
			});
		addScaledRows(a, b);
		addScaledRows(b, a);
	});
}
