/**
 * About how many tokens a text takes in a language model: an estimate on the high side, because tokenizers differ. What
 * a character costs depends on its script: four Latin letters or blanks make a token, two marks of punctuation, five
 * digits two; a Han, Kana or Hangul character takes one and a bit; other letters something over a half; and what is rare
 * (emoji, planes beyond the first) several. Additive: a text costs what its parts cost.
 */
export function tokensIn(text: string): number {
	let sum = 0;
	for (let i = 0; i < text.length; i++) sum += costOf(text.charCodeAt(i));
	return sum;
}

const ascii = Float64Array.from({ length: 128 }, (_, code) => {
	if (code === 0x20 || (code >= 0x61 && code <= 0x7a)) return 0.25;
	if (code >= 0x30 && code <= 0x39) return 0.4;
	if (code >= 0x41 && code <= 0x5a) return 0.35;
	return 0.5;
});

function costOf(unit: number): number {
	if (unit < 0x80) return ascii[unit]!;
	// Halves of a pair: two of them make one character.
	if (unit >= 0xd800 && unit <= 0xdfff) return 1.25;
	if (unit >= 0x2e80 && unit <= 0xffef) return 1.25;
	if (unit < 0x0530) return 0.6;
	return 0.9;
}
