import type { BlockId, Heading, Link, Note, Position, Property, Tag } from "../../../src/model/index.js";

/**
 * Reads just as much of a note as these tests write: `aliases: [a, b]`, `title:`, `publish:`, `key: "[[x]]"`
 * between dashes; then `[[links]]`, `![[embeds]]`, `[text](path.md)`, `%%[[comments]]%%`, `#tags`, `# Headings`
 * and `^ids`. So the graph is tested alone; that it fits the parser is tested beside it, with real vaults.
 */
export function readNote(path: string, source: string): Note {
	const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.md$/i, "");
	const properties = readProperties(source);
	const value = (key: string) => properties.find((property) => property.key === key)?.value;
	const items: readonly string[] = [value("aliases") ?? []].flat().map(String);
	return {
		path,
		name,
		title: String(value("title") ?? name),
		aliases: items,
		properties,
		tags: readTags(source),
		links: readLinks(source),
		headings: readHeadings(source),
		blockIds: readBlockIds(source),
		fields: [],
		callouts: [],
		tasks: [],
		aliasCandidates: readCandidates(source),
		comments: [],
		cssClasses: [],
		published: value("publish") !== "false",
		lang: "en",
		excerpt: "",
		wordCount: 0,
		diagnostics: [],
	};
}

function readProperties(source: string): readonly Property[] {
	const block = /^---\n([\s\S]*?)\n---/.exec(source)?.[1] ?? "";
	return [...block.matchAll(/^([^:\s]+): (.*)$/gm)].map(([, key = "", text = ""]) => ({
		key,
		value: text.startsWith("[") ? text.slice(1, -1).split(", ") : text,
		position: at(source, source.indexOf(text)),
	}));
}

function readLinks(source: string): readonly Link[] {
	const wiki = /(%%)?(!?)\[\[([^\]|#]*)(?:#(\^?)([^\]|]*))?(?:\|([^\]]*))?\]\]/g;
	const markdown = /(!?)\[([^\]]*)\]\(([^)#]*)(?:#([^)]*))?\)/g;
	const wikiLinks = [...source.matchAll(wiki)].map((match): Link => {
		const [text, comment, bang, target = "", caret, place, alias] = match;
		const property = /^([^:\s]+): "$/m.exec(source.slice(0, match.index).split("\n").at(-1) ?? "")?.[1];
		return {
			kind: bang === "!" ? "embed" : "link",
			format: property === undefined ? "wiki" : "property",
			target: target.trim().replace(/\.md$/i, ""),
			...(place !== undefined && (caret === "^" ? { block: place } : { heading: place })),
			...(alias !== undefined && { alias }),
			...(property !== undefined && { property }),
			...(comment !== undefined && { comment: true }),
			span: { start: match.index, end: match.index + text.length },
			position: at(source, match.index),
		};
	});
	const markdownLinks = [...source.matchAll(markdown)].map((match): Link => {
		const [text, bang, alias = "", url = "", heading] = match;
		return {
			kind: bang === "!" ? "embed" : "link",
			format: "markdown",
			target: decodeURIComponent(url).replace(/\.md$/i, ""),
			...(heading !== undefined && { heading: decodeURIComponent(heading) }),
			alias,
			span: { start: match.index, end: match.index + text.length },
			position: at(source, match.index),
		};
	});
	return [...wikiLinks, ...markdownLinks].sort((a, b) => a.span.start - b.span.start);
}

function readTags(source: string): readonly Tag[] {
	return [...source.matchAll(/(?<=^|\s)#([^\s#]+)/g)].map((match) => ({
		name: match[1]!,
		span: { start: match.index, end: match.index + match[0].length },
		position: at(source, match.index),
	}));
}

function readHeadings(source: string): readonly Heading[] {
	return [...source.matchAll(/^(#{1,6}) (.*)$/gm)].map((match, index) => ({
		depth: match[1]!.length as Heading["depth"],
		text: match[2]!.replace(/[*`]|\[\[(?:[^\]|]*\|)?|\]\]/g, ""),
		slug: String(index),
		span: { start: match.index, end: match.index + match[0].length },
		position: at(source, match.index),
	}));
}

function readBlockIds(source: string): readonly BlockId[] {
	return [...source.matchAll(/(?:^|\s)\^([A-Za-z0-9-]+)$/gm)].map((match) => ({
		id: match[1]!,
		position: at(source, match.index),
	}));
}

function readCandidates(source: string): Note["aliasCandidates"] {
	return [...source.matchAll(/\[\[([^\]|]*)\]\]（([^）]*)）/g)].map((match) => ({
		of: match[1]!,
		alias: match[2]!,
		span: { start: match.index, end: match.index + match[0].length },
		position: at(source, match.index),
	}));
}

function at(source: string, offset: number): Position {
	const before = source.slice(0, offset).split("\n");
	return { line: before.length, column: before.at(-1)!.length + 1, offset };
}
