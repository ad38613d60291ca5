/** How the network is trained, in numbers. All were chosen on links held out of the training links. */
export interface Recipe {
	/** Updates of every state: how far messages travel. */
	readonly steps: number;
	/** Share of the links that are hidden in an epoch, and asked for. */
	readonly hidden: number;
	/** Share of the inputs that are dropped in an epoch. */
	readonly dropout: number;
	/** Of matrices and of single numbers, see `Weights`. */
	readonly rates: { readonly matrices: number; readonly numbers: number };
	/**
	 * How strongly the matrices are held to where they start, in links: with fewer links the network stays nearer to the
	 * diffusion that it starts as, whatever the number of its weights.
	 */
	readonly prior: number;
	/** Spread of the noise on the first weights: without it, what is equal at the start could never differ. */
	readonly noise: number;
	/** Links are asked for in so many rows, each among so many items, at most. */
	readonly batch: { readonly rows: number; readonly items: number };
	/** Epochs between two looks at the links held out, and how many looks without progress end it. */
	readonly every: number;
	readonly patience: number;
	/** Most links to look at. */
	readonly looks: number;
}

export const recipe: Recipe = {
	steps: 2,
	hidden: 0.3,
	dropout: 0.2,
	rates: { matrices: 0.001, numbers: 0.05 },
	prior: 300,
	noise: 0.02,
	batch: { rows: 1024, items: 1024 },
	every: 5,
	patience: 5,
	looks: 300,
};

/** Pairs below which nothing can be learned: what the network would know of them is noise. */
export const fewestPairs = 40;
