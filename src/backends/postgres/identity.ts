import { SafetyError } from "../../model/index.js";

/**
 * Numbers for keys: 53 bits, so that they are exact everywhere, and the same on every server and in every version. Two
 * keys with one number are as likely as one in a thousand among four million; then the push is refused.
 */
export class Identities {
	readonly #keys = new Map<number, string>();

	of(key: string): number {
		const id = hash53(key);
		const known = this.#keys.get(id);
		if (known === undefined) this.#keys.set(id, key);
		else if (known !== key)
			throw new SafetyError(
				"Two names of this vault have the same number, of all nine million billions: rename one.",
				{
					hint: `${JSON.stringify(known)} and ${JSON.stringify(key)}`,
				},
			);
		return id;
	}
}

/** Two 32-bit multiplicative hashes of the UTF-16 units, finished as in MurmurHash3 (Appleby 2011). */
export function hash53(text: string): number {
	let a = 0x9e3779b9;
	let b = 0x85ebca6b;
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		a = Math.imul(a ^ unit, 0x01000193);
		a ^= a >>> 15;
		b = Math.imul(b + unit, 0xcc9e2d51);
		b ^= b >>> 13;
	}
	return (finish(b ^ text.length) & 0x1fffff) * 0x100000000 + (finish(a ^ b) >>> 0);
}

function finish(hash: number): number {
	let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return mixed ^ (mixed >>> 16);
}
