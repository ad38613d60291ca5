/**
 * As much of Obsidian's `app` as says what a vault holds: its files, and what is known of them. All else is refused by
 * name, because no Obsidian runs there.
 */
import {
	baseName,
	type FileFacts,
	type FileLink,
	type FileTable,
	folderOf,
	stemOf,
	type VaultPath,
} from "../../model/index.js";

export interface AppWorld {
	readonly files: FileTable;
	readonly from: VaultPath;
	readText(path: VaultPath): string | undefined;
	/** The program's `dv`, which another plugin would ask for. */
	readonly dv: object;
}

export function createApp({ files, from, readText, dv }: AppWorld): object {
	const known = new Map<string, VaultFile>();
	const fileAt = (path: string): VaultFile | null => {
		const facts = files.get(path as VaultPath);
		if (facts === undefined) return null;
		const file = known.get(path) ?? new VaultFile(facts);
		known.set(path, file);
		return file;
	};
	const entryAt = (path: unknown): VaultFile | VaultFolder | null => {
		const name = String(path).replace(/^\/+|\/+$/g, "");
		const isFolder = files.files.some((file) => file.path.startsWith(`${name}/`));
		return fileAt(name) ?? (name === "" || isFolder ? folder(name) : null);
	};
	const folder = (path: string): VaultFolder =>
		new VaultFolder(path, () =>
			files.files.filter((file) => file.folder === path).map((file) => fileAt(file.path)!),
		);
	const all = (notes: boolean) =>
		files.files.flatMap(({ path, note }) => (notes && note === undefined ? [] : [fileAt(path)!]));
	const textOf = async (file: unknown): Promise<string> => {
		const path = pathOf(file);
		const text = readText(path as VaultPath);
		if (text === undefined) throw new Error(`There is no text “${path}” in this vault.`);
		return text;
	};
	const factsOf = (file: unknown) => files.get(pathOf(file) as VaultPath);
	const links = (resolved: boolean) =>
		Object.fromEntries(files.files.map((file) => [file.path, countsOf(file, resolved)]));

	const vault = closed("app.vault", {
		getName: () => "vault",
		getRoot: () => folder(""),
		getFiles: () => all(false),
		getMarkdownFiles: () => all(true),
		getAllLoadedFiles: () => all(false),
		getAbstractFileByPath: entryAt,
		getFileByPath: (path: unknown) => fileAt(String(path)),
		getFolderByPath: (path: unknown) => {
			const entry = entryAt(path);
			return entry instanceof VaultFolder ? entry : null;
		},
		read: textOf,
		cachedRead: textOf,
		// Where something is shown, it is the path that says what.
		getResourcePath: pathOf,
		adapter: closed("app.vault.adapter", {
			basePath: "",
			getBasePath: () => "",
			read: textOf,
			exists: async (path: unknown) => entryAt(path) !== null,
			getResourcePath: pathOf,
		}),
	});
	const metadataCache = closed("app.metadataCache", {
		getFileCache: (file: unknown) => cacheOf(factsOf(file)),
		getCache: (path: unknown) => cacheOf(factsOf(path)),
		getFirstLinkpathDest: (target: unknown, origin: unknown) => {
			const path = files.resolve(String(target).split(/[#|]/, 1)[0]!, String(origin ?? from) as VaultPath);
			return path === undefined ? null : fileAt(path);
		},
		fileToLinktext: (file: unknown) => pathOf(file).replace(/\.md$/i, ""),
		getTags: () => tagsOf(files),
		get resolvedLinks() {
			return links(true);
		},
		get unresolvedLinks() {
			return links(false);
		},
	});
	const dataview = { api: dv, manifest: Object.freeze({ id: "dataview" }) };
	const plugin = (name: unknown) => {
		if (name === "dataview") return dataview;
		throw new Error(`The plugin “${String(name)}” does not run here: only what dv offers.`);
	};
	return closed("app", {
		vault,
		metadataCache,
		isMobile: false,
		plugins: closed("app.plugins", {
			plugins: new Proxy({}, { get: (_, name) => (typeof name === "symbol" ? undefined : plugin(name)) }),
			getPlugin: plugin,
			enabledPlugins: new Set(["dataview"]),
		}),
		workspace: closed("app.workspace", {
			getActiveFile: () => fileAt(from),
			lastActiveFile: fileAt(from),
		}),
	});
}

/** An object that says of every other name that it is not there. */
function closed(name: string, has: object): object {
	return new Proxy(Object.freeze(has), {
		get(target, key) {
			if (typeof key === "symbol" || key === "then" || key === "toJSON" || key in target)
				return Reflect.get(target, key);
			throw new Error(`${name}.${key} is Obsidian itself, and no Obsidian runs here.`);
		},
	});
}

function pathOf(file: unknown): string {
	if (file instanceof VaultFile) return file.path;
	return String((file as { readonly path?: unknown } | null)?.path ?? file);
}

class VaultFolder {
	readonly path: string;
	readonly name: string;
	readonly #children: () => readonly VaultFile[];

	constructor(path: string, children: () => readonly VaultFile[]) {
		this.path = path === "" ? "/" : path;
		this.name = baseName(path);
		this.#children = children;
	}

	/** Files alone. */
	get children(): readonly VaultFile[] {
		return this.#children();
	}

	isRoot(): boolean {
		return this.path === "/";
	}
}

class VaultFile {
	readonly #facts: FileFacts;
	readonly path: VaultPath;
	readonly name: string;
	readonly basename: string;
	readonly extension: string;

	constructor(facts: FileFacts) {
		this.#facts = facts;
		this.path = facts.path;
		this.name = baseName(facts.path);
		this.basename = stemOf(facts.path);
		this.extension = facts.extension;
	}

	get stat(): object {
		const { created, modified, size } = this.#facts;
		return { ctime: created, mtime: modified, size };
	}

	get parent(): VaultFolder {
		return new VaultFolder(folderOf(this.path), () => []);
	}
}

/** What Obsidian keeps of a note, without places. Read as far as it is asked for. */
function cacheOf(facts: FileFacts | undefined): object | null {
	if (facts?.note === undefined) return null;
	return {
		get frontmatter() {
			const { properties } = facts;
			if (properties.length === 0) return undefined;
			return Object.fromEntries(properties.map(({ key, value }) => [key, value]));
		},
		get tags() {
			return facts.tags.map((tag) => ({ tag: `#${tag}` }));
		},
		get links() {
			return facts.links.filter(({ embed, property }) => !embed && property === undefined).map(linkOf);
		},
		get embeds() {
			return facts.links.filter(({ embed }) => embed).map(linkOf);
		},
		get frontmatterLinks() {
			return facts.links.filter(({ property }) => property !== undefined).map(linkOf);
		},
		get headings() {
			return facts.headings.map(({ text, depth }) => ({ heading: text, level: depth }));
		},
	};
}

function linkOf({ target, heading, block, display, embed, property }: FileLink): object {
	const place = block === undefined ? (heading === undefined ? "" : `#${heading}`) : `#^${block}`;
	const link = `${target}${place}`;
	const original = `${embed ? "!" : ""}[[${link}${display === undefined ? "" : `|${display}`}]]`;
	return { link, original, displayText: display ?? link, ...(property !== undefined && { key: property }) };
}

/** How often a file links where: to files, or to names that no file has. */
function countsOf({ links, path }: FileFacts, resolved: boolean): Readonly<Record<string, number>> {
	const counts = new Map<string, number>();
	for (const link of links) {
		const to = resolved ? link.path : link.path === undefined ? link.target : undefined;
		if (to !== undefined && to !== "" && to !== path) counts.set(to, (counts.get(to) ?? 0) + 1);
	}
	return Object.fromEntries(counts);
}

function tagsOf({ files }: FileTable): Readonly<Record<string, number>> {
	const counts = new Map<string, number>();
	for (const { tags } of files)
		for (const tag of tags) counts.set(`#${tag}`, (counts.get(`#${tag}`) ?? 0) + 1);
	return Object.fromEntries(counts);
}
