import type { Kernels, Rng } from "../kernels/index.js";
import type { Cell } from "./cell.js";

/**
 * Makes a cell for a network that is going to be trained: with the weights from which training is to start, but for a
 * little noise, which the network adds.
 */
export type CellMaker = (size: MakerSize) => Cell;

export interface MakerSize {
	/** Width of a node's input. */
	readonly input: number;
	/** Width of the hidden state, d. */
	readonly hidden: number;
	/** Over which messages arrive: one for each of these names. */
	readonly relations: readonly string[];
	/** For each of them, how much of it is to be heard at the start. */
	readonly shares: Readonly<Record<string, number>>;
	/** All parameters are made with these, and so is what a step makes of numbers alone. */
	readonly kernels: Kernels;
	/** For first weights that are drawn; `null` where they are set by somebody else. */
	readonly rng: Rng | null;
}
