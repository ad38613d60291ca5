import { type CompiledNote, foldName } from "../../model/index.js";
import type { SiteIndex } from "./site-index.js";

/** A suggestion for a misspelt link must not tell the name of a draft, unless a published note has it too. */
export function findSecrets(notes: readonly CompiledNote[]): SiteIndex["isSecret"] {
	const secret = new Set<string>();
	const known = new Set<string>();
	for (const { note } of notes) {
		const names = note.published ? known : secret;
		for (const name of [note.name, note.path.replace(/\.md$/i, ""), ...note.aliases])
			names.add(foldName(name));
	}
	return (name) => {
		const folded = foldName(name.replace(/[#|].*$/s, "").trim());
		return secret.has(folded) && !known.has(folded);
	};
}
