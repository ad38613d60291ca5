import type { Diagnostic, Span, VaultPath } from "../model/index.js";
import { Lines } from "./positions.js";

/** Diagnostics kept of one note; a flaw that fills a note is known after some hundreds. */
const maxDiagnostics = 500;

/** What is wrong in one note, as it is found. */
export class Report {
	readonly lines: Lines;
	readonly path: VaultPath;
	readonly #found: Diagnostic[] = [];

	constructor(path: VaultPath, source: string) {
		this.path = path;
		this.lines = new Lines(source);
	}

	add(flaw: Omit<Diagnostic, "path" | "position"> & { readonly span: Span }): void {
		if (this.#found.length >= maxDiagnostics) return;
		this.#found.push({ ...flaw, path: this.path, position: this.lines.positionAt(flaw.span.start) });
	}

	/** What is said of the whole note, at the first place that shows it. */
	addOnce(flaw: Parameters<Report["add"]>[0]): void {
		if (!this.#found.some(({ rule }) => rule === flaw.rule)) this.add(flaw);
	}

	/** In document order; those at one place in the order of their rules. */
	diagnostics(): readonly Diagnostic[] {
		return this.#found.toSorted(
			(a, b) => a.span!.start - b.span!.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
		);
	}
}
