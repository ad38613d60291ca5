/** The factors of one step of Adam: powers by multiplication, which is exact to the same bit everywhere. */
export interface AdamStep {
	/** rate / (1 − β1^step) */
	readonly rate: number;
	/** 1 / √(1 − β2^step) */
	readonly spread: number;
}

export const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];

/** x −= rate · m / (spread · √v + ε) */
export function adamStep(step: number, rate: number): AdamStep {
	return { rate: rate / (1 - power(beta1, step)), spread: 1 / Math.sqrt(1 - power(beta2, step)) };
}

function power(base: number, exponent: number): number {
	let result = 1;
	for (let square = base, left = exponent; left > 0; square *= square, left = Math.floor(left / 2)) {
		if (left % 2 === 1) result *= square;
	}
	return result;
}
