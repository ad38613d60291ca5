/**
 * The questions that people ask most: what each is told, how it is answered, and what the answer looks like. The
 * command line, the HTTP API, the tools for assistants and the library are all made from this table.
 */

/** A concept that was named, as a pattern finds it: `(a:Note {path: 'x.md'})`. */
export type Pattern = (variable: string) => string;

export interface Verb {
	readonly name: string;
	readonly about: string;
	/** What is named, in order. */
	readonly arguments: readonly Argument[];
	/** How many rows are listed; absent: all. */
	readonly limit?: number;
	/** How far one goes; absent where there is no such choice. */
	readonly depth?: number;
	/** Whether the network is asked. */
	readonly network?: boolean;
	/** On the command line. */
	readonly examples: readonly string[];
	readonly answer: RowsAnswer | PathAnswer | NetworkAnswer;
}

export interface Argument {
	readonly name: string;
	readonly about: string;
	/** Whether it names a concept; else it is words. */
	readonly concept: boolean;
	readonly optional?: true;
}

/** A table, by a query. */
export interface RowsAnswer {
	readonly kind: "rows";
	readonly columns: readonly Column[];
	readonly query: (asked: Asked) => string;
}

/** A chain of links, by a query. */
export interface PathAnswer {
	readonly kind: "path";
	readonly query: (asked: Asked) => string;
	/** Asked when there is no answer to the first. */
	readonly otherwise: (asked: Asked) => string;
}

/** What the network knows beside vectors: its own lists, with reasons. */
export interface NetworkAnswer {
	readonly kind: "related" | "suggest" | "explain";
	/** The same list by a query, where there is one. */
	readonly query?: (asked: Asked) => string;
}

export interface Column {
	readonly name: string;
	/** `sentence`: the query gives a link, and the answer the sentence in which it stands. */
	readonly type: "concept" | "sentence" | "text" | "text?" | "texts" | "count" | "number";
	readonly about?: string;
}

export interface Asked {
	readonly concepts: readonly Pattern[];
	/** Arguments that name no concept. */
	readonly texts: readonly string[];
	/** The query that a search in Obsidian's language is. */
	readonly searchQuery: (search: string) => string;
	readonly depth: number;
	/** `SKIP n` and `LIMIT n`, each on its line, or nothing. */
	readonly limit: string;
	/** Whether links are asked for too, from which sentences are read. */
	readonly sentences?: boolean;
}

export function verbNamed(name: string): Verb | undefined {
	return verbs.find((verb) => verb.name === name);
}

const named = "a title, an alias, a #tag, a path, or a part of one";
const note: Argument = { name: "note", about: named, concept: true };

/** What joins concepts; headings and cells are parts of their notes. */
const joins = "!HEADING&!CELL";
/** What is written as a sentence. */
const writes = `${joins}&!TAGGED&!PARENT`;

const concept: Column = { name: "concept", type: "concept" };
const place: Column = { name: "place", type: "text?", about: "path:line" };
const how: Column = {
	name: "how",
	type: "text",
	about: "LINKS, EMBEDS, TAGGED, or the property that holds the link",
};
const sentence: Column = { name: "sentence", type: "sentence", about: "in which the link stands" };

