/** Numbers as varints and texts as UTF-8, one after the other. */

export class ByteWriter {
	#bytes = new Uint8Array(1024);
	#length = 0;

	/** From 0 to 2^53. */
	number(value: number): void {
		this.#need(8);
		let rest = value;
		for (; rest >= 128; rest = Math.floor(rest / 128)) this.#bytes[this.#length++] = (rest % 128) + 128;
		this.#bytes[this.#length++] = rest;
	}

	/** Of either sign: small ones of both are short. */
	difference(value: number): void {
		this.number(value < 0 ? -2 * value - 1 : 2 * value);
	}

	numbers(values: Iterable<number> & { readonly length: number }): void {
		this.number(values.length);
		for (const value of values) this.number(value);
	}

	/** How many there are is not written. */
	bytes(values: Uint8Array): void {
		this.#need(values.length);
		this.#bytes.set(values, this.#length);
		this.#length += values.length;
	}

	text(value: string): void {
		this.texts([value]);
	}

	/** The lengths of all in UTF-16, then all of them as one text. */
	texts(values: readonly string[]): void {
		this.numbers(values.map(({ length }) => length));
		// A half of a surrogate pair has no bytes of its own; two of them must not become one character.
		const whole = values.map((value) => value.replace(/\p{Surrogate}/gu, "\ufffd"));
		const bytes = new TextEncoder().encode(whole.join(""));
		this.number(bytes.length);
		this.bytes(bytes);
	}

	finish(): Uint8Array {
		return this.#bytes.slice(0, this.#length);
	}

	#need(count: number): void {
		if (this.#length + count <= this.#bytes.length) return;
		const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
		wider.set(this.#bytes);
		this.#bytes = wider;
	}
}

export class ByteReader {
	#at = 0;

	constructor(readonly bytes: Uint8Array) {}

	number(): number {
		let value = 0;
		for (let scale = 1; ; scale *= 128) {
			const byte = this.bytes[this.#at++];
			if (byte === undefined || scale > 2 ** 53) throw new RangeError("the bytes end too soon");
			value += (byte % 128) * scale;
			if (byte < 128) return value;
		}
	}

	difference(): number {
		const value = this.number();
		return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
	}

	/** How many follow: each takes a byte at least. */
	count(): number {
		const count = this.number();
		if (count > this.bytes.length) throw new RangeError("the bytes end too soon");
		return count;
	}

	numbers(): Uint32Array {
		return Uint32Array.from({ length: this.count() }, () => this.number());
	}

	bytesOf(count: number): Uint8Array {
		const bytes = this.bytes.subarray(this.#at, this.#at + count);
		if (bytes.length < count) throw new RangeError("the bytes end too soon");
		this.#at += count;
		return bytes;
	}

	text(): string {
		return this.texts()[0] ?? "";
	}

	texts(): string[] {
		const lengths = this.numbers();
		const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.bytesOf(this.number()));
		let at = 0;
		return Array.from(lengths, (length) => {
			at += length;
			return text.slice(at - length, at);
		});
	}
}
