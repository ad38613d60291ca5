import type { Span } from "../model/index.js";
import { QueryError } from "../query/index.js";

/** What is wrong with a search, and where in it. */
export function searchError(message: string, span: Span, source: string): QueryError {
	return new QueryError("SyntaxError", "InvalidSearch", message, { span, source });
}
