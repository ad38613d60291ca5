/**
 * What Obsidian adds to the objects of the language, and programs for Dataview take for granted: `[].contains(x)`. A script
 * of its own behind the library's, in engines of such programs alone, before their world is locked.
 */
export {};

type AnyFunction = (this: never, ...given: never[]) => unknown;

function add(object: object, methods: Readonly<Record<string, AnyFunction>>): void {
	for (const [name, value] of Object.entries(methods))
		if (!(name in object))
			Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
}

add(Array.prototype, {
	first(this: readonly unknown[]) {
		return this[0];
	},
	last(this: readonly unknown[]) {
		return this[this.length - 1];
	},
	contains(this: readonly unknown[], value: unknown) {
		return this.includes(value);
	},
	remove(this: unknown[], value: unknown) {
		for (let i = this.length - 1; i >= 0; i--) if (this[i] === value) this.splice(i, 1);
	},
	shuffle(this: unknown[]) {
		for (let i = this.length - 1; i > 0; i--) {
			const other = Math.floor(Math.random() * (i + 1));
			[this[i], this[other]] = [this[other], this[i]];
		}
		return this;
	},
	unique(this: readonly unknown[]) {
		return [...new Set(this)];
	},
});

add(Array, {
	combine: (lists: readonly (readonly unknown[])[]) => lists.flat(),
});

add(String.prototype, {
	contains(this: string, text: string) {
		return String(this).includes(text);
	},
	/** `"{0} of {1}".format("1", "2")` */
	format(this: string, ...values: readonly unknown[]) {
		return String(this).replace(/\{(\d{1,3})\}/g, (whole, place: string) => {
			const value = values[Number(place)];
			return value === undefined ? whole : String(value);
		});
	},
});

add(String, { isString: (value: unknown) => typeof value === "string" });
add(Number, { isNumber: (value: unknown) => typeof value === "number" });
add(Math, {
	clamp: (value: number, least: number, most: number) => Math.min(Math.max(value, least), most),
	square: (value: number) => value * value,
});

add(Object, {
	isEmpty: (object: object) => {
		for (const name in object) if (Object.hasOwn(object, name)) return false;
		return true;
	},
	/** Ends, and answers `false`, as soon as the callback answers that. */
	each: (object: object, visit: (value: unknown, name: string) => unknown, self?: unknown) => {
		for (const [name, value] of Object.entries(object))
			if (Reflect.apply(visit, self, [value, name]) === false) return false;
		return true;
	},
});
