/** What a value is, asked so that it cannot lie and nothing of it is run. */

export function isMap(value: object): value is Map<unknown, unknown> {
	return answers(() => sizeOfMap.call(value));
}

export function isSet(value: object): value is Set<unknown> {
	return answers(() => sizeOfSet.call(value));
}

export function isDate(value: object): value is Date {
	return answers(() => Date.prototype.getTime.call(value));
}

export function isRegExp(value: object): value is RegExp {
	// A prototype answers, too.
	return value !== RegExp.prototype && answers(() => sourceOf.call(value));
}

/** An object that was written as `{ … }`. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
	if (typeof value !== "object" || value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

/** An own property's value; undefined if it has none or would have to be computed. */
export function ownValue(value: object, key: string): unknown {
	return Object.getOwnPropertyDescriptor(value, key)?.value;
}

/** The class of which it is; `Object` for plain ones, `[no prototype]` without any. */
export function nameOfClass(value: object): string {
	let prototype: object | null = Object.getPrototypeOf(value);
	if (prototype === null) return "[no prototype]";
	for (let steps = 0; prototype !== null && steps < 20; steps++) {
		const maker = ownValue(prototype, "constructor");
		const name = typeof maker === "function" ? ownValue(maker, "name") : undefined;
		if (typeof name === "string" && /^[\p{ID_Start}$_][\p{ID_Continue}$]{0,99}$/u.test(name)) return name;
		prototype = Object.getPrototypeOf(prototype);
	}
	return "Object";
}

function answers(ask: () => unknown): boolean {
	try {
		ask();
		return true;
	} catch {
		return false;
	}
}

const sizeOfMap = getter(Map.prototype, "size");
const sizeOfSet = getter(Set.prototype, "size");
const sourceOf = getter(RegExp.prototype, "source");

function getter(prototype: object, name: string): () => unknown {
	return Object.getOwnPropertyDescriptor(prototype, name)!.get!;
}
