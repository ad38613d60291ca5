/** What is known of procedures before one is called. */
export interface Signatures {
	/** Names of a procedure's results in order; empty when there is no such procedure. */
	resultsOf(procedure: string): readonly string[];
}
