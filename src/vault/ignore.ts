import { baseName, foldName, type VaultPath } from "../model/index.js";
import { compilePattern } from "./linear-pattern.js";

/** What is left out of a vault. Names are compared as Obsidian compares them: normal form and case folded. */
export interface IgnoreRules {
	folder(path: VaultPath): boolean;
	file(path: VaultPath): boolean;
	/** Patterns that could not be used. */
	readonly refused: readonly string[];
}

/**
 * @param filters Obsidian's `userIgnoreFilters`: `/regular expression/`, or what a path begins with
 * @param patterns our own: `/regular expression/`; `a/b`, a file or folder; `name`, a file or folder anywhere;
 *   either with `*` (within a name), `**` (across folders) and `?`
 */
export function ignoreRules(filters: readonly string[], patterns: readonly string[]): IgnoreRules {
	const refused: string[] = [];
	const tests: Test[] = [];
	const sources = [
		...filters.map((source) => ({ source, make: isExpression(source) ? byExpression : byPrefix })),
		...patterns.map((source) => ({ source, make: isExpression(source) ? byExpression : byGlob })),
	];
	for (const [index, { source, make }] of sources.entries()) {
		const test = index < mostPatterns ? make(source) : undefined;
		if (test === undefined) refused.push(source);
		else tests.push(test);
	}
	const ignores = (path: VaultPath, kind: "file" | "folder") => {
		if (isHidden(path)) return true;
		if (kind === "file" && isConfig(path)) return true;
		const folded = foldName(path);
		return tests.some((test) => test(folded, kind));
	};
	return { folder: (path) => ignores(path, "folder"), file: (path) => ignores(path, "file"), refused };
}

/** Each pattern is tried on each path, so their number is bounded. */
const mostPatterns = 500;

type Test = (folded: string, kind: "file" | "folder") => boolean;

/** Dot files, dot folders and `node_modules`: never notes. Only the last name counts; the walk saw the others. */
function isHidden(path: VaultPath): boolean {
	const name = baseName(path);
	return name.startsWith(".") || name === "node_modules";
}

function isConfig(path: VaultPath): boolean {
	return /^notapse\.config\.(?:jsonc?|[cm]?[jt]s)$/.test(path);
}

function isExpression(source: string): boolean {
	return source.length > 2 && source.startsWith("/") && source.endsWith("/");
}

/** As in Obsidian, an expression is tried on the paths of files. */
function byExpression(source: string): Test | undefined {
	const pattern = compilePattern(source.slice(1, -1));
	return pattern && ((path, kind) => kind === "file" && pattern.test(path));
}

function byPrefix(source: string): Test | undefined {
	if (source.includes("*")) return byGlob(source);
	const prefix = foldName(source);
	if (prefix === "") return undefined;
	return (path, kind) => (kind === "folder" ? `${path}/` : path).startsWith(prefix);
}

function byGlob(source: string): Test | undefined {
	const glob = foldName(source).replace(/^\.\//, "");
	const inner = glob.replace(/^\//, "").replace(/\/+$/, "");
	if (inner === "") return undefined;
	const anchor = glob.replace(/\/+$/, "").includes("/") ? "^" : "(?:^|/)";
	const pattern = compilePattern(`${anchor}${globToExpression(inner)}$`);
	const foldersOnly = glob.endsWith("/");
	return pattern && ((path, kind) => !(foldersOnly && kind === "file") && pattern.test(path));
}

/** A newline is an ordinary character of a name, hence `[^]` and not `.`. */
function globToExpression(glob: string): string {
	const special = /\*\*\/|\*\*|\*|\?|[\\^$.+()[\]{}|/]/g;
	return glob.replace(special, (token) => {
		if (token === "**/") return "(?:[^]*/)?";
		if (token === "**") return "[^]*";
		if (token === "*") return "[^/]*";
		return token === "?" ? "[^/]" : `\\${token}`;
	});
}
