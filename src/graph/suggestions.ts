import { baseName, foldName, type Note, type VaultPath } from "../model/index.js";
import { stem } from "./file-index.js";
import { createNearest } from "./nearest.js";

/** What somebody may have meant by a target that leads nowhere, as it should be written: `note` or `note|alias`. */
export type Suggest = (target: string) => string | undefined;

interface Name {
	readonly name: string;
	/** What to write in the link. */
	readonly text: string;
}

/**
 * From sure to likely: another name (alias, title) of exactly one note; the same name but for blanks, hyphens,
 * width, a forgotten ending or a wrong folder; the nearest name by spelling. Names that are not given here are
 * never suggested, so a draft's name goes nowhere.
 */
export function createSuggestions(
	notes: readonly Note[],
	files: readonly VaultPath[],
	linkText: (path: VaultPath) => string,
): Suggest {
	const names = namesOf(notes, files, linkText);
	const further = furtherNames(notes, linkText);
	const loose = looseNames(names, files, linkText);
	const { nearest } = createNearest(names.map(({ name }) => name));
	const answers = new Map<string, string | undefined>();

	const suggest = (target: string): string | undefined => {
		const name = baseName(target);
		if (further.has(foldName(target))) return further.get(foldName(target));
		const known = loose.get(looseKey(name));
		if (known !== undefined) return known;
		const index = nearest(name);
		return index === undefined ? undefined : names[index]?.text;
	};
	return (target) => {
		const key = foldName(target);
		if (!answers.has(key)) answers.set(key, suggest(target));
		return answers.get(key);
	};
}

/** All but those that no link can spell. */
function namesOf(
	notes: readonly Note[],
	files: readonly VaultPath[],
	linkText: (path: VaultPath) => string,
): readonly Name[] {
	const names = [
		...notes.map((note) => ({ name: note.name, text: linkText(note.path) })),
		...files.map((path) => ({ name: baseName(path), text: linkText(path) })),
		...notes.flatMap((note) =>
			[note.title, ...note.aliases]
				.filter((name) => foldName(name) !== foldName(note.name))
				.map((name) => ({ name, text: `${linkText(note.path)}|${name}` })),
		),
	];
	return names.filter(({ text }) => isLinkable(text));
}

/** A target, or a target and an alias. */
function isLinkable(text: string): boolean {
	return /^[^#^|[\]\n]+(?:\|[^|[\]\n]+)?$/.test(text);
}

/** Titles and aliases; undefined for those that several notes have. */
function furtherNames(
	notes: readonly Note[],
	linkText: (path: VaultPath) => string,
): ReadonlyMap<string, string | undefined> {
	const owners = new Map<string, VaultPath>();
	const texts = new Map<string, string | undefined>();
	for (const note of notes) {
		for (const name of [note.title, ...note.aliases]) {
			const key = foldName(name);
			const other = owners.get(key);
			const text = `${linkText(note.path)}|${name}`;
			if (other === undefined) texts.set(key, isLinkable(text) ? text : undefined);
			else if (other !== note.path) texts.set(key, undefined);
			owners.set(key, note.path);
		}
	}
	return texts;
}

function looseNames(
	names: readonly Name[],
	files: readonly VaultPath[],
	linkText: (path: VaultPath) => string,
): ReadonlyMap<string, string> {
	const stems = files
		.map((path) => ({ name: baseName(path).replace(/\.[^.]+$/, ""), text: linkText(path) }))
		.filter(({ text }) => isLinkable(text));
	const loose = new Map<string, string>();
	for (const { name, text } of [...names, ...stems]) {
		const key = looseKey(name);
		if (key !== "" && !loose.has(key)) loose.set(key, text);
	}
	return loose;
}

function looseKey(name: string): string {
	return foldName(stem(name).normalize("NFKC")).replace(/[\s_‐‑–—-]+/g, "");
}
