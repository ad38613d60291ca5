import type { Answer } from "../../asking/ask-verb.js";
import type { QueryLanguage } from "../../asking/asked-query.js";
import type { OpenGraph } from "../../asking/opened-graph.js";
import { list, record } from "../../asking/verb-schemas.js";
import type { PlanStep } from "../../query/index.js";
import { concept, integer, listing, maybeText, text, texts } from "../output-schemas.js";
import { budget, type Call, called, inShort, paged, paging, rowsInShort, type Tool } from "../tool.js";
import { type Fields, oneLine, restByOffset, type Told, type ToldList } from "../tool-answer.js";
import { pageOf } from "./connections.js";
import { answerOf } from "./verb-tool.js";

const lists = ["hubs", "tags", "communities", "unresolved", "orphans", "deadends"] as const;
type ListName = (typeof lists)[number];

export const overviewTool: Tool = {
	name: "overview",
	title: "Overview of the vault",
	about:
		"How large the vault is, and what stands out: hubs (most linked notes), tags, communities (regions that the network found), unresolved (names that are linked and not written), orphans (notes without links), deadends (notes that link to no note). Without list a bit of each; with list that one, page by page. Take this first in a vault that you do not know.",
	parameters: {
		list: { type: "choice", about: "only this list", values: lists },
		...paging,
		limit: { ...paging.limit, fallback: 30 },
	},
	output: listing(
		"entries",
		{
			list: { type: "string", enum: lists },
			concept: { anyOf: [concept, { type: "null" }] },
			name: text,
			count: { type: ["integer", "null"], description: "links, notes or members, as the list has it" },
			detail: texts,
		},
		{ counts: record({ notes: integer, tags: integer, links: integer, unresolved: integer }) },
	),
	run: async (call) => {
		const wanted = call.given.choice("list") as ListName | undefined;
		const counts = await countsOf(call);
		const { notes, tags, links, unresolved } = counts;
		const head = [`${notes} notes, ${links} links, ${tags} tags, ${unresolved} names not written`];
		if (wanted !== undefined) {
			const answer = await answerOf(call, wanted);
			const entries = entriesOf(wanted, answer);
			return { fields: { counts }, head, list: paged("entries", entries, entryLine, pageOf(call, answer)) };
		}
		return { fields: { counts }, head, list: await aBitOfEach(call) };
	},
};

/** Entries of each list in an overview. */
const bit = 6;

async function aBitOfEach(call: Call): Promise<ToldList> {
	const entries: Fields[] = [];
	for (const name of lists) {
		const answer = await answerOf(call, name, { limit: bit }).catch((error: unknown) => {
			// The network may not be ready: the overview does not wait for it.
			if (name === "communities") return undefined;
			throw error;
		});
		if (answer !== undefined) entries.push(...entriesOf(name, answer));
	}
	return { name: "entries", entries, line: entryLine, more: false };
}

async function countsOf({ vault, signal }: Call): Promise<Fields & Record<string, unknown>> {
	const { runQuery } = await import("../../asking/opened-graph.js");
	const { open } = await vault.current();
	const count = async (query: string) => {
		const { rows } = await runQuery(open, query, { budget, signal });
		return Number(rows[0]?.[0] ?? 0);
	};
	return {
		notes: await count("MATCH (n:Note) RETURN count(*)"),
		tags: await count("MATCH (n:Tag) RETURN count(*)"),
		links: await count("MATCH ()-[r:LINKS|EMBEDS]->() RETURN count(*)"),
		unresolved: await count("MATCH (n:Unresolved) RETURN count(*)"),
	};
}

function entriesOf(name: ListName, answer: Answer): Fields[] {
	return rowsInShort(answer).map((row) => {
		const about = (row.concept ?? row.tag ?? null) as Fields | null;
		const counts = { hubs: row.linked, tags: row.notes, communities: row.size, unresolved: row.links };
		const details = { hubs: [], tags: [], communities: row.members, unresolved: row.places };
		return {
			list: name,
			concept: about,
			name: about === null ? row.name : about.title,
			count: (counts as Fields)[name] ?? null,
			detail: (details as Fields)[name] ?? [],
		};
	});
}

