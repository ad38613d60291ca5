import type { Kernels } from "../kernels/index.js";
import type { State } from "./cell.js";
import { within } from "./memory.js";
import { mapState, part } from "./state.js";
import { type Tensor, zeros } from "./tensor.js";

/** What stays in memory of an update. */
export interface Keep<S> {
	/** Of one that made a state of all nodes. */
	states(compute: () => S): S;
	/** Of one that wrote rows into a state. */
	rows(compute: () => S): S;
}

/** Everything that led to a state: its gradients will need it. */
export const keepAll = {
	states: <S>(compute: () => S): S => compute(),
	rows: <S>(compute: () => S): S => compute(),
};

/** The states alone; two of them, which take turns, if nobody watches. */
export function keepStates<S extends State>(like: S, kernels: Kernels, watched: boolean): Keep<S> {
	const places: S[] = [];
	let turn = 0;
	return {
		states(compute) {
			const at = watched ? turn++ : turn++ % 2;
			places[at] ??= mapState(like, ({ shape }) => zeros(shape, kernels));
			const place = places[at];
			within(kernels, () => {
				const made = compute();
				mapState(place, (to, name) => copyTo(to, part(made, name)));
			});
			return place;
		},
		rows: (compute) => within(kernels, compute),
	};
}

function copyTo(to: Tensor, { data, size }: Tensor): Tensor {
	to.data.set(data.subarray(0, size));
	return to;
}
