import { type Language, say, type TextKey } from "./client/texts.js";
import { type Html, html } from "./templates/html.js";

export { type Language, say, type TextKey, texts } from "./client/texts.js";

/** A text of the interface that the reader's script can put in the other language. */
export function phrase(language: Language, key: TextKey, n?: number): Html {
	const count = n === undefined ? "" : html` data-n="${n}"`;
	return html`<span data-t="${key}"${count}>${say(language, key, n)}</span>`;
}

/** The same as the name of an element. */
export function label(language: Language, key: TextKey): Html {
	return html` aria-label="${say(language, key)}" data-t-label="${key}"`;
}
