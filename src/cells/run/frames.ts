/**
 * Reads what an engine writes to stdout:
 *
 *     ⏎ nonce length ⏎ text ⏎ nonce ⏎
 *
 * Strangers' code can write to the same stdout. What it writes between frames is skipped; what it writes into one
 * makes the second nonce, which it cannot know, stand in the wrong place.
 */
export interface FrameReader {
	push(chunk: Buffer): void;
}

export interface FrameListener {
	frame(text: string): void;
	/** Somebody wrote into a frame. Nothing is read after this. */
	broken(): void;
}

/** No honest frame is longer: kept values are cut at 64 million characters. */
const longest = 300_000_000;

export function createFrameReader(nonce: string, listener: FrameListener): FrameReader {
	const mark = Buffer.from(`\n${nonce} `);
	const tail = Buffer.from(`\n${nonce}\n`);
	let chunks: Buffer[] = [];
	let held = 0;
	/** Nothing can be read before this many bytes are there. */
	let wanted = 0;
	let isBroken = false;

	/** Takes one frame off the front; answers what is left, or undefined when more bytes are needed. */
	const take = (bytes: Buffer): Buffer | undefined => {
		const start = bytes.indexOf(mark);
		if (start < 0) {
			// The beginning of a mark may be at the end.
			hold(bytes.subarray(Math.max(0, bytes.length - mark.length)), 0);
			return undefined;
		}
		const headEnd = bytes.indexOf(10, start + mark.length);
		if (headEnd < 0 && bytes.length - start < mark.length + 20) {
			hold(bytes.subarray(start), 0);
			return undefined;
		}
		const length = Number(bytes.toString("latin1", start + mark.length, headEnd));
		if (headEnd < 0 || !Number.isSafeInteger(length) || length < 0 || length > longest) return fail();
		const end = headEnd + 1 + length;
		if (bytes.length < end + tail.length) {
			hold(bytes.subarray(start), end + tail.length - start);
			return undefined;
		}
		if (!bytes.subarray(end, end + tail.length).equals(tail)) return fail();
		listener.frame(bytes.toString("utf8", headEnd + 1, end));
		// The tail's last line break may be the next mark's first.
		return bytes.subarray(end + tail.length - 1);
	};
	const hold = (bytes: Buffer, need: number) => {
		chunks = [bytes];
		held = bytes.length;
		wanted = need;
	};
	const fail = (): undefined => {
		isBroken = true;
		chunks = [];
		listener.broken();
		return undefined;
	};
	return {
		push(chunk) {
			if (isBroken) return;
			chunks.push(chunk);
			held += chunk.length;
			if (held < wanted) return;
			let rest: Buffer | undefined = Buffer.concat(chunks);
			hold(Buffer.alloc(0), 0);
			while (rest !== undefined && !isBroken) rest = take(rest);
		},
	};
}
