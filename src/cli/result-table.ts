import type { GraphStore, QueryResult } from "../query/index.js";
import { cells, harmless, padEnd, padStart } from "./cells.js";
import { clip } from "./columns.js";
import type { Colour, Paint } from "./console.js";
import { inWords } from "./result-values.js";

/** Narrower than this no column is made. */
const narrowest = 8;
const gap = "  ";
/** In a pipe, longer cells push the rest of their row away, and do not widen all others. */
const widestPiped = 60;

export interface TableOptions {
	readonly store: GraphStore;
	readonly width: number;
	/** Nothing is cut to the width. */
	readonly piped: boolean;
	readonly paint: Paint;
	/** Shows a place, `path:line`, as the user would type it. */
	readonly showPlace: (place: string) => string;
}

/** Columns that are as wide as they look; numbers to the right. What is a place is never cut: editors open it. */
export function resultTable({ columns, rows }: QueryResult, options: TableOptions): string[] {
	const { store, showPlace } = options;
	const isPlace = columns.map((name) => name === "place" || name === "places");
	const texts = rows.map((row) =>
		row.map((value, i) => {
			if (isPlace[i] && typeof value === "string") return showPlace(value);
			if (isPlace[i] && Array.isArray(value)) return value.map((one) => showPlace(String(one))).join(", ");
			return inWords(value, store);
		}),
	);
	const heads = columns.map((name, i) => ({
		title: harmless(name),
		numeric:
			rows.some((row) => row[i] !== null) &&
			rows.every((row) => row[i] === null || typeof row[i] === "number"),
		fixed: isPlace[i]!,
	}));
	return tableLines(heads, [{ rows: texts }], options);
}

export interface Head {
	readonly title: string;
	/** Whether it stands to the right. */
	readonly numeric?: boolean;
	/** Whether it is never cut. */
	readonly fixed?: boolean;
}

/** Rows that belong together. */
export interface Section {
	/** Above them, with the rows further in. */
	readonly name?: string;
	readonly rows: readonly (readonly string[])[];
	/** Beneath them. */
	readonly foot?: readonly string[];
}

/** One set of columns for all sections. Texts are harmless already. */
export function tableLines(
	heads: readonly Head[],
	sections: readonly Section[],
	{ width, piped, paint }: Pick<TableOptions, "width" | "piped" | "paint">,
): string[] {
	const indent = sections.some(({ name }) => name !== undefined) ? "  " : "";
	const all = sections.flatMap(({ rows, foot }) => (foot === undefined ? rows : [...rows, foot]));
	const natural = heads.map(({ title }, i) =>
		Math.max(cells(title), ...all.map((row) => cells(row[i] ?? ""))),
	);
	const fixed = heads.map((head) => head.fixed === true);
	const widths = piped
		? natural.map((one) => Math.min(one, widestPiped))
		: fitted(natural, fixed, width - indent.length);
	const line = (texts: readonly string[], colour?: Colour) =>
		(
			indent +
			texts
				.map((text, i) => {
					const short = fixed[i] || piped ? text : clip(text, widths[i]!);
					const padded = heads[i]!.numeric ? padStart(short, widths[i]!) : padEnd(short, widths[i]!);
					return colour === undefined ? padded : paint(colour, padded);
				})
				.join(gap)
		).trimEnd();
	return [
		line(titlesOf(heads), "bold"),
		...sections.flatMap(({ name, rows, foot }) => [
			...(name === undefined ? [] : [paint("bold", piped ? name : clip(name, width))]),
			...rows.map((row) => line(row)),
			...(foot === undefined ? [] : [line(foot, "dim")]),
		]),
	];
}

function titlesOf(heads: readonly Head[]): readonly string[] {
	return heads.map(({ title }) => title);
}

/** The widest columns give way first, a cell at a time. */
function fitted(natural: readonly number[], fixed: readonly boolean[], width: number): number[] {
	// One long place does not take the room of all other columns: its row is longer than the others.
	const widths = natural.map((one, i) => Math.min(one, fixed[i] ? Math.floor(width / 2) : width));
	let over = widths.reduce((sum, one) => sum + one, gap.length * (widths.length - 1)) - width;
	for (; over > 0; over--) {
		let widest = -1;
		for (const [i, one] of widths.entries())
			if (!fixed[i] && one > narrowest && (widest < 0 || one > widths[widest]!)) widest = i;
		if (widest < 0) break;
		widths[widest]!--;
	}
	return widths;
}
