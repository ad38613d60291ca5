/** Bases: `.base` files and ` ```base ` blocks, translated to queries and answered by their views. */

export { answerBases, type BaseQuestion, type BaseWorld, viewNames } from "./answer/answer-bases.js";
export { baseQueries, type PrintedBase, type PrintedView } from "./answer/base-queries.js";
export { type BaseFunctionOptions, baseFunctions } from "./functions/registry.js";
