import { type Diagnostic, nearestName, placeInFile, type Span, spanInFile } from "../../model/index.js";
import type { Place } from "./places.js";

/** Flaws that are told of one cell. */
const maxFlaws = 20;
/** Names that are compared, to find the one that was meant, in the whole vault. */
const maxCompared = 200_000;

export interface NeedFlaw {
	readonly rule: string;
	readonly message: string;
	/** In the program. */
	readonly at: Span;
	readonly hint?: string | undefined;
	/** The note that it is about. */
	readonly related?: string;
}

/** What is wrong with what cells need. A cell with a flaw cannot be run. */
export class NeedReport {
	readonly broken = new Set<number>();
	readonly diagnostics: Diagnostic[] = [];
	readonly #told = new Map<number, number>();
	#compared = 0;

	constructor(private readonly places: readonly Place[]) {}

	flaw(cell: number, { rule, message, at, hint, related }: NeedFlaw): void {
		this.broken.add(cell);
		const told = (this.#told.get(cell) ?? 0) + 1;
		this.#told.set(cell, told);
		if (told > maxFlaws) return;
		const { cell: written } = this.places[cell]!.compiled;
		this.diagnostics.push({
			...{ rule, severity: "error", message, path: written.path },
			span: spanInFile(written, at),
			position: placeInFile(written, at.start),
			...(hint !== undefined && { hint }),
			...(related !== undefined && related !== written.path && { related: [related] }),
		});
	}

	/** Whether enough has been said of a cell. */
	isTold(cell: number): boolean {
		return (this.#told.get(cell) ?? 0) >= maxFlaws;
	}

	/** The name that was meant, as long as comparing stays cheap. */
	nearest(name: string, names: ReadonlyMap<string, unknown>): string | undefined {
		this.#compared += names.size;
		return this.#compared > maxCompared ? undefined : nearestName(name, names.keys());
	}
}
