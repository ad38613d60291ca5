import { editDistance, foldName } from "../model/index.js";

/** Finds the name that somebody meant. */
export interface Nearest {
	/** Index of the nearest name within the distance that its length allows (or `limit`), if there is one. */
	nearest(query: string, limit?: number): number | undefined;
}

/** Names longer than this are not compared. */
const maxLength = 80;
/** Places in posting lists that one query may look at, and names that it may compare letter by letter. */
const budget = { looks: 2000, comparisons: 64 };

/**
 * An index of names by pairs of neighbouring characters, the ends marked: `图网络` → ⊢图 图网 网络 络⊣.
 * One edit breaks at most three pairs of the query. So of any m > 3·k pairs of it, a name within distance k
 * has at least m - 3·k: the rarest pairs are looked up, as many as the budget allows, and only names that have
 * enough of them are compared. (A query of no more than 3·k pairs must share one of them to find anything,
 * which the lengths in `allowedEdits` nearly always grant.)
 * Names with different numbers (`Week 12`, `第三章`) are different things, never spelling mistakes of each
 * other; their numbers are part of the key.
 */
export function createNearest(names: readonly string[]): Nearest {
	let index: NameIndex | undefined;
	return {
		nearest: (query, limit) => {
			const wanted = Array.from(foldName(query));
			const allowed = limit ?? allowedEdits(wanted);
			if (allowed === 0 || wanted.length > maxLength) return undefined;
			index ??= indexOf(names);
			let best: number | undefined;
			let bestDistance = allowed + 1;
			for (const candidate of candidates(index, wanted, allowed)) {
				const distance = editDistance(wanted, index.spelt[candidate]!, Math.min(allowed, bestDistance));
				if (distance === 0 || distance > Math.min(allowed, bestDistance)) continue;
				if (distance === bestDistance && compare(names[best!]!, names[candidate]!) <= 0) continue;
				best = candidate;
				bestDistance = distance;
			}
			return best;
		},
	};
}

/** Made when the first query comes. */
interface NameIndex {
	/** The characters of each name, folded. */
	readonly spelt: readonly (readonly string[])[];
	/** Pair → the names that have it, sorted by name, so that answers do not depend on their order. */
	readonly postings: ReadonlyMap<string, readonly number[]>;
	/** Room to count the pairs that each name shares with a query; all zeros in between. */
	readonly shared: Uint8Array;
}

function indexOf(names: readonly string[]): NameIndex {
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
	return { spelt, postings, shared: new Uint8Array(names.length) };
}

/** Short words differ by one letter without being related; a Chinese character carries more than a letter. */
function allowedEdits(name: readonly string[]): number {
	const dense = name.some((char) =>
		/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(char),
	);
	if (dense) return name.length < 3 ? 0 : name.length < 12 ? 1 : 2;
	return name.length < 4 ? 0 : name.length < 8 ? 1 : name.length < 16 ? 2 : 3;
}

/** Those that share most come first. */
function candidates(
	{ postings, shared }: NameIndex,
	wanted: readonly string[],
	allowed: number,
): readonly number[] {
	const lists = [...pairsOf(wanted)]
		.map((pair) => postings.get(pair) ?? [])
		.sort((a, b) => a.length - b.length);
	const met: number[] = [];
	let looks = budget.looks;
	let used = 0;
	for (const list of lists) {
		if (used > 3 * allowed && list.length > looks) break;
		for (const index of list.slice(0, looks)) {
			if (shared[index] === 0) met.push(index);
			shared[index]! += 1;
		}
		looks = Math.max(0, looks - list.length);
		used += 1;
	}
	const enough = Math.max(1, used - 3 * allowed);
	const found = met.filter((index) => shared[index]! >= enough);
	found.sort((a, b) => shared[b]! - shared[a]!);
	for (const index of met) shared[index] = 0;
	return found.slice(0, budget.comparisons);
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
