/** A set of code points, as a test. The automaton asks once for each character that it meets. */
export type CharSet = (code: number) => boolean;

export function single(code: number): CharSet {
	return (other) => other === code;
}

export function between(first: number, last: number): CharSet {
	return (code) => code >= first && code <= last;
}

export function not(set: CharSet): CharSet {
	return (code) => !set(code);
}

export function union(sets: readonly CharSet[]): CharSet {
	return sets.length === 1 ? sets[0]! : (code) => sets.some((set) => set(code));
}

export function intersection(a: CharSet, b: CharSet): CharSet {
	return (code) => a(code) && b(code);
}

/** As `set`, upper and lower case alike. */
export function ignoringCase(set: CharSet): CharSet {
	return (code) => {
		if (set(code)) return true;
		const char = String.fromCodePoint(code);
		return inCase(set, char.toLowerCase(), code) || inCase(set, char.toUpperCase(), code);
	};
}

/** The same, asked once for each character of ASCII. */
export function remembering(set: CharSet): CharSet {
	const known = new Int8Array(128);
	return (code) => {
		if (code > 127) return set(code);
		if (known[code] === 0) known[code] = set(code) ? 1 : -1;
		return known[code] === 1;
	};
}

function inCase(set: CharSet, char: string, code: number): boolean {
	const other = char.codePointAt(0)!;
	return other !== code && char.length === (other > 0xffff ? 2 : 1) && set(other);
}

function matching(pattern: RegExp): CharSet {
	return (code) => pattern.test(String.fromCodePoint(code));
}

export const digit = between(0x30, 0x39);
export const word: CharSet = (code) =>
	(code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || digit(code) || code === 0x5f;
export const space = matching(/[ \t\n\v\f\r]/);
export const horizontalSpace = matching(/[ \t\u00A0\u1680\u180E\u2000-\u200A\u202F\u205F\u3000]/);
export const verticalSpace = matching(/[\n\v\f\r\u0085\u2028\u2029]/);
export const lineEnd = matching(/[\n\r\u0085\u2028\u2029]/);
/** JavaScript's, which are fewer. */
export const lineTerminator = matching(/[\n\r\u2028\u2029]/);
export const unicodeDigit = matching(/\p{Nd}/u);
export const unicodeWord = matching(/[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200C\u200D]/u);
export const unicodeSpace = matching(/\p{White_Space}/u);

/** The classes of POSIX, which are those of ASCII. */
const posix = new Map<string, CharSet>([
	["Lower", between(0x61, 0x7a)],
	["Upper", between(0x41, 0x5a)],
	["ASCII", between(0, 0x7f)],
	["Alpha", matching(/[A-Za-z]/)],
	["Digit", digit],
	["Alnum", matching(/[A-Za-z0-9]/)],
	["Punct", matching(/[!-/:-@[-`{-~]/)],
	["Graph", between(0x21, 0x7e)],
	["Print", between(0x20, 0x7e)],
	["Blank", matching(/[ \t]/)],
	["Cntrl", matching(/[\u0000-\u001F\u007F]/)],
	["XDigit", matching(/[0-9A-Fa-f]/)],
	["Space", space],
	["javaLowerCase", matching(/\p{Lowercase}/u)],
	["javaUpperCase", matching(/\p{Uppercase}/u)],
	["javaWhitespace", matching(/\p{White_Space}/u)],
]);

/** `\p{name}`: POSIX, a general category, a script (`IsHan`, `script=Han`) or a binary property (`IsAlphabetic`). */
export function property(name: string): CharSet | undefined {
	const known = posix.get(name);
	if (known !== undefined) return known;
	const found = /^(?:(?:Is|is)?([A-Za-z_]{1,40})|(sc|script|gc|general_category)=([A-Za-z_]{1,40}))$/.exec(
		name,
	);
	if (found === null) return undefined;
	const [, plain, kind, value] = found;
	const spellings =
		kind === undefined
			? [plain!, `Script=${capital(plain!)}`, binary.get(plain!.toLowerCase()) ?? plain!]
			: [kind === "sc" || kind === "script" ? `Script=${capital(value!)}` : value!];
	return spellings.map(asProperty).find((set) => set !== undefined);
}

const binary = new Map([
	["letter", "L"],
	["digit", "Nd"],
	["punctuation", "P"],
	["control", "Cc"],
	["white_space", "White_Space"],
	["whitespace", "White_Space"],
	["alphabetic", "Alphabetic"],
	["ideographic", "Ideographic"],
	["lowercase", "Lowercase"],
	["uppercase", "Uppercase"],
	["hex_digit", "Hex_Digit"],
	["emoji", "Emoji"],
]);

function capital(name: string): string {
	return name.charAt(0).toUpperCase() + name.slice(1).toLowerCase();
}

function asProperty(name: string): CharSet | undefined {
	try {
		return matching(new RegExp(`\\p{${name}}`, "u"));
	} catch {
		return undefined;
	}
}
