import type { LanguageFn } from "highlight.js";

/** A grammar of highlight.js: its other names in info strings, and the grammars that it hands parts of a text to. */
interface Grammar {
	readonly load: () => Promise<{ readonly default: LanguageFn }>;
	readonly aliases?: readonly string[];
	readonly embeds?: readonly string[];
}

/** The name of the grammar for the language of an info string, lower case; undefined when there is none. */
export function grammarOf(language: string): string | undefined {
	const name = language.toLowerCase();
	return grammars.has(name) ? name : byAlias.get(name);
}

/** Spelt out, so that the bundler gives each grammar a file of its own, which is read when a note needs it. */
export const grammars: ReadonlyMap<string, Grammar> = new Map<string, Grammar>([
	[
		"bash",
		{
			load: () => import("highlight.js/lib/languages/bash"),
			aliases: ["sh", "zsh", "shell", "console", "shellsession"],
		},
	],
	["c", { load: () => import("highlight.js/lib/languages/c"), aliases: ["h"] }],
	["clojure", { load: () => import("highlight.js/lib/languages/clojure"), aliases: ["clj", "edn"] }],
	["cmake", { load: () => import("highlight.js/lib/languages/cmake") }],
	[
		"cpp",
		{
			load: () => import("highlight.js/lib/languages/cpp"),
			aliases: ["c++", "cc", "cxx", "h++", "hpp", "hh", "hxx"],
		},
	],
	["csharp", { load: () => import("highlight.js/lib/languages/csharp"), aliases: ["cs", "c#"] }],
	["css", { load: () => import("highlight.js/lib/languages/css") }],
	["dart", { load: () => import("highlight.js/lib/languages/dart") }],
	["diff", { load: () => import("highlight.js/lib/languages/diff"), aliases: ["patch"] }],
	[
		"dockerfile",
		{ load: () => import("highlight.js/lib/languages/dockerfile"), aliases: ["docker"], embeds: ["bash"] },
	],
	["elixir", { load: () => import("highlight.js/lib/languages/elixir"), aliases: ["ex", "exs"] }],
	["elm", { load: () => import("highlight.js/lib/languages/elm") }],
	["erlang", { load: () => import("highlight.js/lib/languages/erlang"), aliases: ["erl"] }],
	["fortran", { load: () => import("highlight.js/lib/languages/fortran"), aliases: ["f90", "f95"] }],
	["fsharp", { load: () => import("highlight.js/lib/languages/fsharp"), aliases: ["fs", "f#"] }],
	["go", { load: () => import("highlight.js/lib/languages/go"), aliases: ["golang"] }],
	["graphql", { load: () => import("highlight.js/lib/languages/graphql"), aliases: ["gql"] }],
	["groovy", { load: () => import("highlight.js/lib/languages/groovy"), aliases: ["gradle"] }],
	["haskell", { load: () => import("highlight.js/lib/languages/haskell"), aliases: ["hs"] }],
	["http", { load: () => import("highlight.js/lib/languages/http"), aliases: ["https"], embeds: ["json"] }],
	["ini", { load: () => import("highlight.js/lib/languages/ini"), aliases: ["toml"] }],
	["java", { load: () => import("highlight.js/lib/languages/java") }],
	[
		"javascript",
		{
			load: () => import("highlight.js/lib/languages/javascript"),
			aliases: ["js", "jsx", "mjs", "cjs", "dataviewjs"],
			embeds: ["xml"],
		},
	],
	["json", { load: () => import("highlight.js/lib/languages/json"), aliases: ["jsonc", "json5", "canvas"] }],
	["julia", { load: () => import("highlight.js/lib/languages/julia"), aliases: ["jl"] }],
	["kotlin", { load: () => import("highlight.js/lib/languages/kotlin"), aliases: ["kt", "kts"] }],
	["latex", { load: () => import("highlight.js/lib/languages/latex"), aliases: ["tex"] }],
	["less", { load: () => import("highlight.js/lib/languages/less") }],
	["lisp", { load: () => import("highlight.js/lib/languages/lisp") }],
	["lua", { load: () => import("highlight.js/lib/languages/lua") }],
	["makefile", { load: () => import("highlight.js/lib/languages/makefile"), aliases: ["make", "mk"] }],
	[
		"markdown",
		{ load: () => import("highlight.js/lib/languages/markdown"), aliases: ["md"], embeds: ["xml"] },
	],
	["matlab", { load: () => import("highlight.js/lib/languages/matlab") }],
	["nginx", { load: () => import("highlight.js/lib/languages/nginx"), aliases: ["nginxconf"] }],
	["nim", { load: () => import("highlight.js/lib/languages/nim") }],
	["nix", { load: () => import("highlight.js/lib/languages/nix") }],
	[
		"objectivec",
		{ load: () => import("highlight.js/lib/languages/objectivec"), aliases: ["objc", "objective-c", "mm"] },
	],
	["ocaml", { load: () => import("highlight.js/lib/languages/ocaml"), aliases: ["ml"] }],
	["perl", { load: () => import("highlight.js/lib/languages/perl"), aliases: ["pl", "pm"] }],
	["pgsql", { load: () => import("highlight.js/lib/languages/pgsql"), aliases: ["postgres", "postgresql"] }],
	["php", { load: () => import("highlight.js/lib/languages/php"), embeds: ["xml"] }],
	[
		"powershell",
		{ load: () => import("highlight.js/lib/languages/powershell"), aliases: ["pwsh", "ps1", "ps"] },
	],
	["prolog", { load: () => import("highlight.js/lib/languages/prolog") }],
	["properties", { load: () => import("highlight.js/lib/languages/properties") }],
	["protobuf", { load: () => import("highlight.js/lib/languages/protobuf"), aliases: ["proto"] }],
	[
		"python",
		{ load: () => import("highlight.js/lib/languages/python"), aliases: ["py", "ipython", "python3"] },
	],
	["r", { load: () => import("highlight.js/lib/languages/r") }],
	["ruby", { load: () => import("highlight.js/lib/languages/ruby"), aliases: ["rb"] }],
	["rust", { load: () => import("highlight.js/lib/languages/rust"), aliases: ["rs"] }],
	["scala", { load: () => import("highlight.js/lib/languages/scala") }],
	["scheme", { load: () => import("highlight.js/lib/languages/scheme"), aliases: ["scm"] }],
	["scss", { load: () => import("highlight.js/lib/languages/scss"), aliases: ["sass"] }],
	["sql", { load: () => import("highlight.js/lib/languages/sql"), aliases: ["dataview"] }],
	["swift", { load: () => import("highlight.js/lib/languages/swift") }],
	["tcl", { load: () => import("highlight.js/lib/languages/tcl") }],
	[
		"typescript",
		{
			load: () => import("highlight.js/lib/languages/typescript"),
			aliases: ["ts", "tsx", "mts", "cts"],
			embeds: ["xml"],
		},
	],
	["vbnet", { load: () => import("highlight.js/lib/languages/vbnet"), aliases: ["vb"] }],
	["verilog", { load: () => import("highlight.js/lib/languages/verilog"), aliases: ["sv", "v"] }],
	["vhdl", { load: () => import("highlight.js/lib/languages/vhdl") }],
	["vim", { load: () => import("highlight.js/lib/languages/vim"), aliases: ["vimscript"] }],
	["wasm", { load: () => import("highlight.js/lib/languages/wasm"), aliases: ["wat"] }],
	[
		"xml",
		{
			load: () => import("highlight.js/lib/languages/xml"),
			aliases: ["html", "xhtml", "svg", "rss", "atom", "vue"],
			embeds: ["css", "javascript"],
		},
	],
	["yaml", { load: () => import("highlight.js/lib/languages/yaml"), aliases: ["yml", "base"] }],
]);

const byAlias: ReadonlyMap<string, string> = new Map(
	[...grammars].flatMap(([name, { aliases = [] }]) => aliases.map((alias) => [alias, name] as const)),
);
