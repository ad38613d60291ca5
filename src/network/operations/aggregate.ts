import type { Csr } from "../../kernels/index.js";
import { into } from "../gradient.js";
import { entriesByColumn, type Relation } from "../relation.js";
import type { Tensor } from "../tensor.js";
import { demand, made, make } from "./make.js";

/**
 * What arrives over a relation: Y[v] = Σ weight · X[u] over the edges u → v. With `weights` (m) these stand for the
 * relation's own, one for each entry of its `arriving`, and get gradients: how much each edge mattered.
 */
export function aggregate(relation: Relation, x: Tensor, weights?: Tensor): Tensor {
	const arriving = weights ? withWeights(relation.arriving, weights) : relation.arriving;
	const { kernels, columns: d } = x;
	const y = make([arriving.rows, d], x); // (receivers, d)
	demand(arriving.width === x.rows, "aggregate", x, y);
	kernels.spmm(y.data, arriving, x.data, d);
	return made(y, weights ? [x, weights] : [x], (dy) => {
		into(x, (dx) => kernels.spmm(dx, leavingWith(relation, weights), dy, d, { add: true }));
		if (weights) into(weights, (dw) => kernels.sddmm(dw, arriving, dy, x.data, d));
	});
}

function withWeights(arriving: Csr, weights: Tensor): Csr {
	demand(weights.size === arriving.columns.length, "aggregate", weights);
	return { ...arriving, weights: weights.data };
}

function leavingWith({ arriving, leaving }: Relation, weights: Tensor | undefined): Csr {
	if (!weights) return leaving;
	const { data, kernels } = weights;
	const moved = kernels.floats(weights.size);
	entriesByColumn(arriving).forEach((entry, i) => {
		moved[i] = data[entry]!;
	});
	return { ...leaving, weights: moved };
}
