import type { TitleOf } from "../concepts/reasons.js";
import type { Explanation, Heard } from "../model/index.js";
import { cells, harmless, padEnd, padStart } from "./cells.js";
import { clip } from "./columns.js";
import type { Paint } from "./console.js";

/** Shares below this are not worth a line. */
const least = 0.01;

interface Branch {
	readonly stem: string;
	readonly name: string;
	readonly note: string;
	readonly share: number;
}

/**
 * What each of two concepts heard that made them alike:
 *
 *       长短期记忆网络                  100 %
 *       ├─ its own text                  31 %
 *       ├─ 门机制                        42 %  it links here
 *       │  └─ #门控                      12 %  a tag
 *       └─ what all say                 −4 %  taken off
 */
export function heardTree(
	{ sides }: Explanation,
	{ titleOf, width, paint }: { titleOf: TitleOf; width: number; paint: Paint },
): string[][] {
	const trees = sides.map((side) => branches(side, titleOf));
	const all = trees.flat();
	const longest = Math.max(...all.map(({ stem, name }) => cells(stem) + cells(name)));
	const longestNote = Math.max(...all.map(({ note }) => cells(note)));
	// Names give way to notes until little is left of them; then notes do.
	const column = Math.min(longest, Math.max(leastName, width - besides - longestNote));
	return trees.map((tree) =>
		tree.map(({ stem, name, note, share }) => {
			const shown = clip(name, column - cells(stem));
			const padded = paint("dim", stem) + padEnd(shown, column - cells(stem));
			const said = clip(note, Math.max(1, width - besides - column));
			return `  ${padded}  ${padStart(percent(share), 5)}  ${paint("dim", said)}`.trimEnd();
		}),
	);
}

/** Cells that a name and its stem have in any case. */
const leastName = 20;
/** Cells of a line beside name and note: the indent, the share, and the gaps around it. */
const besides = 2 + 2 + 5 + 2;

function branches(root: Heard, titleOf: TitleOf): Branch[] {
	const found: Branch[] = [];
	const visit = (heard: Heard, before: string, after: string): void => {
		found.push({
			stem: before,
			name: harmless(titleOf(heard.concept)),
			note: inWords(heard),
			share: heard.share,
		});
		const shown = heard.heard.filter(({ share }) => Math.abs(share) >= least);
		const common = Math.abs(heard.common ?? 0) >= least;
		if (Math.abs(heard.own) >= least && (shown.length > 0 || common))
			found.push({ stem: `${after}├─ `, name: "its own text", note: "", share: heard.own });
		for (const [i, child] of shown.entries()) {
			const last = i === shown.length - 1 && !common;
			visit(child, after + (last ? "└─ " : "├─ "), after + (last ? "   " : "│  "));
		}
		if (common)
			found.push({ stem: `${after}└─ `, name: "what all say", note: "taken off", share: heard.common! });
	};
	visit(root, "", "");
	return found;
}

/** Seen from the concept above: what the one below is to it. */
function inWords({ over, concept }: Heard): string {
	if (over === undefined) return "";
	switch (over) {
		case "link":
			return "which it links to";
		case "backlink":
			return "which links to it";
		case "member":
			return /^[#?]/.test(concept) ? "which it names" : "which has it";
		case "mention":
			return "which it says without a link";
		case "mentioned":
			return "which says it without a link";
	}
}

function percent(share: number): string {
	return `${Math.round(share * 100)} %`.replace("-", "−");
}
