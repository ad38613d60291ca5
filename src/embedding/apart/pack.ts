/**
 * Plain data with typed arrays as bytes:
 *
 *     length of the head (uint32) · head (JSON) · each array at a multiple of 8
 *
 * In the head an array is `{ "array": [type, start, length] }`, where `start` counts from the end of the head, rounded
 * up. Little-endian, as all machines are on which V8 runs.
 */
export function pack(value: unknown): Uint8Array {
	const arrays: { readonly array: Typed; readonly start: number }[] = [];
	let size = 0;
	const head = new TextEncoder().encode(
		JSON.stringify(value, (_, part: unknown) => {
			const type = types.findIndex((one) => part instanceof one);
			if (type < 0) return part;
			const array = part as Typed;
			const start = aligned(size);
			arrays.push({ array, start });
			size = start + array.byteLength;
			return { array: [type, start, array.length] };
		}),
	);
	const body = aligned(4 + head.length);
	const packed = new Uint8Array(body + size);
	new DataView(packed.buffer).setUint32(0, head.length, true);
	packed.set(head, 4);
	for (const { array, start } of arrays)
		packed.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), body + start);
	return packed;
}

/** @throws when these are not such bytes; what is in them is for somebody else to check */
export function unpack(bytes: Uint8Array): unknown {
	const { buffer } = bytes.slice();
	const length = new DataView(buffer).getUint32(0, true);
	const body = aligned(4 + length);
	return JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)), (_, part: unknown) => {
		const place = typeof part === "object" && part !== null ? (part as { array?: unknown }).array : undefined;
		if (!Array.isArray(place)) return part;
		const [type, start, count] = place as number[];
		return new types[type!]!(buffer, body + start!, count!);
	});
}

type Typed = Float64Array | Float32Array | Uint32Array | Int32Array | Uint8Array;

const types = [Float64Array, Float32Array, Uint32Array, Int32Array, Uint8Array] as const;

function aligned(at: number): number {
	return Math.ceil(at / 8) * 8;
}
