import type { Csr } from "../../kernels/index.js";
import type { Prose } from "../../model/index.js";
import { namesOf, type ReadNote } from "../text/note-counts.js";
import { foldText } from "../text/scan-terms.js";
import { NameIndex } from "./name-index.js";

/** A name that more notes have in their text than this share of all is a word and not a name. */
const commonShare = 0.15;
/** In a small vault, a name may be in so many notes in any case. */
const commonCount = 10;

export interface Mentions {
	/** items × items: how often the row's own words name the column. */
	readonly counts: Csr;
	/** For each entry of `counts`, where the first of them is. */
	readonly places: readonly MentionPlace[];
}

export interface MentionPlace {
	/** As the note that is meant spells it. */
	readonly name: string;
	/** In the source of the note that names it, from 1. */
	readonly line: number | undefined;
}

/** Who names whom by title or alias without linking, see `NameIndex`. */
export function findMentions(notes: readonly ReadNote[]): Mentions {
	return new MentionFinder(notes).mentions();
}

/** The same for a vault in which notes get another text while their names stay. */
export class MentionFinder {
	readonly #index: NameIndex;
	readonly #found: Map<number, Named>[];

	constructor(notes: readonly ReadNote[]) {
		this.#index = new NameIndex(notes.map(namesOf));
		this.#found = notes.map(({ prose }, note) => findNames(this.#index, prose, note));
	}

	read(note: number, prose: Prose): void {
		this.#found[note] = findNames(this.#index, prose, note);
	}

	mentions(): Mentions {
		const frequency = new Uint32Array(this.#index.names.length);
		for (const names of this.#found) for (const name of names.keys()) frequency[name] = frequency[name]! + 1;
		const most = Math.max(commonCount, commonShare * this.#found.length);
		return tableOf(
			this.#found.map((names) => ownersOf(this.#index, names, (name) => frequency[name]! > most)),
		);
	}
}

/** A name or an owner in one text. */
interface Named {
	readonly count: number;
	readonly place: MentionPlace;
}

/** By name; the note's own are none. */
function findNames(index: NameIndex, { text, lines }: Prose, note: number): Map<number, Named> {
	const found = new Map<number, Named>();
	const folded = foldText(text);
	const lineAt = lineCounter(folded);
	for (const { name, start } of index.find(folded)) {
		if (index.owners[name] === note) continue;
		const known = found.get(name);
		const place = known?.place ?? { name: index.names[name]!, line: lines[lineAt(start)] };
		found.set(name, { count: (known?.count ?? 0) + 1, place });
	}
	return found;
}

/** Tells in which line, from 0, an offset is. They must ascend. */
function lineCounter(text: string): (offset: number) => number {
	let line = 0;
	let end = text.indexOf("\n");
	return (offset) => {
		for (; end >= 0 && end < offset; end = text.indexOf("\n", end + 1)) line++;
		return line;
	};
}

/** By owner, sorted. */
function ownersOf(
	index: NameIndex,
	names: ReadonlyMap<number, Named>,
	isCommon: (name: number) => boolean,
): (readonly [number, Named])[] {
	const owners = new Map<number, Named>();
	for (const [name, { count, place }] of names) {
		if (isCommon(name)) continue;
		const owner = index.owners[name]!;
		const known = owners.get(owner);
		owners.set(owner, known ? { ...known, count: known.count + count } : { count, place });
	}
	return [...owners].sort(([a], [b]) => a - b);
}

function tableOf(rows: readonly (readonly (readonly [number, Named])[])[]): Mentions {
	const offsets = new Uint32Array(rows.length + 1);
	rows.forEach((row, i) => {
		offsets[i + 1] = offsets[i]! + row.length;
	});
	const entries = rows.flat();
	return {
		counts: {
			...{ rows: rows.length, width: rows.length, offsets },
			columns: Uint32Array.from(entries, ([owner]) => owner),
			weights: Float32Array.from(entries, ([, { count }]) => count),
		},
		places: entries.map(([, { place }]) => place),
	};
}
