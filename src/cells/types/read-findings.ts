import { type CellPlan, type Diagnostic, type PlannedCell, placeOfLine } from "../../model/index.js";
import type { TypeProject } from "./type-project.js";

/**
 * The compiler's lines as diagnostics of the vault, in the order of files and places, without what the plan has told of
 * the same place already. A line that begins with a blank goes on with the one
 * before:
 *
 *     cell/3.ts(12,5): error TS2322: Type '{ a: string; }' is not assignable to type 'Row'.
 *       Types of property 'a' are incompatible.
 */
export function readFindings(output: string, plan: CellPlan, project: TypeProject): readonly Diagnostic[] {
	const findings: Diagnostic[] = [];
	const told = new Set(plan.diagnostics.map(placeOf));
	for (const { file, line, column, code, message } of readLines(output)) {
		const planned = plan.cells[Number(/^cell\/(\d+)\.[jt]s$/.exec(file)?.[1] ?? -1)];
		// What is wrong with what was put behind a cell follows from what is wrong with cells.
		if (planned === undefined || line > planned.compiled.cell.lines.length) continue;
		if (code === usedAsType || (planned.key === undefined && follows.has(code))) continue;
		const finding = findingAt(planned, line, column, code, inVault(message, plan, project));
		if (!told.has(placeOf(finding))) findings.push(finding);
		told.add(placeOf(finding));
	}
	return findings.sort(byPlace);
}

function placeOf({ path, position }: Diagnostic): string {
	return `${position?.offset} ${path}`;
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
	if (a.path !== b.path) return (a.path ?? "") < (b.path ?? "") ? -1 : 1;
	return (a.position?.offset ?? 0) - (b.position?.offset ?? 0);
}

/** Of modules that can be anything, names cannot be types in the compiler's eyes. */
const usedAsType = "TS2709";

/** That types go in circles is no news of cells that do. */
const follows = new Set(["TS7022", "TS7023", "TS7024"]);

interface Line {
	readonly file: string;
	readonly line: number;
	readonly column: number;
	readonly code: string;
	readonly message: string;
}

function* readLines(output: string): Iterable<Line> {
	let current: Line | undefined;
	for (const text of output.split(/\r?\n/)) {
		const found = /^([^\s(][^(]*)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(text);
		if (found !== null) {
			if (current !== undefined) yield current;
			const [, file = "", line, column, code = "", message = ""] = found;
			current = { file, line: Number(line), column: Number(column), code, message };
		} else if (current !== undefined && /^\s+\S/.test(text)) {
			current = { ...current, message: `${current.message} ${text.trim()}` };
		} else if (current !== undefined) {
			yield current;
			current = undefined;
		}
	}
	if (current !== undefined) yield current;
}

/** In the vault's words: notes instead of files, and our quotation marks. */
function inVault(message: string, plan: CellPlan, { specifiers }: TypeProject): string {
	return (
		message
			// Advice for programs that have a configuration and packages.
			.replace(/(?<=\.) (?:Do you need to|Try) .*$/, "")
			.replace(
				/(?<=["'])~([0-9a-z]+)~*(?=["'])/g,
				(alias, number) => specifiers[Number.parseInt(number, 36)] ?? alias,
			)
			.replace(
				/import\("[^"]*\/cell\/(\d+)"\)/g,
				(_, index) => `import("${noteOf(plan.cells[Number(index)])}")`,
			)
			.replace(
				/import\("[^"]*\/note\/(\d+)"\)/g,
				(_, number) => `import("${specifiers[Number(number)] ?? ""}")`,
			)
			.replace(/import\("[^"]*\/library\/index"\)/g, 'import("notapse")')
			.replace(/import\("[^"]*\/(?:library|network|kernels)\/[^"]*"\)\./g, "")
			.replace(/cell name (?=[\p{ID_Start}$_])/gu, "")
			.replace(/'((?:[^'"]|"[^"]*")*)'/g, "“$1”")
	);
}

function noteOf(planned: PlannedCell | undefined): string {
	const name = planned?.note.split("/").at(-1) ?? "";
	return `[[${name.replace(/\.md$/i, "")}]]`;
}

function findingAt(
	{ compiled: { cell } }: PlannedCell,
	line: number,
	column: number,
	code: string,
	message: string,
): Diagnostic {
	const position = placeOfLine(cell, line, column);
	const rest = (cell.code.split("\n", line)[line - 1] ?? "").slice(column - 1);
	const word = /^(?:[\p{ID_Continue}$]+|"[^"]*"|'[^']*'|.)?/u.exec(rest)?.[0] ?? "";
	return {
		rule: "cell/type",
		severity: "error",
		message: `${message.length > 600 ? `${message.slice(0, 599)}…` : message} (${code})`,
		path: cell.path,
		position,
		span: { start: position.offset, end: position.offset + word.length },
	};
}
