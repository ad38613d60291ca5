/** A piece of HTML. Whatever else a template is given counts as plain text and is escaped. */
export class Html {
	constructor(readonly text: string) {}
}

export type Content = Html | string | number | false | undefined | readonly Content[];

/** `html\`<b>${name}</b>\`` escapes `name`; nested pieces and lists of them stay as they are. */
export function html(literals: TemplateStringsArray, ...values: readonly Content[]): Html {
	let text = literals[0] ?? "";
	for (const [index, value] of values.entries()) text += toText(value) + (literals[index + 1] ?? "");
	return new Html(text);
}

/** HTML that was made safe before: the body of a note, a property's value. */
export function safe(text: string): Html {
	return new Html(text);
}

/** ` name="value"`, or nothing when there is no value. */
export function attribute(name: string, value: string | undefined): Html {
	return new Html(value === undefined ? "" : ` ${name}="${escapeHtml(value)}"`);
}

/** For text and for attribute values in double quotes; NUL, which HTML cannot hold, becomes U+FFFD. */
export function escapeHtml(text: string): string {
	return /[&<>"\0]/.test(text) ? text.replace(/[&<>"\0]/g, (char) => entities[char] ?? char) : text;
}

const entities: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"\0": "\u{FFFD}",
};

function toText(value: Content): string {
	if (value instanceof Html) return value.text;
	if (typeof value === "string") return escapeHtml(value);
	if (typeof value === "number") return String(value);
	return value ? value.map(toText).join("") : "";
}
