import type { CompiledCanvas, CompiledCell, CompiledNote, ReadNote } from "../model/index.js";

/**
 * A compiled note on its way out of a worker and into the cache: what the compiler needs of every note, then what it
 * needs of those that are shown, of those that are indexed, of those that are embedded. JSON holds no newline, so four
 * lines are four values, and all but the first are decoded when somebody asks.
 *
 *     {"note":…,"ids":…,"resources":…,"digests":…,"sketch":…,"cells":…} ⏎ body ⏎ search ⏎ prose
 *
 * A cell is in the note, and what its program says in `cells`. A canvas is one line for the canvas, and four for each
 * of its cards. A module beside a note is one line.
 */
export function packNote({ body, search, prose, cells, ...rest }: CompiledNote): string {
	const head = { ...rest, cells: cells.map(({ cell: _inNote, ...said }) => said) };
	return [head, body, search, prose].map((part) => JSON.stringify(part)).join("\n");
}

export function unpackNote(packed: Uint8Array): CompiledNote {
	return read(splitLines(packed));
}

/**
 * What notes say, without what is made of them, by the keys under which they are known:
 *
 *     [key, …] ⏎ {"note":…,"cells":…} ⏎ …
 *
 * All in one, because whoever asks for it asks for every note.
 */
export function packReadNotes(notes: ReadonlyMap<string, Uint8Array>): Uint8Array {
	const newline = Buffer.from("\n");
	const lines = [Buffer.from(JSON.stringify([...notes.keys()])), ...notes.values()];
	return Buffer.concat(lines.flatMap((line, i) => (i === 0 ? [line] : [newline, line])));
}

/** Each still packed. */
export function unpackReadNotes(packed: Uint8Array): ReadonlyMap<string, Uint8Array> {
	const [keys, ...lines] = splitLines(packed);
	return new Map(decode<string[]>(keys).map((key, i) => [key, lines[i]!]));
}

export function packRead({ note, cells }: ReadNote): Uint8Array {
	return Buffer.from(JSON.stringify({ note, cells: cells.map(({ cell: _inNote, ...said }) => said) }));
}

export function unpackRead(packed: Uint8Array): ReadNote {
	const { note, cells } = decode<ReadNote>(packed);
	return { note, cells: withCells(note, cells) };
}

export function packCanvas({ canvas, cards }: CompiledCanvas): string {
	return [JSON.stringify(canvas), ...cards.map(packNote)].join("\n");
}

export function unpackCanvas(packed: Uint8Array): CompiledCanvas {
	const [canvas, ...lines] = splitLines(packed);
	const cards: CompiledNote[] = [];
	for (let i = 0; i < lines.length; i += 4) cards.push(read(lines.slice(i, i + 4)));
	return { canvas: decode(canvas), cards };
}

export function packSidecar(compiled: CompiledCell): string {
	return JSON.stringify(compiled);
}

export function unpackSidecar(packed: Uint8Array): CompiledCell {
	return decode(packed);
}

type Line = Uint8Array | undefined;

function read([head, body, search, prose]: readonly Line[]): CompiledNote {
	const { cells, ...rest } = decode<CompiledNote>(head);
	const joined = withCells(rest.note, cells);
	return new UnpackedNote({ ...rest, cells: joined }, body, search, prose) as unknown as CompiledNote;
}

function withCells({ cells }: CompiledNote["note"], said: CompiledNote["cells"]): CompiledNote["cells"] {
	return said.map((it, i) => ({ ...it, cell: cells[i]! }));
}

/** Each heavy part is in memory once: as bytes until it is asked for, as a value from then on. */
class UnpackedNote {
	constructor(
		head: Omit<CompiledNote, "body" | "search" | "prose">,
		private bodyLine: Line,
		private searchLine: Line,
		private proseLine: Line,
	) {
		Object.assign(this, head);
	}

	get body(): CompiledNote["body"] {
		const value = decode<CompiledNote["body"]>(this.bodyLine);
		this.bodyLine = undefined;
		Object.defineProperty(this, "body", { value, enumerable: true });
		return value;
	}

	/** Read once, when the index is built, and not kept. */
	get search(): CompiledNote["search"] {
		return decode(this.searchLine);
	}

	/** Read once, when the note's words are counted, and not kept. */
	get prose(): CompiledNote["prose"] {
		return decode(this.proseLine);
	}
}

function decode<T>(line: Line): T {
	return JSON.parse(Buffer.from(line!.buffer, line!.byteOffset, line!.length).toString("utf8")) as T;
}

function splitLines(packed: Uint8Array): Uint8Array[] {
	const lines: Uint8Array[] = [];
	for (let start = 0; start <= packed.length; ) {
		const newline = packed.indexOf(0x0a, start);
		const end = newline === -1 ? packed.length : newline;
		lines.push(packed.subarray(start, end));
		start = end + 1;
	}
	return lines;
}
