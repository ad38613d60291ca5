import { type Floats, Tensor } from "../network/index.js";
import { toBase64 } from "./base64.js";
import { type Ramp, rampRgb } from "./chart/colours.js";
import { numbersOf } from "./chart/data.js";
import { extentOf } from "./chart/scale.js";
import { encodePng } from "./picture/png.js";
import { Shown } from "./shown.js";

export interface ImageOptions {
	/** What is to be seen, for those who cannot. */
	readonly alt?: string;
	/** Values that are black and white (or the ends of `colours`). Without: the smallest and largest. */
	readonly min?: number;
	readonly max?: number;
	/** Without: grey. */
	readonly colours?: Ramp;
	/** Each value becomes so many pixels, squared. */
	readonly scale?: number;
}

/** Pixels, four bytes each: red, green, blue, opacity. */
export interface Pixels {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array | Uint8ClampedArray;
}

/**
 * A picture: of the bytes of a PNG, JPEG, GIF or WebP file, of pixels, or of a matrix, whose values become grey.
 *
 *     image(weights, { scale: 8, colours: "diverging" })
 */
export function image(
	source: Uint8Array | Pixels | Tensor | readonly (readonly number[] | Floats)[],
	options: ImageOptions = {},
): Shown {
	const { alt } = options;
	if (typeof source !== "object" || source === null) throw new TypeError(wanted);
	if (source instanceof Uint8Array) {
		const type = typeOf(source);
		if (!type) throw new TypeError("image: the bytes are no PNG, JPEG, GIF or WebP file");
		return shown(type, source, alt ?? `${type}, ${source.length} bytes`, {});
	}
	const pixels = isPixels(source) ? source : ofMatrix(source, options);
	const { width, height, data } = enlarged(pixels, isPixels(source) ? options.scale : undefined);
	if (data.length !== 4 * width * height)
		throw new RangeError(
			`image: ${width} × ${height} pixels are ${4 * width * height} bytes, not ${data.length}`,
		);
	return shown("image/png", encodePng(width, height, data), alt ?? `picture of ${width} × ${height} pixels`, {
		width,
		height,
	});
}

const wanted = "image: a picture is made of bytes, { width, height, data }, a tensor or rows of numbers";
const mostPixels = 4_000_000;

function shown(
	type: string,
	bytes: Uint8Array,
	alt: string,
	size: { readonly width?: number; readonly height?: number },
): Shown {
	return new Shown({ [type]: toBase64(bytes), "text/plain": alt }, { [type]: { ...size, alt } });
}

function isPixels(source: object): source is Pixels {
	return "width" in source && "height" in source && "data" in source && !(source instanceof Tensor);
}

function ofMatrix(
	source: Tensor | readonly (readonly number[] | Floats)[],
	{ min, max, colours, scale }: ImageOptions,
): Pixels {
	if (!(source instanceof Tensor) && !Array.isArray(source))
		throw new TypeError(
			"image: a picture is made of bytes, { width, height, data }, a tensor or rows of numbers",
		);
	const rows =
		source instanceof Tensor
			? source.toArrays()
			: source.map((row: readonly number[] | Floats) => Array.from(row));
	const [height, width] = [rows.length, rows[0]?.length ?? 0];
	if (rows.some(({ length }) => length !== width)) throw new RangeError("image: rows of different lengths");
	const values = numbersOf(rows.flat());
	const extent = extentOf([values]) ?? { low: 0, high: 1 };
	const [low, high] = [min ?? extent.low, max ?? extent.high];
	const data = new Uint8Array(4 * values.length);
	for (const [i, value] of values.entries()) {
		const part = low === high ? 0.5 : (value - low) / (high - low);
		if (Number.isNaN(part)) continue; // nothing is there: transparent
		const grey = Math.round(255 * Math.max(0, Math.min(1, part)));
		data.set(colours ? [...rampRgb(colours, part), 255] : [grey, grey, grey, 255], 4 * i);
	}
	return enlarged({ width, height, data }, scale);
}

function enlarged(pixels: Pixels, scale = 1): Pixels {
	const { width, height, data } = pixels;
	if (![width, height, scale].every((n) => Number.isInteger(n) && n >= 1))
		throw new RangeError(`image: ${width} × ${height} times ${scale} is no size`);
	if (width * height * scale * scale > mostPixels)
		throw new RangeError(`image: more than ${mostPixels} pixels`);
	if (scale === 1) return pixels;
	const large = new Uint8Array(4 * width * height * scale * scale);
	for (let y = 0; y < height * scale; y++) {
		for (let x = 0; x < width * scale; x++) {
			const from = 4 * (Math.floor(y / scale) * width + Math.floor(x / scale));
			large.set(data.subarray(from, from + 4), 4 * (y * width * scale + x));
		}
	}
	return { width: width * scale, height: height * scale, data: large };
}

/** By the first bytes. */
function typeOf(bytes: Uint8Array): string | undefined {
	const start = String.fromCharCode(...bytes.subarray(0, 12));
	if (start.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
	if (start.startsWith("\xff\xd8\xff")) return "image/jpeg";
	if (/^GIF8[79]a/.test(start)) return "image/gif";
	return /^RIFF.{4}WEBP/s.test(start) ? "image/webp" : undefined;
}
