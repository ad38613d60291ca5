import type { Program } from "./syntax.js";

/**
 * The program without comments and blanks: its tokens, between them a line's end where one stood, because where a
 * line ends a statement may end, and else a space. Two programs with the same text mean the same.
 */
export function tokenText({ code, tokens }: Program): string {
	const parts: string[] = [];
	let end = 0;
	for (const token of tokens) {
		if (parts.length > 0) parts.push(lineEnd.test(code.slice(end, token.start)) ? "\n" : " ");
		parts.push(code.slice(token.start, token.end));
		end = token.end;
	}
	return parts.join("");
}

const lineEnd = /[\n\r\u2028\u2029]/;
