/** Notes as resources: `notapse://note/学习/梯度消失.md`, encoded as addresses are; and the schema. */
import type { Snapshot } from "../asking/live-vault.js";
import { noteText } from "../asking/note-text.js";
import { cutText } from "./shorten.js";
import { schemaEntries, schemaLine } from "./tools/whole.js";

const notePrefix = "notapse://note/";
export const schemaUri = "notapse://schema";

export const noteTemplate = {
	uriTemplate: "notapse://note/{+path}",
	name: "note",
	title: "A note of the vault",
	description: "A note as it is written, by its path in the vault",
	mimeType: "text/markdown",
};

const schemaResource = {
	uri: schemaUri,
	name: "schema",
	title: "Schema of the graph",
	description: "Labels, relationship types, properties and procedures that queries can ask for, with counts",
	mimeType: "text/plain",
};

/** On a page of the list. */
const perPage = 100;
/** Characters of a resource; what is longer is read in parts with the tool note. */
const longest = 1_000_000;

export interface Resource {
	readonly [key: string]: unknown;
	readonly uri: string;
	readonly name: string;
	readonly title: string;
	readonly mimeType: string;
}

/** @param cursor as a page before it gave it: how many notes lie before; undefined for the first page */
export function listResources(
	{ open }: Snapshot,
	cursor: string | undefined,
): {
	resources: Resource[];
	nextCursor?: string;
} {
	const from = cursor === undefined ? 0 : /^\d{1,9}$/.test(cursor) ? Number(cursor) : undefined;
	if (from === undefined) throw new RangeError("This is no cursor of this list.");
	const notes = open.notes.slice(from, from + perPage).map(({ note: { path, name, title } }) => ({
		...{ uri: uriOf(path), name, title },
		mimeType: "text/markdown",
	}));
	const next = from + perPage;
	return {
		resources: from === 0 ? [schemaResource, ...notes] : notes,
		...(next < open.notes.length && { nextCursor: String(next) }),
	};
}

/** Undefined where there is nothing of that address. */
export async function readResource(
	{ open }: Snapshot,
	uri: string,
	signal: AbortSignal,
): Promise<{ uri: string; mimeType: string; text: string } | undefined> {
	if (uri === schemaUri) {
		const lines = (await schemaEntries(open, signal)).map(schemaLine);
		return { uri, mimeType: schemaResource.mimeType, text: lines.join("\n") };
	}
	const path = pathOf(uri);
	const note = open.notes.find((compiled) => compiled.note.path === path)?.note;
	if (note === undefined) return undefined;
	return { uri, mimeType: "text/markdown", text: cutText(noteText(open, note.path).text, longest) };
}

/** Slashes stand as they are. */
function uriOf(path: string): string {
	return notePrefix + path.split("/").map(encodeURIComponent).join("/");
}

/** Never a path on the disk: it is looked up among the notes that are known. */
function pathOf(uri: string): string | undefined {
	if (!uri.startsWith(notePrefix)) return undefined;
	try {
		return decodeURIComponent(uri.slice(notePrefix.length));
	} catch {
		return undefined;
	}
}
