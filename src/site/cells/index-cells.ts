import {
	type CellPlan,
	type CellRecord,
	type CellResult,
	type PlannedCell,
	placeOfLine,
	type VaultPath,
} from "../../model/index.js";
import { cellAnchor } from "./cell-anchor.js";
import type { CellTarget, CellView, FramePlace } from "./cell-view.js";
import { type ProgramFiles, programFiles } from "./program-file.js";

export interface CellsInput {
	readonly plan: CellPlan;
	readonly results: readonly CellResult[];
}

/** What is known of the cells of published notes. */
export interface CellIndex {
	/** In the order of the note, its module's last. */
	of(note: VaultPath): readonly CellView[];
	readonly programs: ProgramFiles;
	/** Published notes that have cells, sorted. */
	readonly notes: readonly VaultPath[];
}

export function indexCells(
	{ plan, results }: CellsInput,
	isPublished: (note: VaultPath) => boolean,
): CellIndex {
	const byNote = new Map<VaultPath, number[]>();
	const byKey = new Map<string, number>();
	for (const [i, { note, key }] of plan.cells.entries()) {
		if (!isPublished(note)) continue;
		const list = byNote.get(note);
		if (list === undefined) byNote.set(note, [i]);
		else list.push(i);
		if (key !== undefined && !byKey.has(key)) byKey.set(key, i);
	}
	for (const list of byNote.values())
		list.sort((a, b) => (plan.cells[a]?.index ?? 0) - (plan.cells[b]?.index ?? 0));
	const programs = programFiles(plan, isPublished);
	const scope = { plan, results, byKey, programs, isPublished };
	const known = new Map<VaultPath, readonly CellView[]>();
	return {
		of(note) {
			const views = known.get(note) ?? (byNote.get(note) ?? []).map((i) => viewCell(i, scope));
			known.set(note, views);
			return views;
		},
		programs,
		notes: [...byNote.keys()].sort(),
	};
}

interface Scope extends CellsInput {
	/** First published cell of each key. */
	readonly byKey: ReadonlyMap<string, number>;
	readonly programs: ProgramFiles;
	isPublished(note: VaultPath): boolean;
}

function viewCell(i: number, scope: Scope): CellView {
	const { plan, results, programs } = scope;
	const planned = plan.cells[i] as PlannedCell;
	const { cell } = planned.compiled;
	const { echo, output, page, expectError, caption } = cell.options;
	const { state, record, blockedBy }: CellResult = results[i] ?? { state: "missing" };
	const file = programs.canRun(i) ? programs.of(planned.note) : undefined;
	return {
		index: planned.index,
		anchor: anchorOf(planned),
		...(cell.form === "sidecar" && { sidecar: cell.path }),
		code: cell.code,
		hidden: /^(?:(?:\/\/|#)\|[^\n]*\n)*/.exec(cell.code)?.[0].length ?? 0,
		options: { echo, output, page, expectError, ...(caption !== undefined && { caption }) },
		imports: importsOf(planned, scope),
		state: planned.key === undefined ? "broken" : state,
		...(record && { record }),
		frames: framesOf(record).map((frame) => placeOf(frame, planned, i, scope)),
		...(blockedBy !== undefined && { blockedBy: targetIfPublished(blockedBy, scope) }),
		...(file && { run: { file: file.path, version: file.version } }),
	};
}

export function anchorOf({ index, compiled: { cell } }: PlannedCell): string {
	return cellAnchor(index, cell);
}

/** Only where the name of a note leads somewhere that the reader may go. */
function importsOf(
	{ needs, compiled: { facts } }: PlannedCell,
	{ plan, isPublished }: Scope,
): CellView["imports"] {
	return facts.imports.flatMap(({ kind, at, specifier }, i) => {
		const need = needs.find((need) => need.import === i);
		const target = need && plan.cells[need.cell];
		if (kind !== "note" || target === undefined || !isPublished(target.note)) return [];
		const [name, ...others] = need?.names ?? [];
		const isOne = /#/.test(specifier) || (others.length === 0 && name?.imported !== "*");
		const anchor = isOne ? anchorOf(target) : undefined;
		return [{ start: at.start + 1, end: at.end - 1, to: { note: target.note, ...(anchor && { anchor }) } }];
	});
}

/** Nothing in a record is taken for what its type promises. */
function framesOf(record: CellRecord | undefined): readonly Frame[] {
	const frames: unknown = record?.error?.frames;
	if (!Array.isArray(frames)) return [];
	return frames.slice(0, 20).map((frame) => Object(frame) as Frame);
}

type Frame = NonNullable<CellRecord["error"]>["frames"][number];

function placeOf(
	{ key, line, column }: Frame,
	own: PlannedCell,
	index: number,
	{ plan, byKey }: Scope,
): FramePlace | undefined {
	const found = own.key === key ? index : byKey.get(key);
	const planned = found === undefined ? undefined : plan.cells[found];
	if (planned === undefined || !Number.isInteger(line) || !Number.isInteger(column)) return undefined;
	const { cell } = planned.compiled;
	const text = cell.code.split("\n")[line - 1];
	if (text === undefined) return undefined;
	const { line: lineInFile, column: columnInFile } = placeOfLine(cell, line, column);
	return {
		target: { note: planned.note, anchor: anchorOf(planned) },
		path: cell.path,
		line: lineInFile,
		column: columnInFile,
		text: text.slice(0, 500),
		at: Math.max(0, Math.min(column - 1, text.length, 500)),
	};
}

function targetIfPublished(cell: number, { plan, isPublished }: Scope): { readonly target?: CellTarget } {
	const planned = plan.cells[cell];
	if (planned === undefined || !isPublished(planned.note)) return {};
	return { target: { note: planned.note, anchor: anchorOf(planned) } };
}
