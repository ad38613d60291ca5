/** The candidate that somebody may have meant by `name`: at most a third of its letters differ, case aside. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
	const wanted = name.toLowerCase();
	const allowed = Math.min(
		3,
		Math.floor(wanted.length / 3) + (wanted.length > 1 && wanted.length < 3 ? 1 : 0),
	);
	if (wanted.length > longestName) return undefined;
	let best: string | undefined;
	let least = allowed + 1;
	for (const candidate of candidates) {
		if (Math.abs(candidate.length - wanted.length) >= least) continue;
		const distance = editDistance(wanted, candidate.toLowerCase());
		if (distance < least || (distance === least && best !== undefined && candidate < best)) {
			best = candidate;
			least = distance;
		}
	}
	return best;
}

const longestName = 60;

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
	let before: number[] = [];
	let above = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const cost = a[row - 1] === b[column - 1] ? 0 : 1;
			let least = Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + cost);
			if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
				least = Math.min(least, before[column - 2]! + 1);
			}
			current.push(least);
		}
		before = above;
		above = current;
	}
	return above[b.length]!;
}

/** ` Did you mean X?`, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
	const nearest = nearestName(name, candidates);
	return nearest === undefined || nearest === name ? "" : ` Did you mean ${nearest}?`;
}
