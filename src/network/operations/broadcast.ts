import { addInto } from "../gradient.js";
import { type Shape, sameShape, type Tensor } from "../tensor.js";
import { demand, make, withGradient } from "./make.js";

/** The shape that both stretch to: a side of length 1, or one that is missing, takes the other's length. */
export function commonShape(a: Shape, b: Shape): Shape | undefined {
	const [long, short] = a.length >= b.length ? [a, b] : [b, a];
	const sides = long.map((side, i) => {
		const other = short[i - (long.length - short.length)] ?? 1;
		return side === 1 ? other : other === 1 || other === side ? side : -1;
	});
	// As many sides as the longer shape has, so a shape again.
	return sides.includes(-1) ? undefined : (sides as unknown as Shape);
}

/** Repeats a number, a row (d), (1, d) or a column (n, 1) until it has this shape; gradients add up. */
export function broadcast(x: Tensor, shape: Shape): Tensor {
	if (sameShape(x.shape, shape)) return x;
	const { kernels } = x;
	const y = make(shape, x);
	const { rows: n, columns: d, size } = y;
	demand((x.rows === 1 || x.rows === n) && (x.columns === 1 || x.columns === d), "broadcast", x, y);
	if (x.size === 1) {
		y.data.fill(x.data[0]!, 0, size);
		return withGradient(y, [x], (dy) =>
			addInto(x, (dx) => {
				dx[0]! += kernels.sum(dy, size);
			}),
		);
	}
	if (x.rows === 1) {
		const row = x.data.subarray(0, d);
		for (let i = 0; i < n; i++) y.data.set(row, i * d);
		return withGradient(y, [x], (dy) => addInto(x, (dx) => kernels.sumRows(dx, dy, n, d)));
	}
	for (let i = 0; i < n; i++) y.data.fill(x.data[i]!, i * d, (i + 1) * d);
	return withGradient(y, [x], (dy) =>
		addInto(x, (dx) => {
			for (let i = 0; i < n; i++) for (let k = i * d; k < (i + 1) * d; k++) dx[i]! += dy[k]!;
		}),
	);
}
