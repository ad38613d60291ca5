/**
 * The import rules of docs/architecture.md. `rooms` is the one table: the rules below and the diagram in the
 * docs (`npm run diagram`) are both made from it.
 */

/** room → the rooms that it may open, and why it may open no more. */
export const rooms = {
	model: { opens: [], why: "types and names only; everybody stands on it" },
	vault: { opens: ["model"], why: "reads the disk, and knows nothing of Markdown" },
	cache: { opens: ["model"], why: "keeps bytes under keys, and knows nothing of what they mean" },
	notes: { opens: ["model"], why: "text in, syntax out: reading is not resolving" },
	graph: { opens: ["model"], why: "names to concepts; sees what notes say, never how they are written" },
	kernels: { opens: [], why: "arithmetic on typed arrays: no domain words, so that anything may stand on it" },
	network: { opens: ["kernels"], why: "the generalised RNN: knows nothing of notes, and cells in notes import it" },
	embedding: { opens: ["model", "kernels", "network"], why: "concepts to vectors: values in, values out" },
	map: { opens: ["model", "kernels"], why: "vectors and links to places and names on a plane" },
	query: {
		opens: ["model", "kernels"],
		why: "questions about a graph, also in a browser: touches nothing, and the graph is handed in",
	},
	search: { opens: ["model", "query"], why: "Obsidian's search as queries, and what they ask of texts" },
	dataview: { opens: ["model", "query"], why: "Dataview's language as queries, and what its functions compute" },
	bases: { opens: ["model", "query"], why: "tables over files as queries, and what their expressions compute" },
	backends: {
		opens: ["model", "query"],
		why: "the same graph in databases and files: what is pushed there, and how queries run there",
	},
	code: { opens: ["model"], why: "a cell's program: what it says and means; pure, and also in the page" },
	library: { opens: ["kernels", "network"], why: "what cells import from notapse; knows no notes, runs in every engine" },
	cells: { opens: ["model", "code"], why: "order, keys, records and sandboxes of cells; disk and processes" },
	panel: { opens: ["model", "query"], why: "queries on a page: the graph that it is sent, and the worker that answers" },
	site: { opens: ["model", "code", "panel"], why: "a value from values; only write.ts and output/ touch the disk" },
};

