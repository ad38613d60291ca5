/** A file's path inside its vault: POSIX separators, as spelt on disk, without a leading slash. */
export type VaultPath = string;

/**
 * A concept's identity in the graph. A note is known by its path (`a/b.md`); everything else carries a
 * prefix that no path can start with: `#tag` (folded), `?name` (an unresolved name, folded).
 */
export type ConceptId = string;

/**
 * The form in which names are compared: NFC, then lower case, as Obsidian compares them. Lower case makes a
 * final sigma of the last Σ in a word, so `ΟΔΟΣ` and the start of `ΟΔΟΣ.md` would differ: there is one sigma.
 */
export function foldName(name: string): string {
	if (/^[\0-\x7f]*$/.test(name)) return name.toLowerCase();
	return name.normalize("NFC").toLowerCase().replaceAll("ς", "σ").normalize("NFC");
}
