import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createNearest } from "../../src/graph/nearest.js";
import { editDistance } from "../../src/model/index.js";

/** The definition, without a band: the last letters stay, or are inserted, deleted, substituted or swapped. */
function slowDistance(a: string, b: string): number {
	if (a === "" || b === "") return a.length + b.length;
	const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
	const costs = [
		slowDistance(x, b) + 1,
		slowDistance(a, y) + 1,
		slowDistance(x, y) + (a.at(-1) === b.at(-1) ? 0 : 1),
	];
	if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
		costs.push(slowDistance(a.slice(0, -2), b.slice(0, -2)) + 1);
	}
	return Math.min(...costs);
}

const letters = (maxLength: number) => fc.string({ unit: fc.constantFrom("a", "b", "c", "图"), maxLength });

describe("edit distance", () => {
	test.each([
		["", "", 0],
		["gird", "grid", 1],
		["梯度消逝", "梯度消失", 1],
		["ca", "abc", 3],
		["kitten", "sitting", 3],
	])("%s, %s: %i", (a, b, distance) => {
		expect(editDistance(a, b, 5)).toBe(distance);
	});
	test("is what the definition says, up to its limit", () => {
		fc.assert(
			fc.property(letters(6), letters(6), fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
				expect(editDistance(a, b, limit)).toBe(Math.min(slowDistance(a, b), limit + 1));
			}),
		);
	});
});

describe("nearest name", () => {
	test("is the one that looking at all of them finds", () => {
		const names = fc.uniqueArray(letters(8), { maxLength: 12 });
		fc.assert(
			fc.property(names, letters(8), fc.integer({ min: 1, max: 2 }), (list, query, limit) => {
				const pairs = new Set(Array.from(`^${query}`, (char, i) => `${char}${query[i] ?? ""}`));
				fc.pre(pairs.size > 3 * limit);
				const distances = list.map((name) => editDistance(query, name, limit));
				const least = Math.min(...distances.filter((distance) => distance > 0), limit + 1);
				const best = list.filter((_, i) => distances[i] === least).sort()[0];
				const found = createNearest(list).nearest(query, limit);
				expect(found === undefined ? undefined : list[found]).toBe(least > limit ? undefined : best);
			}),
		);
	});
	test("does not depend on the order of the names", () => {
		const names = ["Note c", "Note a", "Note b"];
		for (const list of [names, names.toReversed()]) {
			expect(list[createNearest(list).nearest("Note x") ?? -1]).toBe("Note a");
		}
	});
	test("numbers are never misspelt", () => {
		const nearest = createNearest(["2024-01-01", "Chapter 1", "第一章概述", "v2 notes"]);
		for (const query of ["2024-01-02", "Chapter 2", "第二章概述", "v3 notes"]) {
			expect(nearest.nearest(query)).toBeUndefined();
		}
		expect(nearest.nearest("Chaptre 1")).toBe(1);
	});
	test("a name of any length, and none, is answered", () => {
		const nearest = createNearest(["", "x".repeat(100_000), "a"]);
		for (const query of ["", "a", "x".repeat(99_999), "\ud800"])
			expect(nearest.nearest(query)).toBeUndefined();
	});
});
