import { buildGraph } from "../../../src/graph/index.js";
import type {
	CompiledCanvas,
	CompiledNote,
	ConceptGraph,
	Diagnostic,
	Site,
	SiteFile,
	SiteOptions,
	Vault,
} from "../../../src/model/index.js";
import { compileCanvas, compileNote } from "../../../src/note-compiler/compile-note.js";
import { hashOf } from "../../../src/site/address/names.js";
import { type RenderInput, renderSite } from "../../../src/site/index.js";

/** A vault as a map of path → text: `.md` notes, `.canvas` files, anything else an attachment. */
export type Files = Readonly<Record<string, string>>;

export interface Rendered {
	readonly site: Site;
	readonly diagnostics: readonly Diagnostic[];
	/** Paths of all files. */
	readonly paths: readonly string[];
	/** A file's text; fails if there is no such file. */
	text(path: string): string;
	/** What stands inside `<div class="prose">` of a page, without blanks at its ends. */
	body(path: string): string;
}

/** From texts to a site, by the real stages. */
export async function render(
	files: Files,
	options: Partial<SiteOptions> = {},
	learn: Learn = () => ({}),
): Promise<Rendered> {
	const { vault, notes, canvases } = await compileFiles(files);
	return renderCompiled(vault, notes, canvases, options, learn);
}

/** What would be learnt from a vault, by whatever means; see `fabricate`. */
export type Learn = (
	graph: ConceptGraph,
	notes: readonly CompiledNote[],
) => Partial<Pick<RenderInput, "embedding" | "map" | "cells" | "answers">>;

export function renderCompiled(
	vault: Vault,
	notes: readonly CompiledNote[],
	canvases: readonly CompiledCanvas[],
	options: Partial<SiteOptions> = {},
	learn: Learn = () => ({}),
	graph = graphOf(vault, notes, canvases),
): Rendered {
	const { site, diagnostics } = renderSite({
		vault,
		notes,
		canvases,
		graph,
		...learn(graph, notes),
		options: { title: vault.name, lang: "auto", trust: false, strictLineBreaks: false, ...options },
		assets: {
			css: "a{}",
			mathCss: "b{}",
			js: "1",
			mapCss: "c{}",
			mapJs: "2",
			answerCss: "d{}",
			answerJs: "3",
			query: { css: "e{}", js: "10", worker: "11", parts: new Map([["time", "12"]]) },
			cells: {
				...{
					css: "d{}",
					js: "3",
					runner: "4",
					frame: "<p>5</p>",
					library: "6",
					editor: "7",
					reader: "9",
					text: "8",
				},
			},
			fonts: [{ name: "f.woff2", bytes: new Uint8Array([1]) }],
		},
	});
	const byPath = new Map(site.files.map((file) => [file.path, file]));
	const text = (path: string) => textOf(byPath.get(path), path);
	return { site, diagnostics, paths: [...byPath.keys()], text, body: (path) => proseOf(text(path)) };
}

function graphOf(
	vault: Vault,
	notes: readonly CompiledNote[],
	canvases: readonly CompiledCanvas[],
): ConceptGraph {
	return buildGraph({
		vault,
		notes: notes.map(({ note }) => note),
		canvases: canvases.map(({ canvas, cards }) => ({ canvas, cards: cards.map(({ note }) => note) })),
		options: { aliasLinks: false, unpublished: "exclude" },
	});
}

export async function compileFiles(
	files: Files,
): Promise<{ vault: Vault; notes: CompiledNote[]; canvases: CompiledCanvas[] }> {
	const paths = Object.keys(files).sort();
	const source = (path: string) => ({ path, source: files[path] ?? "", hash: hashOf(files[path] ?? "") });
	const vault: Vault = {
		root: "/vault",
		name: "vault",
		obsidian: false,
		notes: paths.filter((path) => /\.md$/i.test(path)).map(source),
		canvases: paths.filter((path) => path.endsWith(".canvas")).map(source),
		sidecars: paths.filter((path) => /\.cell\.(?:ts|js|py)$/.test(path)).map(source),
		bases: paths.filter((path) => path.endsWith(".base")).map(source),
		attachments: paths
			.filter((path) => !/\.(?:md|canvas)$/i.test(path))
			.map((path) => ({ path, size: 1, stamp: "s" })),
		settings: { ignoreFilters: [], strictLineBreaks: false },
		diagnostics: [],
	};
	const notes = await Promise.all(vault.notes.map((file) => compileNote(file, compileOptions)));
	const canvases = await Promise.all(vault.canvases.map((file) => compileCanvas(file, compileOptions)));
	return { vault, notes, canvases };
}

export const compileOptions = {
	notes: { comments: "index", tagPunctuation: "part-of-tag", markdownLinks: true },
	trust: false,
	strictLineBreaks: false,
} as const;

function textOf(file: SiteFile | undefined, path: string): string {
	if (file === undefined) throw new Error(`the site has no ${path}`);
	if (!("content" in file)) throw new Error(`${path} is a copy`);
	return String(file.content());
}

function proseOf(html: string): string {
	const start = html.indexOf(">", html.indexOf('<div class="prose"')) + 1;
	const ends = ['</div>\n<div class="relations"', '</div>\n<div class="ways"'].map((end) =>
		html.indexOf(end, start),
	);
	return html.slice(start, Math.min(...ends.filter((end) => end !== -1))).trim();
}
