import { withNumber } from "../with-number.js";
import { type MapTextKey, mapTexts } from "./texts.js";

/** Puts in the texts that the elements inside one name: the map's own, and by the page's script all others. */
export function speak(root: Element): void {
	const language = document.documentElement.dataset.ui === "zh" ? "zh" : "en";
	const texts = mapTexts[language];
	const ownKey = (key: string | undefined) =>
		key !== undefined && Object.hasOwn(texts, key) ? (key as MapTextKey) : undefined;
	for (const element of root.querySelectorAll<HTMLElement>("[data-t], [data-t-label]")) {
		const { t, tLabel, n } = element.dataset;
		const key = ownKey(t);
		if (key !== undefined) {
			element.textContent = withNumber(texts[key], n === undefined ? undefined : Number(n));
			element.lang = language;
		}
		const name = ownKey(tLabel);
		if (name !== undefined) element.setAttribute("aria-label", texts[name]);
	}
	root.dispatchEvent(new Event("notapse-texts", { bubbles: true }));
}
