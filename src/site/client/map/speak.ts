import { speakOwn } from "../own-texts.js";
import { mapTexts } from "./texts.js";

/** Puts in the texts that the elements inside one name: the map's own, and by the page's script all others. */
export function speak(root: Element): void {
	speakOwn(mapTexts, root);
}
