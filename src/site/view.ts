import type { SitePath } from "../model/index.js";
import type { TextKey } from "./interface.js";

/**
 * What a page shows, ready for a template: addresses are relative to the page and percent-encoded, names that
 * end in `Html` are safe HTML, every other string is plain text that the template escapes.
 */
export type PageView =
	| NoteView
	| ListView
	| HomeView
	| CanvasView
	| BaseView
	| MapView
	| QueryView
	| NotFoundView;

export interface PageBase {
	/** Where the page lies in the output folder. */
	readonly path: SitePath;
	/** From the page to the site's root: `""`, `"../"`, `"../../"`, … */
	readonly root: string;
	readonly title: string;
	/** BCP 47 language of the content. */
	readonly lang: string;
	/** Language of the interface. */
	readonly ui: "en" | "zh";
	readonly siteTitle: string;
	readonly description: string;
	/** Absolute; only with a base URL. */
	readonly canonical?: string;
	/** Absolute; only with a base URL. */
	readonly image?: string;
	/** Address of the Markdown copy. */
	readonly markdown?: string;
	/** Absolute or relative address of the feed, when there is one. */
	readonly feed?: string;
	/** From the site's root down to the page's folder, the page itself left out. */
	readonly breadcrumbs: readonly LinkView[];
	/** Addresses of the ways into the site, relative to the page; `notes` lists the folders and notes of the root. */
	readonly places: {
		readonly home: string;
		readonly notes: string;
		readonly tags: string;
		/** Where there is a concept map. */
		readonly map?: string;
		/** Where readers can ask. */
		readonly query?: string;
	};
	readonly explorer: ExplorerView;
	readonly features: ReadonlySet<"math" | "code" | "diagram" | "map" | "cells" | "answers" | "query">;
	/** Raw HTML of notes stands as it was written, by its author's wish: no policy hinders it. */
	readonly trusted?: true;
	/** Addresses of the site's own files, relative to the page; the icon is a `data:` address. */
	readonly assets: {
		readonly css: string;
		readonly mathCss: string;
		readonly js: string;
		/** Where there is a concept map. */
		readonly map?: { readonly css: string; readonly js: string };
		/** Where there are code cells. */
		readonly cells?: CellAssetsView;
		/** Where there are answers to questions. */
		readonly answers?: { readonly css: string; readonly js: string };
		/** Where readers ask. */
		readonly query?: { readonly css: string; readonly js: string };
		readonly icon: string;
	};
}

/** Addresses of what pages with cells load: style sheet and script at once, the rest when somebody runs a cell. */
export type CellAssetsView = Readonly<
	Record<"css" | "js" | "runner" | "frame" | "library" | "editor" | "reader" | "text" | "mathCss", string>
>;

export interface LinkView {
	readonly title: string;
	readonly href: string;
}

/** The folder around the page: bounded, however large the vault is. */
export interface ExplorerView {
	readonly folder: LinkView;
	/** The folder above; absent at the top. */
	readonly parent?: LinkView;
	readonly items: readonly (LinkView & {
		readonly kind: "folder" | "note" | "canvas" | "base";
		readonly current: boolean;
		/** Notes below a folder. */
		readonly count?: number;
	})[];
	/** When the folder holds more than is listed: how many in all. The folder's page lists them. */
	readonly total?: number;
}

export interface NoteView extends PageBase {
	readonly kind: "note";
	/** False when the body opens with a level-1 heading that says the title itself. */
	readonly showTitle: boolean;
	readonly aliases: readonly string[];
	readonly properties: readonly { readonly key: string; readonly valueHtml: string }[];
	readonly tags: readonly LinkView[];
	readonly cssClasses: readonly string[];
	readonly wordCount: number;
	/** Shown as plain text because it cost too much to read. */
	readonly plain: boolean;
	readonly bodyHtml: string;
	readonly toc: readonly { readonly depth: number; readonly text: string; readonly href: string }[];
	readonly backlinks: readonly BacklinkView[];
	/** How many pages link here, when more than are listed. */
	readonly backlinkTotal?: number;
	readonly outgoing: readonly LinkView[];
	readonly unresolved: readonly { readonly name: string; readonly suggestion?: string }[];
	/** Notes that are near this one; absent from the page when there are none. */
	readonly related: readonly RelatedView[];
	/** Notes that it might link. */
	readonly suggested: readonly RelatedView[];
	readonly graph?: LocalGraph;
}

export interface RelatedView extends LinkView {
	readonly lang: string;
	/** Why: a text of the interface, and names from the vault. */
	readonly reasons: readonly { readonly text: TextKey; readonly names: readonly string[] }[];
}

