import { foldName } from "../model/index.js";
import { editDistance } from "./edit-distance.js";

/** Finds the name that somebody meant. */
export interface Nearest {
	/** Index of the nearest name within the distance that its length allows (or `limit`), if there is one. */
	nearest(query: string, limit?: number): number | undefined;
}

/** Names longer than this are not compared: nobody misspells them by accident and finds it funny. */
const maxLength = 80;
/** Places in posting lists that one query may look at. Rare pairs come first, so real vaults stay far below. */
const budget = 1000;

/**
 * An index of names by pairs of neighbouring characters, the ends marked: `图网络` → ⊢图 图网 网络 络⊣.
 * One edit breaks at most three pairs of the query, so among any 3·k + 1 of them one is whole in each name
 * within distance k: it is enough to look at the names that hold one of the query's rarest pairs.
 * Names with different numbers (`Week 12`, `第三章`) are different things, never spelling mistakes of each
 * other; their numbers are part of the key.
 */
export function createNearest(names: readonly string[]): Nearest {
	const spelt = names.map((name) => Array.from(foldName(name)));
	const order = names.map((_, index) => index).sort((a, b) => compare(names[a]!, names[b]!) || a - b);
	const postings = new Map<string, number[]>();
	for (const index of order) {
		if (spelt[index]!.length > maxLength) continue;
		for (const pair of pairsOf(spelt[index]!)) {
			const list = postings.get(pair);
			if (list === undefined) postings.set(pair, [index]);
			else list.push(index);
		}
	}

	return {
		nearest: (query, limit) => {
			const wanted = Array.from(foldName(query));
			if (wanted.length > maxLength) return undefined;
			const allowed = limit ?? allowedEdits(wanted);
			if (allowed === 0) return undefined;
			let best: number | undefined;
			let bestDistance = allowed + 1;
			for (const index of candidates(postings, wanted, allowed)) {
				const distance = editDistance(wanted, spelt[index]!, Math.min(allowed, bestDistance));
				const closer = distance < bestDistance;
				const earlier = distance === bestDistance && distance <= allowed && best !== undefined;
				if (distance === 0 || !(closer || (earlier && compare(names[index]!, names[best!]!) < 0))) continue;
				best = index;
				bestDistance = distance;
			}
			return best;
		},
	};
}

/** Short words differ by one letter without being related; a Chinese character carries more than a letter. */
function allowedEdits(name: readonly string[]): number {
	const dense = name.some((char) =>
		/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(char),
	);
	if (dense) return name.length < 3 ? 0 : name.length < 7 ? 1 : 2;
	return name.length < 4 ? 0 : name.length < 8 ? 1 : name.length < 16 ? 2 : 3;
}

function candidates(
	postings: ReadonlyMap<string, readonly number[]>,
	wanted: readonly string[],
	allowed: number,
): ReadonlySet<number> {
	const lists = [...pairsOf(wanted)].map((pair) => postings.get(pair) ?? []);
	const rarest = lists.sort((a, b) => a.length - b.length).slice(0, 3 * allowed + 1);
	const found = new Set<number>();
	let looks = budget;
	for (const list of rarest) {
		for (const index of list) {
			if (looks-- === 0) return found;
			found.add(index);
		}
	}
	return found;
}

function pairsOf(name: readonly string[]): ReadonlySet<string> {
	const numbers =
		name
			.join("")
			.match(/\p{Nd}+|[一二三四五六七八九十]/gu)
			?.join(" ") ?? "";
	const pairs = new Set<string>();
	for (let i = 0; i <= name.length; i++) {
		pairs.add(`${numbers}\n${name[i - 1] ?? "\u0002"}${name[i] ?? "\u0003"}`);
	}
	return pairs;
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
