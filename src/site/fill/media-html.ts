import { baseName, type ResolvedLink, type VaultPath } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import { viewerFragment } from "./link.js";
import { mediaKind } from "./media.js";

/** The element that shows a file of the vault; in a figure when it stands alone. */
export function renderMedia(resolved: ResolvedLink, path: VaultPath, href: string, block: boolean): string {
	const kind = mediaKind(path);
	const html = elementFor(resolved, path, href, block);
	return block ? `<figure class="embed embed-${kind}">${html}</figure>` : html;
}

function elementFor({ link }: ResolvedLink, path: VaultPath, href: string, block: boolean): string {
	const name = baseName(path);
	const title = escapeHtml(link.alias ?? name);
	const size = sizeAttributes(link.size);
	const fallback = `<a class="internal attachment" href="${href}">${title}</a>`;
	switch (mediaKind(path)) {
		case "image": {
			const alt = escapeHtml(link.alias ?? name.replace(/\.[^.]*$/, ""));
			return `<img src="${href}" alt="${alt}"${size} loading="lazy" decoding="async">`;
		}
		case "audio":
			return `<audio controls preload="none" src="${href}" aria-label="${title}">${fallback}</audio>`;
		case "video":
			return `<video controls preload="metadata" src="${href}" aria-label="${title}"${size}>${fallback}</video>`;
		case "pdf": {
			if (!block) return fallback;
			const at = viewerFragment(path, link.heading);
			return `<object type="application/pdf" data="${href}${at}" aria-label="${title}"${size}></object><figcaption><a class="internal attachment" href="${href}${at}">${title}</a></figcaption>`;
		}
		default: {
			const view = link.heading === undefined ? "" : ` › ${escapeHtml(link.heading)}`;
			return `<a class="internal attachment embed-card" data-kind="${mediaKind(path)}" href="${href}">${title}${view}</a>`;
		}
	}
}

function sizeAttributes(size: { readonly width: number; readonly height?: number } | undefined): string {
	if (size === undefined) return "";
	const height = size.height === undefined ? "" : ` height="${pixels(size.height)}"`;
	return ` width="${pixels(size.width)}"${height}`;
}

function pixels(length: number): number {
	return Math.min(10_000, Math.max(1, Math.round(length) || 1));
}
