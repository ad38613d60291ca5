/**
 * Any value as text: the same text in every engine, never longer than a page or two, and without running anything of
 * the value: getters are not called. (A proxy's traps cannot be told from the object; what they throw is caught.)
 */
import { Tensor } from "../../network/index.js";
import { legible } from "../escape.js";
import { Shown } from "../shown.js";
import { isDate, isMap, isRegExp, isSet, nameOfClass, ownValue } from "./kinds.js";
import { tensorText } from "./tensor-text.js";

/** Text stands for itself; within other values it is quoted. */
export function inspectText(value: unknown): string {
	return typeof value === "string" ? shorten(legible(value), 20_000) : new Writer().write(value, 0, 0);
}

/** `TypeError: what is wrong`, with its causes. */
export function sayError(error: unknown): string {
	try {
		return error instanceof Error ? errorText(error, 0) : `thrown: ${new Writer().write(error, 0, 0)}`;
	} catch {
		return "an error that cannot be read";
	}
}

const limits = { depth: 5, items: 100, parts: 2000, text: 20_000, name: 200 };
const lineWidth = 88;

/** One value's text. Every object counts as a part, and after so many of them the rest is left out. */
class Writer {
	private parts = 0;
	private readonly within: unknown[] = [];

	write(value: unknown, depth: number, indent: number): string {
		if (typeof value === "string") return quote(shorten(value, depth === 0 ? limits.text : 1000));
		if (typeof value === "number") return numberText(value);
		if (typeof value === "bigint") return shorten(`${value}n`, 1000);
		if (typeof value === "symbol") return shorten(legible(String(value)), limits.name);
		if ((typeof value !== "object" && typeof value !== "function") || value === null) return String(value);
		if (this.within.includes(value)) return "[circular]";
		if (++this.parts > limits.parts) return "…";
		this.within.push(value);
		try {
			return this.object(value, depth, indent);
		} catch {
			return "[an object that cannot be read]";
		} finally {
			this.within.pop();
		}
	}

	private object(value: object, depth: number, indent: number): string {
		if (typeof value === "function") return functionText(value);
		if (value instanceof Shown) return shorten(value.toString(), limits.text);
		if (value instanceof Tensor) return tensorText(value, depth);
		if (Array.isArray(value)) return this.array(value, depth, indent);
		if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return typedText(value as never);
		if (isMap(value)) return this.map(value, depth, indent);
		if (isSet(value)) return this.set(value, depth, indent);
		if (isDate(value)) return dateText(value);
		if (isRegExp(value)) return shorten(RegExp.prototype.toString.call(value), limits.name);
		if (value instanceof Error) return errorText(value, depth);
		const name = nameOfClass(value);
		if (name === "Promise" || name === "WeakMap" || name === "WeakSet" || name === "WeakRef")
			return `[${name}]`;
		if (name === "ArrayBuffer" || name === "SharedArrayBuffer")
			return `${name}(${(value as ArrayBuffer).byteLength})`;
		return this.record(value, name, depth, indent);
	}

	private array(value: readonly unknown[], depth: number, indent: number): string {
		const length = Number(ownValue(value, "length"));
		const shown = Math.min(length, limits.items);
		if (depth >= limits.depth && length > 0) return `[… ${length}]`;
		const items: string[] = [];
		for (let i = 0; i < shown; i++) items.push(this.property(value, String(i), depth, indent) ?? "<empty>");
		return bracket("[", items, more(length - shown), "]", indent);
	}

	private map(value: Map<unknown, unknown>, depth: number, indent: number): string {
		const size = sizeOfMap.call(value);
		if (depth >= limits.depth) return `Map(${size}) {…}`;
		const items: string[] = [];
		for (const [key, item] of first(Map.prototype.entries.call(value)))
			items.push(`${this.write(key, depth + 1, indent + 1)} => ${this.write(item, depth + 1, indent + 1)}`);
		return bracket(`Map(${size}) {`, items, more(size - items.length), "}", indent);
	}

	private set(value: Set<unknown>, depth: number, indent: number): string {
		const size = sizeOfSet.call(value);
		if (depth >= limits.depth) return `Set(${size}) {…}`;
		const items: string[] = [];
		for (const item of first(Set.prototype.values.call(value)))
			items.push(this.write(item, depth + 1, indent + 1));
		return bracket(`Set(${size}) {`, items, more(size - items.length), "}", indent);
	}

