/**
 * Cells share what they export. If a cell changed what another one gave, a third one's result would depend on
 * whether it ran before or after. So plain objects and arrays are frozen as soon as their cell has ended, and of the
 * rest (typed arrays, maps, sets, instances, functions) a fingerprint is kept to compare with.
 */
export interface Guard {
	/** The export through which something that changed is reached first. */
	changed(): string | undefined;
}

export function guardExports(exports: Iterable<readonly [name: string, value: unknown]>): Guard {
	const found = new Map<object, Trace>();
	for (const [name, value] of exports) trace(name, value, found);
	return {
		changed() {
			for (const [object, { name, print }] of found) if (!sameAs(object, print)) return name;
			return undefined;
		},
	};
}

interface Trace {
	readonly name: string;
	readonly print: Print;
}

/** Of bytes a hash, of everything else what is in it, to be compared by identity. */
type Print = { readonly bytes: string } | { readonly parts: readonly unknown[] };

/** Whoever exports more than this is only guarded so far. */
const mostObjects = 100_000;

function trace(name: string, root: unknown, found: Map<object, Trace>): void {
	const open = [root];
	const frozen = new Set<object>();
	while (open.length > 0 && found.size + frozen.size < mostObjects) {
		const value = open.pop();
		if (!isObject(value) || found.has(value) || frozen.has(value)) continue;
		try {
			// What was frozen by its maker cannot change at this level.
			const isFixed = isPlain(value) || (Object.isFrozen(value) && !hasInside(value));
			if (isFixed) frozen.add(Object.freeze(value));
			else found.set(value, { name, print: printOf(value) });
			for (const part of partsOf(value)) if (isObject(part)) open.push(part);
		} catch {
			// A proxy that defends itself is nobody's plain data.
		}
	}
}

function isObject(value: unknown): value is object {
	return (typeof value === "object" && value !== null) || typeof value === "function";
}

function isPlain(value: object): boolean {
	if (Array.isArray(value)) return true;
	if (typeof value === "function") return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

/** Whether freezing leaves something open to change. */
function hasInside(value: object): boolean {
	return (
		ArrayBuffer.isView(value) || bytesOf(value) !== undefined || value instanceof Map || value instanceof Set
	);
}

function printOf(value: object): Print {
	const bytes = bytesOf(value);
	return bytes === undefined ? { parts: partsOf(value) } : { bytes: hash(bytes) };
}

function sameAs(value: object, print: Print): boolean {
	try {
		const bytes = bytesOf(value);
		if ("bytes" in print) return bytes !== undefined && hash(bytes) === print.bytes;
		const parts = partsOf(value);
		return parts.length === print.parts.length && parts.every((part, i) => Object.is(part, print.parts[i]));
	} catch {
		return true;
	}
}

/** Names and values of own properties, entries of maps and sets, the moment of a date. Accessors are not asked. */
function partsOf(value: object): unknown[] {
	const parts: unknown[] = [];
	if (value instanceof Map) for (const [key, one] of mapEntries.call(value)) parts.push(key, one);
	else if (value instanceof Set) for (const one of setValues.call(value)) parts.push(one);
	else if (value instanceof Date) parts.push(getTime.call(value));
	if (bytesOf(value) !== undefined) return parts;
	for (const key of Reflect.ownKeys(value)) {
		const property = Object.getOwnPropertyDescriptor(value, key);
		if (property !== undefined && "value" in property) parts.push(key, property.value);
	}
	return parts;
}

const mapEntries = Map.prototype.entries;
const setValues = Set.prototype.values;
const { getTime } = Date.prototype;

function bytesOf(value: object): Uint8Array | undefined {
	if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
	return value instanceof ArrayBuffer || value instanceof SharedArrayBuffer
		? new Uint8Array(value)
		: undefined;
}

/** Two lanes of 32 bits, four bytes a step: it need not resist anybody, only miss nothing by accident. */
function hash(bytes: Uint8Array): string {
	let a = 0x9e3779b9 ^ bytes.length;
	let b = 0x85ebca6b;
	const step = (word: number) => {
		a = Math.imul(a ^ word, 0x01000193);
		b = Math.imul((b << 13) | (b >>> 19), 5) + (word ^ (a >>> 15));
	};
	const aligned = bytes.byteOffset % 4 === 0 ? bytes.length >> 2 : 0;
	const words = new Int32Array(bytes.buffer, aligned > 0 ? bytes.byteOffset : 0, aligned);
	for (let i = 0; i < words.length; i++) step(words[i]!);
	for (let i = aligned * 4; i < bytes.length; i++) step(bytes[i]!);
	return `${bytes.length} ${a >>> 0} ${b >>> 0}`;
}
