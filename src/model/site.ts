import type { VaultPath } from "./id.js";

/** A path inside the output folder: POSIX separators, as spelt on disk (not percent-encoded). */
export type SitePath = string;

/** The site as a value. Files are made one at a time, when they are written: a site may be larger than memory. */
export interface Site {
	/** Sorted by path; paths differ from each other even when case and normal form are folded. */
	readonly files: readonly SiteFile[];
	/** What became of everything in the vault. */
	readonly report: BuildReport;
	/** Digest of something that a content may read; a digest that is the same says that it has not changed. */
	digestOf(input: InputId): string;
}

/** The name of one thing that a file's content is made from. */
export type InputId = string;

/** Is told every input as it is read. */
export type Reads = (input: InputId) => void;

export type SiteFile =
	| {
			readonly path: SitePath;
			/** Depends on `basis`, on the inputs that it reads, and on this program, and on nothing else. */
			readonly content: (reads?: Reads) => string | Uint8Array;
			/** Digest of all that is not read as an input. Absent: nothing is known, and the content is always made. */
			readonly basis?: string;
	  }
	/** A file of the vault, copied byte for byte, or as `filter` (pure) leaves it; `stamp` knows the filter too. */
	| {
			readonly path: SitePath;
			readonly copy: VaultPath;
			readonly stamp: string;
			readonly filter?: (bytes: Uint8Array) => Uint8Array;
	  };

/** Every note, link, anchor, asset and alias has a fate. Written to `notapse-report.json` by `--report`. */
export interface BuildReport {
	readonly notes: readonly {
		readonly path: VaultPath;
		readonly fate: "page" | "plain" | "unpublished";
		readonly page?: SitePath;
	}[];
	readonly links: Readonly<
		Record<"found" | "ambiguous" | "missing" | "unpublished" | "deadHeading" | "deadBlock", number>
	>;
	readonly assets: readonly {
		readonly path: VaultPath;
		readonly fate: "copied" | "unreached";
		readonly file?: SitePath;
	}[];
	readonly aliases: readonly {
		readonly alias: string;
		readonly of: VaultPath;
		readonly fate: "redirect" | "own-page" | "taken";
		readonly page?: SitePath;
		/** The page that has the address already. */
		readonly by?: SitePath;
	}[];
}

/** What the reader sees of the site as a whole. */
export interface SiteOptions {
	readonly title: string;
	/** Language of the interface: `auto` follows the majority of the notes. */
	readonly lang: "auto" | "en" | "zh";
	/** Absolute URL with a trailing slash; without it no canonical links, sitemap or feed. */
	readonly baseUrl?: string;
	/** Name or path of the note that becomes `index.html`. */
	readonly home?: string;
	readonly description?: string;
	/** Raw HTML of notes passes without the sanitiser. Only ever from the command line. */
	readonly trust: boolean;
	readonly strictLineBreaks: boolean;
	/** Whether a note's page lists the notes that are near it; by default it does, where there is an embedding. */
	readonly related?: boolean;
	/** Whether it also shows readers which links its author might add; by default it does not. */
	readonly suggestions?: boolean;
}

/** The site's own files, built once with the program. */
export interface SiteAssets {
	readonly css: string;
	readonly mathCss: string;
	readonly js: string;
	/** The concept map's own, which only its page loads. */
	readonly mapCss: string;
	readonly mapJs: string;
	/** Of pages with answers to questions. */
	readonly answerCss: string;
	readonly answerJs: string;
	/** Of the page on which readers ask: style sheet, script, and what answers in a worker. */
	readonly query: QueryAssets;
	/** Of pages with code cells. */
	readonly cells: CellAssets;
	/** Fonts that `mathCss` names, to lie beside it. */
	readonly fonts: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export interface QueryAssets {
	readonly css: string;
	readonly js: string;
	readonly worker: string;
	/** What the worker asks for when a question needs it, by the part's name. */
	readonly parts: ReadonlyMap<string, string>;
}

export interface CellAssets {
	readonly css: string;
	/** Finds the cells of a page. */
	readonly js: string;
	/** Runs them; loaded when somebody does. */
	readonly runner: string;
	/** The page of the frame in which they run. */
	readonly frame: string;
	/** The module that they import as `notapse`. */
	readonly library: string;
	readonly editor: string;
	/** What reads a program that was edited. */
	readonly reader: string;
	/** What reads Markdown and TeX in results. */
	readonly text: string;
}
