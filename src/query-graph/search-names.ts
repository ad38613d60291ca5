/** What a search asks for and no file has, and operators that are none. */

import type { FileTable } from "../model/index.js";
import { doubtfulTerms, parseSearch } from "../search/index.js";
import { type MissingName, missingName } from "./missing-names.js";

/** In the order of the search. Throws as `parseSearch`. */
export function namesOfSearch(code: string, files: FileTable): readonly MissingName[] {
	return doubtfulTerms(parseSearch(code)).flatMap((term): MissingName[] => {
		const { name, span } = term;
		if (term.kind === "operator") {
			const { near } = term;
			const message = `\`${name}:\` is no operator, but a word; did you mean \`${near}:\`?`;
			return [{ message, name, near, span, shown: false }];
		}
		const missing = missingName(term.kind, name, files);
		// Searches find names in either case.
		if (missing === undefined || missing.near?.toLowerCase() === name.toLowerCase()) return [];
		return [{ ...missing, name, span, shown: false }];
	});
}
