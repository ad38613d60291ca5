/** Longer texts stay as they are. */
const longest = 20_000;
/** Characters between two marks. */
const within = "[^\\n]{1,2000}?";

const marks: readonly (readonly [pattern: RegExp, words: string])[] = [
	[/!?\[\[([^[\]|]{0,2000})\]\]/g, "$1"],
	[/!?\[\[[^[\]|]{0,2000}\|([^[\]]{0,2000})\]\]/g, "$1"],
	[/<[^>\n]{1,1000}>/g, ""],
	[/!\[([^\]\n]{0,2000})\][[(][^\])\n]{0,2000}[\])]/g, "$1"],
	[/\[([^\]\n]{0,2000})\]\([^)\n]{0,2000}\)/g, "$1"],
	[/^[ \t]{0,3}>[ \t]?/gm, ""],
	[/^[ \t]{0,3}#{1,6}[ \t]+/gm, ""],
	[/^[ \t]*(?:[-*+]|\d+\.)[ \t]+/gm, ""],
	[new RegExp(`(\\*\\*|__)(?=\\S)(${within})(?<=\\S)\\1`, "g"), "$2"],
	[new RegExp(`(?<![\\p{L}\\p{N}])([*_])(?=\\S)(${within})(?<=\\S)\\1(?![\\p{L}\\p{N}])`, "gu"), "$2"],
	[new RegExp(`~~(${within})~~`, "g"), "$1"],
	[new RegExp(`\`(${within})\``, "g"), "$1"],
];

/** A text of one or several lines as it is read, without the marks of Markdown. */
export function plainWords(text: string): string {
	if (text.length > longest || !/[[\]<>#*_~`+-]|\d\./.test(text)) return text;
	return marks.reduce((words, [pattern, kept]) => words.replace(pattern, kept), text);
}
