import {
	baseName,
	type CompiledCanvas,
	type CompiledNote,
	type Diagnostic,
	folderOf,
	type SitePath,
	type VaultPath,
} from "../../model/index.js";
import { pageSize } from "../limits.js";
import type { Folder } from "../shared/folders.js";
import type { TagNode } from "../shared/tag-tree.js";
import { AddressTable, type Claim } from "./address-table.js";
import { inertName } from "./inert.js";
import { safeName } from "./names.js";

/** Where everything lies in the output, decided before the first page is made. */
export interface Addresses {
	readonly notes: ReadonlyMap<VaultPath, SitePath>;
	/** The Markdown copies of the notes. */
	readonly markdown: ReadonlyMap<VaultPath, SitePath>;
	readonly canvases: ReadonlyMap<VaultPath, SitePath>;
	readonly bases: ReadonlyMap<VaultPath, SitePath>;
	readonly attachments: ReadonlyMap<VaultPath, SitePath>;
	/** Each folder's list, page by page. */
	readonly folders: ReadonlyMap<VaultPath, readonly SitePath[]>;
	/** Each tag's list, page by page. */
	readonly tags: ReadonlyMap<string, readonly SitePath[]>;
	/** The list of all tags, page by page. */
	readonly tagIndex: readonly SitePath[];
	/** Where folders of the vault lie, with a slash at the end; for redirects. */
	readonly places: ReadonlyMap<VaultPath, SitePath>;
	/** Takes the addresses that are left, for redirects. */
	readonly table: AddressTable;
	readonly diagnostics: readonly Diagnostic[];
}

export interface AddressInput {
	readonly notes: readonly CompiledNote[];
	readonly canvases: readonly CompiledCanvas[];
	readonly bases: readonly VaultPath[];
	readonly attachments: readonly VaultPath[];
	readonly folders: ReadonlyMap<VaultPath, Folder>;
	readonly tags: ReadonlyMap<string, TagNode>;
	/** The note that becomes `index.html`. */
	readonly home: VaultPath | undefined;
	/** Files that the site has anyway, whatever the vault holds. */
	readonly reserved: readonly SitePath[];
}

/**
 * One table for the whole site. Who asks first has the better claim: the site's fixed files, then notes, lists of
 * folders, canvases, bases, attachments, tags, Markdown copies; within each kind by path.
 */
export function planAddresses(input: AddressInput): Addresses {
	const table = new AddressTable();
	for (const path of input.reserved) table.reserve(path, path);
	table.claimFolder("", "-", "-");
	const places = placeFolders(table, input);
	const notes = claimNotes(table, places, input);
	const folders = claimFolderLists(table, places, input, notes);
	const canvases = claimAll(
		table,
		places,
		input.canvases.map(({ canvas }) => canvas.path),
		canvasName,
	);
	const bases = claimAll(table, places, input.bases, basePage);
	const attachments = claimAll(table, places, input.attachments, inertName);
	const tagIndexAndTags = claimTags(table, input.tags);
	const markdown = claimMarkdown(table, notes);
	const { diagnostics } = table;
	return {
		...{ notes, markdown, canvases, bases, attachments, folders, ...tagIndexAndTags },
		...{ places, table, diagnostics },
	};
}

/** The concept map's page, and further pages for the lists that are too long to stand on it. */
export interface MapAddresses {
	readonly page: SitePath;
	/** Of those areas that have any, page by page. */
	readonly areas: ReadonlyMap<number, readonly SitePath[]>;
}

/** Claims what is left when everything in the vault has its address: a note called “map” stays where it is. */
export function claimMap(
	table: AddressTable,
	areas: readonly { readonly area: number; readonly length: number }[],
): MapAddresses {
	const claim = { folder: "", stem: "map", extension: ".html", owner: "the concept map" };
	const page = table.claim([claim])[0] as SitePath;
	if (areas.length === 0) return { page, areas: new Map() };
	const folder = table.claimFolder("", "map", "the concept map's areas");
	const lists = claimLists(
		table,
		areas.map(({ area, length }) => {
			return { key: String(area), owner: `area ${area}`, folder, stem: String(area + 1), length };
		}),
	);
	return { page, areas: new Map([...lists].map(([key, pages]) => [Number(key), pages])) };
}

/** The page on which readers ask, where the vault has left it room: else `query-2.html`. */
export function claimQueryPage(table: AddressTable): SitePath {
	const claim = { folder: "", stem: "query", extension: ".html", owner: "the page for queries" };
	return table.claim([claim])[0] as SitePath;
}

/** Every folder that holds something published, parents first. */
function placeFolders(table: AddressTable, input: AddressInput): Map<VaultPath, SitePath> {
	const places = new Map<VaultPath, SitePath>([["", ""]]);
	const wanted = new Set<VaultPath>(input.folders.keys());
	for (const path of input.attachments) {
		for (let folder = folderOf(path); !wanted.has(folder); folder = folderOf(folder)) wanted.add(folder);
	}
	wanted.delete("");
	for (const path of [...wanted].sort()) {
		const parent = places.get(folderOf(path)) ?? "";
		places.set(path, table.claimFolder(parent, safeName(baseName(path)), path, path));
	}
	return places;
}