	private record(value: object, name: string, depth: number, indent: number): string {
		const keys = Reflect.ownKeys(value).filter(
			(key) => Object.getOwnPropertyDescriptor(value, key)?.enumerable,
		);
		const title = name === "Object" ? "" : `${name} `;
		if (depth >= limits.depth && keys.length > 0) return `${title}{…}`;
		const shown = keys.slice(0, limits.items);
		const items = shown.map(
			(key) => `${keyText(key)}: ${this.property(value, key, depth, indent) ?? "<gone>"}`,
		);
		return bracket(`${title}{`, items, more(keys.length - shown.length), "}", indent);
	}

	private property(holder: object, key: string | symbol, depth: number, indent: number): string | undefined {
		const property = Object.getOwnPropertyDescriptor(holder, key);
		if (!property) return undefined;
		if (property.get) return property.set ? "[getter and setter]" : "[getter]";
		if (property.set) return "[setter]";
		return this.write(property.value, depth + 1, indent + 1);
	}
}

/** On one line if there is room, else each item on its own; numbers fill lines. */
function bracket(open: string, items: readonly string[], rest: string, end: string, indent: number): string {
	const all = rest ? [...items, rest] : items;
	const space = open.endsWith("{") && all.length > 0 ? " " : "";
	const line = `${open}${space}${all.join(", ")}${space}${end}`;
	if (2 * indent + line.length <= lineWidth && !line.includes("\n")) return line;
	const margin = "  ".repeat(indent + 1);
	const body = items.every((item) => item.length <= 24 && !/[\n{[]/.test(item))
		? filled(all, lineWidth - margin.length)
		: all;
	return `${open}\n${body.map((item) => margin + item).join(",\n")}\n${"  ".repeat(indent)}${end}`;
}

function filled(items: readonly string[], width: number): string[] {
	const lines: string[] = [];
	for (const item of items) {
		const line = lines.at(-1);
		if (line !== undefined && line.length + item.length + 2 <= width)
			lines[lines.length - 1] = `${line}, ${item}`;
		else lines.push(item);
	}
	return lines;
}

function typedText(value: Float64Array): string {
	const length = lengthOfTyped.call(value) as number;
	const items = Array.from({ length: Math.min(length, limits.items) }, (_, i) => String(value[i]));
	return bracket(`${nameOfClass(value)}(${length}) [`, items, more(length - items.length), "]", 0);
}

function functionText(value: object): string {
	const name = ownValue(value, "name");
	const said = typeof name === "string" && name !== "" ? ` ${shorten(legible(name), limits.name)}` : "";
	const isClass = /^class\b/.test(Function.prototype.toString.call(value));
	if (!isClass) return `[function${said}]`;
	const parent: unknown = Object.getPrototypeOf(value);
	const base = typeof parent === "function" ? ownValue(parent, "name") : undefined;
	return `[class${said}${typeof base === "string" && base !== "" ? ` extends ${shorten(legible(base), limits.name)}` : ""}]`;
}

function errorText(error: Error, depth: number): string {
	const name = ownValue(error, "name") ?? nameOfClass(error);
	const message = ownValue(error, "message") ?? "";
	const cause = ownValue(error, "cause");
	const because = cause === undefined || depth > 3 ? "" : `\n  because of ${causeText(cause, depth + 1)}`;
	return `${shorten(legible(textOf(name)), limits.name)}${message === "" ? "" : `: ${shorten(legible(textOf(message)), 4000)}`}${because}`;
}

function causeText(cause: unknown, depth: number): string {
	return cause instanceof Error ? errorText(cause, depth) : new Writer().write(cause, 3, 1);
}

function textOf(value: unknown): string {
	return typeof value === "string" ? value : new Writer().write(value, limits.depth, 0);
}

function dateText(value: Date): string {
	const time = Date.prototype.getTime.call(value);
	return Number.isNaN(time) ? "[invalid date]" : Date.prototype.toISOString.call(value);
}

export function numberText(x: number): string {
	return Object.is(x, -0) ? "-0" : String(x);
}

/** In double quotes, with escapes for what would break the line. */
function quote(text: string): string {
	return legible(JSON.stringify(text));
}

function keyText(key: string | symbol): string {
	if (typeof key === "symbol") return `[${shorten(legible(String(key)), limits.name)}]`;
	return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) && key.length <= limits.name
		? key
		: quote(shorten(key, limits.name));
}

export function shorten(text: string, most: number): string {
	return text.length <= most ? text : `${text.slice(0, most)}… ${text.length - most} more characters`;
}

function more(count: number): string {
	return count > 0 ? `… ${count} more` : "";
}

function* first<T>(items: IterableIterator<T>): Generator<T> {
	let count = 0;
	for (const item of items) {
		if (count++ === limits.items) return;
		yield item;
	}
}

const sizeOfMap = Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get!;
const sizeOfSet = Object.getOwnPropertyDescriptor(Set.prototype, "size")!.get!;
const lengthOfTyped = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), "length")!
	.get!;
