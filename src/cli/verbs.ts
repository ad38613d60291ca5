/** The questions that people ask most, each with the query that answers it. */

/** A concept that was named on the command line, as a pattern finds it: `(a:Note {path: 'x.md'})`. */
export type Pattern = (variable: string) => string;

export interface Verb {
	readonly name: string;
	readonly about: string;
	/** What is named, in order. */
	readonly arguments: readonly { readonly name: string; readonly about: string; readonly concept: boolean }[];
	/** How many rows are listed; absent: all. */
	readonly limit?: number;
	/** How far one goes; absent where there is no such choice. */
	readonly depth?: number;
	/** Whether the network is asked. */
	readonly network?: boolean;
	readonly query: (asked: Asked) => string;
	/** Asked when there is no answer to the first. */
	readonly otherwise?: (asked: Asked) => string;
	readonly examples: readonly string[];
}

export interface Asked {
	readonly concepts: readonly Pattern[];
	/** Arguments that name no concept, as Cypher literals. */
	readonly words: readonly string[];
	readonly depth: number;
	/** `LIMIT n`, or nothing. */
	readonly limit: string;
}

const note = { name: "note", about: "a title, an alias, a #tag, a path, or a part of one", concept: true };

/** What joins concepts; headings and cells are parts of their notes. */
const joins = "!HEADING&!CELL";
/** What is written as a sentence. */
const writes = `${joins}&!TAGGED&!PARENT`;

export const verbs: readonly Verb[] = [
	{
		name: "links",
		about: "list what a note links to, and where",
		arguments: [note],
		query: ({ concepts: [a], limit }) => `MATCH ${a!("a")}-[r:${writes}]->(concept)
RETURN concept, type(r) AS how, a.path + ':' + r.line AS place
ORDER BY r.line, concept.title${limit}`,
		examples: ["LSTM", "notes/idea.md --format md"],
	},
	{
		name: "backlinks",
		about: "list what links to a note, and where",
		arguments: [note],
		query: ({ concepts: [a], limit }) => `MATCH ${a!("a")}<-[r:${joins}]-(concept)
RETURN concept, type(r) AS how, concept.path + ':' + r.line AS place
ORDER BY concept.title, r.line${limit}`,
		examples: ["梯度消失", "'#课程/RNN' --json"],
	},
	{
		name: "neighbors",
		about: "list what is linked with a note, either way",
		arguments: [note],
		depth: 1,
		query: ({
			concepts: [a],
			depth,
			limit,
		}) => `MATCH ${a!("a")}, p = shortestPath((a)-[:${joins}*1..${depth}]-(concept))
WHERE concept <> a
RETURN concept, length(p) AS steps, [n IN nodes(p)[1..-1] | n.title] AS via
ORDER BY steps, concept.title${limit}`,
		examples: ["LSTM", "LSTM --depth 2"],
	},
	{
		name: "path",
		about: "show by which sentences two notes are connected",
		arguments: [note, { ...note, name: "other" }],
		query: (asked) => pathQuery(asked, writes),
		// Two notes may have nothing in common but a tag.
		otherwise: (asked) => pathQuery(asked, joins),
		examples: ["前馈神经网络 图网络"],
	},
	{
		name: "similar",
		about: "list the notes whose vectors are nearest, and why",
		arguments: [note],
		limit: 10,
		network: true,
		query: ({ concepts: [a], limit }) => `MATCH ${a!("a")}
CALL gnn.nearest(a, 1000000) YIELD node AS concept, score
WHERE concept:Note
RETURN concept, score,
       CASE WHEN (a)-->(concept) AND (a)<--(concept) THEN 'both ways'
            WHEN (a)-->(concept) THEN 'from here'
            WHEN (a)<--(concept) THEN 'from there' END AS linked,
       COLLECT { MATCH (a)-[:${joins}]-(shared)-[:${joins}]-(concept)
                 WHERE shared <> a AND shared <> concept
                 WITH DISTINCT shared, COUNT { (shared)--() } AS degree
                 RETURN shared.title ORDER BY degree, shared.title LIMIT 4 } AS shared
ORDER BY score DESC, concept.title${limit}`,
		examples: ["LSTM", "LSTM --limit 5 --json"],
	},
	{
		name: "hubs",
		about: "list the notes that are linked to most",
		arguments: [],
		limit: 20,
		query: ({ limit }) => `MATCH (concept:Note)
RETURN concept, COUNT { (concept)<-[:LINKS|EMBEDS]-() } AS linked, COUNT { (concept)-[:LINKS|EMBEDS]->() } AS links
ORDER BY linked DESC, links DESC, concept.title${limit}`,
		examples: ["", "--limit 5"],
	},
	{
		name: "orphans",
		about: "list notes that nothing links to, and that link to nothing",
		arguments: [],
		query: ({ limit }) => `MATCH (concept:Note)
WHERE NOT EXISTS { (concept)-[:${joins}]-() }
RETURN concept, concept.path AS place
ORDER BY place${limit}`,
		examples: [""],
	},
	{
		name: "deadends",
		about: "list notes that link to no note",
		arguments: [],
		query: ({ limit }) => `MATCH (concept:Note)
WHERE NOT EXISTS { (concept)-[:LINKS|EMBEDS]->(:Note) }
RETURN concept, concept.path AS place
ORDER BY place${limit}`,
		examples: [""],
	},
	{
		name: "unresolved",
		about: "list names that are linked and not written, and where",
		arguments: [],
		query: ({ limit }) => `MATCH (concept:Unresolved)<-[r]-(from)
WITH concept, from.path + ':' + coalesce(r.line, 1) AS place ORDER BY place
RETURN concept, count(*) AS links, collect(place)[..3] AS places
ORDER BY links DESC, concept.title${limit}`,
		examples: ["", "--format csv"],
	},
	{
		name: "tags",
		about: "list tags, and how many notes have them",
		arguments: [],
		query: ({ limit }) => `MATCH (concept)<-[:TAGGED]-(note)
RETURN concept AS tag, count(DISTINCT note) AS notes
ORDER BY notes DESC, concept.title${limit}`,
		examples: [""],
	},
	{
		name: "communities",
		about: "list the regions of the concept map",
		arguments: [],
		network: true,
		query: ({ limit }) => `CALL gnn.communities() YIELD name, terms, members
RETURN name, size(members) AS size, [m IN members[..4] | m.title] AS members
ORDER BY size DESC, name${limit}`,
		examples: [""],
	},
	{
		name: "search",
		about: "list notes that hold all of some words",
		arguments: [{ name: "words", about: "what they hold, in title or text", concept: false }],
		limit: 20,
		query: ({
			words: [words],
			limit,
		}) => `CALL text.search(${words}) YIELD node AS concept, score, line, excerpt
RETURN concept, concept.path + ':' + line AS place, excerpt
ORDER BY score DESC, concept.title${limit}`,
		examples: ["梯度", "'long short-term'"],
	},
];

function pathQuery({ concepts: [a, b] }: Asked, types: string): string {
	return `MATCH ${a!("a")}, ${b!("b")}
MATCH path = shortestPath((a)-[:${types}*0..]-(b))
RETURN path`;
}
