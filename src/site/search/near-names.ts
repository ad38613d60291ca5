import type { Names } from "./layout.js";
import { fold } from "./tokens.js";

/** Documents whose title or alias (or a word of it) is the wanted name but for a slip of the pen; nearest first. */
export function nearNames(wanted: string, names: readonly Names[]): readonly number[] {
	const target = [...wanted].slice(0, longestName);
	const allowed = target.length < 3 ? 0 : target.length < 8 ? 1 : 2;
	const near: { document: number; distance: number }[] = [];
	names.forEach(([, ...called], document) => {
		const distance = Math.min(...called.flatMap(candidates).map((name) => distanceTo(target, name, allowed)));
		if (distance <= allowed) near.push({ document, distance });
	});
	return near
		.sort((a, b) => a.distance - b.distance || a.document - b.document)
		.map(({ document }) => document);

	function candidates(name: string): readonly string[] {
		const folded = fold(name);
		return folded.includes(wanted) ? [wanted] : [folded, ...folded.split(/[\s\-_/()（）:：]+/)];
	}
}

const longestName = 64;

/**
 * Edit distance with neighbours swapped counting once (optimal string alignment); `limit + 1` when it is more.
 *
 *         ""  梯  度  消  失
 *     ""   0   1   2   3   4
 *     梯   1   0   1   2   3
 *     度   2   1   0   1   2
 *     消   3   2   1   0   1
 *     逝   4   3   2   1   1
 */
export function distanceTo(target: readonly string[], name: string, limit: number): number {
	const source = [...name.slice(0, 2 * longestName)];
	if (Math.abs(source.length - target.length) > limit) return limit + 1;
	let beforeLast: number[] = [];
	let last = Array.from({ length: target.length + 1 }, (_, column) => column);
	for (let row = 1; row <= source.length; row += 1) {
		const current = [row];
		for (let column = 1; column <= target.length; column += 1) {
			const same = source[row - 1] === target[column - 1];
			let cost = Math.min(
				at(last, column) + 1,
				at(current, column - 1) + 1,
				at(last, column - 1) + (same ? 0 : 1),
			);
			const swapped =
				row > 1 &&
				column > 1 &&
				source[row - 2] === target[column - 1] &&
				source[row - 1] === target[column - 2];
			if (swapped) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
			current.push(cost);
		}
		if (Math.min(...current) > limit) return limit + 1;
		beforeLast = last;
		last = current;
	}
	return Math.min(at(last, target.length), limit + 1);
}

function at(row: readonly number[], column: number): number {
	return row[column] ?? 0;
}
