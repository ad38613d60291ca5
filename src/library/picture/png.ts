/** PNG (ISO/IEC 15948) of eight bits a channel, the same bytes from the same pixels in every engine. */
import { deflate } from "./deflate.js";

/** `rgba` holds four bytes for each pixel, row by row. Without transparency or colours, those channels are left out. */
export function encodePng(
	width: number,
	height: number,
	rgba: Uint8Array | Uint8ClampedArray,
): Uint8Array<ArrayBuffer> {
	const channels = channelsOf(rgba);
	const header = new Uint8Array(13);
	const view = new DataView(header.buffer);
	view.setUint32(0, width);
	view.setUint32(4, height);
	header.set([8, { 1: 0, 3: 2, 4: 6 }[channels]], 8);
	const data = deflate(filterRows(width, height, rgba, channels));
	return join([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", new Uint8Array())]);
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

type Channels = 1 | 3 | 4;

/** Grey, red-green-blue, or with transparency. */
function channelsOf(rgba: Uint8Array | Uint8ClampedArray): Channels {
	let grey = true;
	for (let i = 0; i < rgba.length; i += 4) {
		if (rgba[i + 3] !== 255) return 4;
		if (rgba[i] !== rgba[i + 1] || rgba[i] !== rgba[i + 2]) grey = false;
	}
	return grey ? 1 : 3;
}

/** Every row begins with how its bytes are to be read: 2 means as differences from the row above. */
function filterRows(
	width: number,
	height: number,
	rgba: Uint8Array | Uint8ClampedArray,
	channels: Channels,
): Uint8Array {
	const stride = width * channels;
	const rows = new Uint8Array((stride + 1) * height);
	const at = (x: number, y: number, channel: number) => (y < 0 ? 0 : rgba[4 * (y * width + x) + channel]!);
	for (let y = 0; y < height; y++) {
		const from = y * (stride + 1);
		rows[from] = 2;
		for (let x = 0; x < width; x++)
			for (let c = 0; c < channels; c++) rows[from + 1 + x * channels + c] = at(x, y, c) - at(x, y - 1, c);
	}
	return rows;
}

/** Length, name, content, and a checksum of the latter two. */
function chunk(name: string, content: Uint8Array): Uint8Array {
	const bytes = new Uint8Array(content.length + 12);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, content.length);
	for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i);
	bytes.set(content, 8);
	view.setUint32(content.length + 8, crc32(bytes.subarray(4, content.length + 8)));
	return bytes;
}

function crc32(bytes: Uint8Array): number {
	let crc = 0xffffffff;
	for (const byte of bytes) crc = crcTable[(crc ^ byte) & 255]! ^ (crc >>> 8);
	return ~crc >>> 0;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
	let c = n;
	for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
	return c;
});

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}
