import { adamicAdar } from "./adamic-adar.js";
import { textCosine } from "./cosine.js";
import { textDiffusion } from "./diffusion.js";
import { personalizedPageRank } from "./page-rank.js";
import { popularity } from "./popularity.js";
import type { Scorer } from "./scorer.js";

/** What any method must be better than; simplest first. */
export const baselines: readonly Scorer[] = [
	popularity,
	adamicAdar,
	personalizedPageRank,
	textCosine,
	textDiffusion,
];
