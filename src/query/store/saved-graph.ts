/**
 * A graph as a file that is asked without being read: each array and each text lies where its index says, and is taken
 * when a query first needs it.
 *
 *     "notapse graph 1\n"   16 bytes
 *     where the index begins, and how many bytes it has: two 64-bit floats
 *     sections, each at a multiple of 8
 *     the index: JSON, UTF-8
 *
 * Arrays lie as they are in memory, little end first. The texts of a column are one text, of one byte a character where
 * that is enough and of two otherwise, beside an array of their ends.
 */
import type { Value } from "../values/value.js";
import { ByteReader, ByteWriter } from "./bytes.js";
import { type Column, type LazyValues, lowerBound } from "./columns.js";
import { packValues, unpackValues } from "./pack-values.js";
import { type GraphData, GraphStore } from "./store.js";

const magic = "notapse graph 1\n";
const headBytes = 32;

/** What is kept with a graph, by name. */
export interface Appendix {
	/** Anything that JSON can say; read when the file is opened. */
	readonly facts?: unknown;
	readonly texts?: ReadonlyMap<string, readonly string[]>;
	readonly numbers?: ReadonlyMap<string, Uint32Array>;
	readonly floats?: ReadonlyMap<string, Float32Array>;
}

/** Where a graph is written to. */
export interface ByteSink {
	/** Behind what was written before. */
	write(bytes: Uint8Array): void;
	/** Over what was written at the beginning. */
	rewrite(offset: number, bytes: Uint8Array): void;
}

/** Where a graph is read from. Throws where it ends before. */
export interface ByteSource {
	/** Bytes in a buffer of their own. */
	read(offset: number, length: number): Uint8Array;
	/** As text: one byte a character (ISO 8859-1), or two (UTF-16, little end first). */
	text(offset: number, length: number, width: 1 | 2): string;
}

interface Index {
	readonly nodes: number;
	readonly relationships: number;
	readonly labels: readonly string[];
	readonly labelSets: readonly (readonly number[])[];
	readonly labelSetCounts: readonly number[];
	readonly types: readonly string[];
	readonly typeCounts: readonly number[];
	readonly columns: readonly ColumnIndex[];
	readonly appendix: readonly string[];
	readonly facts: unknown;
	/** Offset and length of each, in bytes. */
	readonly sections: Readonly<Record<string, readonly [number, number]>>;
	/** Bytes a character, of texts. */
	readonly widths: Readonly<Record<string, 1 | 2>>;
}

interface ColumnIndex {
	readonly of: "node" | "relationship";
	readonly key: string;
	readonly sparse: boolean;
	/** How many values there are, but for null. */
	readonly count: number;
	readonly kind: "texts" | "values";
}

export function saveGraph(store: GraphStore, appendix: Appendix, sink: ByteSink): void {
	const { data } = store;
	const writer = new SectionWriter(sink);
	sink.write(new Uint8Array(headBytes));
	writer.add("labelSetOf", data.labelSetOf);
	writer.add("typeOf", data.typeOf);
	writer.add("leaving.offsets", data.leaving.offsets);
	writer.add("leaving.neighbors", data.leaving.neighbors);
	writer.add("arriving.offsets", data.arriving.offsets);
	writer.add("arriving.neighbors", data.arriving.neighbors);
	if (data.arriving.ids !== undefined) writer.add("arriving.ids", data.arriving.ids);
	const columns = [
		...data.nodeColumns.map((column) => writer.column("node", column)),
		...data.relationshipColumns.map((column) => writer.column("relationship", column)),
	];
	for (const [name, texts] of appendix.texts ?? []) writer.texts(`appendix.${name}`, texts);
	for (const [name, numbers] of appendix.numbers ?? []) writer.add(`appendix.${name}`, numbers);
	for (const [name, floats] of appendix.floats ?? []) writer.add(`appendix.${name}`, floats);
	const index: Index = {
		...{ nodes: store.nodes, relationships: store.relationships, columns },
		...{ labels: data.labels, labelSets: data.labelSets, labelSetCounts: store.labelSetCounts },
		...{ types: data.types, typeCounts: store.typeCounts },
		appendix: [...(appendix.texts?.keys() ?? []), ...(appendix.numbers?.keys() ?? [])],
		facts: appendix.facts ?? null,
		...{ sections: Object.fromEntries(writer.sections), widths: Object.fromEntries(writer.widths) },
	};
	const bytes = new TextEncoder().encode(JSON.stringify(index));
	const head = new Uint8Array(headBytes);
	head.set(new TextEncoder().encode(magic));
	new Float64Array(head.buffer, 16).set([writer.length, bytes.length]);
	sink.write(bytes);
	sink.rewrite(0, head);
}

