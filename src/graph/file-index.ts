import { baseName, foldName, type VaultPath } from "../model/index.js";

/** The files of a vault by name, as Obsidian looks them up. Built once; no lookup walks through the vault. */
export interface FileIndex {
	/**
	 * The files that a link target may mean, all equally good, the one to take first: none, one, or a tie.
	 * "outside" when the target climbs out of the vault.
	 */
	find(target: string, from: VaultPath): readonly VaultPath[] | "outside";
	/** The shortest target that leads to this file from everywhere. */
	linkText(path: VaultPath): string;
}

/** A suffix longer than this many segments finds a file only as its exact path. */
const maxSuffixSegments = 16;

/**
 * In order: exact path in the vault, then the source's own folder (not one above it), then the shortest path
 * string. What is still tied is settled by exact spelling, by `isLast` (those files come last), by code units.
 */
export function createFileIndex(
	paths: readonly VaultPath[],
	isLast: (path: VaultPath) => boolean = () => false,
): FileIndex {
	const order = (a: VaultPath, b: VaultPath) => Number(isLast(a)) - Number(isLast(b)) || (a < b ? -1 : 1);
	const sorted = [...new Set(paths)].sort(order);
	const byPath = groupBy(sorted, (path) => [keyOf(path)]);
	const byName = shortestOf(groupBy(sorted, (path) => [keyOf(baseName(path))]));
	const nameCount = countBy(sorted, (path) => keyOf(stem(baseName(path))));
	const settle = createSettle();
	let bySuffix: ReadonlyMap<string, readonly VaultPath[]> | undefined;

	const lookUp = (name: string, from: VaultPath, anywhere: boolean): readonly VaultPath[] => {
		const key = keyOf(name);
		const exact = byPath.get(key);
		if (exact !== undefined || !anywhere) return settle(exact ?? [], name);
		const beside = byPath.get(keyOf(folderOf(from)) + key);
		if (beside !== undefined) return settle(beside, name);
		if (!key.includes("/")) return settle(byName.get(key) ?? [], name);
		bySuffix ??= shortestOf(groupBy(sorted, suffixKeys));
		return settle(bySuffix.get(key) ?? [], name);
	};

	return {
		find: (target, from) => {
			const place = placeOf(target, from);
			if (place === "outside") return "outside";
			for (const name of fileNames(place.path)) {
				const found = lookUp(name, from, place.anywhere);
				if (found.length > 0) return found;
			}
			return [];
		},
		linkText: (path) => {
			const name = baseName(path);
			const short = byPath.get(keyOf(path))?.length === 1 && nameCount.get(keyOf(stem(name))) === 1;
			return stem(short ? name : path);
		},
	};
}

/** What a target says about the place: a path, and whether files elsewhere may have it as their last part. */
function placeOf(target: string, from: VaultPath): { path: string; anywhere: boolean } | "outside" {
	const segments = target.split("/");
	if (segments[0] === "." || segments[0] === "..") return within(folderOf(from) + target, false);
	if (segments[0] === "") return within(target, false);
	const path = within(target, true);
	return path === "outside" ? within(folderOf(from) + target, false) : path;
}

function within(path: string, anywhere: boolean): { path: string; anywhere: boolean } | "outside" {
	const kept: string[] = [];
	for (const segment of path.split("/")) {
		if (segment === "" || segment === ".") continue;
		if (segment !== "..") kept.push(segment);
		else if (kept.pop() === undefined) return "outside";
	}
	return { path: kept.join("/"), anywhere };
}

/**
 * File names that a target stands for. `.md` may be left out, other endings not; so a target with an ending is
 * that file first (`图.png` beside a note `图.png.md`), and one without is a note first (`LICENSE`).
 */
function fileNames(target: string): readonly string[] {
	if (target === "") return [];
	const hasEnding = baseName(target).lastIndexOf(".") > 0;
	return hasEnding ? [target, `${target}.md`] : [`${target}.md`, target];
}

/**
 * Of files that differ only in case or normal form, the one that is spelt as the target. Answers are kept: a
 * thousand links to the same thousand `index.md` must not cost a million comparisons.
 */
function createSettle(): (tied: readonly VaultPath[], name: string) => readonly VaultPath[] {
	const settled = new Map<readonly VaultPath[], Map<string, readonly VaultPath[]>>();
	return (tied, name) => {
		if (tied.length < 2) return tied;
		const answers = settled.get(tied) ?? new Map<string, readonly VaultPath[]>();
		settled.set(tied, answers);
		const spelling = name.normalize("NFC");
		const known = answers.get(spelling);
		if (known !== undefined) return known;
		const same = tied.filter((path) => `/${path.normalize("NFC")}`.endsWith(`/${spelling}`));
		const answer = same.length === 1 ? same : tied;
		answers.set(spelling, answer);
		return answer;
	};
}

/** Keeps the shortest paths of each group. */
function shortestOf(groups: Map<string, VaultPath[]>): ReadonlyMap<string, readonly VaultPath[]> {
	for (const [key, paths] of groups) {
		if (paths.length === 1) continue;
		const shortest = paths.reduce((length, path) => Math.min(length, path.length), Number.POSITIVE_INFINITY);
		groups.set(
			key,
			paths.filter((path) => path.length === shortest),
		);
	}
	return groups;
}

/** `a/b/c.md` → `b/c.md`, `a/b/c.md`; the name alone has its own index. */
function suffixKeys(path: VaultPath): string[] {
	const segments = keyOf(path).split("/").slice(-maxSuffixSegments);
	return segments.slice(0, -1).map((_, start) => segments.slice(start).join("/"));
}

function groupBy(
	paths: readonly VaultPath[],
	keys: (path: VaultPath) => readonly string[],
): Map<string, VaultPath[]> {
	const groups = new Map<string, VaultPath[]>();
	for (const path of paths) {
		for (const key of keys(path)) {
			const group = groups.get(key);
			if (group === undefined) groups.set(key, [path]);
			else group.push(path);
		}
	}
	return groups;
}

function countBy(paths: readonly VaultPath[], key: (path: VaultPath) => string): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const path of paths) counts.set(key(path), (counts.get(key(path)) ?? 0) + 1);
	return counts;
}

/** Folded, with the no-break spaces that editors slip in read as blanks. */
function keyOf(path: string): string {
	return foldName(path.replace(/[\u00a0\u202f]/g, " "));
}

/** With its trailing slash; empty at the top. */
function folderOf(path: VaultPath): string {
	return path.slice(0, path.lastIndexOf("/") + 1);
}

/** Without `.md`, as links are written. */
export function stem(path: VaultPath): string {
	return path.replace(/\.md$/i, "");
}
