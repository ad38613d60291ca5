/** The updates of gated cells, each beside its gradient. */
import type { Kernels } from "../kernels.js";
import type { Arithmetic } from "./arithmetic.js";

type Operations = "gru" | "gruBackward" | "lstm" | "lstmBackward";

export function gateKernels({ round, sigmoid, tanh }: Arithmetic): Pick<Kernels, Operations> {
	/** dy · y · (1 − y) */
	const sigmoidSlope = (dy: number, y: number) => round(dy * round(y * round(1 - y)));
	/** dy · (1 − y²) */
	const tanhSlope = (dy: number, y: number) => round(dy * round(1 - round(y * y)));

	return {
		gru(out, gates, gx, gh, h, n, d) {
			for (let i = 0; i < n; i++) {
				for (let j = 0; j < d; j++) {
					const at = i * d + j;
					const r = 3 * i * d + j;
					const z = r + d;
					const c = z + d;
					gates[r] = sigmoid(round(gx[r]! + gh[r]!));
					gates[z] = sigmoid(round(gx[z]! + gh[z]!));
					gates[c] = tanh(round(gx[c]! + round(gates[r]! * gh[c]!)));
					out[at] = round(round(1 - gates[z]!) * gates[c]!) + round(gates[z]! * h[at]!);
				}
			}
		},

		gruBackward(dgx, dgh, dh, dout, gates, gh, h, n, d) {
			for (let i = 0; i < n; i++) {
				for (let j = 0; j < d; j++) {
					const at = i * d + j;
					const r = 3 * i * d + j;
					const z = r + d;
					const c = z + d;
					const up = dout[at]!;
					const dc = tanhSlope(round(up * round(1 - gates[z]!)), gates[c]!);
					const dz = sigmoidSlope(round(up * round(h[at]! - gates[c]!)), gates[z]!);
					const dr = sigmoidSlope(round(dc * gh[c]!), gates[r]!);
					dgx[r] = dgx[r]! + dr;
					dgh[r] = dgh[r]! + dr;
					dgx[z] = dgx[z]! + dz;
					dgh[z] = dgh[z]! + dz;
					dgx[c] = dgx[c]! + dc;
					dgh[c] = dgh[c]! + round(dc * gates[r]!);
					dh[at] = dh[at]! + round(up * gates[z]!);
				}
			}
		},

		lstm(outH, outC, gates, g, c, n, d) {
			for (let i = 0; i < n; i++) {
				for (let j = 0; j < d; j++) {
					const at = i * d + j;
					const input = 4 * i * d + j;
					const forget = input + d;
					const candidate = forget + d;
					const output = candidate + d;
					gates[input] = sigmoid(g[input]!);
					gates[forget] = sigmoid(g[forget]!);
					gates[candidate] = tanh(g[candidate]!);
					gates[output] = sigmoid(g[output]!);
					outC[at] = round(gates[forget]! * c[at]!) + round(gates[input]! * gates[candidate]!);
					outH[at] = gates[output]! * tanh(outC[at]!);
				}
			}
		},

		lstmBackward(dg, dc, doutH, doutC, gates, outC, c, n, d) {
			for (let i = 0; i < n; i++) {
				for (let j = 0; j < d; j++) {
					const at = i * d + j;
					const input = 4 * i * d + j;
					const forget = input + d;
					const candidate = forget + d;
					const output = candidate + d;
					const t = tanh(outC[at]!);
					const up = round(doutC[at]! + tanhSlope(round(doutH[at]! * gates[output]!), t));
					dg[output] = dg[output]! + sigmoidSlope(round(doutH[at]! * t), gates[output]!);
					dg[forget] = dg[forget]! + sigmoidSlope(round(up * c[at]!), gates[forget]!);
					dg[input] = dg[input]! + sigmoidSlope(round(up * gates[candidate]!), gates[input]!);
					dg[candidate] = dg[candidate]! + tanhSlope(round(up * gates[input]!), gates[candidate]!);
					dc[at] = dc[at]! + round(up * gates[forget]!);
				}
			}
		},
	};
}
