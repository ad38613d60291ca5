/**
 * What a program that was cut in parts begins with: stubs for what is elsewhere. `globalThis.notapsePart` takes a part,
 * `globalThis.notapseParts` names all that there are.
 * It is put into the program as text, with the build's name in place of `$build`.
 */
export function $parts(names) {
	/** By number of the part: its functions, once it is there. */
	const functions = [];
	const methods = [];
	let shared;
	globalThis.notapseParts = names;
	const find = (part, at) => {
		const found = functions[part]?.[at];
		if (found === undefined) throw { missingPart: names[part] };
		return found;
	};
	globalThis.notapsePart = (build, name, make) => {
		if (build !== $build) throw new Error("This part belongs to another version.");
		const part = names.indexOf(name);
		const [plain, own] = make(shared);
		functions[part] = plain;
		for (const [i, define] of (methods[part] ?? []).entries()) define(own[i]);
	};
	return [
		(part, count) =>
			Array.from({ length: count }, (_, at) => {
				return function stub(...args) {
					const found = find(part, at);
					return new.target === undefined ? found.apply(this, args) : new found(...args);
				};
			}),
		(part, rows) => {
			methods[part] = rows.flatMap(([{ prototype }, keys]) =>
				keys.split(",").map((written) => {
					const [key, kind] = written.split(" ").reverse();
					const define = (value) =>
						Object.defineProperty(prototype, key, {
							...(kind === undefined ? { value, writable: true } : { get: value }),
							configurable: true,
						});
					define(() => {
						throw { missingPart: names[part] };
					});
					return define;
				}),
			);
		},
		(all) => {
			shared = all;
		},
	];
}
