/**
 * A small site for the browser tests: pages from the templates, an index from the index builder, the client and
 * the style sheet as they are bundled for a release. Served from memory on a loopback port, or written to disk.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import type { Body, Note } from "../../src/model/index.js";
import { buildSearch } from "../../src/site/search/build.js";
import type { SearchDocument } from "../../src/site/search/document.js";
import { passagesOf } from "../../src/site/search/passages.js";
import { searchTerms } from "../../src/site/search/terms.js";
import { renderPage } from "../../src/site/templates/page.js";
import type { ExplorerView, ListView, NoteView } from "../../src/site/view.js";

/** `# heading` starts a section; `[text](href)` is an internal link, `{{html}}` passes as it is. */
export interface TestNote {
	readonly path: string;
	readonly title: string;
	readonly lang?: string;
	readonly aliases?: readonly string[];
	readonly tags?: readonly string[];
	readonly text: string;
	/** What it means. */
	readonly vector?: readonly number[];
}

export type Files = ReadonlyMap<string, string | Uint8Array>;

export async function makeSite(notes: readonly TestNote[]): Promise<Files> {
	const files = new Map<string, string | Uint8Array>(await assets());
	for (const note of notes) files.set(`${note.path}.html`, renderPage(noteView(note, notes)));
	for (const folder of foldersOf(notes)) {
		files.set(folder === "" ? "index.html" : `${folder}/index.html`, renderPage(folderView(folder, notes)));
	}
	const dimension = notes.find(({ vector }) => vector !== undefined)?.vector?.length;
	for (const file of buildSearch(
		notes.map((note) => toDocument(note)),
		dimension,
	)) {
		if ("content" in file) files.set(file.path, file.content());
	}
	return files;
}