const counted: Readonly<Record<string, string>> = {
	hubs: "links to it",
	tags: "notes",
	communities: "members",
	unresolved: "links",
};

function entryLine({ list: name, concept: about, name: title, count, detail }: Fields): string {
	const more = (detail as string[]).length === 0 ? "" : `: ${(detail as string[]).join(", ")}`;
	const number = count === null ? "" : `, ${count} ${counted[name as string]}`;
	return `${name}: ${about === null ? title : called(about)}${number}${more}`;
}

export const queryTool: Tool = {
	name: "query",
	title: "Ask in Cypher",
	about: `A read-only openCypher query over the graph of notes; ask schema first. (:Note {title, path, tags, …frontmatter})-[:LINKS {line}]->(), [:TAGGED]->(:Tag {tag}), (:Unresolved). similarity(a, b) is how alike two notes are as the network learned it, CALL gnn.nearest(node, k) YIELD node, score; CALL text.search('words') YIELD node, score, line, excerpt. Example: MATCH (a:Note {title: 'LSTM'}), (b:Note) WHERE a <> b AND NOT (a)--(b) RETURN b.title, similarity(a, b) AS s ORDER BY s DESC LIMIT 5. Always end with LIMIT.`,
	parameters: {
		query: { type: "text", about: "the query", required: true, most: 20_000 },
		language: {
			type: "choice",
			about:
				"when it is no Cypher but a Dataview query, a base (its YAML, or the name of a .base file) or a search of Obsidian",
			values: ["cypher", "dataview", "base", "search"],
			fallback: "cypher",
		},
		note: { type: "text", about: "in other languages than cypher: the note that the query calls this" },
		view: { type: "text", about: "the view of a base; without it the first" },
		parameters: { type: "object", about: "values of $names in the query" },
		offset: paging.offset,
	},
	aliases: { cypher: "query" },
	output: record(
		{
			columns: texts,
			rows: list({ type: "object", description: "a value for each column" }),
			shape: {
				type: "string",
				description: "in other languages: table, list, tasks, calendar, cards, hits, value",
			},
			view: text,
			summaries: list({ type: "object", description: "beneath the columns of a base" }),
			notes: list({ type: "string", description: "what else there is to know about the answer" }),
			plan: { type: "object", description: "for queries that begin with EXPLAIN or PROFILE" },
			more: { type: "boolean" },
			next_offset: integer,
		},
		["columns", "rows", "more"],
	),
	run: async (call) => {
		const { vault, given, signal, embedded } = call;
		const language = given.choice("language") as QueryLanguage;
		const query = given.text("query")!;
		if (language !== "cypher") return tellForeign(language, query, call);
		const { asksNetwork, fromPlain } = await import("../../query/index.js");
		const { recordsOf } = await import("../../asking/ask-verb.js");
		const { missingIn, runQuery } = await import("../../asking/opened-graph.js");
		const { open } = asksNetwork(query) ? await embedded() : await vault.current();
		const parameters = new Map(
			Object.entries(given.object("parameters")).map(([name, value]) => [name, fromPlain(value)]),
		);
		const result = await runQuery(open, query, { parameters, budget, signal });
		const offset = given.count("offset")!;
		const rows = recordsOf({ ...result, rows: result.rows.slice(offset) }, open);
		const notes = missingIn(open, query);
		return {
			fields: {
				columns: result.columns,
				...(notes.length > 0 && { notes }),
				...(result.plan !== undefined && { plan: result.plan }),
			},
			head: [
				...(result.plan !== undefined
					? ["The plan, from the last step to the first:", ...planLines(result.plan)]
					: [headOf(result)]),
				...notes,
			],
			list: listOf(rows, offset),
		};
	},
};

/** In another language: what a page shows. */
async function tellForeign(
	language: Exclude<QueryLanguage, "cypher">,
	query: string,
	{ vault, given, signal }: Call,
): Promise<Told> {
	const { tellAnswer } = await import("../../asking/asked-query.js");
	const { open } = await vault.current();
	const [note, view] = [given.text("note"), given.text("view")];
	const asked = { ...(note !== undefined && { note }), ...(view !== undefined && { view }) };
	const answer = await tellAnswer({ language, text: query, ...asked }, open, { budget, signal });
	const { rows, ...fields } = answer.told;
	const offset = given.count("offset")!;
	return {
		fields: { ...fields, ...(answer.notes.length > 0 && { notes: answer.notes }) },
		head: [headOf(answer.told), ...answer.notes],
		list: listOf(rows.slice(offset), offset),
	};
}

