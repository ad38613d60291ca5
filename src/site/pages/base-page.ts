import type { VaultPath } from "../../model/index.js";
import { renderOwnBase } from "../answers/answer-html.js";
import { newPage } from "../fill/embed.js";
import { backlinkPages } from "../limits.js";
import type { SiteIndex } from "../shared/site-index.js";
import type { BaseView } from "../view.js";
import { viewBacklinks } from "./backlinks.js";
import { viewBase } from "./page-base.js";

/** A `.base` file's own page: all its views, for which `this` is the base itself. */
export function viewBasePage(index: SiteIndex, path: VaultPath): BaseView {
	const title = index.published.bases.get(path);
	const page = index.addresses.bases.get(path);
	if (title === undefined || page === undefined) throw new Error(`no page for ${path}`);
	const state = newPage(index, page);
	const source = { path, lang: index.ui, links: [], tags: [], prefix: "", chain: [path] };
	const asked = index.vault.bases.find((file) => file.path === path)?.source ?? "";
	const bodyHtml = renderOwnBase(asked, source, state);
	const backlinkTotal = index.backlinks.get(path)?.length ?? 0;
	const backlinks = viewBacklinks(index, path, page, backlinkPages);
	return {
		...viewBase(index, { path: page, title, file: path, features: state.features }),
		kind: "base",
		bodyHtml,
		backlinks,
		...(backlinkTotal > backlinks.length && { backlinkTotal }),
	};
}
