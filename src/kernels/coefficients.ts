/**
 * The numbers of the float32 exponential and logarithm. Fitted here (reweighted least squares on Chebyshev nodes, then
 * rounded to float32). Read by two compilers, TypeScript's and AssemblyScript's: plain literals only.
 */

/** Clamps: beyond these, exp is 0 or ∞; sigmoid does not change its sign of growth; tanh is ±1. */
export const EXP_LOW: number = -105;
export const EXP_HIGH: number = 89;
export const SIGMOID_LIMIT: number = 87;
export const TANH_LIMIT: number = 9.1;
/**
 * Parts of a softmax below e⁻⁶⁹ of the largest, 1e-30, are 0. They decide nothing, but the subnormal numbers that come
 * of them further on take a processor a hundred times as long.
 */
export const SOFTMAX_LOW: number = -69;

/** x = n·ln 2 + r. Adding and subtracting 1.5·2²³ rounds to the nearest integer, ties to even. */
export const ROUNDER: number = 12582912;
export const LOG2_E: number = 1.4426950216293335;
/** ln 2 in two parts: the first has nine bits, so that n times it is exact. */
export const LN2_HIGH: number = 0.693359375;
export const LN2_LOW: number = -0.00021219444170128554;

/** (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2, by powers of r; error of r²·q 3.1e-9. */
export const EXP_0: number = 0.5;
export const EXP_1: number = 0.166665181517601;
export const EXP_2: number = 0.04166620597243309;
export const EXP_3: number = 0.008368917740881443;
export const EXP_4: number = 0.0013950540451332927;

/** x = 2ᵉ·m with m from √½ to √2; the bits of √½ as a float32. */
export const SQRT_HALF_BITS: number = 0x3f3504f3;
export const SMALLEST_NORMAL: number = 1.1754943508222875e-38;
/** (artanh s / s − 1) / s² for s = (m − 1) / (m + 1), by powers of s²; error of s²·q 8.1e-10. */
export const LOG_0: number = 0.3333338797092438;
export const LOG_1: number = 0.1998874843120575;
export const LOG_2: number = 0.1493653655052185;
