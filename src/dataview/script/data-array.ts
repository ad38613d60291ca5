/**
 * Lists as programs have them. A data array is a proxy around a plain list: to JavaScript it is a list, its methods are
 * those below, and any other name asks its elements: `pages.file.name`.
 */

export type DataArray = readonly unknown[] & Readonly<Record<string, unknown>> & DataArrayMethods;

/** Negative, zero or positive. */
export type Comparator = (a: unknown, b: unknown) => number;

type ElementFunction = (element: unknown, index: number, list: readonly unknown[]) => unknown;

/** How data arrays compare and print what they hold. */
export interface DataArrayWorld {
	readonly compare: Comparator;
	toText(value: unknown): string;
}

export interface DataArrays {
	/** A data array as it is, a list as one, anything else as a list of itself. */
	array(value: unknown): DataArray;
	wrap(values: unknown[]): DataArray;
}

/** The lists behind data arrays. */
const lists = new WeakMap<object, unknown[]>();

export function isDataArray(value: unknown): value is DataArray {
	return typeof value === "object" && value !== null && lists.has(value);
}

/** The elements of a list, a data array or whatever else can be gone through; nothing for the rest. */
export function elementsOf(value: unknown): readonly unknown[] {
	const list = typeof value === "object" && value !== null ? lists.get(value) : undefined;
	if (list !== undefined) return list;
	if (Array.isArray(value)) return value;
	if (value === null || value === undefined || typeof value === "string") return [];
	return typeof (value as { [Symbol.iterator]?: unknown })[Symbol.iterator] === "function"
		? Array.from(value as Iterable<unknown>)
		: [];
}

export function createDataArrays(world: DataArrayWorld): DataArrays {
	const wrap = (values: unknown[]): DataArray => {
		const methods = new DataArrayMethods(values, world, wrap);
		const proxy = new Proxy(values, handlerOf(methods)) as unknown as DataArray;
		lists.set(proxy, values);
		return proxy;
	};
	return {
		wrap,
		array: (value) => {
			if (isDataArray(value)) return value;
			return wrap(Array.isArray(value) ? value : [value]);
		},
	};
}

/** Of a list, what is no method and no index is a field of its elements. */
function handlerOf(methods: DataArrayMethods): ProxyHandler<unknown[]> {
	return {
		get(list, name, receiver) {
			if (typeof name === "symbol") return Reflect.get(list, name);
			if (name === "length") return list.length;
			if (name === "constructor") return list.constructor;
			const index = Number.parseInt(name, 10);
			if (!Number.isNaN(index)) return list[index];
			if (name === "values") return list;
			if (!methodNames.has(name)) return methods.to(name);
			const method = methods[name as keyof DataArrayMethods] as (...args: unknown[]) => unknown;
			return (...args: unknown[]) => {
				const result = Reflect.apply(method, methods, args);
				// Those that change the list answer it.
				return result === methods ? receiver : result;
			};
		},
	};
}

class DataArrayMethods {
	readonly #values: unknown[];
	readonly #world: DataArrayWorld;
	readonly #wrap: (values: unknown[]) => DataArray;

	constructor(values: unknown[], world: DataArrayWorld, wrap: (values: unknown[]) => DataArray) {
		this.#values = values;
		this.#world = world;
		this.#wrap = wrap;
	}

	where(keeps: ElementFunction): DataArray {
		return this.#wrap(this.#values.filter(keeps));
	}

	filter(keeps: ElementFunction): DataArray {
		return this.where(keeps);
	}

	map(make: ElementFunction): DataArray {
		return this.#wrap(this.#values.map(make));
	}

