/** By which a part is recognised that a query most likely takes: who is wrong here loads too much, or a little later. */
const signs: readonly (readonly [part: string, sign: RegExp])[] = [
	["paths", /\*|\bshortest|\bcount\s*\((?!\s*distinct\b)/i],
	["regex", /=~/],
	["time", /\b(?:date|(?:local)?(?:date)?time|duration)\s*[.(]/i],
];

/** Parts of the program with which it is best started where a query waits for it. */
export function likelyParts(query: string): string[] {
	return signs.filter(([, sign]) => sign.test(query)).map(([part]) => part);
}
