import { hashText } from "../kernels/index.js";
import type { CompiledNote } from "../model/index.js";
import type { NumberedGraph } from "./graph/from-concepts.js";
import type { Model } from "./model-bytes.js";

/** What a model was learned from, told by hashes. */
export type Seen = Model["seen"];

export function seenIn({ items, graph: { links } }: NumberedGraph, notes: readonly CompiledNote[]): Seen {
	const digests = new Map(notes.map(({ note, digests }) => [note.path, digests.text]));
	const ids = items.map((id) => hashText(id));
	const pairs = new Uint32Array(links.length / 2);
	for (let i = 0; i < pairs.length; i++) {
		pairs[i] = Math.imul(ids[links[2 * i]!]!, 0x9e3779b1) ^ ids[links[2 * i + 1]!]!;
	}
	return {
		notes: Uint32Array.from(items, (id) => hashText(`${id}\n${digests.get(id) ?? ""}`)).sort(),
		links: pairs.sort(),
	};
}

/** Whether more than a twentieth of the notes or of the links have changed. */
export function changedMuch(before: Seen, now: Seen): boolean {
	return isTwentieth(before.notes, now.notes) || isTwentieth(before.links, now.links);
}

/** What was edited is gone from one and new in the other: it counts once. */
function isTwentieth(before: Uint32Array, now: Uint32Array): boolean {
	let common = 0;
	for (let i = 0, j = 0; i < before.length && j < now.length; ) {
		if (before[i] === now[j]) common++;
		if (before[i]! <= now[j]!) i++;
		else j++;
	}
	return 20 * (Math.max(before.length, now.length) - common) > before.length;
}
