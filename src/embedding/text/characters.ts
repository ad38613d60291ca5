/** What a UTF-16 unit is to those who read text. */
export const nothing = 0;
/** Divides nothing by itself: a blank, a line end, a hyphen. */
export const blank = 1;
export const digit = 2;
/** Letters and marks of scripts that put spaces between words. */
export const letter = 3;
/** Characters of scripts that do not, and Hangul, whose particles cling to words. */
export const unspaced = 4;
/** The first half of an unspaced character beyond the basic plane. */
export const unspacedHigh = 5;

/** Unit → what it is. Made when it is first asked for, because most commands never read text. */
export function characterKinds(): Uint8Array {
	table ??= makeTable();
	return table;
}

let table: Uint8Array | undefined;

/** Later entries win. */
const classes: readonly (readonly [number, RegExp])[] = [
	[letter, /[\p{L}\p{M}]+/gu],
	[digit, /\p{N}+/gu],
	[
		unspaced,
		/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u30fc\p{sc=Hang}\p{sc=Bopo}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]+/gu,
	],
	[blank, /[\s\u00ad_\-\u2010-\u2015\u200b-\u200d\u2060]+/gu],
];

function makeTable(): Uint8Array {
	const kinds = new Uint8Array(0x10000);
	// A blank in the place of each surrogate, so that no two of them are read as a pair.
	const units = Array.from({ length: 0x10000 }, (_, code) =>
		code >= 0xd800 && code <= 0xdfff ? " " : String.fromCharCode(code),
	);
	const all = units.join("");
	for (const [kind, pattern] of classes) {
		for (const match of all.matchAll(pattern)) kinds.fill(kind, match.index, match.index + match[0].length);
	}
	kinds.fill(nothing, 0xd800, 0xe000);
	// Where the rare Han characters begin.
	kinds.fill(unspacedHigh, 0xd840, 0xd88e);
	return kinds;
}
