import type { CellAssets, QueryAssets, SiteAssets, SitePath } from "../../model/index.js";
import { hashOf } from "../address/names.js";

/** Where the site's own files lie. */
export interface OwnFiles {
	readonly css: SitePath;
	readonly mathCss: SitePath;
	readonly js: SitePath;
	readonly mapCss: SitePath;
	readonly mapJs: SitePath;
	/** Of pages with answers to questions. */
	readonly answerCss: SitePath;
	readonly answerJs: SitePath;
	/** Of the page on which readers ask. */
	readonly query: Readonly<Record<Exclude<keyof QueryAssets, "parts">, SitePath>>;
	/** Of pages with code cells. */
	readonly cells: Readonly<Record<keyof CellAssets, SitePath>>;
	readonly assets: SiteAssets;
}

/** Names with a hash, because browsers keep them; the fonts' names stand in the style sheet. */
export function nameOwnFiles(assets: SiteAssets): OwnFiles {
	const named = (name: string, extension: string, content: string) =>
		`-/${name}.${hashOf(content).slice(0, 10)}.${extension}`;
	return {
		css: named("theme", "css", assets.css),
		mathCss: named("math", "css", assets.mathCss),
		js: named("client", "js", assets.js),
		mapCss: named("map", "css", assets.mapCss),
		mapJs: named("map", "js", assets.mapJs),
		answerCss: named("answers", "css", assets.answerCss),
		answerJs: named("answers", "js", assets.answerJs),
		query: {
			css: named("query", "css", assets.query.css),
			js: named("query", "js", assets.query.js),
			// Asked for afresh each time, like the graph: a page need not change when the engine does.
			worker: "-/query-worker.js",
		},
		cells: {
			css: named("cells", "css", assets.cells.css),
			js: named("cells", "js", assets.cells.js),
			runner: named("cell-runner", "js", assets.cells.runner),
			frame: named("cell-frame", "html", assets.cells.frame),
			library: named("cell-library", "js", assets.cells.library),
			editor: named("cell-editor", "js", assets.cells.editor),
			reader: named("cell-reader", "js", assets.cells.reader),
			text: named("cell-text", "js", assets.cells.text),
		},
		assets,
	};
}
