import type { GraphStore, QueryResult } from "../query/index.js";
import { cells, padEnd, padStart } from "./cells.js";
import { clip } from "./columns.js";
import type { Paint } from "./console.js";
import { inWords } from "./result-values.js";

/** Narrower than this no column is made. */
const narrowest = 8;
const gap = "  ";

export interface TableOptions {
	readonly store: GraphStore;
	readonly width: number;
	readonly paint: Paint;
	/** Shows a place, `path:line`, as the user would type it. */
	readonly showPlace: (place: string) => string;
}

/** Columns that are as wide as they look; numbers to the right. What is a place is never cut: editors open it. */
export function resultTable({ columns, rows }: QueryResult, options: TableOptions): string[] {
	const { store, width, paint, showPlace } = options;
	const isPlace = columns.map((name) => name === "place" || name === "places");
	const texts = rows.map((row) =>
		row.map((value, i) => {
			if (isPlace[i] && typeof value === "string") return showPlace(value);
			if (isPlace[i] && Array.isArray(value)) return value.map((one) => showPlace(String(one))).join(", ");
			return inWords(value, store);
		}),
	);
	const isNumber = columns.map(
		(_, i) =>
			rows.some((row) => row[i] !== null) &&
			rows.every((row) => row[i] === null || typeof row[i] === "number"),
	);
	const natural = columns.map((name, i) => Math.max(cells(name), ...texts.map((row) => cells(row[i]!))));
	const widths = fitted(natural, isPlace, width);
	const line = (texted: readonly string[], bold = false) =>
		texted
			.map((text, i) => {
				const short = isPlace[i] ? text : clip(text, widths[i]!);
				const padded = isNumber[i] ? padStart(short, widths[i]!) : padEnd(short, widths[i]!);
				return bold ? paint("bold", padded) : padded;
			})
			.join(gap)
			.trimEnd();
	return [line(columns, true), ...texts.map((row) => line(row))];
}

/** The widest columns give way first, a cell at a time. */
function fitted(natural: readonly number[], fixed: readonly boolean[], width: number): number[] {
	const widths = natural.map((one, i) => (fixed[i] ? one : Math.min(one, width)));
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
