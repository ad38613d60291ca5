import { type Diagnostic, placeInFile } from "../../model/index.js";
import type { PlacedNeed } from "./placed-need.js";
import { labelOf, type Place } from "./places.js";

/** Cells of a circle that a message names. */
const maxNamed = 12;

/** For each circle, a shortest way around from its first cell, at the place where that cell says what it needs. */
export function cycleDiagnostics(
	circles: readonly (readonly number[])[],
	places: readonly Place[],
	needs: readonly (readonly PlacedNeed[])[],
): readonly Diagnostic[] {
	return circles.map((circle) => {
		const way = wayAround(circle, needs);
		const first = places[circle[0]!]!.compiled.cell;
		const position = placeInFile(first, way[0]!.need.at.start);
		return {
			rule: "cell/cycle",
			severity: "error",
			message: `These cells need each other: ${told(way, places)}.`,
			path: first.path,
			span: { start: position.offset, end: placeInFile(first, way[0]!.need.at.end).offset },
			position,
			hint: "put what several of them need into a cell of its own",
			...relatedTo(way, places, first.path),
		};
	});
}

interface Step {
	readonly from: number;
	readonly need: PlacedNeed;
}

/** Breadth first, from the first cell back to it. */
function wayAround(circle: readonly number[], needs: readonly (readonly PlacedNeed[])[]): readonly Step[] {
	const start = circle[0]!;
	const members = new Set(circle);
	const cameBy = new Map<number, Step>();
	const waiting = [start];
	for (let i = 0; i < waiting.length; i++) {
		const from = waiting[i]!;
		for (const need of needs[from]!) {
			if (!members.has(need.cell) || cameBy.has(need.cell)) continue;
			cameBy.set(need.cell, { from, need });
			if (need.cell === start) return stepsBack(start, cameBy);
			waiting.push(need.cell);
		}
	}
	throw new Error("a circle that is none");
}

function stepsBack(start: number, cameBy: ReadonlyMap<number, Step>): readonly Step[] {
	const steps: Step[] = [];
	let at = start;
	do {
		const step = cameBy.get(at)!;
		steps.push(step);
		at = step.from;
	} while (at !== start);
	return steps.reverse();
}

/** `概念0 (line 3) → 概念9 (line 12) → 概念0`: each cell with the line in which it names the next. */
function told(way: readonly Step[], places: readonly Place[]): string {
	const named = way.map(({ from, need }) => {
		const place = places[from]!;
		return `${labelOf(place)} (line ${placeInFile(place.compiled.cell, need.at.start).line})`;
	});
	const shown =
		named.length <= maxNamed
			? named
			: [...named.slice(0, maxNamed - 2), `… ${named.length - maxNamed + 1} more …`, named.at(-1)!];
	return [...shown, labelOf(places[way[0]!.from]!)].join(" → ");
}

function relatedTo(
	way: readonly Step[],
	places: readonly Place[],
	path: string,
): Pick<Diagnostic, "related"> {
	const paths = new Set(way.map(({ from }) => places[from]!.compiled.cell.path));
	paths.delete(path);
	return paths.size === 0 ? {} : { related: [...paths].slice(0, 20) };
}
