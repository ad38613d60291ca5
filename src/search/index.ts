/** Obsidian's search, for ` ```query ` blocks and the command line: read here, run by the engine of queries. */

export { answerSearch, type SearchWorld } from "./answer-search.js";
export { type DoubtfulTerm, doubtfulTerms } from "./doubtful-terms.js";
export { parseSearch } from "./parse-search.js";
export { type SearchFiles, searchFunctions } from "./search-functions.js";
export { filesQuery, rankedQuery } from "./search-query.js";
