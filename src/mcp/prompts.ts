import type { OpenGraph } from "../asking/opened-graph.js";
import { cutText } from "./shorten.js";
import { schemaEntries, schemaLine } from "./tools/whole.js";

export interface Prompt {
	readonly [key: string]: unknown;
	readonly name: string;
	readonly title: string;
	readonly description: string;
	readonly arguments: { name: string; description: string; required: boolean }[];
}

export const prompts: readonly Prompt[] = [
	{
		name: "cypher",
		title: "Ask the graph in Cypher",
		description:
			"A question in plain words, to be answered with a query: with this vault's schema and examples",
		arguments: [{ name: "question", description: "what you want to know of your notes", required: true }],
	},
	{
		name: "connect",
		title: "How two notes hang together",
		description: "Explains the connection of two notes by the sentences that link them",
		arguments: [
			{ name: "from", description: "a note", required: true },
			{ name: "to", description: "another note", required: true },
		],
	},
];

const examples = `MATCH (n:Note {title: 'LSTM'})-[r:LINKS]->(m) RETURN m.title, n.path + ':' + r.line AS place LIMIT 20
MATCH (n:Note)-[:TAGGED]->(t:Tag) RETURN t.title, count(*) AS notes ORDER BY notes DESC LIMIT 10
MATCH (n:Note) WHERE NOT (n)<-[:LINKS]-() RETURN n.title LIMIT 20
MATCH (a:Note {title: 'LSTM'}), (b:Note) WHERE a <> b AND NOT (a)--(b) RETURN b.title, similarity(a, b) AS score ORDER BY score DESC LIMIT 10
CALL text.search('attention') YIELD node, line MATCH (node)-[:LINKS]->(m) RETURN node.title, collect(m.title)[..5] LIMIT 10`;

/** Characters of the schema that are shown. */
const longestSchema = 8000;

export async function promptText(
	name: string,
	given: ReadonlyMap<string, string>,
	open: () => Promise<OpenGraph>,
	signal: AbortSignal,
): Promise<string> {
	const argument = (key: string) => cutText(given.get(key) ?? "", 1000);
	if (name === "connect")
		return `How do the notes “${argument("from")}” and “${argument("to")}” of my vault hang together? Use the tool path, then links and note where more is needed, and answer with the sentences that connect them and their places (path:line).`;
	const lines = (await schemaEntries(await open(), signal)).map(schemaLine);
	return `Answer this question about my notes with the tool query: ${argument("question")}

The graph:
${cutText(lines.join("\n"), longestSchema)}

Examples:
${examples}

Queries are openCypher and can only read. End them with LIMIT. If a query is wrong, the error says where: mend it and ask again.`;
}
