import { DateTime, Duration } from "luxon";
import { ForeignValue, isNumber, NodeValue, toNumber, type Value } from "../../query/index.js";
import { FileObject } from "../pages/page.js";
import type { Pages } from "../pages/pages.js";
import { Failure, FailureValue } from "../values/failure.js";
import { LinkValue } from "../values/link-value.js";
import { fromNumber } from "../values/numbers.js";
import { ObjectValue } from "../values/object-value.js";
import { MomentValue, SpanValue } from "../values/time-values.js";
import { UrlValue } from "../values/widget-value.js";
import { elementsOf, isDataArray } from "./data-array.js";
import { Link } from "./link.js";
import { Widget } from "./widget.js";

/** What values of queries are to programs, and the other way round. */
export interface ScriptValues {
	toScript(value: Value): unknown;
	fromScript(value: unknown): Value;
}

/** How deep programs' own objects are looked into, and how many parts of one value are. */
const deepest = 12;
const mostParts = 200_000;

/**
 * Dates and durations are luxon's, links are `Link`s, lists are lists. Pages, files and tasks are objects whose values are
 * found out when they are asked for: of ten thousand pages only what is looked at is read.
 *
 * @param wrap what the lists of a page's `file` become
 */
export function createScriptValues(
	pages: Pages,
	pageOf: (node: NodeValue) => ObjectValue | undefined,
	wrap: (values: unknown[]) => unknown,
): ScriptValues {
	const objects = new WeakMap<ObjectValue, object>();
	const originals = new WeakMap<object, ObjectValue>();

	const toScript = (value: Value): unknown => {
		if (value === null || typeof value === "string" || typeof value === "boolean") return value;
		if (isNumber(value)) return toNumber(value);
		if (Array.isArray(value)) return value.map((item: Value) => toScript(item));
		if (value instanceof Map) return Object.fromEntries([...value].map(([key, it]) => [key, toScript(it)]));
		if (value instanceof MomentValue) return value.moment;
		if (value instanceof SpanValue) return value.duration;
		if (value instanceof LinkValue) return new Link(value.parts);
		if (value instanceof UrlValue) return Widget.externalLink(value.url, value.display);
		if (value instanceof FailureValue) throw new Failure(value.message);
		const object = value instanceof NodeValue ? pageOf(value) : value;
		if (object instanceof ObjectValue) return objectOf(object);
		return value instanceof ForeignValue ? value.toText() : null;
	};
	const objectOf = (value: ObjectValue): object => {
		const known = objects.get(value);
		if (known !== undefined) return known;
		const isFile = value instanceof FileObject;
		const made = new Proxy(
			{},
			new LazyObject(value, (inner) => {
				const converted = toScript(inner);
				return isFile && Array.isArray(converted) ? wrap(converted) : converted;
			}),
		);
		objects.set(value, made);
		originals.set(made, value);
		return made;
	};
	const fromScript = (value: unknown): Value => {
		let parts = 0;
		const convert = (value: unknown, depth: number): Value => {
			switch (typeof value) {
				case "string":
				case "boolean":
					return value;
				case "number":
					return fromNumber(value);
				case "bigint":
					return fromNumber(Number(value));
				case "symbol":
				case "function":
					return "<function>";
			}
			if (typeof value !== "object" || value === null) return null;
			// First of all: a data array has any name that it is asked for, as a list of fields.
			if (isDataArray(value) || Array.isArray(value) || value instanceof Set) {
				parts++;
				if (depth > deepest || parts > mostParts) return "…";
				return Array.from(elementsOf(value), (item) => convert(item, depth + 1));
			}
			if (DateTime.isDateTime(value)) return new MomentValue(value);
			if (Duration.isDuration(value)) return new SpanValue(value);
			if (value instanceof Link) return pages.link(value.parts, "");
			if (value instanceof Widget) return value.toValue((inner) => convert(inner, depth + 1));
			if (value instanceof Date)
				return Number.isNaN(value.getTime())
					? null
					: new MomentValue(DateTime.fromMillis(value.getTime(), { zone: pages.zone }));
			const original = originals.get(value);
			if (original !== undefined) return original;
			parts++;
			if (depth > deepest || parts > mostParts) return "…";
			const entries =
				value instanceof Map
					? [...value].map(([key, inner]) => [String(key), inner] as const)
					: Object.entries(value);
			return new Map(entries.map(([key, inner]) => [key, convert(inner, depth + 1)]));
		};
		return convert(value, 0);
	};
	return { toScript, fromScript };
}

/**
 * An object as JavaScript knows them, whose values are read when they are asked for and can then be set like any others:
 * what a program sets is its own.
 */
class LazyObject implements ProxyHandler<object> {
	readonly #source: ObjectValue;
	readonly #convert: (value: Value) => unknown;
	readonly #gone = new Set<string>();
	#whole = false;

	constructor(source: ObjectValue, convert: (value: Value) => unknown) {
		this.#source = source;
		this.#convert = convert;
	}

	get(target: object, name: string | symbol): unknown {
		this.#read(target, name);
		return Reflect.get(target, name);
	}

	has(target: object, name: string | symbol): boolean {
		this.#read(target, name);
		return Reflect.has(target, name);
	}

	set(target: object, name: string | symbol, value: unknown): boolean {
		return Reflect.defineProperty(target, name, {
			...{ value, writable: true, enumerable: true, configurable: true },
		});
	}

	defineProperty(target: object, name: string | symbol, descriptor: PropertyDescriptor): boolean {
		this.#read(target, name);
		return Reflect.defineProperty(target, name, descriptor);
	}

	deleteProperty(target: object, name: string | symbol): boolean {
		if (typeof name === "string") this.#gone.add(name);
		return Reflect.deleteProperty(target, name);
	}

	ownKeys(target: object): (string | symbol)[] {
		this.#readAll(target);
		return Reflect.ownKeys(target);
	}

	getOwnPropertyDescriptor(target: object, name: string | symbol): PropertyDescriptor | undefined {
		this.#read(target, name);
		return Reflect.getOwnPropertyDescriptor(target, name);
	}

	preventExtensions(target: object): boolean {
		this.#readAll(target);
		return Reflect.preventExtensions(target);
	}

	#read(target: object, name: string | symbol): void {
		if (typeof name === "symbol" || this.#whole || Object.hasOwn(target, name) || this.#gone.has(name))
			return;
		const value = this.#source.get(name);
		if (value === null && !this.#source.keys().includes(name)) return;
		this.set(target, name, this.#convert(value));
	}

	#readAll(target: object): void {
		if (this.#whole) return;
		for (const name of this.#source.keys()) this.#read(target, name);
		this.#whole = true;
	}
}
