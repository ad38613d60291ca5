/** What a note must export to be the cell of the network, for those who are told that it does not. */
export const wantedCell =
	"({ input, hidden, relations, shares, kernels, rng }) => ({ parameters, init, step })";
