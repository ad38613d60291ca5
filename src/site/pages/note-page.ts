import {
	type Body,
	type BodyParts,
	foldName,
	type Heading,
	type Note,
	type ResolvedLink,
	type SitePath,
	textOf,
	type VaultPath,
} from "../../model/index.js";
import { renderSidecar } from "../cells/cell-html.js";
import { newPage } from "../fill/embed.js";
import { fill } from "../fill/fill.js";
import { hrefOf } from "../fill/link.js";
import type { PageState } from "../fill/page-state.js";
import { pictureOf } from "../fill/picture.js";
import { viewProperties } from "../fill/properties.js";
import { backlinkPages, homeBacklinkPages } from "../limits.js";
import { type SiteIndex, titleOf } from "../shared/site-index.js";
import type { NoteText } from "../shared/texts.js";
import type { LinkView, NoteView } from "../view.js";
import { viewBacklinks } from "./backlinks.js";
import { viewGraph } from "./local-graph.js";
import { viewBase } from "./page-base.js";
import { viewRelated } from "./related.js";
import { viewTags } from "./tags-view.js";

/** A note's page; `path` must be published. */
export function viewNote(index: SiteIndex, path: VaultPath): NoteView {
	const text = index.texts.text(path);
	const page = index.addresses.notes.get(path);
	if (text === undefined || page === undefined) throw new Error(`no page for ${path}`);
	const { note, body, links } = text;
	const state = newPage(index, page);
	for (const feature of body.features) state.features.add(feature);
	const titleAt = titleBlock(note, body);
	const bodyHtml = fillBody(path, text, titleAt ?? 0, state);
	const backlinks = viewBacklinks(
		index,
		path,
		page,
		page === "index.html" ? homeBacklinkPages : backlinkPages,
	);
	const backlinkTotal = index.backlinks.get(path)?.length ?? 0;
	const picture = pictureOf(note, links, index.resources);
	const image = picture === undefined ? undefined : index.addresses.attachments.get(picture);
	const graph = viewGraph(index, path, page);
	const markdown = index.addresses.markdown.get(path);
	return {
		...viewBase(index, {
			path: page,
			title: note.title,
			lang: note.lang,
			description: note.excerpt,
			file: path,
			...(markdown !== undefined && { markdown }),
			...(image !== undefined && { image }),
			features: state.features,
		}),
		kind: "note",
		showTitle: titleAt === undefined,
		aliases: note.aliases,
		properties: viewProperties(note, links, state),
		tags: viewTags(index, note, page),
		cssClasses: note.cssClasses,
		wordCount: note.wordCount,
		plain: note.plain ?? false,
		bodyHtml,
		// A heading that became the page's title needs no entry.
		toc: viewContents(index, note).slice(titleAt === undefined ? 0 : 1),
		backlinks,
		...(backlinkTotal > backlinks.length && { backlinkTotal }),
		...viewLinks(index, path, links, state),
		...viewRelated(index, path, page),
		...(graph !== undefined && { graph }),
	};
}

/** @param first the block that comes before all others */
function fillBody(path: VaultPath, { note, body, links }: NoteText, first: number, state: PageState): string {
	const source = { path, lang: note.lang, links, tags: note.tags, prefix: "", chain: [path] };
	const out: string[] = [];
	const { blocks } = body;
	const ordered = [...blocks.slice(first, first + 1), ...blocks.slice(0, first), ...blocks.slice(first + 1)];
	for (const { parts } of ordered) fill(parts, source, state, out);
	out.push(renderSidecar(source, state));
	fill(body.footnotes, source, state, out);
	return out.join("");
}

/** Index of the heading with which a note opens, tags aside, if that is the note's title. */
function titleBlock(note: Note, { blocks }: Body): number | undefined {
	const index = blocks.findIndex(({ parts }) => !hasOnlyTags(parts));
	return saysItsTitle(note, blocks[index]?.heading) ? index : undefined;
}

