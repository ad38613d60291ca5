import type { Row, Slot, Trail } from "../run/row.js";
import { PathValue } from "../values/value.js";

/** Puts a path together from the registers of its nodes and steps. */
export function writePath(nodes: readonly Slot[], steps: readonly Slot[], into: Slot): (row: Row) => void {
	return ({ ids, values }) => {
		const first = ids[nodes[0]!.index]!;
		const walked = { nodes: [first], relationships: [] as number[] };
		for (const [i, { kind, index }] of steps.entries()) {
			if (kind === "relationship") {
				walked.relationships.push(ids[index]!);
				walked.nodes.push(ids[nodes[i + 1]!.index]!);
			} else {
				const trail = values[index] as Trail;
				walked.relationships.push(...trail.relationships);
				walked.nodes.push(...trail.nodes.slice(1));
			}
		}
		values[into.index] = new PathValue(walked.nodes, walked.relationships);
	};
}
