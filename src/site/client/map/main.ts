/**
 * The concept map, alive: it takes the place of the picture in the page once it is drawn, and of nothing else. Its texts
 * are those of the page's script, which fills in whatever names one of them (see `language.ts`).
 */
import { showMap } from "./map-view.js";
import { loadMap } from "./model.js";

const figure = document.querySelector<HTMLElement>(".concept-map[data-version]");
if (figure !== null) {
	loadMap(figure.dataset.version ?? "").then(
		(model) => showMap(figure, model),
		// The picture stays.
		() => {},
	);
}
