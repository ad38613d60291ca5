/** The patterns of Dataview's names, sticky. */

/**
 * An emoji as it is written: a flag, or a picture with what is joined to it. Wider than Unicode's list of emoji, which
 * grows every year.
 */
const emoji =
	"(?:\\p{RI}\\p{RI}|\\p{Extended_Pictographic}(?:\\uFE0F|\\p{EMod})?(?:\\u200D\\p{Extended_Pictographic}(?:\\uFE0F|\\p{EMod})?)*)";

/** A letter or emoji, then letters, digits, `_`, `-` and emoji. */
export const identifier = new RegExp(`(?:\\p{L}|${emoji})(?:[0-9\\p{L}_-]|${emoji})*`, "uy");

/** `#` and what a tag can hold; the blocks of punctuation and symbols that end it are Dataview's. */
export const tag = /#[^\u2000-\u206F\u2E00-\u2E7F'!"#$%&()*+,.:;<=>?@^`{|}~[\]\\\s]*/y;

/** Neither brackets nor line may stand in it. */
export const wikiLink = /\[\[([^[\]]*)\]\]/y;

export const number = /-?[0-9]+(?:\.[0-9]+)?/y;

const canonical = new RegExp(`${emoji}|[0-9\\p{L}_-]+|\\s+|[\\s\\S]`, "gu");

/** The name under which a field is also known: lower case, a dash for a gap, without punctuation. */
export function canonicalName(key: string): string {
	return key.replace(canonical, (piece) => {
		if (/^[0-9\p{L}_-]/u.test(piece)) return piece.toLowerCase();
		if (/^\s/.test(piece)) return "-";
		return /^[\p{RI}\p{Extended_Pictographic}]/u.test(piece) ? piece : "";
	});
}

const headingPieces = new RegExp(`${emoji}|[0-9\\p{L}_-]+|[^]`, "gu");

/** A heading as a link names it: punctuation is a blank, and blanks are one. */
export function headingInLink(heading: string): string {
	const spaced = heading.replace(headingPieces, (piece) =>
		/^[0-9\p{L}_\-\p{RI}\p{Extended_Pictographic}]/u.test(piece) ? piece : " ",
	);
	return spaced.split(/\s+/).join(" ").trim();
}
