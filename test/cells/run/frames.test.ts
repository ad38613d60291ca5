import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFrameReader } from "../../../src/cells/run/frames.js";

const nonce = "0123456789abcdef";

function frame(text: string): string {
	return `\n${nonce} ${Buffer.byteLength(text)}\n${text}\n${nonce}\n`;
}

/** Frames that are read from bytes that arrive in pieces of these lengths; `✘` when the channel broke. */
function read(text: string, lengths: readonly number[] = []): string[] {
	const found: string[] = [];
	const reader = createFrameReader(nonce, { frame: (it) => found.push(it), broken: () => found.push("✘") });
	const bytes = Buffer.from(text);
	let at = 0;
	for (const length of [...lengths, bytes.length]) {
		if (at < bytes.length) reader.push(bytes.subarray(at, at + length));
		at += length;
	}
	return found;
}

describe("frames", () => {
	it.each<[what: string, text: string, found: string[]]>([
		["one", frame("a"), ["a"]],
		["an empty one", frame(""), [""]],
		["several, in any script", frame("一") + frame('{"x":"\\n"}') + frame("😀"), ["一", '{"x":"\\n"}', "😀"]],
		["with what others write between", `noise${frame("a")}\n\nnoise ${nonce}x${frame("b")}tail`, ["a", "b"]],
		["with line breaks in them", frame(`a\n${nonce.slice(1)} 3\nb`), [`a\n${nonce.slice(1)} 3\nb`]],
		["another nonce", frame("a").replaceAll(nonce, "f".repeat(16)) + frame("b"), ["b"]],
		["something written into one", frame("xyz").replace("xy", "x!y") + frame("d"), ["✘"]],
		["a length that is none", `\n${nonce} x\na\n${nonce}\n`, ["✘"]],
		["a length beyond reason", `\n${nonce} 999999999999\n`, ["✘"]],
		["a head without an end", `\n${nonce} ${"1".repeat(100)}`, ["✘"]],
		["one that is cut off", frame("abc").slice(0, -3), []],
	])("%s", (_, text, found) => {
		expect(read(text)).toEqual(found);
	});

	it("are the same in whatever pieces they arrive", () => {
		const noise = fc.stringMatching(/^[a-f\d \n]{0,40}$/);
		const part = fc.tuple(noise, fc.string({ unit: "grapheme", maxLength: 30 }));
		const pieces = fc.array(fc.nat(12), { maxLength: 60 });
		fc.assert(
			fc.property(fc.array(part, { maxLength: 6 }), pieces, (parts, lengths) => {
				const text = parts.map(([noise, text]) => noise.replaceAll(nonce, "") + frame(text)).join("");
				expect(read(text, lengths)).toEqual(parts.map(([, text]) => text));
			}),
		);
	});
});