/** A document as the site would hand it to the index; `headings` if it has others than its text shows. */
export function toDocument(note: TestNote, headings = sectionsOf(note.text).headings): SearchDocument {
	const { text } = sectionsOf(note.text);
	const { path, title, lang = "zh", aliases = [] } = note;
	const tags = (note.tags ?? []).map((name) => ({ name }));
	const name = path.replace(/^.*\//, "");
	// The index reads no more of a note than these.
	const asNote = { title, name, aliases, tags, headings } as unknown as Note;
	const { sketch, search } = searchTerms(asNote, { text } as unknown as Body);
	const passages = passagesOf(headings, text);
	return {
		...{ href: `${encodeURI(path)}.html`, title, lang, aliases, sketch, basis: "" },
		...(note.vector && { vector: Float32Array.from(note.vector) }),
		terms: () => search,
		passages: () => passages,
	};
}

export interface Served {
	readonly url: string;
	/** Paths asked for since the last look. */
	readonly requests: () => string[];
	/** From now on this path fails. */
	readonly lose: (path: string) => void;
	readonly close: () => void;
}

export async function serve(files: Files): Promise<Served> {
	const log: string[] = [];
	const lost = new Set<string>();
	const server: Server = createServer((request, response) => {
		const path = decodeURIComponent((request.url ?? "/").replace(/^\//, "").replace(/\?.*$/, ""));
		log.push(path);
		const file = files.get(path === "" ? "index.html" : path.replace(/\/$/, "/index.html"));
		if (file === undefined || lost.has(path)) {
			response.writeHead(404).end();
			return;
		}
		response.writeHead(200, { "content-type": types[path.replace(/^.*\./, "")] ?? types.html }).end(file);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/`,
		requests: () => log.splice(0),
		lose: (path) => lost.add(path),
		close: () => server.close(),
	};
}

export async function writeFiles(folder: string, files: Files): Promise<void> {
	for (const [path, content] of files) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), content);
	}
}

const types: Record<string, string> = {
	html: "text/html; charset=utf-8",
	js: "text/javascript; charset=utf-8",
	css: "text/css; charset=utf-8",
	svg: "image/svg+xml",
};

async function assets(): Promise<[string, string | Uint8Array][]> {
	const { outputFiles } = await build({
		entryPoints: { client: "src/site/client/main.ts", theme: "src/site/theme/theme.css" },
		outdir: "-",
		bundle: true,
		minify: true,
		write: false,
		format: "iife",
		target: ["chrome111", "firefox115", "safari16.4"],
		logLevel: "error",
	});
	const icon = '<svg xmlns="http://www.w3.org/2000/svg"/>';
	return [
		...outputFiles.map((file): [string, Uint8Array] => [
			`-/${file.path.replace(/^.*\//, "")}`,
			file.contents,
		]),
		["-/icon.svg", icon],
	];
}

function base(path: string, title: string, lang: string) {
	const root = "../".repeat(path.split("/").length - 1);
	return {
		path,
		root,
		title,
		lang,
		ui: "en" as const,
		siteTitle: "Test site",
		description: `About ${title}`,
		breadcrumbs: [],
		places: { home: `${root}index.html`, notes: `${root}index.html`, tags: `${root}index.html` },
		features: new Set<never>(),
		assets: {
			css: `${root}-/theme.css`,
			mathCss: `${root}-/math.css`,
			js: `${root}-/client.js`,
			icon: `${root}-/icon.svg`,
		},
	};
}

function noteView(note: TestNote, notes: readonly TestNote[]): NoteView {
	const { path, title, lang = "zh", aliases = [], text } = note;
	const { headings } = sectionsOf(text);
	const page = `${path}.html`;
	return {
		...base(page, title, lang),
		kind: "note",
		explorer: explorer(folderOf(path), page, notes),
		showTitle: true,
		aliases,
		properties: [],
		tags: [],
		cssClasses: [],
		wordCount: text.length,
		plain: false,
		bodyHtml: bodyHtml(text),
		toc: headings.map((heading) => ({
			depth: heading.depth,
			text: heading.text,
			href: `#h-${heading.slug}`,
		})),
		backlinks: [],
		outgoing: [],
		related: [],
		suggested: [],
		unresolved: [],
	};
}

function folderView(folder: string, notes: readonly TestNote[]): ListView {
	const page = folder === "" ? "index.html" : `${folder}/index.html`;
	const view = explorer(folder, page, notes);
	const entries = view.items.filter((item) => item.kind === "note");
	return {
		...base(page, folder === "" ? "Test site" : folder, "en"),
		kind: "folder",
		explorer: view,
		sections: [],
		entries: entries.map((item) => ({ ...item, kind: "note", lang: "zh", excerpt: "", tags: [] })),
		total: entries.length,
		pages: [],
	};
}

function explorer(folder: string, page: string, notes: readonly TestNote[]): ExplorerView {
	const root = "../".repeat(page.split("/").length - 1);
	const href = (path: string) => root + encodeURI(path);
	const inside = notes.filter((note) => folderOf(note.path) === folder);
	const folders = [...foldersOf(notes)].filter(
		(path) => path !== "" && path !== folder && folderOf(path) === folder,
	);
	return {
		folder: {
			title: folder || "Test site",
			href: href(folder === "" ? "index.html" : `${folder}/index.html`),
		},
		items: [
			...folders.map((path) => ({
				kind: "folder" as const,
				title: path.replace(/^.*\//, ""),
				href: href(`${path}/index.html`),
				current: false,
				count: notes.filter((note) => note.path.startsWith(`${path}/`)).length,
			})),
			...inside.map(({ path, title }) => ({
				kind: "note" as const,
				title,
				href: href(`${path}.html`),
				current: `${path}.html` === page,
			})),
		],
	};
}

function foldersOf(notes: readonly TestNote[]): ReadonlySet<string> {
	const folders = new Set<string>([""]);
	for (const { path } of notes) {
		for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) folders.add(folder);
	}
	return folders;
}

function folderOf(path: string): string {
	return path.includes("/") ? path.replace(/\/[^/]*$/, "") : "";
}

function sectionsOf(source: string): { headings: Note["headings"]; text: Body["text"] } {
	const headings: Note["headings"][number][] = [];
	const text: { heading: number; text: string }[] = [{ heading: -1, text: "" }];
	const nowhere = { span: { start: 0, end: 0 }, position: { line: 1, column: 1, offset: 0 } };
	for (const line of source.split("\n")) {
		const heading = /^(#+) (.*)/.exec(line);
		if (heading !== null) {
			const title = heading[2] ?? "";
			const depth = Math.min(6, (heading[1] ?? "").length) as 1 | 2 | 3 | 4 | 5 | 6;
			headings.push({ depth, text: title, slug: title.toLowerCase().replace(/\s+/g, "-"), ...nowhere });
			text.push({ heading: headings.length - 1, text: title });
		} else if (line !== "") {
			const plain = line.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/\{\{.*\}\}/g, "");
			const section = text.at(-1);
			if (section?.heading !== headings.length - 1) text.push({ heading: -1, text: plain });
			else section.text += ` ${plain}`;
		}
	}
	return { headings, text };
}

function bodyHtml(source: string): string {
	return source
		.split("\n")
		.map((line) => {
			const raw = /^\{\{(.*)\}\}$/.exec(line)?.[1];
			if (raw !== undefined) return raw;
			const heading = /^(#+) (.*)/.exec(line);
			if (heading === null) return `<p>${withLinks(line)}</p>`;
			const [, hashes = "#", title = ""] = heading;
			return `<h${hashes.length} id="h-${title.toLowerCase().replace(/\s+/g, "-")}">${escaped(title)}</h${hashes.length}>`;
		})
		.join("\n");
}

function withLinks(line: string): string {
	return escaped(line).replace(/\[([^\]]*)\]\(([^)]*)\)/g, '<a class="internal" href="$2">$1</a>');
}

function escaped(text: string): string {
	return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
