import { type CompiledNote, foldName, type VaultPath } from "../../model/index.js";

/** The note that becomes `index.html`, as configured, else as vaults usually call it. */
export function findHome(
	notes: readonly CompiledNote[],
	wanted: string | undefined,
	vaultName: string,
): VaultPath | undefined {
	if (wanted !== undefined) return findByName(notes, wanted);
	const permalink = notes.find(({ note }) =>
		note.properties.some(({ key, value }) => foldName(key) === "permalink" && value === "/"),
	);
	if (permalink !== undefined) return permalink.note.path;
	const atRoot = new Map(notes.map(({ note }) => [foldName(note.path), note.path]));
	for (const name of ["index", "home", "首页", "主页", "readme", vaultName]) {
		const path = atRoot.get(`${foldName(name)}.md`);
		if (path !== undefined) return path;
	}
	return undefined;
}

function findByName(notes: readonly CompiledNote[], wanted: string): VaultPath | undefined {
	const folded = foldName(wanted.replace(/\.md$/i, ""));
	const byPath = notes.find(({ note }) => foldName(note.path.replace(/\.md$/i, "")) === folded);
	return (byPath ?? notes.find(({ note }) => foldName(note.name) === folded))?.note.path;
}
