/**
 * Data as JSON and back. What JSON has no words for is an array whose first entry says what it is, `["#Map", …]`; an
 * array that begins with such a text by itself is `["#Array", …]`. Object keys stay in their order.
 */
import { createPlainKernels, parameter, Tensor, wrap } from "../../network/index.js";
import { fromBase64, toBase64 } from "../base64.js";

/** Throws a TypeError that calls the whole `what` when some part of it is no data. */
export function encode(value: unknown, what: string): string {
	return JSON.stringify(toPlain(value, what, []));
}

export function decode(text: string): unknown {
	return fromPlain(JSON.parse(text));
}

type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

function toPlain(value: unknown, what: string, within: readonly object[]): Plain {
	if (value === null || typeof value === "boolean" || typeof value === "string") return value;
	if (typeof value === "number") return encodeNumber(value);
	if (value === undefined) return ["#undefined"];
	if (typeof value === "bigint") return ["#bigint", String(value)];
	if (typeof value !== "object")
		throw new TypeError(`memo: a ${what} is data, and here is a ${typeof value}`);
	if (within.includes(value)) throw new TypeError(`memo: a ${what} holds itself`);
	if (within.length > 1000) throw new TypeError(`memo: a ${what} is nested too deeply`);
	return encodeObject(value, what, (part) => toPlain(part, what, [...within, value]));
}

function encodeNumber(x: number): Plain {
	return Number.isFinite(x) && !Object.is(x, -0) ? x : ["#number", Object.is(x, -0) ? "-0" : String(x)];
}

function encodeObject(value: object, what: string, each: (part: unknown) => Plain): Plain {
	if (Array.isArray(value)) {
		const items = Array.from(value, each);
		return typeof value[0] === "string" && value[0].startsWith("#") ? ["#Array", ...items] : items;
	}
	if (value instanceof Tensor)
		return [
			value.isParameter ? "#parameter" : "#Tensor",
			[...value.shape],
			each(value.data.slice(0, value.size)),
		];
	if (value instanceof Map) return ["#Map", ...Array.from(value).flat(1).map(each)];
	if (value instanceof Set) return ["#Set", ...Array.from(value, each)];
	if (value instanceof Date) return ["#Date", each(value.getTime())];
	for (const [name, make] of typedArrays) {
		if (!(value instanceof make)) continue;
		return [`#${name}`, toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice())];
	}
	const prototype: unknown = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== null)
		throw new TypeError(`memo: a ${what} is data, and here is an object of a class`);
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, each(item)]));
}

function fromPlain(plain: Plain): unknown {
	if (typeof plain !== "object" || plain === null) return plain;
	if (!isList(plain))
		return Object.fromEntries(Object.entries(plain).map(([key, item]) => [key, fromPlain(item)]));
	const [tag, ...items] = plain;
	if (typeof tag !== "string" || !tag.startsWith("#")) return plain.map(fromPlain);
	return decodeTagged(tag.slice(1), items);
}

function decodeTagged(tag: string, items: readonly Plain[]): unknown {
	const [first, second] = items.map(fromPlain) as [never, never]; // as encodeObject wrote them
	if (tag === "Array") return items.map(fromPlain);
	if (tag === "undefined") return undefined;
	if (tag === "bigint") return BigInt(first);
	if (tag === "number") return Number(first);
	if (tag === "Date") return new Date(first);
	if (tag === "Map") return new Map(inPairs(items.map(fromPlain)));
	if (tag === "Set") return new Set(items.map(fromPlain));
	if (tag === "Tensor") return decodeTensor(first, second, false);
	if (tag === "parameter") return decodeTensor(first, second, true);
	const make = new Map<string, Maker>(typedArrays).get(tag);
	if (!make) throw new TypeError(`memo: ${tag} is unknown`);
	return new make(fromBase64(first).buffer);
}

/** Keys and values by turns. */
function inPairs(parts: readonly unknown[]): [unknown, unknown][] {
	return Array.from({ length: parts.length / 2 }, (_, i) => [parts[2 * i], parts[2 * i + 1]]);
}

function decodeTensor(shape: Tensor["shape"], data: Tensor["data"], learned: boolean): Tensor {
	const kernels = data instanceof Float64Array ? plain64 : plain32;
	return learned ? parameter(data, { shape, kernels }) : wrap(data, shape, kernels);
}

function isList(plain: Plain): plain is readonly Plain[] {
	return Array.isArray(plain);
}

type Maker = new (buffer: ArrayBuffer) => ArrayBufferView;

const typedArrays: readonly (readonly [string, Maker])[] = [
	["Float64Array", Float64Array],
	["Float32Array", Float32Array],
	["Int8Array", Int8Array],
	["Uint8Array", Uint8Array],
	["Uint8ClampedArray", Uint8ClampedArray],
	["Int16Array", Int16Array],
	["Uint16Array", Uint16Array],
	["Int32Array", Int32Array],
	["Uint32Array", Uint32Array],
	["BigInt64Array", BigInt64Array],
	["BigUint64Array", BigUint64Array],
];

const plain64 = createPlainKernels({ bits: 64 });
const plain32 = createPlainKernels({ bits: 32 });
