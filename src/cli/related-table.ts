import { reasonsInWords, type TitleOf } from "../concepts/reasons.js";
import type { ConceptId, Neighbor } from "../model/index.js";
import { cells, harmless, padEnd } from "./cells.js";
import { clip, flow } from "./columns.js";
import type { Paint } from "./console.js";

/** Lines that the reasons of one neighbour may take. */
const reasonLines = 2;
/** `  0.91  ` before the name, and two blanks behind it. */
const margin = 10;

/**
 * Neighbours with their reasons, in columns that are as wide as they look:
 *
 *       0.91  门控循环单元网络  linked both ways · both linked with 门机制, 隐状态
 *       0.84  Grid LSTM         both tagged #门控
 */
export function relatedTable(
	neighbors: readonly Neighbor[],
	{ asked, titleOf, width, paint }: { asked: ConceptId; titleOf: TitleOf; width: number; paint: Paint },
): string[] {
	const names = namesFor(neighbors, titleOf);
	const nameWidth = Math.min(Math.max(...names.map(cells), 0), Math.floor((width - margin) * 0.4));
	const indent = " ".repeat(margin + nameWidth - 2);
	return neighbors.flatMap((neighbor, i) => {
		const reasons = reasonsInWords(neighbor, asked, titleOf);
		const [first = "", ...more] = flow(reasons, width - margin - nameWidth).slice(0, reasonLines);
		const name = padEnd(clip(names[i]!, nameWidth), nameWidth);
		return [
			`  ${paint("dim", neighbor.score.toFixed(2))}  ${paint("bold", name)}  ${first}`.trimEnd(),
			...more.map((line) => `${indent}  ${line}`),
		];
	});
}

/** Titles; where two of them are alike, the ids, which never are. */
function namesFor(neighbors: readonly Neighbor[], titleOf: TitleOf): string[] {
	const count = new Map<string, number>();
	for (const { concept } of neighbors) count.set(titleOf(concept), (count.get(titleOf(concept)) ?? 0) + 1);
	return neighbors.map(({ concept }) =>
		harmless(count.get(titleOf(concept)) === 1 ? titleOf(concept) : concept),
	);
}
