import type { FeatureName } from "./pair-features.js";

/** How the network is trained, in numbers. All were chosen on links held out of the training links. */
export interface Recipe {
	/** Updates of every state: how far messages travel. */
	readonly steps: number;
	/** Share of the links that are hidden in an epoch, and asked for. */
	readonly hidden: number;
	/** Share of the inputs that are dropped in an epoch. */
	readonly dropout: number;
	/** Of matrices and of single numbers, for a step of Adam. */
	readonly rates: { readonly matrices: number; readonly numbers: number };
	/**
	 * How strongly the matrices are held to where they start, in links: with fewer links the network stays nearer to the
	 * diffusion that it starts as. When that brings no more progress the next prior, a looser one, has its turn.
	 */
	readonly priors: readonly number[];
	/** Spread of the noise on the first weights: without it, what is equal at the start could never differ. */
	readonly noise: number;
	/**
	 * In an epoch so many questions are asked, each among so many items that are drawn: this share of all items, within
	 * bounds.
	 */
	readonly batch: { readonly share: number; readonly least: number; readonly most: number };
	/** Epochs between two looks at the links held out, and how many looks without progress end it. */
	readonly every: number;
	readonly patience: number;
	/** Less than this share of all progress since the start is none. */
	readonly progress: number;
	/** Most links to look at. */
	readonly looks: number;
	/**
	 * Each network does without another fold of the pairs: this share of them, but no more than so many pairs. With fewer
	 * linked pairs than `enough` there are several networks, at most so many.
	 */
	readonly folds: {
		readonly share: number;
		readonly pairs: number;
		readonly enough: number;
		readonly most: number;
	};
	/**
	 * The ranker is asked for a fold in parts, each of this share of all pairs at most: the others are visible, as all
	 * will be later. Each question is among so many others, fewer where there are several folds of questions.
	 */
	readonly questions: { readonly share: number; readonly others: number };
}

export const recipe: Recipe = {
	steps: 2,
	hidden: 0.3,
	dropout: 0.2,
	rates: { matrices: 0.004, numbers: 0.2 },
	priors: [30, 3],
	noise: 0.02,
	batch: { share: 0.25, least: 256, most: 512 },
	every: 3,
	patience: 2,
	progress: 0.05,
	looks: 150,
	folds: { share: 0.2, pairs: 250, enough: 4000, most: 5 },
	questions: { share: 0.12, others: 96 },
};

/** With fewer pairs than this nothing is learned: what the links seem to say would be chance. */
export const fewestPairs = 40;

/**
 * The ranker's weights as they are on most vaults, for features of spread 1, and the spreads there. Each vault's own are
 * held to these, as strongly however many questions it has; without questions they are taken as they are.
 */
export const usualRanker: Readonly<Record<FeatureName, readonly [weight: number, spread: number]>> = {
	text: [0.1, 0.06],
	titles: [0, 0.08],
	says: [0.1, 0.06],
	said: [0.1, 0.06],
	covers: [0.1, 0.17],
	covered: [0.1, 0.17],
	passage: [0.2, 0.04],
	theirs: [0.1, 0.04],
	ours: [0, 0.03],
	circles: [-0.2, 0.06],
	diffusion: [0.4, 0.15],
	neighbors: [0, 0.4],
	walk: [0.5, 1.5],
	paths: [0, 0.04],
	popular: [0.2, 0.9],
	hub: [0.3, 2.5],
	match: [-0.4, 2],
	cited: [0, 0.65],
	citing: [0, 0.65],
	names: [0.1, 0.15],
	named: [0.1, 0.15],
	folder: [0.1, 0.35],
	folders: [0.4, 0.6],
	groups: [0.1, 0.3],
	network: [1, 2],
};