/** A page that links here, with each sentence in which it does; the link itself stands in `<mark>`. */
export interface BacklinkView extends LinkView {
	readonly kind: "note" | "canvas";
	readonly lang: string;
	readonly contextsHtml: readonly string[];
	/** Names of the properties that hold a link to this page. */
	readonly properties: readonly string[];
	/** Its cells import from this page's. */
	readonly imports?: true;
	/** Further sentences of that page that are not listed. */
	readonly more: number;
}

/** The concepts around one concept; node 0 is the page itself. */
export interface LocalGraph {
	readonly nodes: readonly {
		readonly title: string;
		/** Absent for names without a page. */
		readonly href?: string;
		readonly kind: "self" | "note" | "tag" | "placeholder" | "attachment" | "canvas";
		/** Number of its links in the whole vault. */
		readonly degree: number;
	}[];
	/** Pairs of indices into `nodes`, smaller first, each once. */
	readonly edges: readonly (readonly [number, number])[];
	/** Neighbours left out because there are too many. */
	readonly hidden: number;
}

/** A tag's page, a folder's, that of an area of the map, or the list of all tags. Long lists come in numbered pages. */
export interface ListView extends PageBase {
	readonly kind: "tag" | "folder" | "tags" | "area";
	/** Nested tags or folders. */
	readonly sections: readonly (LinkView & { readonly count: number })[];
	readonly entries: readonly EntryView[];
	/** Number of entries on all pages; for a folder, with those of the folders below. */
	readonly total: number;
	readonly pages: readonly (LinkView & { readonly current: boolean })[];
	/** The note that a tag names: the same concept. */
	readonly concept?: LinkView;
	/** A tag's neighbourhood. */
	readonly graph?: LocalGraph;
}

export interface EntryView extends LinkView {
	readonly kind: "note" | "canvas" | "base";
	readonly lang: string;
	readonly excerpt: string;
	readonly tags: readonly LinkView[];
}

/** `index.html`: the home note, if there is one, and the ways into the vault. */
export interface HomeView extends PageBase {
	readonly kind: "home";
	readonly note?: NoteView;
	readonly counts: { readonly notes: number; readonly links: number; readonly tags: number };
	readonly folders: readonly (LinkView & { readonly count: number })[];
	/** Around the home note, else around the first hub, which its node 0 then leads to. */
	readonly graph?: LocalGraph;
	/** The most linked concepts. */
	readonly hubs: readonly (EntryView & { readonly degree: number })[];
	readonly tags: readonly (LinkView & { readonly count: number })[];
	/** The concept map seen from afar. */
	readonly map?: { readonly mapHtml: string; readonly href: string };
}

/** The concept map and what is on it. */
export interface MapView extends PageBase {
	readonly kind: "map";
	/** The picture: one `<svg>`. */
	readonly mapHtml: string;
	/** Of the picture, in its units. */
	readonly width: number;
	readonly height: number;
	/** Of the file that the map's script reads. */
	readonly version: string;
	readonly counts: { readonly notes: number; readonly areas: number };
	readonly lists: readonly {
		readonly id: string;
		/** 0 to 13; -1 for those that share one. */
		readonly colour: number;
		/** An area's; the others are called by a text of the interface. */
		readonly name?: string;
		readonly title: TextKey;
		readonly terms: readonly string[];
		readonly pages: readonly (LinkView & { readonly lang: string })[];
		readonly total: number;
		/** The page with all of them, when not all are here. */
		readonly more?: string;
	}[];
}

/** Where readers ask the graph of the site. */
export interface QueryView extends PageBase {
	readonly kind: "query";
	/** From the site's root: the graph in outline and as a whole, and the script that answers. */
	readonly outline: string;
	readonly graph: string;
	readonly worker: string;
	/** Questions that have answers in this vault. */
	readonly examples: readonly {
		readonly title: TextKey;
		/** Titles that the question is about. */
		readonly names: readonly string[];
		readonly query: string;
	}[];
}

export interface CanvasView extends PageBase {
	readonly kind: "canvas";
	/** The drawing: one `<div class="canvas-…">` tree with positions in custom properties, or an SVG. */
	readonly canvasHtml: string;
	/** The same as a list of links, for readers without a wide screen. */
	readonly outline: readonly LinkView[];
	readonly backlinks: readonly BacklinkView[];
	readonly backlinkTotal?: number;
}

/** A `.base` file: its views. */
export interface BaseView extends PageBase {
	readonly kind: "base";
	readonly bodyHtml: string;
	readonly backlinks: readonly BacklinkView[];
	readonly backlinkTotal?: number;
}

/** Shown at addresses of any depth: with a base URL every address in it is absolute. */
export interface NotFoundView extends PageBase {
	readonly kind: "not-found";
	/** Without a base URL no address in it can be trusted: it must do without style sheet, script and links. */
	readonly selfContained: boolean;
}
