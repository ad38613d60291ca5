/** Adam. */
import type { Kernels } from "../kernels.js";
import { adamStep, beta1, beta2, epsilon } from "../optimiser.js";
import type { Arithmetic } from "./arithmetic.js";

export function optimiserKernels({ round }: Arithmetic): Pick<Kernels, "adam"> {
	const [keep1, take1, keep2, take2] = [beta1, 1 - beta1, beta2, 1 - beta2].map(round) as [
		number,
		...number[],
	] &
		[number, number, number, number];
	return {
		adam(x, dx, m, v, n, step, rate) {
			const { rate: r, spread: s } = adamStep(step, rate);
			const [factor, spread, least] = [round(r), round(s), round(epsilon)];
			for (let i = 0; i < n; i++) {
				m[i] = round(keep1 * m[i]!) + round(take1 * dx[i]!);
				v[i] = round(keep2 * v[i]!) + round(take2 * round(dx[i]! * dx[i]!));
				const size = round(round(round(Math.sqrt(v[i]!)) * spread) + least);
				x[i] = x[i]! - round(round(factor * m[i]!) / size);
			}
		},
	};
}
