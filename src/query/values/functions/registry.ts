import type { KnownFunction } from "./definition.js";
import { listFunctions } from "./lists.js";
import { mathematicalFunctions } from "./mathematics.js";
import { scalarFunctions } from "./scalar.js";
import { stringFunctions } from "./strings.js";
import { temporalFunctions } from "./temporal.js";

/** All functions but the aggregates, by their name in lower case. */
export const functions: ReadonlyMap<string, KnownFunction> = new Map(
	[scalarFunctions, stringFunctions, listFunctions, mathematicalFunctions, temporalFunctions]
		.flat()
		.map((definition) => [definition.name.toLowerCase(), definition]),
);
