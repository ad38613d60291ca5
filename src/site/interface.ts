import { type AnswerTextKey, answerTexts } from "./client/answers/texts.js";
import { type CellTextKey, cellTexts } from "./client/cells/texts.js";
import { type MapTextKey, mapTexts } from "./client/map/texts.js";
import { type QueryTextKey, queryTexts } from "./client/query/texts.js";
import { type Language, type TextKey as MainTextKey, texts as mainTexts } from "./client/texts.js";
import { withNumber } from "./client/with-number.js";
import { type Html, html } from "./templates/html.js";

export type { Language } from "./client/texts.js";

/** All texts of the interface; those of single pages come to the browser with these pages' scripts. */
export const texts = {
	en: { ...mainTexts.en, ...mapTexts.en, ...cellTexts.en, ...answerTexts.en, ...queryTexts.en },
	zh: { ...mainTexts.zh, ...mapTexts.zh, ...cellTexts.zh, ...answerTexts.zh, ...queryTexts.zh },
};

export type TextKey = MainTextKey | MapTextKey | CellTextKey | AnswerTextKey | QueryTextKey;

export function say(language: Language, key: TextKey, n?: number): string {
	return withNumber(texts[language][key], n);
}

/** A text of the interface that the reader's script can put in the other language. */
export function phrase(language: Language, key: TextKey, n?: number): Html {
	const count = n === undefined ? "" : html` data-n="${n}"`;
	return html`<span data-t="${key}"${count}>${say(language, key, n)}</span>`;
}

/** The same as the name of an element. */
export function label(language: Language, key: TextKey): Html {
	return html` aria-label="${say(language, key)}" data-t-label="${key}"`;
}
