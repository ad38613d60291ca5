import { QueryError } from "../language/query-error.js";
import type { GraphStore } from "../store/store.js";
import type { Value } from "../values/value.js";
import type { Signatures } from "./signatures.js";

/** A named argument or result. The type is written as in openCypher: `INTEGER?`, `LIST? OF NODE?`, … */
export interface Parameter {
	readonly name: string;
	readonly type: string;
}

/** What `CALL` can call. */
export interface Procedure {
	/** With its namespace. */
	readonly name: string;
	readonly arguments: readonly Parameter[];
	readonly results: readonly Parameter[];
	/** One sentence for `dbms.procedures()`. */
	readonly about?: string;
	/** Rows with a value for each result. */
	call(args: readonly Value[], context: ProcedureContext): Iterable<readonly Value[]>;
}

export interface ProcedureContext {
	readonly store: GraphStore;
	/** Called with the steps that it takes; throws when the query has used up its budget. */
	readonly spend: (steps: number) => void;
}

/** The procedures that there are, by name without regard to case. */
export class Procedures implements Signatures {
	readonly #byName: ReadonlyMap<string, Procedure>;

	constructor(procedures: Iterable<Procedure>) {
		this.#byName = new Map(Array.from(procedures, (procedure) => [procedure.name.toLowerCase(), procedure]));
	}

	get all(): readonly Procedure[] {
		return [...this.#byName.values()];
	}

	find(name: string): Procedure | undefined {
		return this.#byName.get(name.toLowerCase());
	}

	get(name: string): Procedure {
		const procedure = this.find(name);
		if (procedure !== undefined) return procedure;
		throw new QueryError("ProcedureError", "ProcedureNotFound", `There is no procedure ${name}.`);
	}

	resultsOf(name: string): readonly string[] {
		return this.find(name)?.results.map((result) => result.name) ?? [];
	}
}
