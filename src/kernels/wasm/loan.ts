/** Arrays from elsewhere, for the time of one call: copied in, and copied out if they are written to. */
import type { Floats } from "../kernels.js";
import type { Arena } from "./arena.js";

export class Loan {
	private readonly written: { readonly from: Float32Array; readonly to: Floats }[] = [];
	private mark = -1;

	constructor(private readonly arena: Arena) {}

	/** Address of an input of at least `length` entries. */
	read(array: Floats | Uint32Array, length: number): number {
		this.expectLength(array, length);
		if (this.arena.owns(array)) return array.byteOffset;
		return this.copy(array, length).byteOffset;
	}

	/** Address of an array of which the call changes at most the first `length` entries. */
	write(array: Floats, length: number): number {
		this.expectLength(array, length);
		if (this.arena.owns(array)) return array.byteOffset;
		const from = this.copy(array, length) as Float32Array;
		this.written.push({ from, to: array });
		return from.byteOffset;
	}

	/** After the call. */
	end(): void {
		if (this.mark < 0) return;
		for (const { from, to } of this.written) to.set(from);
		this.giveUp();
	}

	private copy(array: Floats | Uint32Array, length: number): Float32Array | Uint32Array {
		if (this.mark < 0) this.mark = this.arena.mark();
		try {
			const copy = array instanceof Uint32Array ? this.arena.indices(length) : this.arena.floats(length);
			copy.set(array.length === length ? array : array.subarray(0, length));
			return copy;
		} catch (error) {
			this.giveUp();
			throw error;
		}
	}

	/** WebAssembly would write behind the end of an array that is too short. */
	private expectLength(array: Floats | Uint32Array, length: number): void {
		if (array.length >= length) return;
		this.giveUp();
		throw new RangeError(`an array of ${array.length} where ${length} are needed`);
	}

	/** Nothing of this call is left for the next one. */
	private giveUp(): void {
		if (this.mark >= 0) this.arena.reset(this.mark);
		this.mark = -1;
		this.written.length = 0;
	}
}
