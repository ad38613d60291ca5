import { foldName, type Note, type VaultPath } from "../model/index.js";

/** Which notes a name (file name, title or alias; case and normal form folded) belongs to. */
export interface ConceptNames {
	/** The note that alone has this name. */
	owner(name: string): VaultPath | undefined;
	/** All notes that have it, in the order given. */
	owners(name: string): readonly VaultPath[];
}

export function nameConcepts(notes: readonly Note[]): ConceptNames {
	const byName = new Map<string, VaultPath[]>();
	for (const note of notes) {
		const names = new Set([note.name, note.title, ...note.aliases].map(foldName));
		for (const name of names) {
			const owners = byName.get(name);
			if (owners === undefined) byName.set(name, [note.path]);
			else owners.push(note.path);
		}
	}
	const owners = (name: string): readonly VaultPath[] => byName.get(foldName(name)) ?? [];
	return {
		owners,
		owner: (name) => (owners(name).length === 1 ? owners(name)[0] : undefined),
	};
}
