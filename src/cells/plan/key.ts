import { createHash } from "node:crypto";
import type { CellNeed, CompiledCell, PlannedCell } from "../../model/index.js";

/** Changes when records that were made before mean something else. */
const schema = 1;

/**
 * SHA-256 of all that decides what a cell gives, but for the engine: what it says, how it is run, what it is given. So
 * two cells with the same key give the same, wherever they stand and whatever notes are called; a caption, an id, a time
 * limit and the text around it are no part of it. Undefined when something that it needs has no key.
 */
export function keyOf(
	{ cell, facts }: CompiledCell,
	needs: readonly CellNeed[],
	files: PlannedCell["files"],
	planned: readonly PlannedCell[],
	library: string,
): string | undefined {
	const given: [number, string][] = [];
	for (const need of needs) {
		const { key } = planned[need.cell]!;
		if (key === undefined) return undefined;
		// The local name is said in the program; for a name of the same note, so is the imported one.
		given.push([need.import ?? -1, JSON.stringify([need.names.map(({ imported }) => imported).sort(), key])]);
	}
	// Cells of another note may change places among themselves.
	given.sort(([a, x], [b, y]) => a - b || (x < y ? -1 : x > y ? 1 : 0));
	const { seed, params, impure } = cell.options;
	const read = files.map(({ name, hash }) => [name, hash]).sort(([a], [b]) => (a! < b! ? -1 : 1));
	const language = cell.language === "py" ? "py" : "js";
	const value = [schema, library, language, facts.tokens, seed, params, impure, given, read];
	return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
