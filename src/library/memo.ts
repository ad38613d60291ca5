import { hostFor } from "./host.js";
import { decode, encode } from "./memo/encode.js";
import { sha256 } from "./memo/sha256.js";

/**
 * What `compute` gives, kept from run to run: it is computed again only when its own text, `dependencies` or what the
 * cell imports has changed. For training that takes a while. The result is data: numbers, text, arrays, objects, Map,
 * Set, typed arrays and tensors; and it is always a copy, also the first time.
 *
 *     const weights = await memo("weights", [epochs, seed], () => train(epochs, seed));
 */
export async function memo<T>(
	name: string,
	dependencies: readonly unknown[],
	compute: () => T | Promise<T>,
): Promise<T> {
	const { memo: store } = hostFor("memo");
	const key = sha256(encode([String(name), compute.toString(), dependencies], "dependency"));
	const known = await store?.get(key);
	if (known !== undefined) return decode(known) as T; // encoded from a T by this function
	const text = encode(await compute(), "result");
	store?.set(key, text);
	return decode(text) as T;
}
