import { type Diagnostic, foldName, type Note, type Tag } from "../model/index.js";
import { knownWords } from "./known-words.js";
import { createNearest } from "./nearest.js";

/**
 * Tags that were written once and are a slip away from a name that is in use: another tag that was written
 * more often, a note's name, title or alias; or in which two letters of a well-known word are swapped. Meant
 * to be right whenever it speaks, so it stays silent where two names may both be meant: see `isSlip`.
 */
export function misspeltTags(notes: readonly Note[], cards: readonly Note[]): readonly Diagnostic[] {
	const uses = countTags([...notes, ...cards]);
	const names = establishedNames(notes, uses);
	const isUsed = vocabularyOf(notes, uses);
	const established = new Set(names.map(foldName));
	const nearest = createNearest(names);

	const meant = (name: string): string | undefined => {
		const index = nearest.nearest(name, 1);
		const near = index === undefined ? undefined : names[index];
		if (near !== undefined && isSlip(name, near, isUsed)) return near;
		return unswapped(name, isUsed);
	};
	return notes.flatMap((note) =>
		note.tags.flatMap((tag) => {
			if (uses.get(foldName(tag.name))?.count !== 1 || established.has(foldName(tag.name))) return [];
			const name = meant(tag.name);
			return name === undefined ? [] : [diagnostic(note, tag, name)];
		}),
	);
}

function diagnostic(note: Note, tag: Tag, meant: string): Diagnostic {
	const hash = tag.property ? "" : "#";
	return {
		rule: "tag/misspelt",
		severity: "warning",
		message: `The tag “${tag.name}” stands here alone, and looks like “${meant}”.`,
		path: note.path,
		span: tag.span,
		position: tag.position,
		hint: `did you mean ${hash}${meant}?`,
	};
}

type TagUses = ReadonlyMap<string, { readonly name: string; readonly count: number }>;

/** Folded tag → its first spelling and how often it is written. */
function countTags(notes: readonly Note[]): TagUses {
	const uses = new Map<string, { readonly name: string; count: number }>();
	for (const note of notes) {
		for (const { name } of note.tags) {
			const key = foldName(name);
			const use = uses.get(key);
			if (use === undefined) uses.set(key, { name, count: 1 });
			else use.count += 1;
		}
	}
	return uses;
}

/** Only names that can be written as a tag. */
function establishedNames(notes: readonly Note[], uses: TagUses): readonly string[] {
	const tags = [...uses.values()].filter(({ count }) => count > 1).map(({ name }) => name);
	const titles = notes.flatMap((note) => [note.name, note.title, ...note.aliases]);
	return [...new Set([...tags, ...titles.filter((name) => /^[\p{L}\p{M}\p{N}_/-]+$/u.test(name))])];
}

/**
 * Whether `written` is a slip for `near`, one edit away. No slips: what the vault says elsewhere too; short
 * Latin words, plurals, inflections and variants (`planA`, `planB`: the edit is at an end); in Chinese a word
 * within a word (卷积, 反卷积, 卷积层) and another first character (单向, 双向), which make other terms.
 */
function isSlip(written: string, near: string, isUsed: (part: string) => boolean): boolean {
	const known = new Set(partsOf(near));
	const parts = partsOf(written).filter((part) => !known.has(part));
	if (parts.some((part) => knownWords.has(part) || isUsed(part))) return false;
	const [a, b] = differingSegment(foldName(written), foldName(near));
	if (isSwap(a, b)) return a.length > 3;
	const start = commonStart(a, b);
	const end = commonStart([...a].reverse().join(""), [...b].reverse().join(""));
	const dense = isDense(a.slice(start, a.length - end) + b.slice(start, b.length - end));
	if (dense) return a.length > 3 && a.length === b.length && start > 0;
	return a.length > 5 && start > 0 && end > 0;
}

/** Of nested tags, the level at which they differ. */
function differingSegment(a: string, b: string): readonly [string, string] {
	const left = a.split("/");
	const right = b.split("/");
	const index = left.findIndex((segment, i) => segment !== right[i]);
	return left.length === right.length ? [left[index] ?? a, right[index] ?? b] : [a, b];
}

function isSwap(a: string, b: string): boolean {
	return a.length === b.length && [...a].sort().join("") === [...b].sort().join("");
}

function commonStart(a: string, b: string): number {
	let length = 0;
	while (length < Math.min(a.length, b.length) && a[length] === b[length]) length += 1;
	return length;
}

/** `GirdLSTM` → `GridLSTM`: the words of a Latin tag with two neighbours swapped back, if that makes a known word. */
function unswapped(name: string, isUsed: (part: string) => boolean): string | undefined {
	for (const { 0: word, index } of name.matchAll(latinWord)) {
		const lower = word.toLowerCase();
		if (lower.length < 4 || knownWords.has(lower) || isUsed(lower)) continue;
		for (let i = 0; i + 1 < lower.length; i++) {
			const swapped = lower.slice(0, i) + lower[i + 1] + lower[i] + lower.slice(i + 2);
			if (lower[i] === lower[i + 1] || !knownWords.has(swapped)) continue;
			return name.slice(0, index) + inCaseOf(word, swapped) + name.slice(index + word.length);
		}
	}
	return undefined;
}

/** Words of `camelCase`, `PascalCase`, `ABCWord` and what separators divide. */
const latinWord = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g;

function inCaseOf(pattern: string, word: string): string {
	return Array.from(word, (letter, i) =>
		/[A-Z]/.test(pattern[i] ?? "") ? letter.toUpperCase() : letter,
	).join("");
}

/**
 * Whether a part of a name occurs more than once in the vault's names, headings, links and tags. The vault is
 * only looked through when the first doubtful tag asks.
 */
function vocabularyOf(notes: readonly Note[], uses: TagUses): (part: string) => boolean {
	let counts: ReadonlyMap<string, number> | undefined;
	return (part) => {
		counts ??= countParts(notes, uses);
		return (counts.get(part) ?? 0) > 1;
	};
}

function countParts(notes: readonly Note[], uses: TagUses): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	const add = (text: string) => {
		for (const part of new Set(partsOf(text))) counts.set(part, (counts.get(part) ?? 0) + 1);
	};
	for (const note of notes) {
		for (const name of new Set([note.name, note.title, ...note.aliases])) add(name);
		for (const { text } of note.headings) add(text);
		for (const { target, alias } of note.links) add(`${target} ${alias ?? ""}`);
	}
	for (const { name } of uses.values()) add(name);
	return counts;
}

/** Latin words, and pairs of neighbouring characters in everything else. */
function partsOf(text: string): readonly string[] {
	const latin = [...text.matchAll(latinWord)].map(([word]) => word.toLowerCase());
	const dense = [...foldName(text).matchAll(denseRun)].flatMap(([run]) => {
		const chars = Array.from(run);
		return chars.slice(1).map((char, i) => `${chars[i]}${char}`);
	});
	return [...latin, ...dense];
}

const denseRun = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;

function isDense(text: string): boolean {
	return text.search(denseRun) !== -1;
}
