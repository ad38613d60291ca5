import type { Canvas, ConceptGraph, Diagnostic, Note, Vault } from "../model/index.js";
import { aliasDiagnostics } from "./alias-diagnostics.js";
import { misspeltTags } from "./misspelt-tags.js";
import { orphans } from "./orphans.js";

export interface CheckInput {
	readonly vault: Vault;
	readonly notes: readonly Note[];
	readonly canvases: readonly {
		readonly canvas: Canvas;
		readonly cards: readonly { readonly note: Note }[];
	}[];
	readonly graph: ConceptGraph;
	/** What is wrong with programs in notes, and with what they gave. */
	readonly ofCells?: readonly Diagnostic[];
}

/**
 * Everything that is wrong or worth a remark, by path, place and rule: what reading, parsing and resolving
 * found, and what only shows when the vault is seen as a whole. Notes that are not in the graph are left out
 * of the latter.
 */
export function checkVault({
	vault,
	notes,
	canvases,
	graph,
	ofCells = [],
}: CheckInput): readonly Diagnostic[] {
	const cards = canvases.flatMap((drawn) => drawn.cards.map(({ note }) => note));
	const shown = notes.filter(({ path }) => graph.graph.hasNode(path)).sort((a, b) => compare(a.path, b.path));
	return [
		...vault.diagnostics,
		...notes.flatMap((note) => note.diagnostics),
		...cards.flatMap((card) => card.diagnostics).map(withoutPlace),
		...canvases.flatMap(({ canvas }) => canvas.diagnostics),
		...graph.diagnostics,
		...ofCells,
		...orphans(shown, graph),
		...aliasDiagnostics(shown, graph),
		...misspeltTags(shown, cards),
	].sort(inOrder);
}

/** A place inside a card is not a place in the canvas's file. */
function withoutPlace({ position: _position, span: _span, ...diagnostic }: Diagnostic): Diagnostic {
	return diagnostic;
}

/** What is about the vault as a whole comes first. */
function inOrder(a: Diagnostic, b: Diagnostic): number {
	return (
		compare(a.path ?? "", b.path ?? "") ||
		(a.position?.offset ?? -1) - (b.position?.offset ?? -1) ||
		compare(a.rule, b.rule) ||
		compare(a.message, b.message)
	);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