export const verbs: readonly Verb[] = [
	{
		name: "links",
		about: "list what a note links to, and where",
		arguments: [note],
		examples: ["LSTM", "notes/idea.md --format md"],
		answer: {
			kind: "rows",
			columns: [concept, how, place, sentence],
			query: ({ concepts: [a], limit, sentences }) => `MATCH ${a!("a")}-[r:${writes}]->(concept)
RETURN concept, type(r) AS how, a.path + ':' + r.line AS place${sentences ? ", r AS sentence" : ""}
ORDER BY r.line, concept.title${limit}`,
		},
	},
	{
		name: "backlinks",
		about: "list what links to a note, and where",
		arguments: [note],
		examples: ["梯度消失", "'#课程/RNN' --json"],
		answer: {
			kind: "rows",
			columns: [concept, how, place, sentence],
			query: ({ concepts: [a], limit, sentences }) => `MATCH ${a!("a")}<-[r:${joins}]-(concept)
RETURN concept, type(r) AS how, concept.path + ':' + r.line AS place${sentences ? ", r AS sentence" : ""}
ORDER BY concept.title, r.line${limit}`,
		},
	},
	{
		name: "neighbors",
		about: "list what is linked with a note, either way",
		arguments: [note],
		depth: 1,
		examples: ["LSTM", "LSTM --depth 2"],
		answer: {
			kind: "rows",
			columns: [
				concept,
				{ name: "steps", type: "count", about: "how many links away" },
				{ name: "via", type: "texts", about: "what lies between" },
			],
			query: ({
				concepts: [a],
				depth,
				limit,
			}) => `MATCH ${a!("a")}, p = shortestPath((a)-[:${joins}*1..${depth}]-(concept))
WHERE concept <> a
RETURN concept, length(p) AS steps, [n IN nodes(p)[1..-1] | n.title] AS via
ORDER BY steps, concept.title${limit}`,
		},
	},
	{
		name: "path",
		about: "show by which sentences two notes are connected",
		arguments: [
			{ ...note, name: "from" },
			{ ...note, name: "to" },
		],
		examples: ["前馈神经网络 图网络"],
		answer: {
			kind: "path",
			query: (asked) => pathQuery(asked, writes),
			// Two notes may have nothing in common but a tag.
			otherwise: (asked) => pathQuery(asked, joins),
		},
	},
	{
		name: "related",
		about: "list the notes nearest to one, and why",
		arguments: [note],
		limit: 10,
		network: true,
		examples: ["LSTM", "梯度消失 --limit 5"],
		answer: {
			kind: "related",
			query: ({ concepts: [a], limit }) => `MATCH ${a!("a")}
CALL gnn.related(a) YIELD node AS concept, score, why
RETURN concept, score, why
ORDER BY score DESC, concept.title${limit}`,
		},
	},
	{
		name: "similar",
		about: "list the notes whose vectors are nearest, and why",
		arguments: [note],
		limit: 10,
		network: true,
		examples: ["LSTM", "LSTM --limit 5 --json"],
		answer: {
			kind: "rows",
			columns: [
				concept,
				{ name: "score", type: "number", about: "cosine of the two vectors, -1 to 1" },
				{ name: "linked", type: "text?", about: "both ways, from here, or from there" },
				{ name: "shared", type: "texts", about: "with what both are linked" },
			],
			query: ({ concepts: [a], limit }) => `MATCH ${a!("a")}
CALL gnn.nearest(a, 1000000) YIELD node AS concept, score
WHERE concept:Note
WITH a, concept, score
ORDER BY score DESC, concept.title${limit}
RETURN concept, score,
       CASE WHEN (a)-->(concept) AND (a)<--(concept) THEN 'both ways'
            WHEN (a)-->(concept) THEN 'from here'
            WHEN (a)<--(concept) THEN 'from there' END AS linked,
       COLLECT { MATCH (a)-[:${joins}]-(shared)-[:${joins}]-(concept)
                 WHERE shared <> a AND shared <> concept
                 WITH DISTINCT shared, COUNT { (shared)--() } AS degree
                 RETURN shared.title ORDER BY degree, shared.title LIMIT 4 } AS shared
ORDER BY score DESC, concept.title`,
		},
	},
	{
		name: "suggest",
		about: "list links that notes lack",
		arguments: [{ ...note, about: "a title, an alias, a path, or a part of one", optional: true }],
		limit: 20,
		network: true,
		examples: ["", "LSTM"],
		answer: {
			kind: "suggest",
			query: ({
				concepts: [a],
				limit,
			}) => `${a === undefined ? "" : `MATCH ${a("a")}\n`}CALL gnn.suggestions(${a === undefined ? "null" : "a"}) YIELD source, target, score, name, line, why
RETURN source.path + coalesce(':' + line, '') AS place, target, score, name, why
ORDER BY line IS NULL, score DESC, source.path, target.title${limit}`,
		},
	},
	{
		name: "explain",
		about: "show which messages made two notes alike",
		arguments: [
			{ ...note, name: "a" },
			{ ...note, name: "b" },
		],
		network: true,
		examples: ["LSTM GRU"],
		answer: { kind: "explain" },
	},
	{
		name: "hubs",
		about: "list the notes that are linked to most",
		arguments: [],
		limit: 20,
		examples: ["", "--limit 5"],
		answer: {
			kind: "rows",
			columns: [
				concept,
				{ name: "linked", type: "count", about: "links to it" },
				{ name: "links", type: "count", about: "links in it" },
			],
			query: ({ limit }) => `MATCH (concept:Note)
RETURN concept, COUNT { (concept)<-[:LINKS|EMBEDS]-() } AS linked, COUNT { (concept)-[:LINKS|EMBEDS]->() } AS links
ORDER BY linked DESC, links DESC, concept.title${limit}`,
		},
	},
	{
		name: "orphans",
		about: "list notes that nothing links to, and that link to nothing",
		arguments: [],
		examples: [""],
		answer: {
			kind: "rows",
			columns: [concept, { ...place, about: "path" }],
			query: ({ limit }) => `MATCH (concept:Note)
WHERE NOT EXISTS { (concept)-[:${joins}]-() }
RETURN concept, concept.path AS place
ORDER BY place${limit}`,
		},
	},
	{
		name: "deadends",
		about: "list notes that link to no note",
		arguments: [],
		examples: [""],
		answer: {
			kind: "rows",
			columns: [concept, { ...place, about: "path" }],
			query: ({ limit }) => `MATCH (concept:Note)
WHERE NOT EXISTS { (concept)-[:LINKS|EMBEDS]->(:Note) }
RETURN concept, concept.path AS place
ORDER BY place${limit}`,
		},
	},
	{
		name: "unresolved",
		about: "list names that are linked and not written, and where",
		arguments: [],
		examples: ["", "--format csv"],
		answer: {
			kind: "rows",
			columns: [
				concept,
				{ name: "links", type: "count", about: "how often it is linked" },
				{ name: "places", type: "texts", about: "path:line of the first three" },
			],
			query: ({ limit }) => `MATCH (concept:Unresolved)<-[r]-(from)
WITH concept, from.path AS path, coalesce(r.line, 1) AS line ORDER BY path, line
RETURN concept, count(*) AS links, collect(path + ':' + line)[..3] AS places
ORDER BY links DESC, concept.title${limit}`,
		},
	},
	{
		name: "tags",
		about: "list tags, and how many notes have them",
		arguments: [],
		examples: [""],
		answer: {
			kind: "rows",
			columns: [
				{ name: "tag", type: "concept" },
				{ name: "notes", type: "count", about: "that have it" },
			],
			query: ({ limit }) => `MATCH (concept)<-[:TAGGED]-(note)
RETURN concept AS tag, count(DISTINCT note) AS notes
ORDER BY notes DESC, concept.title${limit}`,
		},
	},
	{
		name: "communities",
		about: "list the regions of the concept map",
		arguments: [],
		network: true,
		examples: [""],
		answer: {
			kind: "rows",
			columns: [
				{ name: "name", type: "text" },
				{ name: "size", type: "count", about: "concepts in it" },
				{ name: "members", type: "texts", about: "the most central four" },
			],
			query: ({ limit }) => `CALL gnn.communities() YIELD name, terms, members
RETURN name, size(members) AS size, [m IN members[..4] | m.title] AS members
ORDER BY size DESC, name${limit}`,
		},
	},
	{
		name: "search",
		about: "list notes by what they say, as Obsidian's search does",
		arguments: [
			{
				name: "words",
				about: `what they hold: words, "phrases", OR, -not, /patterns/, tag:#x path: file: line:(a b) task: [property:value]`,
				concept: false,
			},
		],
		limit: 20,
		examples: ["梯度", "'long short-term'", "'tag:#课程 梯度 -消失'", "'line:(LSTM GRU) OR [status:draft]'"],
		answer: {
			kind: "rows",
			columns: [
				concept,
				place,
				{ name: "excerpt", type: "text?", about: "the line that has most of the words" },
			],
			query: ({ texts: [words], searchQuery, limit }) => searchQuery(words!) + limit,
		},
	},
];

function pathQuery({ concepts: [a, b] }: Asked, types: string): string {
	return `MATCH ${a!("a")}, ${b!("b")}
MATCH path = shortestPath((a)-[:${types}*0..]-(b))
RETURN path`;
}
