import { editDistance } from "./edit-distance.js";

/** Names longer than this are not compared. */
const longest = 60;

/** Which of a few names was meant: at most a third of its letters differ, case aside. The first of equally near ones. */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
	const wanted = Array.from(written.toLowerCase());
	if (wanted.length > longest) return undefined;
	const allowed = wanted.length < 3 ? 1 : Math.min(3, Math.floor(wanted.length / 3));
	let best: string | undefined;
	let least = allowed + 1;
	for (const name of names) {
		const distance = editDistance(wanted, Array.from(name.toLowerCase()), allowed);
		if (distance >= least || distance >= wanted.length) continue;
		best = name;
		least = distance;
	}
	return best;
}
