/** Text as it may stand in an element or a quoted attribute, of HTML or XML. */
export function escapeMarkup(text: string): string {
	return legible(text).replace(/[&<>"']/g, (sign) => signs[sign]!);
}

/** Without what XML cannot hold: control characters and halves of characters. */
export function legible(text: string): string {
	return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd");
}

const signs: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};
