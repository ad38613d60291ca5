import {
	type BuildReport,
	type Diagnostic,
	folderOf,
	foldName,
	type PropertyValue,
	type SitePath,
	type VaultPath,
} from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import type { NoteFacts } from "../shared/facts.js";
import type { SiteIndex } from "../shared/site-index.js";
import type { AddressTable, Owner } from "./address-table.js";
import type { Addresses } from "./addresses.js";
import { foldPath, safeName } from "./names.js";

/** An old address and the page that it leads to. */
export interface Redirect {
	readonly path: SitePath;
	readonly to: VaultPath;
}

export interface Redirects {
	readonly redirects: readonly Redirect[];
	/** What became of every alias and every old address. */
	readonly fates: BuildReport["aliases"];
	readonly diagnostics: readonly Diagnostic[];
}

/**
 * Addresses for aliases, permalinks and old URLs, out of what no page has. A redirect never takes the address of a
 * page, least of all that of the page it would lead to; of two notes that want one, the first by path gets it.
 */
export function planRedirects(notes: readonly NoteFacts[], addresses: Addresses): Redirects {
	const redirects: Redirect[] = [];
	const fates: Fate[] = [];
	const diagnostics: Diagnostic[] = [];
	for (const note of notes) {
		const page = addresses.notes.get(note.path) as SitePath;
		/** Addresses that lead to this note already, folded → as spelt. */
		const own = new Map([[foldPath(page), page]]);
		for (const { text, path } of wishesOf(note, page, addresses)) {
			const outcome = settle(path, note, own, addresses.table);
			if (outcome === "new") redirects.push({ path, to: note.path });
			if (text === undefined) continue;
			fates.push({ alias: text, of: note.path, ...fateOf(outcome, path, page) });
			if (typeof outcome === "object") diagnostics.push(takenDiagnostic(note, text, path, outcome));
		}
	}
	return { redirects, fates, diagnostics };
}

/** What became of a wish: a new redirect, an address that leads to the note already, or somebody else's. */
type Outcome = "new" | SitePath | Owner;

function settle(
	path: SitePath,
	{ path: note }: NoteFacts,
	own: Map<string, SitePath>,
	table: AddressTable,
): Outcome {
	const folded = foldPath(path);
	const known = own.get(folded);
	if (known !== undefined) return known;
	const holder = table.claimIfFree(path, note);
	if (holder !== undefined) return holder;
	own.set(folded, path);
	return "new";
}

function fateOf(outcome: Outcome, path: SitePath, page: SitePath): Pick<Fate, "fate" | "page" | "by"> {
	if (typeof outcome === "object") return { fate: "taken", by: outcome.file };
	if (outcome === page) return { fate: "own-page", page };
	return { fate: "redirect", page: outcome === "new" ? path : outcome };
}

type Fate = BuildReport["aliases"][number];

/** A page that sends its reader on, without a script, and that search engines leave out. */
export function renderRedirect(
	{ hrefs, addresses, published, options, ui }: SiteIndex,
	{ path, to }: Redirect,
): string {
	const page = addresses.notes.get(to) ?? "index.html";
	const note = published.byPath.get(to)?.note;
	const href = hrefs.to(path, page);
	const title = escapeHtml(note?.title ?? options.title);
	const canonical =
		options.baseUrl === undefined
			? ""
			: `<link rel="canonical" href="${escapeHtml(hrefs.absolute(options.baseUrl, page))}">`;
	return `<!doctype html>
<html lang="${escapeHtml(note?.lang ?? ui)}"><head><meta charset="utf-8"><title>${title}</title>${canonical}<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url=${href}"></head><body><p><a href="${href}">${title}</a></p></body></html>
`;
}

interface Wish {
	/** As the author wrote it; absent for an address that only follows from another wish. */
	readonly text?: string;
	readonly path: SitePath;
}

function wishesOf(note: NoteFacts, page: SitePath, { places }: Addresses): Wish[] {
	const folder = places.get(folderOf(note.path)) ?? "";
	const wishes: Wish[] = note.aliases.map((alias) => ({
		text: alias,
		path: `${folder}${safeName(alias)}.html`,
	}));
	for (const { key, value } of note.properties) {
		const wanted = foldName(key);
		if (wanted === "permalink") wishes.push(...permalinkWishes(value, note, folder));
		else if (["redirect_from", "redirects", "old_urls"].includes(wanted)) {
			for (const text of textsOf(value)) wishes.push(...oldAddress(text));
		}
	}
	if (page === "index.html") wishes.push({ path: `${folder}${safeName(note.name)}.html` });
	return wishes;
}

/**
 * A permalink was the note's address on Obsidian Publish, and its path with `+` for blanks led there too.
 */
function permalinkWishes(value: PropertyValue, note: NoteFacts, folder: SitePath): Wish[] {
	const wishes = textsOf(value).flatMap(oldAddress);
	const name = safeName(note.name.replace(/\s+/g, "+"));
	return wishes.length === 0 ? [] : [...wishes, { path: `${folder}${name}.html` }];
}

/** `/a/b`, `a/b.html` and `a/b/` as files of the site; nothing for another site's address. */
function oldAddress(text: string): Wish[] {
	const path = decode(text.trim().replace(/[?#].*$/s, ""));
	if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(path)) return [];
	const parts = path.split("/").filter((part) => part !== "" && part !== "." && part !== "..");
	if (parts.length === 0 || parts.length > deepest) return [];
	const names = parts.map((part, i) =>
		i === parts.length - 1 ? safeName(part.replace(/\.html?$/i, "")) : safeName(part),
	);
	return [{ text, path: `${names.join("/")}${path.endsWith("/") ? "/index" : ""}.html` }];
}

const deepest = 32;

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function textsOf(value: PropertyValue): string[] {
	if (typeof value === "string") return [value];
	if (Array.isArray(value)) return value.filter((item): item is string => typeof item === "string");
	return [];
}

function takenDiagnostic(note: NoteFacts, text: string, path: SitePath, { owner }: Owner): Diagnostic {
	return {
		rule: "site/redirect-taken",
		severity: "info",
		message: `“${text}” gets no redirect: “${path}” belongs to “${owner}”.`,
		path: note.path,
		...(owner.endsWith(".md") && { related: [owner] }),
	};
}
