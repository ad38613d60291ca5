import { escapeXml } from "../escape.js";
import { feedItems } from "../limits.js";
import type { NoteFacts } from "../shared/facts.js";
import { compareText } from "../shared/order.js";
import type { SiteIndex } from "../shared/site-index.js";
import { type NoteDate, publishedOn, toRssDate } from "./dates.js";

/** RSS 2.0 of the newest dated notes. A note without a date of its own is never guessed to be new. */
export function rssFeed(index: SiteIndex, baseUrl: string): string {
	const { options, ui } = index;
	const items = newest(index).map(({ note, date }) => renderItem(index, baseUrl, note, date));
	return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${escapeXml(options.title)}</title>
<link>${escapeXml(baseUrl)}</link>
<description>${escapeXml(options.description ?? options.title)}</description>
<language>${ui === "zh" ? "zh-CN" : "en"}</language>
<atom:link href="${escapeXml(baseUrl)}rss.xml" rel="self" type="application/rss+xml"/>
${items.join("\n")}
</channel>
</rss>
`;
}

function newest({ published }: SiteIndex): { note: NoteFacts; date: NoteDate }[] {
	return published.notes
		.flatMap(({ note }) => {
			const date = publishedOn(note);
			return date === undefined ? [] : [{ note, date }];
		})
		.sort((a, b) => b.date.time - a.date.time || compareText(a.note.path, b.note.path))
		.slice(0, feedItems);
}

function renderItem(index: SiteIndex, baseUrl: string, note: NoteFacts, date: NoteDate): string {
	const url = escapeXml(index.hrefs.absolute(baseUrl, index.addresses.notes.get(note.path) ?? "index.html"));
	const shown = new Set(note.tags.filter(({ comment }) => comment !== true).map(({ name }) => name));
	const categories = [...shown].map((name) => `<category>${escapeXml(name)}</category>`).join("");
	return `<item><title>${escapeXml(note.title)}</title><link>${url}</link><guid>${url}</guid><pubDate>${toRssDate(date)}</pubDate><description>${escapeXml(index.texts.excerptOf(note.path))}</description>${categories}</item>`;
}
