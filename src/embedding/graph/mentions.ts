import type { Csr } from "../../kernels/index.js";
import type { CompiledNote, Prose } from "../../model/index.js";
import { foldText } from "../text/scan-terms.js";
import { NameIndex } from "./name-index.js";

/** A name that more notes have in their text than this share of all is a word and not a name. */
const commonShare = 0.15;
/** In a small vault, a name may be in so many notes in any case. */
const commonCount = 10;

/** How often each note's own words name each other note, see `NameIndex`; `names[i]` are what note i is called. */
export function findMentions(
	notes: readonly Pick<CompiledNote, "prose">[],
	names: readonly (readonly string[])[],
): Csr {
	const index = new NameIndex(names);
	const found = notes.map(({ prose }, note) => countNames(index, prose, note));
	const frequency = new Uint32Array(index.names.length);
	for (const counts of found) for (const name of counts.keys()) frequency[name] = frequency[name]! + 1;
	const most = Math.max(commonCount, commonShare * notes.length);
	const isCommon = (name: number) => frequency[name]! > most;
	return csrOf(
		found.map((counts) => ownersOf(index, counts, isCommon)),
		notes.length,
	);
}

/** The first line of a note's source that names another, where it does. */
export function lineOfMention(prose: Prose, name: string): number | undefined {
	const folded = foldText(prose.text);
	const [hit] = new NameIndex([[name]]).find(folded);
	if (hit === undefined) return undefined;
	let line = 0;
	for (let at = folded.indexOf("\n"); at >= 0 && at < hit.start; at = folded.indexOf("\n", at + 1)) line++;
	return prose.lines[line];
}

/** Name → how often; the note's own names are none. */
function countNames(index: NameIndex, { text }: Prose, note: number): Map<number, number> {
	const counts = new Map<number, number>();
	for (const { name } of index.find(foldText(text))) {
		if (index.owners[name] !== note) counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	return counts;
}

/** Owner → how often. */
function ownersOf(
	index: NameIndex,
	counts: ReadonlyMap<number, number>,
	isCommon: (name: number) => boolean,
): (readonly [number, number])[] {
	const owners = new Map<number, number>();
	for (const [name, count] of counts) {
		if (isCommon(name)) continue;
		const owner = index.owners[name]!;
		owners.set(owner, (owners.get(owner) ?? 0) + count);
	}
	return [...owners].sort(([a], [b]) => a - b);
}

function csrOf(rows: readonly (readonly (readonly [number, number])[])[], width: number): Csr {
	const offsets = new Uint32Array(rows.length + 1);
	rows.forEach((row, i) => {
		offsets[i + 1] = offsets[i]! + row.length;
	});
	const entries = rows.flat();
	return {
		rows: rows.length,
		width,
		offsets,
		columns: Uint32Array.from(entries, ([column]) => column),
		weights: Float32Array.from(entries, ([, weight]) => weight),
	};
}
