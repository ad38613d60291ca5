import { withNumber } from "./with-number.js";

/** Texts of single pages, which come with these pages' scripts. */
export interface OwnTexts {
	readonly en: Readonly<Record<string, string>>;
	readonly zh: Readonly<Record<string, string>>;
}

/** Puts in the texts that the elements inside one name: the script's own, and by the page's script all others. */
export function speakOwn(own: OwnTexts, root: Element): void {
	const language = document.documentElement.dataset.ui === "zh" ? "zh" : "en";
	const texts = own[language];
	const textOf = (key: string | undefined) =>
		key !== undefined && Object.hasOwn(texts, key) ? texts[key] : undefined;
	for (const element of root.querySelectorAll<HTMLElement>("[data-t], [data-t-label]")) {
		const { t, tLabel, n } = element.dataset;
		const text = textOf(t);
		if (text !== undefined) {
			element.textContent = withNumber(text, n === undefined ? undefined : Number(n));
			element.lang = language;
		}
		const name = textOf(tLabel);
		if (name !== undefined) element.setAttribute("aria-label", name);
	}
	root.dispatchEvent(new Event("notapse-texts", { bubbles: true }));
}