function headOf({ rows, columns }: { rows: readonly unknown[]; columns: readonly string[] }): string {
	return `${rows.length} ${rows.length === 1 ? "row" : "rows"}: ${columns.map(oneLine).join(" | ")}`;
}

function listOf(rows: readonly Fields[], offset: number): ToldList {
	return {
		name: "rows",
		entries: rows.map(rowInShort),
		line: (row) => Object.values(row).map(shown).join(" | "),
		more: false,
		rest: restByOffset(offset),
	};
}

function planLines({ operator, detail, rows, estimate, inputs }: PlanStep): string[] {
	const count = rows === undefined ? `~${Math.round(estimate)}` : String(rows);
	return [`${operator} ${detail}: ${count} rows`, ...inputs.flatMap(planLines)];
}

function rowInShort(row: Fields): Fields {
	return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, valueInShort(value)]));
}

function valueInShort(value: unknown): unknown {
	const isConcept =
		typeof value === "object" && value !== null && "id" in value && "kind" in value && "title" in value;
	return isConcept ? inShort(value) : value;
}

function shown(value: unknown): string {
	if (typeof value === "string") return value;
	if (typeof value === "number" && !Number.isInteger(value)) return String(Number(value.toPrecision(4)));
	if (typeof value === "object" && value !== null && "title" in value && "kind" in value)
		return called(value);
	if (isLink(value)) return "path" in value ? `${value.text} (${value.path})` : `${value.text} (not written)`;
	return JSON.stringify(value);
}

/** As answers in other languages have it: see `plainOf`. */
function isLink(value: unknown): value is { readonly text: string; readonly path?: string } {
	if (typeof value !== "object" || value === null || !("text" in value) || typeof value.text !== "string")
		return false;
	return Object.keys(value).every((key) => ["text", "path", "heading", "block", "line"].includes(key));
}

export const schemaTool: Tool = {
	name: "schema",
	title: "What can be asked in Cypher",
	about:
		"Labels, relationship types, properties and procedures of the graph of this vault, with counts: what query can ask for.",
	parameters: { offset: paging.offset },
	output: listing("entries", {
		part: { type: "string", enum: ["label", "relationship", "property", "procedure"] },
		name: text,
		of: maybeText,
		count: { type: ["integer", "null"] },
		detail: text,
	}),
	run: async ({ vault, given, signal }) => {
		const { open } = await vault.current();
		const offset = given.count("offset")!;
		return {
			fields: {},
			head: [],
			list: paged("entries", (await schemaEntries(open, signal)).slice(offset), schemaLine, {
				more: false,
				offset,
			}),
		};
	},
};

export async function schemaEntries(open: OpenGraph, signal?: AbortSignal): Promise<Fields[]> {
	const { schemaOf } = await import("../../asking/graph-schema.js");
	const { labels, types, properties, procedures } = await schemaOf(open, { budget, signal });
	const entry = (
		part: string,
		name: unknown,
		count: unknown = null,
		of: unknown = null,
		detail: unknown = "",
	) => ({
		...{ part, name, of, count },
		detail: Array.isArray(detail) ? detail.join(", ") : String(detail ?? ""),
	});
	return [
		...labels.map((row) => entry("label", row.label, row.nodes)),
		...types.map((row) => entry("relationship", row.type, row.relationships)),
		...procedures.map((row) => entry("procedure", row.procedure, null, null, row.description)),
		...properties.map((row) => entry("property", row.property, row.owners, row.of, row.types)),
	];
}

export function schemaLine({ part, name, of, count, detail }: Fields): string {
	const owner = of === null ? "" : ` of ${of}`;
	const number = count === null ? "" : ` × ${count}`;
	return `${part} ${name}${owner}${number}${detail === "" ? "" : `: ${detail}`}`;
}