function hasOnlyTags(parts: BodyParts): boolean {
	const isTag = (part: BodyParts[number]) =>
		typeof part === "string" ? part.replace(/<\/?p>|<br *\/?>/g, "").trim() === "" : part.slot === "tag";
	return parts.every(isTag);
}

function saysItsTitle({ headings, title }: Note, first: number | undefined): boolean {
	const heading = first === undefined ? undefined : headings[first];
	return heading?.depth === 1 && foldName(heading.text.trim()) === foldName(title.trim());
}

/** Headings that are on the page; one inside a comment is not. */
function viewContents(index: SiteIndex, note: Note): NoteView["toc"] {
	const ids = note.headings.length === 0 ? undefined : index.texts.outlineOf(note.path).ids;
	const page = index.addresses.notes.get(note.path) as SitePath;
	const answered = answersIn(note, index);
	return note.headings
		.filter(({ slug }) => ids?.has(`h-${slug}`))
		.map((heading) => ({
			depth: heading.depth,
			text: answeredText(heading, answered),
			href: index.hrefs.to(page, page, `h-${heading.slug}`),
		}));
}

/** A question in a sentence, and what it is worth. */
interface Answered {
	readonly start: number;
	/** As it is written, on one line. */
	readonly written: string;
	readonly value: string;
}

function answersIn({ path, queries, lang }: Note, index: SiteIndex): Answered[] {
	if (!queries.some(({ form }) => form === "inline")) return [];
	const { answers } = index.texts.answersOf(path);
	return queries.flatMap(({ form, code, span }, i): Answered[] => {
		const [view] = answers[i]?.views ?? [];
		const written = code.replace(/\s+/g, " ").trim();
		if (form !== "inline" || view?.shape !== "value" || written === "") return [];
		return [{ start: span.start, written, value: textOf(view.value, lang) }];
	});
}

/** A heading with the values of the questions in it, as it is shown. @param answered those of the note, in order */
function answeredText({ text, span }: Heading, answered: readonly Answered[]): string {
	let said = "";
	let rest = text;
	for (let i = firstFrom(span.start, answered); i < answered.length && answered[i]!.start < span.end; i++) {
		const { written, value } = answered[i]!;
		const at = rest.indexOf(written);
		if (at < 0) continue;
		said += rest.slice(0, at).replace(/\$?=\s*$/, "") + value;
		rest = rest.slice(at + written.length);
	}
	return said + rest;
}

function firstFrom(offset: number, answered: readonly Answered[]): number {
	let [low, high] = [0, answered.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (answered[middle]!.start < offset) low = middle + 1;
		else high = middle;
	}
	return low;
}

/**
 * Where the note leads, each target once, and the names that nobody has written about yet. A file that it shows
 * in its text is no place to go.
 */
function viewLinks(
	index: SiteIndex,
	path: VaultPath,
	links: readonly ResolvedLink[],
	state: PageState,
): Pick<NoteView, "outgoing" | "unresolved"> {
	const isShown = ({ link, resolution }: ResolvedLink) =>
		link.kind === "embed" &&
		resolution.kind !== "missing" &&
		index.addresses.attachments.has(resolution.path);
	const outgoing = new Map<VaultPath, LinkView>();
	const unresolved = new Map<string, string | undefined>();
	for (const resolved of links) {
		const { link, resolution } = resolved;
		if (link.comment === true) continue;
		if (resolution.kind === "missing") {
			if (link.target !== "") unresolved.set(link.target, resolution.suggestion);
		} else if (resolution.path !== path && !outgoing.has(resolution.path) && !isShown(resolved)) {
			const href = hrefOf({ link, resolution: { kind: "found", path: resolution.path } }, state);
			if (href !== undefined) outgoing.set(resolution.path, { title: titleOf(index, resolution.path), href });
		}
	}
	return {
		outgoing: [...outgoing.values()],
		unresolved: [...unresolved].map(([name, suggestion]) => ({
			name,
			...(suggestion !== undefined && !index.isSecret(suggestion) && { suggestion }),
		})),
	};
}
