import { thousands } from "../counts.js";
import { harmless } from "../harmless.js";
import type { ConceptId, Neighbor, Reason } from "../model/index.js";

/** How many names or words of a reason are said. */
const said = 3;

/** What may be said in several ways, the longest first. */
export type Sayings = readonly [string, ...string[]];

/** How a concept is called. */
export type TitleOf = (concept: ConceptId) => string;

/**
 * Why a note is near the one that was asked about, each reason in a few words, the strongest first. They are said of
 * the neighbour: “links here” means that it links to the one that was asked about.
 */
export function reasonsInWords(neighbor: Neighbor, asked: ConceptId, titleOf: TitleOf): Sayings[] {
	return neighbor.reasons.map((reason) => inWords(reason, asked, titleOf));
}

function inWords(reason: Reason, asked: ConceptId, titleOf: TitleOf): Sayings {
	switch (reason.kind) {
		case "link":
			return [{ out: "linked from here", in: "links here", both: "linked both ways" }[reason.direction]];
		case "neighbors":
			return some("both linked with", reason.shared.map(titleOf));
		case "tags":
			return some(
				"both tagged",
				reason.shared.map((tag) => `#${tag}`),
				" ",
			);
		case "text":
			return some("both say", reason.terms);
		case "mention": {
			const line = reason.line === undefined ? "" : ` in line ${thousands(reason.line)}`;
			const name = `“${harmless(reason.name)}”`;
			return [reason.by === asked ? `named here${line}: ${name}` : `says ${name}${line}`];
		}
		case "position":
			return reason.via.length === 0
				? ["in the same region"]
				: some("near by way of", reason.via.map(titleOf));
	}
}

/** `both say a, b, c +2`, and with fewer of them. */
function some(words: string, names: readonly string[], gap = ", "): Sayings {
	const sayings = Array.from({ length: Math.min(said, names.length) }, (_, fewer) => {
		const shown = names.slice(0, Math.min(said, names.length) - fewer);
		const more = names.length - shown.length;
		return `${words} ${shown.map(harmless).join(gap)}${more > 0 ? ` +${more}` : ""}`;
	});
	return [sayings[0] ?? words, ...sayings.slice(1)];
}