/** The files that stand between the rooms and the command line. */
export const spine = {
	"version.ts": { opens: [], why: "this program's version, as the build set it" },
	"jsonc.ts": { opens: [], why: "JSON with comments, every value with its place" },
	"config.ts": { opens: ["model", "jsonc.ts"], why: "what a user may choose, with its defaults" },
	"linked-cell.ts": { opens: ["model", "notes"], why: "a cell whose program was read: its imports as links" },
	"compile-cell.ts": { opens: ["model", "notes", "code", "linked-cell.ts"], why: "one cell: its program read" },
	"read-note.ts": { opens: ["model", "notes", "compile-cell.ts", "linked-cell.ts"], why: "what one note and its programs say" },
	"compile-note.ts": {
		opens: ["model", "notes", "site", "read-note.ts"],
		why: "one note, as a worker makes it",
	},
	"packed-note.ts": { opens: ["model"], why: "a compiled note as bytes: quick to keep, and read as far as needed" },
	"note-worker.ts": {
		opens: ["model", "compile-note.ts", "compile-cell.ts", "packed-note.ts"],
		why: "the worker's end of the line",
	},
	"note-pool.ts": {
		opens: ["model", "compile-note.ts", "note-worker.ts"],
		why: "hands notes to workers and stops what costs too much",
	},
	"optimiser.ts": { opens: [], why: "when V8 is to optimise: late while notes are read, soon for numbers" },
	"note-compiler.ts": {
		opens: [
			...["model", "cache", "compile-note.ts", "compile-cell.ts", "note-pool.ts", "note-worker.ts"],
			...["read-note.ts", "packed-note.ts", "optimiser.ts", "version.ts"],
		],
		why: "all notes: from memory, from the cache, or from the pool",
	},
	"packed-embedding.ts": { opens: ["model"], why: "an embedding, a map and a model as bytes" },
	"embedding-memory.ts": {
		opens: ["model", "cache", "packed-embedding.ts"],
		why: "what is remembered of embeddings: models stay, inference follows the vault",
	},
	"concept-neighbors.ts": { opens: ["model"], why: "what is near a concept, whatever it is" },
	"embedder.ts": {
		opens: [
			...["model", "kernels", "embedding", "map", "config.ts"],
			...["packed-embedding.ts", "embedding-memory.ts", "optimiser.ts", "version.ts"],
		],
		why: "embedding and map of a vault: from memory, from the cache, or anew",
	},
	"note-cell.ts": {
		opens: ["model", "cells", "embedding", "load.ts", "find-concept.ts", "vault-cells.ts", "assets.ts"],
		why: "the update function that a note exports, as the cell of the network: found here, run where cells run",
	},
	"embed-apart.ts": { opens: [], why: "one thread that works beside this one" },
	"find-concept.ts": { opens: ["model", "graph"], why: "the concept that somebody means by a name" },
	"assets.ts": { opens: ["model"], why: "the browser's files, as the build left them" },
	"records-stamp.ts": { opens: [], why: "whether stored results have changed, at a glance" },
	"vault-cells.ts": {
		opens: ["model", "vault", "cells", "assets.ts", "vault-graph.ts"],
		why: "the cells of a vault: gathered, planned, and what is known of their results",
	},
	"vault-graph.ts": { opens: ["model"], why: "what a cell may know of its vault: names and links" },
	"cell-types.ts": {
		opens: ["model", "cache", "cells", "version.ts"],
		why: "what TypeScript says about a vault's cells, remembered",
	},
	"stages.ts": { opens: [], why: "the stages as they are told and measured" },
	"load-options.ts": {
		opens: ["model", "vault", "cache", "config.ts", "compile-note.ts", "stages.ts"],
		why: "where a vault is and how it is read",
	},
	"load.ts": {
		opens: [
			...["model", "graph", "config.ts", "load-options.ts", "note-compiler.ts"],
			...["vault-cells.ts", "stages.ts"],
		],
		why: "a vault read, parsed and resolved: what commands ask about",
	},
	"site-graph.ts": {
		opens: ["model", "query", "panel", "site", "public-vault.ts", "query-graph.ts"],
		why: "the graph of what the site shows, as its page for queries has it",
	},
	"compile.ts": {
		opens: [
			...["model", "vault", "graph", "embedding", "site", "load.ts", "stages.ts", "note-compiler.ts"],
			...["embedder.ts", "note-cell.ts", "find-concept.ts", "records-stamp.ts", "embedding-memory.ts", "embed-apart.ts"],
			...["concept-neighbors.ts", "assets.ts", "clock.ts", "public-vault.ts", "site-answers.ts", "recorded-scripts.ts", "vault-tables.ts"],
			...["vault-digest.ts", "version.ts"],
			"site-graph.ts",
		],
		why: "calls the stages in order: start reading here",
	},
	"file-facts.ts": {
		opens: ["model", "graph"],
		why: "what can be asked about each file of a vault, found out when it is asked",
	},
	"harmless.ts": { opens: [], why: "text from notes, made harmless for who reads line by line" },
	"counts.ts": { opens: [], why: "numbers as they are read in a sentence" },
	"concept-record.ts": { opens: ["model"], why: "a concept as programs are told of it" },
	"link-suggestions.ts": { opens: ["model"], why: "links that notes lack, each once, best first" },
	"reasons.ts": { opens: ["model", "harmless.ts", "counts.ts"], why: "why two notes are near, in words" },
	"clock.ts": { opens: [], why: "what time it is, and where: an input like any other" },
	"public-vault.ts": { opens: ["model"], why: "the part of a vault that readers of the site may learn of" },
	"bound-answer.ts": { opens: ["model"], why: "an answer that a page has room for" },
	"answer-cypher.ts": {
		opens: ["model", "query", "query-graph.ts"],
		why: "questions in our own language: what the engine finds, as what a page shows",
	},
	"foreign-queries.ts": {
		opens: ["model", "query", "dataview", "bases", "search", "file-facts.ts", "opened-graph.ts"],
		why: "questions in other languages, as queries in ours",
	},
	"foreign-answers.ts": {
		opens: [
			...["model", "query", "dataview", "bases", "search", "clock.ts", "foreign-queries.ts", "opened-graph.ts"],
			"vault-tables.ts",
		],
		why: "questions in other languages, answered as a page shows them",
	},
	"foreign-names.ts": {
		opens: ["model", "query", "foreign-queries.ts", "opened-graph.ts"],
		why: "what a query in another language asks for and no file has",
	},
	"told-answer.ts": { opens: ["model"], why: "answers as programs and terminals are told them" },
	"answer-queries.ts": {
		opens: [
			...["model", "kernels", "query", "search", "bases", "dataview", "clock.ts", "public-vault.ts", "bound-answer.ts", "query-graph.ts"],
			...["file-facts.ts", "answer-cypher.ts", "bases", "script-answer.ts"],
		],
		why: "the questions that notes ask, answered: each by who knows its language",
	},
	"answer-texts.ts": {
		opens: ["model", "notes", "graph", "site", "compile-note.ts", "public-vault.ts"],
		why: "Markdown in answers, as the site shows it",
	},
	"site-answers.ts": {
		opens: [
			...["model", "dataview", "site", "clock.ts", "compile-note.ts", "public-vault.ts"],
			...["answer-queries.ts", "answer-texts.ts"],
		],
		why: "the questions of published notes, answered from what the site shows",
	},
	"link-sentence.ts": { opens: ["model"], why: "the sentence around a link, as plain text" },
	"query-neighbors.ts": {
		opens: ["model", "query", "concept-neighbors.ts", "concept-record.ts", "link-suggestions.ts", "reasons.ts"],
		why: "what the network lists, within queries",
	},
	"query-network.ts": { opens: ["model", "query"], why: "what the network says within queries" },
	"query-text.ts": { opens: ["model", "query"], why: "what full text says within queries" },
	"query-search.ts": {
		opens: ["model", "query", "search", "file-facts.ts"],
		why: "what searches ask of a vault's files",
	},
	"query-bases.ts": { opens: ["model", "query", "file-facts.ts", "bases"], why: "what bases ask within queries" },
	"query-dataview.ts": {
		opens: ["model", "query", "file-facts.ts", "dataview", "clock.ts", "vault-tables.ts"],
		why: "what Dataview's language asks within queries",
	},
	"query-graph.ts": {
		opens: [
			...["model", "query", "link-sentence.ts", "query-network.ts", "query-neighbors.ts", "query-text.ts", "query-search.ts"],
			...["query-bases.ts", "query-dataview.ts"],
		],
		why: "the graph of a vault as queries see it",
	},
	"verbs.ts": { opens: [], why: "the questions that people ask most: one table for everybody who is asked" },
	"verb-answers.ts": { opens: ["model", "concept-record.ts"], why: "what verbs answer, as types" },
	"opened-graph.ts": {
		opens: ["model", "query", "load.ts", "compile.ts", "find-concept.ts", "query-graph.ts"],
		why: "a vault with all that answers need: opened once, asked often",
	},
	"named-concept.ts": {
		opens: ["model", "compile.ts", "concept-record.ts", "find-concept.ts"],
		why: "the concept that somebody means, or an error that says what else may be meant",
	},
	"ask-verb.ts": {
		opens: [
			...["model", "query", "search", "compile.ts", "verbs.ts", "verb-answers.ts", "opened-graph.ts"],
			"named-concept.ts",
			...["concept-record.ts", "link-suggestions.ts", "reasons.ts"],
		],
		why: "verbs asked of an open vault",
	},
	"graph-contents.ts": {
		opens: [
			...["model", "backends", "concept-record.ts", "find-concept.ts", "link-suggestions.ts"],
			...["query-graph.ts", "query-text.ts", "reasons.ts"],
		],
		why: "a vault's graph as it is sent to other engines",
	},
	"saved-address.ts": { opens: [], why: "which addresses are files" },
	"saved-graph.ts": {
		opens: ["model", "query", "backends", "query-network.ts", "query-text.ts", "remote-graph.ts"],
		why: "a vault's graph in a file, asked as one in this process is",
	},
	"save-vault.ts": {
		opens: ["compile.ts", "graph-contents.ts", "opened-graph.ts", "saved-graph.ts"],
		why: "a vault's graph, saved in a file",
	},
	"push-vault.ts": {
		opens: ["model", "backends", "compile.ts", "graph-contents.ts", "opened-graph.ts"],
		why: "a vault's graph, sent to a database",
	},
	"export-vault.ts": {
		opens: ["backends", "graph-contents.ts", "load.ts", "opened-graph.ts"],
		why: "a vault's graph as files for other engines",
	},
	"remote-graph.ts": {
		opens: ["model", "query", "backends", "query-text.ts"],
		why: "a graph that lies in a database, asked as one in this process is",
	},
	"open-graph.ts": {
		opens: ["query", "compile.ts", "opened-graph.ts"],
		why: "a vault that is asked from a program: opened once, asked often",
	},
	"embedding-worker.ts": { opens: ["compile.ts"], why: "the end of the line of a thread that embeds" },
	"vault-digest.ts": { opens: ["model"], why: "what a vault holds, in one digest" },
	"vault-tables.ts": { opens: ["model", "vault", "dataview"], why: "tables that queries name: files of the vault" },
	"script-world.ts": {
		opens: ["model", "graph", "query", "dataview"],
		why: "the world in which programs for Dataview run: bundled on its own, for the engines of cells",
	},
	"script-plan.ts": {
		opens: [
			...["model", "vault", "cells", "code", "dataview"],
			...["assets.ts", "clock.ts", "file-facts.ts", "public-vault.ts"],
		],
		why: "programs for Dataview: which there are, what they may read, under which keys their results lie",
	},
	"read-answer.ts": { opens: ["model"], why: "answers as records have them: taken over as far as they are answers" },
	"script-answer.ts": {
		opens: ["model", "code", "read-answer.ts"],
		why: "what a page shows of a program's last run",
	},
	"recorded-scripts.ts": {
		opens: ["model", "cells", "clock.ts", "answer-queries.ts", "script-answer.ts", "script-plan.ts", "vault-cells.ts"],
		why: "what is stored of the programs of a vault's notes",
	},
	"all-well.ts": {
		opens: [
			...["model", "cache", "cells", "clock.ts", "load.ts", "load-options.ts", "records-stamp.ts", "vault-digest.ts"],
			"version.ts",
		],
		why: "that nothing has changed since all cells were well, for runs that have nothing to do",
	},
	"run.ts": {
		opens: ["model", "vault", "cells", "clock.ts", "load.ts", "find-concept.ts", "script-plan.ts", "vault-cells.ts"],
		why: "runs the cells of a vault: all that `notapse run` does but printing",
	},
	"watch-folder.ts": { opens: [], why: "does something again when a folder changes" },
	"library-verbs.ts": {
		opens: ["query", "ask-verb.ts", "opened-graph.ts", "verb-answers.ts", "verbs.ts"],
		why: "verbs as functions, for programs",
	},
	"live-vault.ts": {
		opens: ["model", "compile.ts", "opened-graph.ts", "vault-digest.ts", "version.ts", "watch-folder.ts"],
		why: "a vault that is asked while it changes",
	},
	"watch.ts": { opens: ["model", "compile.ts", "watch-folder.ts"], why: "compiles again when the vault changes" },
	"graph-schema.ts": { opens: ["opened-graph.ts"], why: "what there is to ask for in a graph" },
	"note-text.ts": {
		opens: ["model", "concept-record.ts", "opened-graph.ts"],
		why: "what a note says, whole or a section of it",
	},
	"verb-schemas.ts": { opens: ["verbs.ts"], why: "what verbs take and answer, as JSON Schema" },
	"asked-query.ts": {
		opens: [
			...["query", "foreign-queries.ts", "foreign-answers.ts", "foreign-names.ts", "told-answer.ts", "opened-graph.ts"],
		],
		why: "what somebody asks a program, in whichever language",
	},
	server: {
		opens: [
			...["model", "query", "asked-query.ts", "verbs.ts", "verb-schemas.ts", "ask-verb.ts", "opened-graph.ts", "live-vault.ts"],
			...["named-concept.ts", "concept-record.ts", "graph-schema.ts", "note-text.ts", "version.ts"],
		],
		why: "servers for this machine: of a site, of an open vault",
	},
	mcp: {
		opens: [
			...["model", "query", "asked-query.ts", "verbs.ts", "verb-answers.ts", "verb-schemas.ts", "ask-verb.ts", "opened-graph.ts"],
			...["live-vault.ts", "named-concept.ts", "graph-schema.ts", "note-text.ts", "harmless.ts", "version.ts", "server"],
		],
		why: "the vault for AI assistants, over the Model Context Protocol",
	},
	cli: {
		opens: [
			...["model", "query", "config.ts", "load.ts", "compile.ts", "read-note.ts", "cell-types.ts", "run.ts", "all-well.ts", "watch.ts"],
			...["find-concept.ts", "verbs.ts", "verb-answers.ts", "opened-graph.ts", "named-concept.ts", "ask-verb.ts"],
			...["graph-schema.ts", "live-vault.ts", "server", "mcp", "foreign-queries.ts", "foreign-answers.ts", "foreign-names.ts", "told-answer.ts"],
			...["backends", "push-vault.ts", "export-vault.ts", "remote-graph.ts", "save-vault.ts", "saved-graph.ts", "saved-address.ts"],
			...["watch-folder.ts", "clock.ts", "answer-queries.ts", "recorded-scripts.ts", "vault-tables.ts", "version.ts"],
			...["harmless.ts", "counts.ts", "concept-record.ts", "link-suggestions.ts", "reasons.ts"],
		],
		why: "a command parses its arguments, makes one call and prints",
	},
};

