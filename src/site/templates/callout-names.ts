import { type Language, say, type TextKey, texts } from "../interface.js";

/**
 * Callouts without a title of their own show the name of their kind. A body is rendered before the language of
 * the interface is known, with the English name in an element that no note can write itself.
 */
export function nameCallouts(bodyHtml: string, language: Language): string {
	if (!bodyHtml.includes(' data-t="callout.')) return bodyHtml;
	return bodyHtml.replace(/<span data-t="(callout\.[a-z]+)">[^<]*/g, (whole, key: string) =>
		isKey(key) ? `<span data-t="${key}">${say(language, key)}` : whole,
	);
}

function isKey(key: string): key is TextKey {
	return Object.hasOwn(texts.en, key);
}
