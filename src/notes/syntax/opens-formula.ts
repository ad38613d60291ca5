import type { Token, TokenizeContext } from "./types.js";

/** Lines of a paragraph that are looked at. A formula that is longer is no formula any more. */
const mostLines = 200;

/**
 * While a line is tried that might interrupt a paragraph: whether an odd number of `$$` stands in that paragraph, so
 * that the next one closes a formula and opens none. `false` for paragraphs that are too long to tell.
 */
export function opensFormula(flow: TokenizeContext): boolean {
	const lines: string[] = [];
	for (let line = lastLine(flow); line !== undefined; line = line.previous) {
		if (lines.length === mostLines) return false;
		lines.push(flow.sliceSerialize(line));
	}
	return endsInFormula(lines.reverse().join(""));
}

/** The line of text before the one that is tried. */
function lastLine({ events }: TokenizeContext): Token | undefined {
	return events.slice(-8).findLast(([, token]) => token.type === "chunkContent")?.[1];
}

function endsInFormula(text: string): boolean {
	let open = false;
	let code = 0;
	for (const [run] of text.matchAll(/\\.|`+|\$+/gs)) {
		if (run[0] === "`") code = code === 0 && !open ? run.length : run.length === code ? 0 : code;
		else if (run === "$$" && code === 0) open = !open;
	}
	return open && code === 0;
}