function claimNotes(
	table: AddressTable,
	places: ReadonlyMap<VaultPath, SitePath>,
	{ notes, home }: AddressInput,
): Map<VaultPath, SitePath> {
	const paths = notes.map(({ note }) => note.path).filter((path) => path !== home);
	const addresses = claimAll(table, places, paths, (name) => `${safeName(name.replace(/\.md$/i, ""))}.html`);
	if (home !== undefined) addresses.set(home, "index.html");
	return addresses;
}

/** `a/index.html`, or `a/contents.html` where a note has that address; the root's is always `contents.html`. */
function claimFolderLists(
	table: AddressTable,
	places: ReadonlyMap<VaultPath, SitePath>,
	{ folders }: AddressInput,
	notes: ReadonlyMap<VaultPath, SitePath>,
): Map<VaultPath, readonly SitePath[]> {
	const ofNotes = new Set([...notes.values()].map((path) => path.toLowerCase()));
	return claimLists(
		table,
		[...folders.values()].map(({ path, pages }) => {
			const folder = places.get(path) ?? "";
			const taken = path === "" || ofNotes.has(`${folder}index.html`.toLowerCase());
			return {
				key: path,
				owner: `${path}/`,
				folder,
				stem: taken ? "contents" : "index",
				length: pages.length,
			};
		}),
	);
}

function claimTags(
	table: AddressTable,
	tags: ReadonlyMap<string, TagNode>,
): Pick<Addresses, "tags" | "tagIndex"> {
	const root = table.claimFolder("", "tags", "#");
	const index = { key: "", owner: "#", folder: root, stem: "index", length: tags.size };
	const tagIndex = claimLists(table, [index]).get("") ?? [];
	const folders = new Map<TagNode | undefined, SitePath>([[undefined, root]]);
	for (const tag of tags.values()) {
		if (tag.children.length === 0) continue;
		const parent = folders.get(tag.parent) ?? root;
		folders.set(tag, table.claimFolder(parent, safeName(lastPart(tag)), `#${tag.key}`));
	}
	const lists = [...tags.values()].map((tag) => {
		const folder = folders.get(tag.parent) ?? root;
		return {
			key: tag.key,
			owner: `#${tag.key}`,
			folder,
			stem: safeName(lastPart(tag)),
			length: tag.pages.length,
		};
	});
	return { tagIndex, tags: claimLists(table, lists) };
}

/** Beside each page, with its name. A copy called `a.html.md` would be sent as a page by some servers. */
function claimMarkdown(
	table: AddressTable,
	notes: ReadonlyMap<VaultPath, SitePath>,
): Map<VaultPath, SitePath> {
	const claims = [...notes].map(([path, page]): Claim => {
		const stem = baseName(page).replace(/\.html$/, "");
		const extension = inertName(`${stem}.md`).endsWith(".txt") ? ".md.txt" : ".md";
		return { folder: page.slice(0, page.lastIndexOf("/") + 1), stem, extension, owner: path, path };
	});
	const given = table.claim(claims);
	return new Map(claims.map(({ owner }, i) => [owner, given[i] as SitePath]));
}

/** One file of the site for each file of the vault. */
function claimAll(
	table: AddressTable,
	places: ReadonlyMap<VaultPath, SitePath>,
	paths: readonly VaultPath[],
	rename: (name: string) => string,
): Map<VaultPath, SitePath> {
	const sorted = [...paths].sort();
	const given = table.claim(
		sorted.map((path) => {
			const name = rename(baseName(path));
			const dot = name.lastIndexOf(".");
			const folder = places.get(folderOf(path)) ?? "";
			return { folder, stem: name.slice(0, dot), extension: name.slice(dot), owner: path, path };
		}),
	);
	return new Map(sorted.map((path, i) => [path, given[i] as SitePath]));
}

interface ListClaim {
	readonly key: string;
	readonly owner: string;
	readonly folder: SitePath;
	readonly stem: string;
	/** Entries in all. */
	readonly length: number;
}

/** First pages before second ones, so that `x-2` of the list `x` never displaces a list called `x-2`. */
function claimLists(table: AddressTable, lists: readonly ListClaim[]): Map<string, readonly SitePath[]> {
	const first = table.claim(lists.map((list) => ({ ...list, extension: ".html" })));
	const further = lists.flatMap((list, i) =>
		Array.from({ length: Math.ceil(list.length / pageSize) - 1 }, (_, page): Claim & { key: string } => {
			const stem = baseName(first[i] as SitePath).replace(/\.html$/, "");
			return { ...list, stem: `${stem}-${page + 2}`, extension: ".html", owner: `${list.owner} ${page + 2}` };
		}),
	);
	const given = table.claim(further);
	const pages = new Map(lists.map(({ key }, i) => [key, [first[i] as SitePath]]));
	for (const [i, { key }] of further.entries()) pages.get(key)?.push(given[i] as SitePath);
	return pages;
}

function canvasName(name: string): string {
	return `${safeName(name.replace(/\.canvas$/i, ""))}.canvas.html`;
}

function basePage(name: string): string {
	return `${safeName(name.replace(/\.base$/i, ""))}.base.html`;
}

function lastPart({ key }: TagNode): string {
	return key.slice(key.lastIndexOf("/") + 1);
}
