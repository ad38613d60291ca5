import type { ConceptId, Neighbor, Reason } from "../model/index.js";
import { harmless } from "./cells.js";
import { thousands } from "./findings.js";

/** How many names or words of a reason are said. */
const said = 3;

/** How a concept is called. */
export type TitleOf = (concept: ConceptId) => string;

/**
 * Why a note is near the one that was asked about, each reason in a few words, the strongest first. They are said of
 * the neighbour: “links here” means that it links to the one that was asked about.
 */
export function reasonsInWords(neighbor: Neighbor, asked: ConceptId, titleOf: TitleOf): string[] {
	return neighbor.reasons.map((reason) => inWords(reason, asked, titleOf));
}

function inWords(reason: Reason, asked: ConceptId, titleOf: TitleOf): string {
	switch (reason.kind) {
		case "link":
			return { out: "linked from here", in: "links here", both: "linked both ways" }[reason.direction];
		case "neighbors":
			return `both linked with ${some(reason.shared.map(titleOf))}`;
		case "tags":
			return `both tagged ${some(
				reason.shared.map((tag) => `#${tag}`),
				" ",
			)}`;
		case "text":
			return `both say ${some(reason.terms)}`;
		case "mention": {
			const line = reason.line === undefined ? "" : ` in line ${thousands(reason.line)}`;
			const name = `“${harmless(reason.name)}”`;
			return reason.by === asked ? `named here${line}: ${name}` : `says ${name}${line}`;
		}
		case "position":
			return reason.via.length === 0
				? "in the same region"
				: `near by way of ${some(reason.via.map(titleOf))}`;
	}
}

/** `a, b, c +2` */
function some(names: readonly string[], gap = ", "): string {
	const shown = names.slice(0, said).map(harmless).join(gap);
	return names.length > said ? `${shown} +${names.length - said}` : shown;
}
