/** Cuts a text at the bare web addresses in it, which Obsidian shows as links. Odd items are addresses. */
export function cutAtAddresses(text: string): string[] {
	const pieces: string[] = [];
	let at = 0;
	for (const match of text.matchAll(address)) {
		const url = trimmed(match[0]);
		pieces.push(text.slice(at, match.index), url);
		at = match.index + url.length;
	}
	pieces.push(text.slice(at));
	return pieces;
}

/** Only what may stand unescaped in an address: a Chinese comma or bracket ends it. */
const address = /\bhttps?:\/\/[\w-][\w.~:/?#@!$&'()*+,;=%[\]-]*/g;

/** Punctuation at the end belongs to the sentence, and so does a bracket that was opened before. */
function trimmed(url: string): string {
	let end = url.length;
	let balance = url.split("(").length - url.split(")").length;
	while (end > 0) {
		const char = url[end - 1] as string;
		if (char === ")" && balance < 0) balance += 1;
		else if (!".,:;!?'*_~]&".includes(char)) break;
		end -= 1;
	}
	return url.slice(0, end);
}