class SectionWriter {
	length = headBytes;
	readonly sections = new Map<string, readonly [number, number]>();
	readonly widths = new Map<string, 1 | 2>();

	constructor(readonly sink: ByteSink) {}

	add(name: string, { buffer, byteOffset, byteLength }: ArrayBufferView): void {
		this.sink.write(new Uint8Array(buffer, byteOffset, byteLength));
		this.sections.set(name, [this.length, byteLength]);
		this.length += byteLength;
		const rest = -this.length & 7;
		this.sink.write(new Uint8Array(rest));
		this.length += rest;
	}

	column(of: ColumnIndex["of"], { key, ids, codes, values }: Column): ColumnIndex {
		const name = columnName(of, key);
		if (ids !== undefined) this.add(`${name}.ids`, ids);
		this.add(`${name}.codes`, codes);
		const own = values.slice(1);
		const areTexts = own.every((value) => typeof value === "string");
		if (areTexts) {
			this.texts(name, own as string[]);
			const hashes = Uint32Array.from(own as string[], hashOf);
			const order = Uint32Array.from(own.keys()).sort((a, b) => hashes[a]! - hashes[b]!);
			this.add(
				`${name}.hashes`,
				hashes.map((_, i) => hashes[order[i]!]!),
			);
			this.add(`${name}.order`, order);
		} else {
			const packed = new ByteWriter();
			packValues(packed, own);
			this.add(`${name}.values`, packed.finish());
		}
		return { of, key, sparse: ids !== undefined, count: own.length, kind: areTexts ? "texts" : "values" };
	}

	texts(name: string, texts: readonly string[]): void {
		const ends = new Uint32Array(texts.length);
		let end = 0;
		let width: 1 | 2 = 1;
		for (const [i, text] of texts.entries()) {
			end += text.length;
			ends[i] = end;
			if (width === 1 && /[^\0-\u00FF]/.test(text)) width = 2;
		}
		this.add(`${name}.ends`, ends);
		this.widths.set(name, width);
		const begun = this.length;
		for (const text of texts) {
			const units = width === 1 ? new Uint8Array(text.length) : new Uint16Array(text.length);
			for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
			this.sink.write(new Uint8Array(units.buffer));
		}
		const bytes = end * width;
		this.sections.set(`${name}.text`, [begun, bytes]);
		this.sink.write(new Uint8Array(-bytes & 7));
		this.length += bytes + (-bytes & 7);
	}
}

function columnName(of: ColumnIndex["of"], key: string): string {
	return `${of}.${key}`;
}

export interface SavedGraph {
	readonly store: GraphStore;
	readonly facts: unknown;
	/** What was kept with it; undefined if there is none of the name. */
	texts(name: string): readonly string[] | undefined;
	numbers(name: string): Uint32Array | undefined;
	floats(name: string): Float32Array | undefined;
}

/** Throws a `RangeError` where it is not a saved graph. */
export function openSavedGraph(source: ByteSource): SavedGraph {
	const head = source.read(0, headBytes);
	if (new TextDecoder().decode(head.subarray(0, 16)) !== magic)
		throw new RangeError("this is no saved graph");
	const [offset, length] = new Float64Array(head.buffer, head.byteOffset + 16, 2);
	const index = JSON.parse(new TextDecoder().decode(source.read(offset!, length!))) as Index;
	const reader = new SectionReader(source, index);
	const taken = new Map<string, unknown>();
	const once = <T>(name: string, section: string, take: () => T): T | undefined => {
		if (!reader.has(section)) return undefined;
		if (!taken.has(name)) taken.set(name, take());
		return taken.get(name) as T;
	};
	return {
		store: new GraphStore(new SavedData(index, reader)),
		facts: index.facts,
		texts: (name) => once(name, `appendix.${name}.text`, () => reader.texts(`appendix.${name}`)),
		numbers: (name) => once(name, `appendix.${name}`, () => reader.words(`appendix.${name}`)),
		floats: (name) =>
			once(name, `appendix.${name}`, () => {
				const { buffer, byteOffset, byteLength } = reader.bytes(`appendix.${name}`);
				return new Float32Array(buffer, byteOffset, byteLength >> 2);
			}),
	};
}

