/**
 * Optimal string alignment distance: the least number of insertions, deletions, substitutions and swaps of
 * neighbours that turn `a` into `b`, no place being edited twice. Gives `limit + 1` for anything above `limit`
 * (at most 254).
 *
 *          g r i d        Only the band |i - j| ≤ limit is filled in; three rows are kept, because a swap
 *        0 1 2 3 4        looks two rows back: d[i][j] = d[i-2][j-2] + 1 when a[i-1]a[i] = b[j]b[j-1].
 *      g 1 0 1 2 3
 *      i 2 1 1 1 2        "gird" → "grid": 1
 *      r 3 2 1 2 2
 *      d 4 3 2 2 1
 */
export function editDistance<T>(a: ArrayLike<T>, b: ArrayLike<T>, limit: number): number {
	const above = limit + 1;
	if (Math.abs(a.length - b.length) > limit) return above;
	let before = new Uint8Array(b.length + 1);
	let last = Uint8Array.from({ length: b.length + 1 }, (_, j) => Math.min(j, above));
	let row = new Uint8Array(b.length + 1);

	for (let i = 1; i <= a.length; i++) {
		row.fill(above);
		if (i <= limit) row[0] = i;
		let least = row[0]!;
		for (let j = Math.max(1, i - limit); j <= Math.min(b.length, i + limit); j++) {
			let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				cost = Math.min(cost, before[j - 2]! + 1);
			}
			row[j] = Math.min(cost, above);
			least = Math.min(least, row[j]!);
		}
		if (least === above) return above;
		[before, last, row] = [last, row, before];
	}
	return last[b.length]!;
}
