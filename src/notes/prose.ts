/** What the shown text of a note gives: its language, its length, its first words. */

/** Han characters (and kana) one by one, and words of other scripts. */
export function countWords(text: string): number {
	let count = 0;
	let inWord = false;
	for (let index = 0; index < text.length; index++) {
		const kind = kindOf(text.charCodeAt(index));
		if (kind === ideograph) count++;
		else if (kind === letter && !inWord) count++;
		// An apostrophe or a hyphen joins; everything else parts.
		inWord = kind === letter || (inWord && kind === joiner);
	}
	return count;
}

/**
 * The language by the script of most of the text. One Han character counts for as much as three Latin letters:
 * Chinese notes are full of English words. Latin script is taken for English; without letters it is `und`.
 */
export function detectLanguage(text: string): string {
	const counts = new Uint32Array(languages.length);
	const end = Math.min(text.length, maxLooked);
	for (let index = 0; index < end; index++) {
		const code = text.charCodeAt(index);
		const script = code < 128 ? (isAsciiLetter(code) ? latin : none) : scriptOf(code);
		counts[script]!++;
	}
	const cjk = counts[han]! + counts[kana]! + counts[hangul]!;
	counts[han] = cjk * 3;
	counts[kana] = counts[kana]! > cjk / 12 ? cjk * 3 + 1 : 0;
	counts[hangul] = counts[hangul]! > cjk / 4 ? cjk * 3 + 2 : 0;
	counts[none] = 0;
	return languages[counts.indexOf(counts.reduce((most, count) => Math.max(most, count)))]!;
}

/** Between blocks, items and fields. */
export const partMark = "\u2029";

/** First words, about 160 cells wide, with `…` where it is cut. Parts are told apart where no punctuation does it. */
export function excerptOf(text: string, cells = 160): string {
	const plain = text
		.slice(0, cells * 8)
		.split(partMark)
		.map((part) => part.replace(/\s+/g, " ").trim())
		.filter((part) => part !== "")
		.reduce((said, part) => (said === "" ? part : `${said}${ends.test(said) ? " " : " · "}${part}`), "");
	let width = 0;
	let blank = 0;
	for (let index = 0; index < plain.length; index++) {
		if (plain[index] === " ") blank = index;
		width += kindOf(plain.charCodeAt(index)) === ideograph || plain.charCodeAt(index) >= 0xff00 ? 2 : 1;
		if (width > cells) return `${cut(plain, index, blank)}…`;
	}
	return plain;
}

const ends = /[.。．!！?？…:：;；,，、—·]["'”’」』）)]?$/;

/** Between words, when one is near; never within a pair of surrogates. */
function cut(text: string, index: number, blank: number): string {
	let end = index - blank < 20 && blank > 0 ? blank : index;
	const last = text.charCodeAt(end - 1);
	if (last >= 0xd800 && last <= 0xdbff) end--;
	return text.slice(0, end).replace(/[\s·，、；：,;:（(]+$/, "");
}

/** Enough to know a language. */
const maxLooked = 50_000;

/** Scripts, as indices into `languages`. */
const [none, latin, han, kana, hangul, cyrillic, arabic, hebrew, greek, thai, devanagari] = [
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
] as const;
const languages = ["und", "en", "zh", "ja", "ko", "ru", "ar", "he", "el", "th", "hi"];

const other = 0;
const letter = 1;
const ideograph = 2;
const joiner = 3;

function kindOf(code: number): number {
	if (code < 128) return ascii[code]!;
	if ((code >= 0x2e80 && code <= 0x2fdf) || (code >= 0x3040 && code <= 0x30ff)) return ideograph;
	if ((code >= 0x3005 && code <= 0x3007) || (code >= 0x3400 && code <= 0x4dbf)) return ideograph;
	if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff)) return ideograph;
	// High surrogates of the planes with rare Han characters; the low ones add nothing.
	if (code >= 0xd840 && code <= 0xd88d) return ideograph;
	if (code >= 0xd800 && code <= 0xdfff) return other;
	if (code === 0x2019 || code === 0x2010 || code === 0x2011) return joiner;
	if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba ? letter : other;
	if (code === 0xd7 || code === 0xf7) return other;
	if (code >= 0x2000 && code <= 0x2bff) return other;
	if ((code >= 0x3000 && code <= 0x303f) || (code >= 0xfe00 && code <= 0xfe4f)) return other;
	if (code >= 0xff00 && code <= 0xffef) return isFullWidthLetter(code) ? letter : other;
	return code >= 0xe000 && code <= 0xf8ff ? other : letter;
}

function isFullWidthLetter(code: number): boolean {
	return (
		(code >= 0xff10 && code <= 0xff19) ||
		(code >= 0xff21 && code <= 0xff3a) ||
		(code >= 0xff41 && code <= 0xff5a) ||
		(code >= 0xff66 && code <= 0xffdc)
	);
}

function isAsciiLetter(code: number): boolean {
	const lower = code | 32;
	return lower >= 97 && lower <= 122;
}

function scriptOf(code: number): number {
	if (code < 0x250) return kindOf(code) === letter ? latin : none;
	if (code < 0x370) return none;
	if (code < 0x400) return greek;
	if (code < 0x530) return cyrillic;
	if (code >= 0x590 && code < 0x600) return hebrew;
	if (code >= 0x600 && code < 0x780) return arabic;
	if (code >= 0x900 && code < 0x980) return devanagari;
	if (code >= 0xe00 && code < 0xe80) return thai;
	if (code >= 0x3040 && code <= 0x30ff) return kana;
	if ((code >= 0xac00 && code <= 0xd7af) || (code >= 0x1100 && code <= 0x11ff)) return hangul;
	return kindOf(code) === ideograph ? han : none;
}

const ascii = Uint8Array.from({ length: 128 }, (_, code) => {
	const character = String.fromCharCode(code);
	if (/[0-9A-Za-z_]/.test(character)) return letter;
	return character === "'" || character === "-" ? joiner : other;
});
