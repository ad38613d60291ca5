import { crc32, inflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { image, tensor } from "../../src/library/index.js";
import { deflate } from "../../src/library/picture/deflate.js";
import { encodePng } from "../../src/library/picture/png.js";

test("what is deflated can be inflated", () => {
	const repetitive = fc.array(fc.constantFrom(0, 1, 255), { maxLength: 3000 });
	const bytes = fc.oneof(
		fc.uint8Array({ maxLength: 1000 }),
		repetitive.map((list) => Uint8Array.from(list)),
		fc.integer({ min: 0, max: 70_000 }).map((n) => new Uint8Array(n)),
	);
	fc.assert(
		fc.property(bytes, (bytes) => {
			expect(Buffer.compare(inflateSync(deflate(bytes)), bytes)).toBe(0);
		}),
	);
});

test("repetitions far apart and of every length", () => {
	const parts = Array.from({ length: 300 }, (_, i) =>
		Uint8Array.from({ length: i }, (_, j) => (j * 31) & 255),
	);
	const bytes = Buffer.concat([...parts, new Uint8Array(40_000).map((_, i) => (i * i) >> 3), ...parts]);
	expect(Buffer.compare(inflateSync(deflate(bytes)), bytes)).toBe(0);
	expect(deflate(bytes).length).toBeLessThan(bytes.length / 1.2);
});

test("a PNG holds the pixels", () => {
	const channel = fc.oneof(fc.constant(255), fc.integer({ min: 0, max: 255 }));
	const picture = fc
		.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
		.chain(([width, height]) =>
			fc.record({
				width: fc.constant(width),
				height: fc.constant(height),
				opaque: fc.boolean(),
				grey: fc.boolean(),
				values: fc.array(channel, { minLength: 4 * width * height, maxLength: 4 * width * height }),
			}),
		);
	fc.assert(
		fc.property(picture, ({ width, height, opaque, grey, values }) => {
			const rgba = Uint8Array.from(values, (value, i) =>
				opaque && i % 4 === 3 ? 255 : grey && i % 4 < 3 ? values[i - (i % 4)]! : value,
			);
			expect(decodePng(encodePng(width, height, rgba))).toEqual({ width, height, rgba: Array.from(rgba) });
		}),
	);
});

test("files are recognised by their first bytes", () => {
	const png = encodePng(1, 1, Uint8Array.of(1, 2, 3, 255));
	expect(image(png).bundle["image/png"]).toBe(Buffer.from(png).toString("base64"));
	expect(Object.keys(image(Uint8Array.of(0xff, 0xd8, 0xff, 0)).bundle)).toContain("image/jpeg");
	expect(Object.keys(image(Buffer.from("GIF89a…") as Uint8Array).bundle)).toContain("image/gif");
	expect(Object.keys(image(Buffer.from("RIFF\0\0\0\0WEBPVP8 ") as Uint8Array).bundle)).toContain(
		"image/webp",
	);
	expect(() => image(Buffer.from("<svg/>") as Uint8Array)).toThrow(/no PNG, JPEG, GIF or WebP/);
});

test("a matrix becomes grey, from its least to its largest value, and holes are transparent", () => {
	const shown = image(
		tensor([
			[0, 1],
			[Number.NaN, 0.5],
		]),
		{ scale: 2, alt: "four squares" },
	);
	const { width, height, rgba } = decodePng(Buffer.from(shown.bundle["image/png"] as string, "base64"));
	expect([width, height]).toEqual([4, 4]);
	const at = (x: number, y: number) => rgba.slice(4 * (4 * y + x), 4 * (4 * y + x) + 4);
	expect([at(1, 1), at(3, 0), at(3, 3), at(0, 2)]).toEqual([
		[0, 0, 0, 255],
		[255, 255, 255, 255],
		[128, 128, 128, 255],
		[0, 0, 0, 0],
	]);
	expect(shown.metadata).toEqual({ "image/png": { width: 4, height: 4, alt: "four squares" } });
	expect(shown.bundle["text/plain"]).toBe("four squares");
});

test.each<[string, () => unknown, RegExp]>([
	[
		"too few bytes",
		() => image({ width: 2, height: 2, data: new Uint8Array(4) }),
		/2 × 2 pixels are 16 bytes, not 4/,
	],
	["no size", () => image({ width: 0, height: 2, data: new Uint8Array() }), /no size/],
	["too large", () => image([[1]], { scale: 5000 }), /more than 4000000 pixels/],
	["ragged", () => image([[1], [1, 2]]), /different lengths/],
	["anything", () => image("x" as never), /made of bytes/],
])("%s", (_, make, message) => expect(make).toThrow(message));

function decodePng(file: Uint8Array): { width: number; height: number; rgba: number[] } {
	const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
	const chunks = new Map<string, Uint8Array>();
	for (let at = 8; at < file.length; ) {
		const length = view.getUint32(at);
		const name = Buffer.from(file.subarray(at + 4, at + 8)).toString();
		expect(view.getUint32(at + 8 + length)).toBe(checksum(file.subarray(at + 4, at + 8 + length)));
		chunks.set(name, file.subarray(at + 8, at + 8 + length));
		at += length + 12;
	}
	const header = chunks.get("IHDR")!;
	const [width, height] = [0, 4].map((at) => Buffer.from(header).readUInt32BE(at)) as [number, number];
	const channels = { 0: 1, 2: 3, 6: 4 }[header[9]! as 0 | 2 | 6];
	const rows = inflateSync(chunks.get("IDAT")!);
	const stride = width * channels;
	const rgba: number[] = [];
	const above = new Uint8Array(stride);
	for (let y = 0; y < height; y++) {
		expect(rows[y * (stride + 1)]).toBe(2);
		for (let i = 0; i < stride; i++) above[i] = above[i]! + rows[y * (stride + 1) + 1 + i]!;
		for (let x = 0; x < width; x++) {
			const [a = 0, b = a, c = a, d = 255] = above.subarray(x * channels, (x + 1) * channels);
			rgba.push(a, channels === 1 ? a : b, channels === 1 ? a : c, d);
		}
	}
	return { width, height, rgba };
}

/** Node 20.15 and later have it in zlib. */
function checksum(bytes: Uint8Array): number {
	return crc32(bytes);
}
