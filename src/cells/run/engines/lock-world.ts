/**
 * Leaves cells the language and a handful of harmless names, and freezes all of it: no cell can change what
 * another one finds. This is not the wall (that is the worker's missing permissions, and the process around it), but
 * what makes results independent of the order in which cells run.
 */
export function lockWorld(world: typeof globalThis): void {
	keepOnly(world, allowed);
	Reflect.deleteProperty(world.Atomics, "waitAsync");
	for (const [make, names] of overridden(world))
		for (const name of names) allowOverride(make.prototype, name);
	freezeAll([world, ...Reflect.ownKeys(world).map((name) => Reflect.get(world, name)), ...hidden(world)]);
}

/**
 * `dispatchEvent` is how the engine itself brings messages; ours carry a token that no cell knows. Not
 * among them, besides all that asks for permission: WeakRef and FinalizationRegistry (they tell when memory is
 * collected), Temporal (a second clock), eval (the engine has it switched off).
 */
const allowed = new Set<string>(
	`
	Object Function Array Number String Boolean Symbol BigInt Math JSON Reflect Proxy Promise RegExp Date Intl Iterator
	Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError
	Map Set WeakMap WeakSet ArrayBuffer SharedArrayBuffer DataView Atomics WebAssembly
	Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array
	Float64Array BigInt64Array BigUint64Array DisposableStack AsyncDisposableStack
	undefined NaN Infinity globalThis parseFloat parseInt isFinite isNaN
	decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape
	console queueMicrotask setTimeout setInterval clearTimeout clearInterval structuredClone performance crypto
	TextEncoder TextDecoder URL URLSearchParams atob btoa
	display html svg md tex table chart image param test close memo read
	dispatchEvent
	`
		.trim()
		.split(/\s+/),
);

/**
 * Also along the prototypes: `postMessage` and `addEventListener` are inherited. Symbols stay: by them the engine
 * knows its own objects.
 */
function keepOnly(world: typeof globalThis, names: ReadonlySet<string>): void {
	for (let object: object = world; object !== Object.prototype; object = Object.getPrototypeOf(object)) {
		for (const name of Object.getOwnPropertyNames(object)) {
			if (object === world && names.has(name)) continue;
			if (Reflect.deleteProperty(object, name)) continue;
			// Browsers have constants that stay: with a number, nobody can do anything.
			const { value } = Object.getOwnPropertyDescriptor(object, name) ?? {};
			if (typeof value !== "number") throw new Error(`The name ${name} cannot be removed.`);
		}
	}
	Reflect.deleteProperty(world.URL, "createObjectURL");
	Reflect.deleteProperty(world.URL, "revokeObjectURL");
}

/** Objects of the language that no name leads to. */
function hidden(world: typeof globalThis): unknown[] {
	const iterators = [
		[].values(),
		new Map().values(),
		new Set().values(),
		"".matchAll(/x/g),
		""[Symbol.iterator](),
	];
	const functions = [function* () {}, async () => {}, async function* () {}];
	return [
		...[...iterators, ...functions].map(Object.getPrototypeOf),
		Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}.prototype)),
		new world.URLSearchParams().entries(),
	];
}

/**
 * What frozen prototypes would forbid to assign to objects that inherit from them (`error.name = "x"`), though it
 * changes nothing but these objects.
 */
function overridden(world: typeof globalThis): readonly [{ prototype: object }, readonly string[]][] {
	const errors = [
		...[world.Error, world.EvalError, world.RangeError, world.ReferenceError, world.SyntaxError],
		...[world.TypeError, world.URIError, world.AggregateError],
	];
	return [
		[
			world.Object,
			[
				...["constructor", "toString", "toLocaleString", "valueOf"],
				...["hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable"],
			],
		],
		[world.Function, ["constructor", "toString"]],
		// Not the constructor: V8 makes arrays slow as soon as it is touched.
		[world.Array, ["toString"]],
		...errors.map((it) => [it, ["constructor", "name", "message", "toString"]] as [typeof it, string[]]),
	];
}

function allowOverride(prototype: object, name: string): void {
	const found = Object.getOwnPropertyDescriptor(prototype, name);
	if (found === undefined || !("value" in found)) return;
	const { value } = found;
	Object.defineProperty(prototype, name, {
		configurable: true,
		enumerable: false,
		get: () => value,
		set(this: unknown, given: unknown) {
			if (this === prototype || (typeof this !== "object" && typeof this !== "function") || this === null)
				throw new TypeError(`Cannot assign to read only property '${name}'`);
			Object.defineProperty(this, name, {
				value: given,
				writable: true,
				configurable: true,
				enumerable: true,
			});
		},
	});
}

function freezeAll(roots: readonly unknown[]): void {
	const open = [...roots];
	const seen = new Set<unknown>();
	while (open.length > 0) {
		const value = open.pop();
		if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value))
			continue;
		seen.add(value);
		for (const key of Reflect.ownKeys(value)) {
			const property = Reflect.getOwnPropertyDescriptor(value, key)!;
			if ("value" in property) open.push(property.value);
			else open.push(property.get, property.set);
		}
		open.push(Reflect.getPrototypeOf(value));
		Object.freeze(value);
	}
}
