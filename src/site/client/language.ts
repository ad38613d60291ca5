import { interfaceLanguage, make } from "./dom.js";
import { recall, remember } from "./storage.js";
import { type Language, say, type TextKey, texts } from "./texts.js";

export function restoreLanguage(): void {
	const language = recall("local", "language");
	if (language !== interfaceLanguage() && (language === "en" || language === "zh")) speak(language);
}

/** A button that names the other language, in that language. */
export class LanguageSwitch extends HTMLElement {
	connectedCallback(): void {
		this.render();
		this.addEventListener("click", () => {
			const language = other();
			remember("local", "language", language);
			speak(language);
			this.render();
			this.querySelector("button")?.focus();
		});
	}

	private render(): void {
		const name = other() === "zh" ? "中文" : "English";
		this.replaceChildren(make("button", { type: "button", class: "icon-button", lang: other() }, name));
	}
}

function other(): Language {
	return interfaceLanguage() === "en" ? "zh" : "en";
}

/** Puts every text of the interface into a language; what the notes say stays as it is. */
function speak(language: Language): void {
	const root = document.documentElement;
	root.dataset.ui = language;
	root.lang = language;
	fill(document, language);
	document.dispatchEvent(new Event("notapse-language"));
}

/** Scripts of single pages carry no texts: they name those that they need, and ask for them here. */
export function answerForTexts(): void {
	document.addEventListener("notapse-texts", ({ target }) => {
		if (target instanceof Element) fill(target, interfaceLanguage());
	});
}

function fill(root: Document | Element, language: Language): void {
	for (const element of root.querySelectorAll<HTMLElement>("[data-t]")) {
		const { t, n } = element.dataset;
		if (!isKey(t)) continue;
		element.textContent = say(language, t, n === undefined ? undefined : Number(n));
		element.lang = language;
	}
	for (const element of root.querySelectorAll<HTMLElement>("[data-t-label]")) {
		const key = element.dataset.tLabel;
		if (isKey(key)) element.setAttribute("aria-label", say(language, key));
	}
}

function isKey(key: string | undefined): key is TextKey {
	return key !== undefined && Object.hasOwn(texts.en, key);
}