const names = Object.keys(rooms);

function place(name) {
	return name.endsWith(".ts") ? `^src/${name.replace(".", "\\.")}$` : `^src/${name}/`;
}

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
	forbidden: [
		{
			name: "no-cycles",
			comment: "A cycle means that two files are one thing cut in the wrong place.",
			severity: "error",
			from: {},
			to: { circular: true },
		},
		{
			name: "through-the-door",
			comment: "A room is entered by its index.ts; what lies behind is its own business.",
			severity: "error",
			from: { path: "^src/([^/]+)" },
			to: { path: `^src/(${names.join("|")})/`, pathNot: ["^src/$1/", "^src/([^/]+|code/read|cells/engine|dataview/script)/index\\.ts$"] },
		},
		...names.map((room) => ({
			name: `${room}-opens-only-its-doors`,
			comment: rooms[room].why,
			severity: "error",
			from: { path: `^src/${room}/` },
			to: { path: "^src/", pathNot: [room, ...rooms[room].opens].map((name) => `^src/${name}/`) },
		})),
		...Object.entries(spine).map(([name, { opens, why }]) => ({
			name: `${name}-opens-only-its-doors`,
			comment: why,
			severity: "error",
			from: { path: place(name) },
			to: { path: "^src/", pathNot: [name, ...opens].map(place) },
		})),
		{
			name: "disk-in-few-hands",
			comment: "Hostile names are harmless as long as few files can open them. (The kernels' team starts threads.)",
			severity: "error",
			from: {
				path: "^src/",
				pathNot: [
					...["^src/(vault|cache|cli|server|cells|site/output)/", "^src/site/write\\.ts$", "^src/[^/]+\\.ts$"],
					"^src/kernels/wasm/(team\\.ts|kernel-worker\\.js)$",
				],
			},
			to: { path: "^(node:)?(fs|fs/promises|child_process|net|http|https|worker_threads|vm)$" },
		},
		{
			name: "no-processes",
			comment: "Compiling runs no other program and evaluates no text; `run` does, in src/cells/run.",
			severity: "error",
			from: { path: "^src/", pathNot: "^src/cells/(run|types)/" },
			to: { path: "^(node:)?(child_process|vm|cluster)$" },
		},
		{
			name: "programs-are-read-late",
			comment: "A parser of programs is large, and most vaults have no cells: it comes by import() or not at all.",
			severity: "error",
			from: { path: "^src/", pathNot: "^src/(compile-cell\\.ts$|code/|site/client/)" },
			to: { path: "^src/(compile-cell\\.ts|code/read/index\\.ts)$", dynamic: false },
		},
		{
			name: "cells-are-entered-late",
			comment: "So does what plans and runs them, for those who only compile.",
			severity: "error",
			from: { path: "^src/(compile|load|vault-cells|note-compiler|note-worker)\\.ts$" },
			to: { path: "^src/(cells/|run\\.ts$)", dynamic: false },
		},
		{
			name: "client-stands-alone",
			comment: "Browser code is its own program with its own types.",
			severity: "error",
			from: { path: "^src/site/client/" },
			to: { path: "^src/", pathNot: "^src/(site/(client|search|outputs|svg|drawing)|panel|code|library|model)/|^src/site/graph-layout\\.ts$" },
		},
	],
	options: {
		doNotFollow: { path: "node_modules" },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: "tsconfig.json" },
		parser: "swc",
	},
};
