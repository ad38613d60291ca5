/**
 * Text as numbers. A token is a word of a script that writes spaces, or one character of a script that does not; its
 * number is its place in the vocabulary. 0 stands for whatever a phrase cannot cross: punctuation, ends of lines,
 * objects. Spaces are not tokens.
 */
export const wall = 0;

export interface Vocabulary {
	/** Number of a token, by its folded text. */
	readonly numbers: ReadonlyMap<string, number>;
	/** Number of the token, a new one if it is new. */
	add(text: string): number;
	/** The same for one character of a script without spaces, by its code: it is spelt in one way only. */
	addCharacter(code: number): number;
	/** As it is spelt most of the time. */
	spelling(token: number): string;
	/** Whether it is a character of a script without spaces. */
	isCharacter(token: number): boolean;
	readonly size: number;
}

export function createVocabulary(): Vocabulary {
	const numbers = new Map<string, number>();
	const characters: boolean[] = [false];
	/** First spelling and how often it was seen more than others (Boyer and Moore's majority vote). */
	const spellings: string[] = [""];
	const leads: number[] = [0];
	/** By their code, where it is one unit; 0 where there is none yet. */
	const ofCodes = new Uint32Array(1 << 16);
	const addNew = (text: string, folded: string) => {
		const token = characters.length;
		numbers.set(folded, token);
		characters.push(isUnspaced(text.codePointAt(0) ?? 0));
		spellings.push(text);
		leads.push(1);
		return token;
	};
	return {
		numbers,
		addCharacter(code) {
			const seen = ofCodes[code] ?? 0;
			if (seen !== 0) return seen;
			const text = String.fromCodePoint(code);
			const token = numbers.get(text) ?? addNew(text, text);
			if (code < ofCodes.length) ofCodes[code] = token;
			return token;
		},
		add(text) {
			const folded = text.toLowerCase();
			const known = numbers.get(folded);
			if (known === undefined) return addNew(text, folded);
			if (spellings[known] === text) leads[known]!++;
			else if (leads[known]! > 0) leads[known]!--;
			else {
				spellings[known] = text;
				leads[known] = 1;
			}
			return known;
		},
		spelling: (token) => spellings[token] ?? "",
		isCharacter: (token) => characters[token] ?? false,
		get size() {
			return characters.length;
		},
	};
}

/** Calls back for each token of a text until there were `most` of them; walls are never doubled. */
export function eachToken(
	text: string,
	vocabulary: Vocabulary,
	most: number,
	onToken: (token: number, start: number, end: number) => void,
): void {
	let at = 0;
	let last = wall;
	for (let count = 0; at < text.length && count < most; ) {
		const code = text.codePointAt(at)!;
		let end = at + (code > 0xffff ? 2 : 1);
		if (isUnspaced(code) || isWordCode(code)) {
			if (isUnspaced(code)) last = vocabulary.addCharacter(code);
			else {
				end = endOfWord(text, at);
				last = vocabulary.add(text.slice(at, end));
			}
		} else if (code === 0x20 || last === wall) {
			at = end;
			continue;
		} else last = wall;
		onToken(last, at, end);
		count++;
		at = end;
	}
}

/** A word may hold `-`, `'`, `.`, `+`, `#` and `_` between or after its letters: e-mail, don't, Node.js, C++, C#. */
function endOfWord(text: string, start: number): number {
	let end = start;
	while (end < text.length && end - start < longestWord) {
		const code = text.codePointAt(end)!;
		if (isWordCode(code) && !isUnspaced(code)) end += code > 0xffff ? 2 : 1;
		else if (/[-'’._]/.test(text[end]!) && isSpacedAt(text, end + 1)) end++;
		else if (/[+#]/.test(text[end]!) && !isSpacedAt(text, end + 1)) end++;
		else break;
	}
	return end;
}

const longestWord = 40;

function isSpacedAt(text: string, at: number): boolean {
	const code = text.codePointAt(at);
	return code !== undefined && isWordCode(code) && !isUnspaced(code);
}

function isWordCode(code: number): boolean {
	if (code < 0x80)
		return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
	return /[\p{L}\p{N}\p{M}]/u.test(String.fromCodePoint(code));
}

/** Han, kana, Thai, Lao, Khmer, Myanmar: words are not set apart. */
function isUnspaced(code: number): boolean {
	if (code < 0xe00) return false;
	return (
		(code >= 0x4e00 && code <= 0x9fff) ||
		(code >= 0x3400 && code <= 0x4dbf) ||
		(code >= 0x3005 && code <= 0x3007) ||
		(code >= 0x3041 && code <= 0x30ff) ||
		(code >= 0x20000 && code <= 0x3ffff) ||
		(code >= 0xf900 && code <= 0xfaff) ||
		(code >= 0x0e00 && code <= 0x0eff) ||
		(code >= 0x1000 && code <= 0x109f) ||
		(code >= 0x1780 && code <= 0x17ff)
	);
}
