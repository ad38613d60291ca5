import type { Sayings } from "../concepts/reasons.js";
import { cells, graphemes } from "./cells.js";

/** The text in at most this many cells, with `…` where it was cut. */
export function clip(text: string, width: number): string {
	if (cells(text) <= width) return text;
	let room = width - 1;
	let kept = "";
	// No cluster takes less than one cell to be worth a look.
	for (const cluster of graphemes(text.slice(0, width * 8))) {
		if (cluster.width > room) break;
		room -= cluster.width;
		kept += cluster.text;
	}
	return `${kept}…`;
}

/**
 * Lines of at most this many cells with as many parts as fit, ` · ` between them. A part that does not fit on a line
 * of its own is said more shortly, or at last cut.
 */
export function flow(parts: readonly Sayings[], width: number): string[] {
	const lines: string[] = [];
	for (const part of parts) {
		const fitting = part.find((saying) => cells(saying) <= width) ?? clip(part.at(-1)!, width);
		const joined = lines.length === 0 ? undefined : `${lines.at(-1)} · ${fitting}`;
		if (joined !== undefined && cells(joined) <= width) lines[lines.length - 1] = joined;
		else lines.push(fitting);
	}
	return lines;
}