/** Texts of more characters are not decoded as a whole. */
const muchText = 1 << 22;
/** Characters that are then decoded at a time. */
const blockLength = 1 << 16;

class SectionReader {
	readonly #source: ByteSource;
	readonly #sections: ReadonlyMap<string, readonly [number, number]>;
	readonly #widths: ReadonlyMap<string, 1 | 2>;

	constructor(source: ByteSource, { sections, widths }: Index) {
		this.#source = source;
		this.#sections = new Map(Object.entries(sections));
		this.#widths = new Map(Object.entries(widths));
	}

	has(name: string): boolean {
		return this.#sections.has(name);
	}

	bytes(name: string): Uint8Array {
		const [offset, length] = this.#place(name);
		return this.#source.read(offset, length);
	}

	words(name: string): Uint32Array {
		const { buffer, byteOffset, byteLength } = this.bytes(name);
		return new Uint32Array(buffer, byteOffset, byteLength >> 2);
	}

	/** One text of many, and where one of them is. */
	finder(name: string): { at(i: number): string; indexOf(text: string): number | undefined } {
		const [offset] = this.#place(`${name}.text`);
		const width = this.#widths.get(name) ?? 2;
		let ends: Uint32Array | undefined;
		const at = (i: number) => {
			ends ??= this.words(`${name}.ends`);
			const start = i === 0 ? 0 : ends[i - 1]!;
			return this.#source.text(offset + start * width, (ends[i]! - start) * width, width);
		};
		return {
			at,
			indexOf: (text) => {
				const hash = hashOf(text);
				const hashes = this.words(`${name}.hashes`);
				const order = this.words(`${name}.order`);
				for (let i = lowerBound(hashes, hash, 0, hashes.length); hashes[i] === hash; i++)
					if (at(order[i]!) === text) return order[i]!;
				return undefined;
			},
		};
	}

	/** @param first a value that comes before */
	texts(name: string, ...first: null[]): string[] {
		const [offset, length] = this.#place(`${name}.text`);
		const width = this.#widths.get(name) ?? 2;
		const ends = this.words(`${name}.ends`);
		const chars = length / width;
		if (chars > muchText) return this.#block(offset, width, ends, chars, first.length);
		const all = this.#source.text(offset, length, width);
		const texts = new Array<string>(ends.length + first.length);
		for (let i = 0; i < first.length; i++) texts[i] = null as unknown as string;
		let start = 0;
		for (let i = 0; i < ends.length; i++) {
			texts[i + first.length] = all.slice(start, ends[i]);
			start = ends[i]!;
		}
		return texts;
	}

	/** A list whose texts are decoded block by block, when one of them is asked for. */
	#block(offset: number, width: 1 | 2, ends: Uint32Array, chars: number, before: number): string[] {
		const blocks = new Map<number, string>();
		const part = (block: number) => {
			let text = blocks.get(block);
			if (text === undefined) {
				const start = block * blockLength;
				const length = Math.min(blockLength, chars - start);
				text = this.#source.text(offset + start * width, length * width, width);
				blocks.set(block, text);
			}
			return text;
		};
		return lazyList(ends.length + before, (i) => {
			if (i < before) return null as unknown as string;
			const [start, end] = [i === before ? 0 : ends[i - before - 1]!, ends[i - before]!];
			const [first, last] = [
				Math.floor(start / blockLength),
				Math.floor(Math.max(start, end - 1) / blockLength),
			];
			if (first === last) return part(first).slice(start - first * blockLength, end - first * blockLength);
			let text = part(first).slice(start - first * blockLength);
			for (let block = first + 1; block < last; block++) text += part(block);
			return text + part(last).slice(0, end - last * blockLength);
		});
	}

	#place(name: string): readonly [number, number] {
		const place = this.#sections.get(name);
		if (place === undefined) throw new RangeError(`the saved graph has no ${name}`);
		return place;
	}
}

/** FNV-1a over UTF-16. */
function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	return hash >>> 0;
}

/** An array whose elements are made when they are asked for. */
function lazyList<T>(length: number, get: (i: number) => T): T[] {
	const isIndex = (key: string | symbol): key is string => typeof key === "string" && /^\d/.test(key);
	return new Proxy<T[]>(new Array<T>(length), {
		get: (target, key, receiver) =>
			isIndex(key)
				? Number(key) < length
					? get(Number(key))
					: undefined
				: Reflect.get(target, key, receiver),
		has: (target, key) => (isIndex(key) ? Number(key) < length : Reflect.has(target, key)),
	});
}

