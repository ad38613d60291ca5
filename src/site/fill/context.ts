import type { BodyParts } from "../../model/index.js";

/**
 * A sentence for another page: its links and tags become plain text, so that the one link that matters stands
 * out in its `<mark>`, and nothing in it needs an address.
 */
export function dropSlots(parts: BodyParts): string {
	let html = "";
	for (const part of parts) {
		if (typeof part === "string") html += part;
		else if (part.slot === "here") html += `<mark>${part.html}</mark>`;
		else if (part.slot === "link" || part.slot === "tag") html += part.html;
	}
	return html;
}
