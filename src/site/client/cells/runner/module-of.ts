import { placeholder } from "../program.js";
import { inOrder, type LiveCell, nameOf } from "./live-cell.js";

/** What the worker is sent to evaluate a cell; as in `cells/run/engines/protocol.ts`. */
export function commandFor(
	{ module, needs, program, params, number }: LiveCell,
	reached: readonly LiveCell[],
): object {
	const { mark } = module;
	return {
		do: "evaluate",
		cell: number,
		text: module.text,
		links: [[placeholder(mark, -1), -1], ...needs.map(({ cell }, i) => [placeholder(mark, i), cell.number])],
		reaches: reached.map((one) => one.number),
		labels: reached.map((one) => [one.number, nameOf(one)]),
		thenable: module.thenable,
		seed: program.seed,
		params: [...params],
		files: [],
		impure: false,
	};
}

/** All that a cell needs. */
export function reachedFrom(cell: LiveCell): readonly LiveCell[] {
	return inOrder([cell]).slice(0, -1);
}
