import {
	baseName,
	type ConceptGraph,
	type SiteOptions,
	type SitePath,
	type Vault,
	type VaultPath,
} from "../../model/index.js";
import type { Addresses } from "../address/addresses.js";
import type { Hrefs } from "../address/href.js";
import type { OutputEngines } from "../cells/output-engines.js";
import type { ProgramFiles } from "../cells/program-file.js";
import type { Resources } from "../fill/resources.js";
import type { SiteMap } from "../map/site-map.js";
import type { Backlinks } from "./backlink-index.js";
import type { NoteFacts } from "./facts.js";
import type { Folder } from "./folders.js";
import type { Neighbourhoods } from "./neighbourhood.js";
import type { OwnFiles } from "./own-files.js";
import type { Published } from "./published.js";
import type { TagNode } from "./tag-tree.js";
import type { Texts } from "./texts.js";

/**
 * What all pages share: made once, in time linear in the vault, before the first page is asked for. All of it is
 * part of every page's basis, except `texts`.
 */
export interface SiteIndex {
	readonly vault: Vault;
	readonly options: SiteOptions;
	/** Language of the interface. */
	readonly ui: "en" | "zh";
	readonly published: PublicFacts;
	readonly texts: Texts;
	readonly graph: ConceptGraph;
	readonly folders: ReadonlyMap<VaultPath, Folder>;
	readonly tags: ReadonlyMap<string, TagNode>;
	/** Each note's, canvas's or base's place among the pages of its folder. */
	readonly positions: ReadonlyMap<VaultPath, number>;
	readonly home: VaultPath | undefined;
	readonly addresses: Addresses;
	readonly hrefs: Hrefs;
	readonly resources: Resources;
	readonly backlinks: Backlinks;
	readonly neighbourhoods: Neighbourhoods;
	/** The concept map; absent when there is none. */
	readonly map: SiteMap | undefined;
	/** The page on which readers ask; absent when there is no graph to ask. */
	readonly queryPage: SitePath | undefined;
	/** What the pages of cells need beside `Texts.cellsOf`; absent when there are none. */
	readonly cells:
		| {
				readonly programs: ProgramFiles;
				readonly engines: OutputEngines;
				/** Published notes that have cells. */
				readonly notes: readonly VaultPath[];
		  }
		| undefined;
	/** Where the site's own files lie. */
	readonly own: OwnFiles;
	/** Whether a name, as it would stand in a link, is that of a note that is held back. */
	isSecret(name: string): boolean;
}

/** `Published` without what changes with every edit. */
export interface PublicFacts extends Pick<Published, "canvases" | "canvasLinks" | "bases" | "hidden"> {
	/** Sorted by path. */
	readonly notes: readonly { readonly note: NoteFacts }[];
	readonly byPath: ReadonlyMap<VaultPath, { readonly note: NoteFacts }>;
}

/** Where a file of the vault is on the site; undefined for what is not published or not copied. */
export function addressOf({ addresses }: SiteIndex, path: VaultPath): SitePath | undefined {
	const { notes, canvases, bases, attachments } = addresses;
	return notes.get(path) ?? canvases.get(path) ?? bases.get(path) ?? attachments.get(path);
}

/** What a file of the vault is called: a note by its title, a canvas or base by its name, others by their file name. */
export function titleOf({ published }: SiteIndex, path: VaultPath): string {
	return (
		published.byPath.get(path)?.note.title ??
		published.canvases.get(path)?.canvas.name ??
		published.bases.get(path) ??
		baseName(path)
	);
}
