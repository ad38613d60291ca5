/** The concept that somebody means by a name, or an error that says what else may be meant. */
import type { EmbeddedVault } from "../compile.js";
import { titleIn } from "../concepts/concept-record.js";
import type { ConceptFinder } from "../concepts/find-concept.js";
import { type ConceptGraph, type ConceptId, InputError, UsageError } from "../model/index.js";

/** Candidates that are listed. */
const listed = 10;

/** Nothing is called like that. */
export class UnknownName extends InputError {
	constructor(
		readonly typed: string,
		readonly suggestion?: string,
	) {
		super(`Nothing in the vault is called “${shortened(typed)}”.`, {
			...(suggestion !== undefined && { hint: `did you mean ${suggestion}?` }),
		});
	}
}

/** Several concepts are. */
export class AmbiguousName extends UsageError {
	constructor(
		readonly typed: string,
		readonly candidates: readonly ConceptId[],
		describe: (candidate: ConceptId) => string,
	) {
		const shown = candidates.slice(0, listed).map(describe);
		const more = candidates.length - shown.length;
		super(`“${shortened(typed)}” may be one of ${candidates.length}: which one?`, {
			hint: [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("\n      "),
		});
	}
}

/** The network knows nothing of it. */
export class NotEmbedded extends UsageError {}

export interface NamingContext {
	readonly finder: ConceptFinder;
	readonly graph: ConceptGraph;
	/** A path in the vault as the user would type it. */
	readonly show?: (path: string) => string;
}

/** Whatever it is: a note, a tag, an attachment, a name that nobody has written. */
export function namedConcept(typed: string, { finder, graph, show }: NamingContext): ConceptId {
	const naming = finder.find(typed);
	if (naming.kind === "missing") throw new UnknownName(typed, naming.suggestion);
	if (naming.kind === "found") return naming.concept;
	const titleOf = titleIn(graph);
	throw new AmbiguousName(typed, naming.candidates, (id) =>
		/^[#?]/.test(id) ? titleOf(id) : `${titleOf(id)}  ${show?.(id) ?? id}`,
	);
}

/** Throws where the network has nothing to say of a concept. */
export function mustBeEmbedded(
	concept: ConceptId,
	{ embedding, graph }: Pick<EmbeddedVault, "embedding" | "graph">,
): void {
	if (embedding.concepts.includes(concept)) return;
	const title = titleIn(graph)(concept);
	throw new NotEmbedded(
		concept.startsWith("?")
			? `${title} is not written yet, and only one note links to it: it is not embedded.`
			: `${title} is no note and no tag: it is not embedded.`,
	);
}

function shortened(typed: string): string {
	return typed.length <= 200 ? typed : `${typed.slice(0, 200)}…`;
}
