import type { Cell, Diagnostic, SourceFile } from "../model/index.js";
import { readWholeFile } from "./cells/read-cell.js";
import { Report } from "./report.js";

/** Reads a module beside a note as a cell. Never throws; what is wrong with its options is among the diagnostics. */
export function readSidecar({ path, source }: SourceFile): {
	readonly cell: Cell;
	readonly diagnostics: readonly Diagnostic[];
} {
	const report = new Report(path, source);
	const cell = readWholeFile(source, report);
	return { cell, diagnostics: report.diagnostics() };
}