	flatMap(make: ElementFunction): DataArray {
		const result: unknown[] = [];
		for (let i = 0; i < this.#values.length; i++) {
			for (const part of elementsOf(make(this.#values[i], i, this.#values))) result.push(part);
		}
		return this.#wrap(result);
	}

	mutate(change: ElementFunction): this {
		this.forEach(change);
		return this;
	}

	limit(count: number): DataArray {
		return this.#wrap(this.#values.slice(0, count));
	}

	slice(start?: number, end?: number): DataArray {
		return this.#wrap(this.#values.slice(start, end));
	}

	concat(other: unknown): DataArray {
		return this.#wrap([...this.#values, ...elementsOf(other)]);
	}

	indexOf(element: unknown, from?: number): number {
		return this.findIndex((candidate) => this.#world.compare(candidate, element) === 0, from);
	}

	find(accepts: ElementFunction): unknown {
		const index = this.findIndex(accepts);
		return index < 0 ? undefined : this.#values[index];
	}

	findIndex(accepts: ElementFunction, from = 0): number {
		for (let i = from; i < this.#values.length; i++) {
			if (accepts(this.#values[i], i, this.#values)) return i;
		}
		return -1;
	}

	includes(element: unknown): boolean {
		return this.indexOf(element, 0) >= 0;
	}

	join(separator = ", "): string {
		return this.#values.map((value) => this.#world.toText(value)).join(separator);
	}

	sort(key: ElementFunction = itself, direction?: unknown, comparator?: Comparator): DataArray {
		const keyed = this.#values.map((value, i) => ({ value, key: key(value, i, this.#values) }));
		keyed.sort(this.#ordered(direction, comparator));
		return this.#wrap(keyed.map(({ value }) => value));
	}

	sortInPlace(key: (value: unknown) => unknown = itself, direction?: unknown, comparator?: Comparator): this {
		const keyed = this.#values.map((value) => ({ value, key: key(value) }));
		keyed.sort(this.#ordered(direction, comparator));
		for (const [i, { value }] of keyed.entries()) this.#values[i] = value;
		return this;
	}

	#ordered(direction: unknown, comparator: Comparator = this.#world.compare) {
		const sign = direction === "desc" ? -1 : 1;
		return (a: { readonly key: unknown }, b: { readonly key: unknown }) => sign * comparator(a.key, b.key);
	}

	/** `{ key, rows }` for each key, in the order of the keys. */
	groupBy(key: ElementFunction, comparator: Comparator = this.#world.compare): DataArray {
		const keyed = this.#values
			.map((value, i) => ({ value, key: key(value, i, this.#values) }))
			.sort((a, b) => comparator(a.key, b.key));
		const groups: { key: unknown; members: unknown[] }[] = [];
		for (const { key: found, value } of keyed) {
			const last = groups.at(-1);
			if (last !== undefined && comparator(last.key, found) === 0) last.members.push(value);
			else groups.push({ key: found, members: [value] });
		}
		return this.#wrap(groups.map(({ key: found, members }) => ({ key: found, rows: this.#wrap(members) })));
	}

	/** Groups the innermost rows of what is grouped already. */
	groupIn(key: ElementFunction, comparator?: Comparator): DataArray {
		if (!isGrouped(this.#values)) return this.groupBy(key, comparator);
		return this.#wrap(
			(this.#values as readonly { readonly key: unknown; readonly rows: unknown }[]).map((group) => {
				const rows = new DataArrayMethods([...elementsOf(group.rows)], this.#world, this.#wrap);
				return { key: group.key, rows: rows.groupIn(key, comparator) };
			}),
		);
	}

	/** The first of each key, in the order of the keys. */
	distinct(key: ElementFunction = itself, comparator: Comparator = this.#world.compare): DataArray {
		const keyed = this.#values
			.map((value, i) => ({ value, key: key(value, i, this.#values) }))
			.sort((a, b) => comparator(a.key, b.key));
		const first = keyed.filter((entry, i) => i === 0 || comparator(keyed[i - 1]!.key, entry.key) !== 0);
		return this.#wrap(first.map(({ value }) => value));
	}

	every(accepts: ElementFunction): boolean {
		return this.#values.every(accepts);
	}

	some(accepts: ElementFunction): boolean {
		return this.#values.some(accepts);
	}

	none(accepts: ElementFunction): boolean {
		return !this.#values.some(accepts);
	}

	first(): unknown {
		return this.#values[0];
	}

	last(): unknown {
		return this.#values.at(-1);
	}

	/** A field of all elements; where it is a list, its elements. */
	to(field: string): DataArray {
		const result: unknown[] = [];
		for (const value of this.#fields(field)) {
			if (Array.isArray(value)) for (const part of elementsOf(value)) result.push(part);
			else result.push(value);
		}
		return this.#wrap(result);
	}

	/** A field of all elements, lists as lists. */
	into(field: string): DataArray {
		return this.#wrap(this.#fields(field));
	}

	#fields(field: string): unknown[] {
		return this.#values
			.map((element) => (element as Readonly<Record<string, unknown>>)[field])
			.filter((value) => value !== undefined && value !== null);
	}

	/** All elements with what a field of theirs holds, and so on; what has no such field is left out. The last go first. */
	expand(field: string): DataArray {
		const result: unknown[] = [];
		const open = [...this.#values];
		for (let next = open.pop(); next !== undefined && next !== null; next = open.pop()) {
			const value = (next as Readonly<Record<string, unknown>>)[field];
			if (value === undefined || value === null) continue;
			if (Array.isArray(value)) for (const part of elementsOf(value)) open.push(part);
			else open.push(value);
			result.push(next);
		}
		return this.#wrap(result);
	}

	forEach(visit: ElementFunction): void {
		for (let i = 0; i < this.#values.length; i++) visit(this.#values[i], i, this.#values);
	}

	sum(): unknown {
		// As JavaScript adds: what it makes of texts and durations is what Dataview makes of them.
		return this.#values.reduce((sum: number, value) => sum + (value as number), 0);
	}

	avg(): number {
		return (this.sum() as number) / this.#values.length;
	}

	min(): number {
		return this.#values.reduce((least: number, value) => Math.min(least, value as number), Infinity);
	}

	max(): number {
		return this.#values.reduce((most: number, value) => Math.max(most, value as number), -Infinity);
	}

	array(): unknown[] {
		return [...this.#values];
	}

	toString(): string {
		return `[${this.#values.join(", ")}]`;
	}

	get defaultComparator(): Comparator {
		return this.#world.compare;
	}
}

export { DataArrayMethods };

const methodNames: ReadonlySet<string> = new Set(
	Object.getOwnPropertyNames(DataArrayMethods.prototype).filter(
		(name) => name !== "constructor" && name !== "defaultComparator",
	),
);

function itself(value: unknown): unknown {
	return value;
}

/** Whether all elements are groups: `{ key, rows }`. */
export function isGrouped(
	values: readonly unknown[],
): values is readonly { readonly key: unknown; readonly rows: unknown }[] {
	return (
		values.length > 0 &&
		values.every((value) => typeof value === "object" && value !== null && "rows" in value && "key" in value)
	);
}
