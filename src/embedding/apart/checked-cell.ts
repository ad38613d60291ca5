import {
	type Cell,
	type CellMaker,
	type MakerSize,
	type Message,
	type State,
	Tensor,
} from "../../network/index.js";
import { wantedCell } from "./wanted-cell.js";

/**
 * The cell of a note, which may be anything: what it gives is looked at before the network uses it, and what is wrong is
 * said in terms of the note.
 */
export function checkedCell(exported: unknown): CellMaker {
	if (typeof exported !== "function")
		throw new TypeError(
			`“cell” is ${nameOf(exported)}; to be the network's cell it must be a function ${wantedCell}.`,
		);
	return (size) => checkCell((exported as (size: MakerSize) => unknown)(size), size);
}

function checkCell(made: unknown, { hidden, kernels }: MakerSize): Cell {
	if (typeof made !== "object" || made === null)
		throw new TypeError(`“cell” gives ${nameOf(made)}; it must give { parameters, init, step }.`);
	const { parameters, read, init, step } = made as Partial<Cell<State>>;
	if (typeof init !== "function")
		throw new TypeError("The cell has no function “init(input)”, which gives the first state.");
	if (typeof step !== "function")
		throw new TypeError(
			"The cell has no function “step(state, input, message)”, which gives the next state.",
		);
	if (read !== undefined && typeof read !== "function")
		throw new TypeError("“read” of the cell is no function.");
	if (typeof parameters !== "object" || parameters === null)
		throw new TypeError("The cell has no “parameters”: an object with all tensors that are learned.");
	for (const [name, tensor] of Object.entries(parameters)) checkParameter(name, tensor, kernels);
	const checkState = (state: unknown, rows: number, by: string): { readonly h: Tensor } => {
		if (typeof state !== "object" || state === null)
			throw new TypeError(`“${by}” gives ${nameOf(state)}; it must give { h }.`);
		const { h } = state as { readonly h?: unknown };
		if (!(h instanceof Tensor))
			throw new TypeError(`“${by}” gives a state in which “h” is ${nameOf(h)}, and no tensor.`);
		if (h.rows !== rows || h.columns !== hidden)
			throw new TypeError(
				`“${by}” gives h of (${h.rows}, ${h.columns}); it must be (${rows}, ${hidden}), a row for each note.`,
			);
		for (const [name, tensor] of Object.entries(state)) checkPart(name, tensor, rows, by, kernels);
		return state as { readonly h: Tensor };
	};
	return {
		parameters: { ...parameters },
		...(read && { read: (input: Tensor) => read.call(made, input) }),
		init: (input) => checkState(init.call(made, input), input.rows, "init"),
		step: (state, input, message) =>
			checkState(step.call(made, state, input, message as Message<State>), state.h.rows, "step"),
	};
}

/** Names of the network's own weights. */
const taken = new Set(["Win", "B", "heard", "own", "popularity"]);

function checkParameter(name: string, tensor: unknown, kernels: MakerSize["kernels"]): void {
	if (taken.has(name))
		throw new TypeError(`A parameter of the cell is called “${name}”, as one of the network is.`);
	if (!(tensor instanceof Tensor) || !tensor.isParameter)
		throw new TypeError(
			`“${name}” of the parameters is ${nameOf(tensor)}; make it with parameter(values, { shape, kernels }).`,
		);
	if (tensor.kernels !== kernels)
		throw new TypeError(`“${name}” of the parameters is made without the kernels that the cell was given.`);
}

function checkPart(
	name: string,
	tensor: unknown,
	rows: number,
	by: string,
	kernels: MakerSize["kernels"],
): void {
	if (!(tensor instanceof Tensor))
		throw new TypeError(`“${by}” gives a state in which “${name}” is ${nameOf(tensor)}, and no tensor.`);
	if (tensor.rows !== rows)
		throw new TypeError(`“${by}” gives ${name} of ${tensor.rows} rows; there are ${rows} notes.`);
	if (tensor.kernels !== kernels)
		throw new TypeError(
			`“${by}” makes ${name} without the kernels that the cell was given: zeros(shape, kernels).`,
		);
}

function nameOf(value: unknown): string {
	if (value === undefined) return "nothing";
	if (value === null) return "null";
	if (value instanceof Tensor) return "a tensor that is no parameter";
	return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
