import { describe, expect, test } from "vitest";
import { sortPairs } from "../../src/embedding/graph/pairs.js";
import { foldsOf } from "../../src/embedding/train/folds.js";
import { recipe } from "../../src/embedding/train/recipe.js";
import { createRng } from "../../src/kernels/index.js";

const { folds, questions } = recipe;

describe.each([40, 41, 57, 250, 999, 1300, 2000, 9000])("of %i linked pairs", (count) => {
	const pairs = Uint32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? 0 : 1 + (i >> 1)));
	const made = foldsOf(pairs, recipe, createRng(5));
	const held = made.map((fold) => fold.held);

	test("every network does without others, and none without many", () => {
		const gone = held.flatMap((fold) => [...fold.filter((_, i) => i % 2 === 1)]);
		expect(new Set(gone).size).toBe(gone.length);
		expect(made.length).toBeGreaterThan(0);
		expect(made.length).toBeLessThanOrEqual(folds.most);
		for (const { length } of held) {
			expect(length / 2).toBeGreaterThan(0);
			expect(length / 2).toBeLessThanOrEqual(Math.min(folds.pairs, folds.share * count));
		}
	});

	test("each fold is the sum of its parts, which are about as large as each other and small", () => {
		for (const { held, parts } of made) {
			const joined = Uint32Array.from(parts.flatMap((part) => [...part]));
			expect(sortPairs(joined)).toEqual(sortPairs(held));
			const sizes = parts.map(({ length }) => length / 2);
			expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
			expect(Math.max(...sizes)).toBeLessThanOrEqual(Math.ceil(questions.share * count));
		}
	});
});

test("of hardly any pairs nothing is held out", () => {
	expect(
		foldsOf(
			Uint32Array.from({ length: 2 * 39 }, (_, i) => i),
			recipe,
			createRng(5),
		),
	).toEqual([]);
});
