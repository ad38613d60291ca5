import { escapeMarkdown } from "../escape.js";
import { llmsNotes, llmsNotesOfFolder } from "../limits.js";
import type { Folder } from "../shared/folders.js";
import type { SiteIndex } from "../shared/site-index.js";

/**
 * `llms.txt` (llmstxt.org): what the site holds, folder by folder, with links to the Markdown copies. Relative,
 * so that it is right wherever the site lies; absolute with a base URL.
 */
export function llmsText(index: SiteIndex): string {
	const { options, folders } = index;
	const parts = [`# ${escapeMarkdown(options.title)}`];
	if (options.description) parts.push(`> ${escapeMarkdown(options.description)}`);
	let left = llmsNotes;
	for (const folder of [...folders.values()].sort((a, b) => (a.path < b.path ? -1 : 1))) {
		const notes = folder.pages.filter(({ kind }) => kind === "note");
		if (notes.length === 0) continue;
		const listed = notes.slice(0, Math.min(llmsNotesOfFolder, left));
		left -= listed.length;
		const lines = listed.map(({ path }) => noteLine(index, path));
		if (listed.length < notes.length) lines.push(restLine(index, folder, notes.length - listed.length));
		parts.push(`## ${escapeMarkdown(folder.path || options.title)}`, lines.join("\n"));
		if (left === 0) break;
	}
	return `${parts.join("\n\n")}\n`;
}

function noteLine(index: SiteIndex, path: string): string {
	const note = index.published.byPath.get(path)?.note;
	const url = addressIn(index, index.addresses.markdown.get(path) ?? "");
	const excerpt = index.texts.excerptOf(path);
	const words = excerpt === "" ? "" : `: ${escapeMarkdown(excerpt)}`;
	return `- [${escapeMarkdown(note?.title ?? path)}](${url})${words}`;
}

function restLine(index: SiteIndex, folder: Folder, more: number): string {
	const url = addressIn(index, index.addresses.folders.get(folder.path)?.[0] ?? "index.html");
	return `- [${more} more](${url})`;
}

/** Parentheses would end a Markdown link. */
function addressIn({ options, hrefs }: SiteIndex, path: string): string {
	const url = options.baseUrl === undefined ? hrefs.encode(path) : hrefs.absolute(options.baseUrl, path);
	return url.replaceAll("(", "%28").replaceAll(")", "%29");
}
