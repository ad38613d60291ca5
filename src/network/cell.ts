import type { Tensor } from "./tensor.js";

/** What a node remembers: tensors with a row for each node. An LSTM has two, `h` and `c`. */
export type State = { readonly [name: string]: Tensor };

/** What is learned, by name. */
export type Parameters = Readonly<Record<string, Tensor>>;

/** What arrived over each relation: the weighted sum of the senders' states, zero where nobody sends. */
export type Message<S extends State = State, R extends string = string> = Readonly<Record<R, S>>;

/**
 * How a node goes from one state to the next. It sees all nodes that are updated together, a row each, and never the
 * graph: on a chain it is a recurrent network's cell, on a tree a recursive one's, on any graph a graph network's.
 *
 * `S` is the shape of the state, `R` the names of the relations that it listens to.
 */
export interface Cell<S extends State = { readonly h: Tensor }, R extends string = string> {
	readonly parameters: Parameters;
	/** What all steps need of the input (n, inputs), computed once; without it, the input itself. */
	read?(input: Tensor): Tensor;
	/** The state before the first step, from the input (n, inputs). */
	init(input: Tensor): S;
	/** The state after an update; `input` is what `read` made of it. */
	step(state: S, input: Tensor, message: Message<S, R>): S;
}
