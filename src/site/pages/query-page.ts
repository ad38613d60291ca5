import type { ConceptId, SitePath } from "../../model/index.js";
import { say } from "../interface.js";
import { type SiteIndex, titleOf } from "../shared/site-index.js";
import type { QueryView } from "../view.js";
import { viewBase } from "./page-base.js";

/** Where the packed graph lies: its concepts and links, and all of it. */
export const queryOutlineFile: SitePath = "-/query-outline.js";
export const queryGraphFile: SitePath = "-/query-graph.js";

/** Where a part of the engine lies, which its page knows by the name of the part. */
export function queryPartFile(part: string): SitePath {
	return `-/query-part-${part}.js`;
}

/** The page on which readers ask. Without a script it shows what could be asked. */
export function viewQuery(index: SiteIndex, page: SitePath): QueryView {
	const { ui, own, hrefs } = index;
	return {
		...viewBase(index, {
			path: page,
			title: say(ui, "query"),
			folder: "",
			breadcrumbs: [{ title: index.options.title, href: hrefs.to(page, "index.html") }],
			features: new Set(["query"]),
		}),
		kind: "query",
		outline: queryOutlineFile,
		graph: queryGraphFile,
		worker: hrefs.encode(own.query.worker),
		examples: examplesFor(index),
	};
}

/** Questions to which there are answers: about a note in which many links meet. */
function examplesFor(index: SiteIndex): QueryView["examples"] {
	const { tags, map } = index;
	const word = words[index.ui];
	const all = {
		title: "queryNotes" as const,
		names: [],
		query: `MATCH (n:Note)\nRETURN n AS ${word.note}, n.words AS ${word.words}\nORDER BY n.title\nLIMIT 20`,
	};
	const hub = hubOf(index);
	if (hub === undefined) return [all];
	const title = titleOf(index, hub);
	const far = farthestFrom(index, hub);
	const other = far === undefined ? undefined : titleOf(index, far);
	return [
		{ title: "queryHubs", names: [], query: hubs(word) },
		{ title: "queryAround", names: [title], query: around(title) },
		...(other === undefined
			? []
			: [{ title: "queryPath" as const, names: [title, other], query: path(title, other) }]),
		...(sharesLinks(index, hub)
			? [{ title: "queryShared" as const, names: [title], query: shared(title, word) }]
			: []),
		...(tags.size === 0 ? [] : [{ title: "queryTags" as const, names: [], query: tagCounts(word) }]),
		...(map === undefined ? [] : [{ title: "queryNear" as const, names: [title], query: near(title, word) }]),
	];
}

/** How the columns of examples are called. */
const words = {
	en: {
		note: "note",
		words: "words",
		links: "links",
		shared: "shared",
		tag: "tag",
		notes: "notes",
		score: "score",
	},
	zh: {
		note: "笔记",
		words: "字数",
		links: "链接数",
		shared: "共同",
		tag: "标签",
		notes: "笔记数",
		score: "相似度",
	},
};

type Words = (typeof words)["en"];

function hubs({ note, links }: Words): string {
	return `MATCH (n:Note)
RETURN n AS ${note}, COUNT { (n)<-[:LINKS|EMBEDS]-() } AS ${links}
ORDER BY ${links} DESC
LIMIT 10`;
}

function around(title: string): string {
	return `MATCH (a:Note {title: ${literal(title)}})-[r:LINKS]-(b:Note)
RETURN a, r, b
LIMIT 20`;
}

function path(from: string, to: string): string {
	return `MATCH p = shortestPath(
  (a:Note {title: ${literal(from)}})-[:LINKS*]-(b:Note {title: ${literal(to)}}))
RETURN p`;
}

function shared(title: string, { note, shared, links }: Words): string {
	return `MATCH (a:Note {title: ${literal(title)}})-[:LINKS]->(c:Note)<-[:LINKS]-(b:Note)
WHERE a <> b AND NOT (a)-[:LINKS]-(b)
RETURN b AS ${note}, count(DISTINCT c) AS ${links}, collect(DISTINCT c)[..3] AS ${shared}
ORDER BY ${links} DESC
LIMIT 10`;
}

function tagCounts({ tag, notes }: Words): string {
	return `MATCH (t)<-[:TAGGED]-(n:Note)
RETURN t AS ${tag}, count(DISTINCT n) AS ${notes}
ORDER BY ${notes} DESC
LIMIT 10`;
}

function near(title: string, { note, score }: Words): string {
	return `MATCH (a:Note {title: ${literal(title)}}), (b:Note)
WHERE a <> b AND NOT (a)-[:LINKS]-(b)
RETURN b AS ${note}, similarity(a, b) AS ${score}
ORDER BY ${score} DESC
LIMIT 10`;
}

function literal(text: string): string {
	return `'${text.replace(/[\\']/g, "\\$&").replace(/\s/g, " ")}'`;
}

/** Notes that are looked at for examples. */
const candidates = 50;

/** Of the published notes with most links one about which there is something to be found. */
function hubOf(index: SiteIndex): ConceptId | undefined {
	const { graph } = index.graph;
	const hubs = index.published.notes
		.map(({ note: { path } }) => ({ path, degree: graph.hasNode(path) ? graph.degree(path) : 0 }))
		.filter(({ degree }) => degree > 1)
		.sort((a, b) => b.degree - a.degree)
		.slice(0, candidates)
		.map(({ path }) => path);
	return hubs.find((path) => sharesLinks(index, path)) ?? hubs[0];
}

/** Whether a note that is not linked with it links where it links: what the example asks. */
function sharesLinks(index: SiteIndex, hub: ConceptId): boolean {
	const { targets, sources } = linksOf(index, hub);
	const linked = new Set([hub, ...targets, ...sources]);
	return targets.some((target) => linksOf(index, target).sources.some((other) => !linked.has(other)));
}

/** Published notes that a note links to, and those that link to it, as the graph of queries has them. */
function linksOf({ published, graph: { graph } }: SiteIndex, note: ConceptId) {
	const targets: ConceptId[] = [];
	const sources: ConceptId[] = [];
	graph.forEachEdge(note, (_, { kind }, source, target) => {
		if (kind !== "link" || !published.byPath.has(source) || !published.byPath.has(target)) return;
		if (source === note) targets.push(target);
		else sources.push(source);
	});
	return { targets, sources };
}

/** Of the notes that links lead to, over whatever lies between, one of those that are furthest off. */
function farthestFrom(index: SiteIndex, start: ConceptId): ConceptId | undefined {
	const { graph } = index.graph;
	const seen = new Set([start]);
	let level = [start];
	let last: readonly ConceptId[] = [];
	for (let steps = 0; level.length > 0; steps++) {
		if (steps > 1) last = level;
		const next: ConceptId[] = [];
		for (const at of level) {
			const { targets, sources } = linksOf(index, at);
			for (const other of [...targets, ...sources]) {
				if (seen.has(other)) continue;
				seen.add(other);
				next.push(other);
			}
		}
		level = next;
	}
	return [...last].sort((a, b) => graph.degree(b) - graph.degree(a) || (a < b ? -1 : 1))[0];
}
