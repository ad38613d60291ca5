import type { Body, BodyParts, Slot } from "../../model/index.js";

/** Every slot of the shown body, in order; nested blocks are met as part of the block around them. */
export function* slotsOf(body: Body): Generator<Slot> {
	for (const { parts } of body.blocks) yield* slotsIn(parts);
	yield* slotsIn(body.footnotes);
}

/** The ids in some of its parts. */
export function idsIn(lists: readonly BodyParts[]): Set<string> {
	const ids = new Set<string>();
	for (const parts of lists) for (const slot of slotsIn(parts)) if (slot.slot === "id") ids.add(slot.id);
	return ids;
}

/** About how many characters of HTML they make, embeds not counted. */
export function sizeOf(lists: readonly BodyParts[]): number {
	let size = 0;
	for (const parts of lists) {
		for (const part of parts)
			size += typeof part === "string" ? part.length : "html" in part ? part.html.length : 32;
	}
	return size;
}

function* slotsIn(parts: BodyParts): Generator<Slot> {
	for (const part of parts) if (typeof part !== "string") yield part;
}