class SavedData implements GraphData {
	readonly labels: readonly string[];
	readonly labelSets: readonly (readonly number[])[];
	readonly types: readonly string[];
	readonly counts: NonNullable<GraphData["counts"]>;
	readonly nodeColumns: readonly Column[];
	readonly relationshipColumns: readonly Column[];
	readonly #reader: SectionReader;
	#labelSetOf: Uint32Array | undefined;
	#typeOf: Uint16Array | undefined;
	#leaving: GraphData["leaving"] | undefined;
	#arriving: GraphData["arriving"] | undefined;

	constructor(index: Index, reader: SectionReader) {
		this.#reader = reader;
		this.labels = index.labels;
		this.labelSets = index.labelSets;
		this.types = index.types;
		const { nodes, relationships, typeCounts, labelSetCounts } = index;
		this.counts = { nodes, relationships, typeCounts, labelSetCounts };
		const columns = (of: ColumnIndex["of"]) =>
			index.columns.filter((column) => column.of === of).map((column) => new SavedColumn(column, reader));
		this.nodeColumns = columns("node");
		this.relationshipColumns = columns("relationship");
	}

	get labelSetOf(): Uint32Array {
		this.#labelSetOf ??= this.#reader.words("labelSetOf");
		return this.#labelSetOf;
	}

	get typeOf(): Uint16Array {
		if (this.#typeOf === undefined) {
			const { buffer, byteOffset, byteLength } = this.#reader.bytes("typeOf");
			this.#typeOf = new Uint16Array(buffer, byteOffset, byteLength >> 1);
		}
		return this.#typeOf;
	}

	get leaving(): GraphData["leaving"] {
		this.#leaving ??= {
			offsets: this.#reader.words("leaving.offsets"),
			neighbors: this.#reader.words("leaving.neighbors"),
		};
		return this.#leaving;
	}

	get arriving(): GraphData["arriving"] {
		this.#arriving ??= {
			offsets: this.#reader.words("arriving.offsets"),
			neighbors: this.#reader.words("arriving.neighbors"),
			...(this.#reader.has("arriving.ids") && { ids: this.#reader.words("arriving.ids") }),
		};
		return this.#arriving;
	}
}

/** Texts that are read one by one. */
const fewTexts = 500;

class SavedColumn implements Column {
	readonly key: string;
	readonly #index: ColumnIndex;
	readonly #reader: SectionReader;
	readonly #name: string;
	#ids: Uint32Array | undefined;
	#codes: Uint32Array | undefined;
	#values: readonly Value[] | undefined;
	#lazy: LazyValues | undefined;

	constructor(index: ColumnIndex, reader: SectionReader) {
		this.key = index.key;
		this.#index = index;
		this.#reader = reader;
		this.#name = columnName(index.of, index.key);
	}

	/** One by one, until so many were asked for that all are wanted. */
	get lazy(): LazyValues | undefined {
		if (this.#index.kind !== "texts" || this.#values !== undefined) return undefined;
		if (this.#lazy !== undefined) return this.#lazy;
		const finder = this.#reader.finder(this.#name);
		let asked = 0;
		this.#lazy = {
			size: this.#index.count + 1,
			at: (code) => {
				if (code === 0) return null;
				return this.#values !== undefined || ++asked > fewTexts ? this.values[code]! : finder.at(code - 1);
			},
			codeOf: (text) => {
				const at = finder.indexOf(text);
				return at === undefined ? undefined : at + 1;
			},
		};
		return this.#lazy;
	}

	get ids(): Uint32Array | undefined {
		if (!this.#index.sparse) return undefined;
		this.#ids ??= this.#reader.words(`${this.#name}.ids`);
		return this.#ids;
	}

	get codes(): Uint32Array {
		this.#codes ??= this.#reader.words(`${this.#name}.codes`);
		return this.#codes;
	}

	get values(): readonly Value[] {
		this.#values ??=
			this.#index.kind === "texts"
				? this.#reader.texts(this.#name, null)
				: [
						null,
						...unpackValues(new ByteReader(this.#reader.bytes(`${this.#name}.values`)), this.#index.count),
					];
		return this.#values;
	}
}
