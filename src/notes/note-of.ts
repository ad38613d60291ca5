import type { Note, Span, VaultPath } from "../model/index.js";
import type { Collection } from "./collection.js";
import type { Head } from "./head.js";
import { countWords, detectLanguage, excerptOf } from "./prose.js";
import type { Report } from "./report.js";

/** Puts a note together from its properties, what its body holds, and what is wrong in it. */
export function noteOf(
	path: VaultPath,
	{ properties, meaning }: Head,
	found: Collection,
	comments: readonly Span[],
	report: Report,
): Note {
	const name = (path.split("/").at(-1) ?? path).replace(/\.md$/i, "");
	return {
		path,
		name,
		title: meaning.title ?? name,
		aliases: meaning.aliases,
		properties,
		tags: found.tags,
		links: found.links,
		headings: found.headings,
		blockIds: found.blockIds,
		fields: found.fields,
		callouts: found.callouts,
		tasks: found.tasks,
		items: found.items,
		cells: found.cells,
		queries: found.queries,
		aliasCandidates: found.aliasCandidates,
		comments,
		cssClasses: meaning.cssClasses,
		published: meaning.published,
		lang: meaning.lang ?? detectLanguage(found.prose),
		excerpt: meaning.description ?? excerptOf(found.opening),
		wordCount: countWords(found.prose),
		diagnostics: report.diagnostics(),
	};
}
