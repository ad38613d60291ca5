/** How wide text is, without a font: measured in columns of a terminal, and in ems of a sans-serif face. */

/** Chinese, Japanese and Korean signs and full-width forms take two columns, marks on other signs none. */
export function columnsOf(text: string): number {
	let columns = 0;
	for (const sign of text) columns += isMark(sign) ? 0 : isWide(sign.codePointAt(0)!) ? 2 : 1;
	return columns;
}

/** Ems; rather a little too much than too little. */
export function emsOf(text: string): number {
	let ems = 0;
	for (const sign of text) ems += emOf(sign);
	return ems;
}

/** The beginning of a text that is at most so many ems wide, with an ellipsis if something is missing. */
export function shortenTo(text: string, ems: number): string {
	if (emsOf(text) <= ems) return text;
	let [kept, width] = ["", 0.9];
	for (const sign of text) {
		width += emOf(sign);
		if (width > ems) break;
		kept += sign;
	}
	return `${kept.trimEnd()}…`;
}

function emOf(sign: string): number {
	if (isMark(sign)) return 0;
	if (isWide(sign.codePointAt(0)!)) return 1;
	if (/[ijlI.,:;'|!()[\]{}ftr /\\-]/.test(sign)) return 0.4;
	if (/[mwMW@%—]/.test(sign)) return 0.95;
	return /[A-Z0-9_+=<>~−×]/.test(sign) ? 0.67 : 0.6;
}

function isMark(sign: string): boolean {
	return /^\p{M}$/u.test(sign);
}

function isWide(code: number): boolean {
	return (
		code >= 0x1100 &&
		(code <= 0x115f ||
			(code >= 0x2e80 && code <= 0xa4cf) ||
			(code >= 0xac00 && code <= 0xd7a3) ||
			(code >= 0xf900 && code <= 0xfaff) ||
			(code >= 0xfe30 && code <= 0xfe6f) ||
			(code >= 0xff00 && code <= 0xff60) ||
			(code >= 0xffe0 && code <= 0xffe6) ||
			(code >= 0x1f300 && code <= 0x1faff) ||
			code >= 0x20000)
	);
}
