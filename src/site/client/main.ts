/**
 * What a page gains when scripts run. Every part stands alone and improves something that works without it; the
 * page is complete before the first line here. Nothing is asked of another host.
 */
import { addCopyButtons } from "./copy.js";
import { foldOutFolders } from "./explorer.js";
import { beFramed, isFramed } from "./framed.js";
import { answerForTexts, LanguageSwitch, restoreLanguage } from "./language.js";
import { addPreviews } from "./preview.js";
import { SearchBox } from "./search-box.js";
import { restoreTheme, ThemeSwitch } from "./theme.js";
import { followSections } from "./toc.js";
import { allowSkippedTransitions } from "./transitions.js";

allowSkippedTransitions();
restoreTheme();
restoreLanguage();
if (isFramed()) {
	beFramed();
} else {
	customElements.define("notapse-theme", ThemeSwitch);
	customElements.define("notapse-language", LanguageSwitch);
	customElements.define("notapse-search", SearchBox);
	answerForTexts();
	addCopyButtons();
	addPreviews();
	followSections();
	foldOutFolders();
}
