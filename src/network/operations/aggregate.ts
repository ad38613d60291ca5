import { addInto, into } from "../gradient.js";
import type { Relation } from "../relation.js";
import type { Tensor } from "../tensor.js";
import { demand, make, withGradient } from "./make.js";

/**
 * What arrives over a relation: Y[v] = Σ weight · X[u] over the edges u → v. If the weights are a tensor they get
 * gradients too: dY[v] · X[u], how much each edge mattered.
 */
export function aggregate(relation: Relation, x: Tensor): Tensor {
	const { arriving, weights } = relation;
	const { kernels, columns: d } = x;
	const y = make([arriving.rows, d], x); // (receivers, d)
	demand(arriving.width === x.rows, "aggregate", x, y);
	kernels.spmm(y.data, arriving, x.data, d);
	return withGradient(y, weights ? [x, weights] : [x], (dy) => {
		into(x, (dx, add) => kernels.spmm(dx, relation.leaving, dy, d, { add }));
		if (weights) addInto(weights, (dw) => kernels.sddmm(dw, arriving, dy, x.data, d));
	});
}
