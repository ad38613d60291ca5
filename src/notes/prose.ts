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
	const counts = new Map<string, number>();
	const end = Math.min(text.length, maxLooked);
	for (let index = 0; index < end; index++) {
		const script = scriptOf(text.charCodeAt(index));
		if (script) counts.set(script, (counts.get(script) ?? 0) + 1);
	}
	const count = (script: string) => counts.get(script) ?? 0;
	const cjk = count("kana") + count("hangul") + count("han");
	let best = "und";
	let most = 0;
	for (const [script, language] of languages) {
		const weight = script === "cjk" ? cjk * 3 : count(script);
		if (weight > most) {
			most = weight;
			best = language;
		}
	}
	if (best !== "zh") return best;
	if (count("hangul") > cjk / 4) return "ko";
	return count("kana") > cjk / 12 ? "ja" : "zh";
}

/** First words, about 160 cells wide, with `…` where it is cut. */
export function excerptOf(text: string, cells = 160): string {
	const plain = text
		.slice(0, cells * 8)
		.replace(/\s+/g, " ")
		.trim();
	let width = 0;
	let blank = 0;
	for (let index = 0; index < plain.length; index++) {
		if (plain[index] === " ") blank = index;
		width += kindOf(plain.charCodeAt(index)) === ideograph || plain.charCodeAt(index) >= 0xff00 ? 2 : 1;
		if (width > cells) return `${cut(plain, index, blank)}…`;
	}
	return plain;
}

/** Between words, when one is near; never within a pair of surrogates. */
function cut(text: string, index: number, blank: number): string {
	let end = index - blank < 20 && blank > 0 ? blank : index;
	const last = text.charCodeAt(end - 1);
	if (last >= 0xd800 && last <= 0xdbff) end--;
	return text.slice(0, end).replace(/[\s，、；：,;:（(]+$/, "");
}

const maxLooked = 200_000;

const languages: readonly (readonly [script: string, language: string])[] = [
	["latin", "en"],
	["cjk", "zh"],
	["cyrillic", "ru"],
	["arabic", "ar"],
	["hebrew", "he"],
	["greek", "el"],
	["thai", "th"],
	["devanagari", "hi"],
];

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

function scriptOf(code: number): string | undefined {
	if (code < 0x250) return kindOf(code) === letter && !(code >= 48 && code <= 57) ? "latin" : undefined;
	if (code < 0x370) return undefined;
	if (code < 0x400) return "greek";
	if (code < 0x530) return "cyrillic";
	if (code >= 0x590 && code < 0x600) return "hebrew";
	if (code >= 0x600 && code < 0x780) return "arabic";
	if (code >= 0x900 && code < 0x980) return "devanagari";
	if (code >= 0xe00 && code < 0xe80) return "thai";
	if (code >= 0x3040 && code <= 0x30ff) return "kana";
	if ((code >= 0xac00 && code <= 0xd7af) || (code >= 0x1100 && code <= 0x11ff)) return "hangul";
	return kindOf(code) === ideograph ? "han" : undefined;
}

const ascii = Uint8Array.from({ length: 128 }, (_, code) => {
	const character = String.fromCharCode(code);
	if (/[0-9A-Za-z_]/.test(character)) return letter;
	return character === "'" || character === "-" ? joiner : other;
});
