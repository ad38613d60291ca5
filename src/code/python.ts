import type { CellFacts } from "../model/index.js";
import { sha256 } from "./sha256.js";

/** Python: its text alone, no names yet. */
export function readPython(code: string): CellFacts {
	return {
		imports: [],
		exports: [],
		types: [],
		defines: [],
		uses: [],
		assigns: [],
		tokens: sha256(code),
		plain: code,
	};
}
