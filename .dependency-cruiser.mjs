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

/**
 * What stands between the rooms and the command line: files that call rooms in order, and folders of such files. Their
 * files are opened one by one, not through a door: each is loaded when it is needed.
 */
export const spine = {
	"version.ts": { opens: [], why: "this program's version, as the build set it" },
	"built.ts": { opens: [], why: "where the build's files are" },
	"clock.ts": { opens: [], why: "what time it is, and where: an input like any other" },
	"counts.ts": { opens: [], why: "numbers as they are read in a sentence" },
	"harmless.ts": { opens: [], why: "text from notes, made harmless for who reads line by line" },
	"stages.ts": { opens: [], why: "the stages as they are told and measured" },
	"optimiser.ts": { opens: [], why: "when V8 is to optimise: late while notes are read, soon for numbers" },
	"watch-folder.ts": { opens: [], why: "does something again when a folder changes" },
	"assets.ts": { opens: ["model", "built.ts"], why: "the browser's files, as the build left them" },
	"vault-digest.ts": { opens: ["model"], why: "what a vault holds, in one digest" },
	"jsonc.ts": { opens: [], why: "JSON with comments, every value with its place" },
	"config.ts": { opens: ["model", "jsonc.ts"], why: "what a user may choose, with its defaults" },
	"note-compiler": {
		opens: ["model", "cache", "notes", "code", "site", "built.ts", "optimiser.ts", "version.ts"],
		why: "all notes, compiled: from memory, from the cache, or by workers that are stopped when a note costs too much",
	},
	"vault-cells": {
		opens: ["model", "vault", "cache", "cells", "assets.ts", "built.ts", "version.ts"],
		why: "the cells of a vault: gathered, planned, and what is known of their results",
	},
	"load-options.ts": {
		opens: ["model", "vault", "cache", "config.ts", "note-compiler", "stages.ts"],
		why: "where a vault is and how it is read",
	},
	"load.ts": {
		opens: ["model", "graph", "config.ts", "load-options.ts", "note-compiler", "vault-cells", "stages.ts"],
		why: "a vault read, parsed and resolved: what commands ask about",
	},
	concepts: {
		opens: ["model", "graph", "counts.ts", "harmless.ts"],
		why: "the concept that somebody means by a name, and what people and programs are told of concepts",
	},
	embedder: {
		opens: [
			...["model", "kernels", "cache", "embedding", "map", "cells", "config.ts", "load.ts", "concepts", "vault-cells"],
			...["assets.ts", "built.ts", "optimiser.ts", "stages.ts", "version.ts"],
		],
		why: "embedding and map of a vault: from memory, from the cache, or anew, perhaps with a note's cell",
	},
	"query-graph": {
		opens: ["model", "vault", "graph", "query", "search", "bases", "dataview", "concepts", "clock.ts"],
		why: "the graph of a vault as queries see it: concepts, network, texts, files, and every language's functions",
	},
	answers: {
		opens: [
			...["model", "kernels", "vault", "notes", "graph", "query", "search", "bases", "dataview", "code", "cells", "panel"],
			...["site", "note-compiler", "vault-cells", "query-graph", "assets.ts", "clock.ts", "counts.ts"],
		],
		why: "the questions and programs of notes, answered from what readers may see: each by who knows its language",
	},
	"compile.ts": {
		opens: [
			...["model", "vault", "graph", "embedding", "site", "load.ts", "stages.ts", "note-compiler", "vault-cells"],
			...["concepts", "embedder", "query-graph", "answers", "assets.ts", "clock.ts", "vault-digest.ts", "version.ts"],
		],
		why: "calls the stages in order: start reading here",
	},
	"embedding-worker.ts": { opens: ["compile.ts"], why: "the end of the line of a thread that embeds" },
	"watch.ts": { opens: ["model", "compile.ts", "watch-folder.ts"], why: "compiles again when the vault changes" },
	"all-well.ts": {
		opens: [
			...["model", "cache", "cells", "load-options.ts", "load.ts", "vault-cells"],
			...["clock.ts", "vault-digest.ts", "version.ts"],
		],
		why: "that nothing has changed since all cells were well, for runs that have nothing to do",
	},
	"run.ts": {
		opens: ["model", "vault", "cells", "load.ts", "concepts", "vault-cells", "answers", "clock.ts"],
		why: "runs the cells of a vault: all that `notapse run` does but printing",
	},
	asking: {
		opens: [
			...["model", "query", "search", "bases", "dataview", "concepts", "query-graph", "load.ts", "compile.ts"],
			...["clock.ts", "vault-digest.ts", "version.ts", "watch-folder.ts"],
		],
		why: "a vault opened once and asked often: by verbs, by queries in every language, while it changes",
	},
	remote: {
		opens: ["model", "query", "backends", "concepts", "query-graph", "load.ts", "compile.ts", "asking"],
		why: "a vault's graph in databases and files: sent there, and asked there as one in this process is",
	},
	server: {
		opens: ["model", "query", "concepts", "asking", "version.ts"],
		why: "servers for this machine: of a site, of an open vault",
	},
	mcp: {
		opens: ["model", "query", "asking", "server", "harmless.ts", "version.ts"],
		why: "the vault for AI assistants, over the Model Context Protocol",
	},
	cli: {
		opens: [
			...["model", "query", "backends", "config.ts", "load.ts", "note-compiler", "vault-cells", "compile.ts", "run.ts"],
			...["all-well.ts", "watch.ts", "concepts", "query-graph", "answers", "asking", "remote", "server", "mcp"],
			...["clock.ts", "counts.ts", "harmless.ts", "version.ts", "watch-folder.ts"],
		],
		why: "a command parses its arguments, makes one call and prints",
	},
	start: { opens: ["cache"], why: "loads the built program, with the code that V8 has made of it before" },
};

const names = Object.keys(rooms);
const withDoors = [...names, "server", "mcp"];

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
			to: { path: `^src/(${withDoors.join("|")})/`, pathNot: ["^src/$1/", "^src/([^/]+|code/read|cells/engine|dataview/script)/index\\.ts$"] },
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
					...["^src/(vault|cache|cli|server|cells|site/output|start)/", "^src/site/write\\.ts$", "^src/[^/]+\\.ts$"],
					"^src/(note-compiler/note-(pool|worker)|embedder/embed-apart|vault-cells/records-stamp|remote/saved-graph)\\.ts$",
					"^src/kernels/wasm/(team\\.ts|kernel-worker\\.js)$",
				],
			},
			to: { path: "^(node:)?(fs|fs/promises|child_process|net|http|https|worker_threads|vm)$" },
		},
		{
			name: "no-processes",
			comment: "Compiling runs no other program and evaluates no text; `run` does, in src/cells/run, and `start` its own scripts.",
			severity: "error",
			from: { path: "^src/", pathNot: "^src/(cells/(run|types)|start)/" },
			to: { path: "^(node:)?(child_process|vm|cluster)$" },
		},
		{
			name: "programs-are-read-late",
			comment: "A parser of programs is large, and most vaults have no cells: it comes by import() or not at all.",
			severity: "error",
			from: { path: "^src/", pathNot: "^src/(note-compiler/compile-cell\\.ts$|code/|site/client/)" },
			to: { path: "^src/(note-compiler/compile-cell\\.ts|code/read/index\\.ts)$", dynamic: false },
		},
		{
			name: "cells-are-entered-late",
			comment: "So does what plans and runs them, for those who only compile.",
			severity: "error",
			from: { path: "^src/((compile|load)\\.ts$|vault-cells/vault-cells\\.ts$|note-compiler/)" },
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
