import type { SiteAssets, SitePath } from "../../model/index.js";
import { hashOf } from "../address/names.js";

/** Where the site's own files lie. */
export interface OwnFiles {
	readonly css: SitePath;
	readonly mathCss: SitePath;
	readonly js: SitePath;
	readonly mapCss: SitePath;
	readonly mapJs: SitePath;
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
		assets,
	};
}
