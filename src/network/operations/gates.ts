/** The updates of gated cells, fused: everything after the matrix products. */
import type { Floats } from "../../kernels/index.js";
import { gradientOf, record } from "../gradient.js";
import type { Tensor } from "../tensor.js";
import { demand, make, withGradient } from "./make.js";

/**
 * GRU (Cho et al. 2014, arXiv:1406.1078): with the sums gx from the input and gh from the state h, gates r, z, c,
 *
 *     r = σ(gx_r + gh_r)   z = σ(gx_z + gh_z)   c = tanh(gx_c + r∘gh_c)   h′ = (1 − z)∘c + z∘h
 */
export function gruUpdate(gx: Tensor, gh: Tensor, h: Tensor): Tensor {
	const { kernels, rows: n, columns: d } = h;
	demand(gx.rows === n && gh.rows === n && gx.columns === 3 * d && gh.columns === 3 * d, "GRU", gx, gh, h);
	const out = make(h.shape, h); // (n, d)
	const gates = kernels.scratch(n * 3 * d); // (n, 3d)
	kernels.gru(out.data, gates, gx.data, gh.data, h.data, n, d);
	return withGradient(out, [gx, gh, h], (dout) => {
		const [dgx, dgh, dh] = [gradientOrScratch(gx), gradientOrScratch(gh), gradientOrScratch(h)];
		kernels.gruBackward(dgx, dgh, dh, dout, gates, gh.data, h.data, n, d);
	});
}

/**
 * LSTM (Hochreiter & Schmidhuber 1997; forget gate: Gers et al. 2000): with the sums g, gates i, f, g, o, and memory c,
 *
 *     c′ = σ(f)∘c + σ(i)∘tanh(g)   h′ = σ(o)∘tanh(c′)
 */
export function lstmUpdate(g: Tensor, c: Tensor): { readonly h: Tensor; readonly c: Tensor } {
	const { kernels, rows: n, columns: d } = c;
	demand(g.rows === n && g.columns === 4 * d, "LSTM", g, c);
	const [outH, outC] = [make(c.shape, c), make(c.shape, c)]; // (n, d)
	const gates = kernels.scratch(n * 4 * d); // (n, 4d)
	kernels.lstm(outH.data, outC.data, gates, g.data, c.data, n, d);
	record([outH, outC], [g, c], () => {
		const [dg, dc] = [gradientOrScratch(g), gradientOrScratch(c)];
		kernels.lstmBackward(dg, dc, gradientOf(outH), gradientOf(outC), gates, outC.data, c.data, n, d);
	});
	return { h: outH, c: outC };
}

/** The fused kernels write all gradients, wanted or not. */
function gradientOrScratch(input: Tensor): Floats {
	return input.tracked ? gradientOf(input) : input.kernels.scratch(input.size);
}
