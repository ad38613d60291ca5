import type { Diagnostic, ResolvedLink, VaultPath } from "../../model/index.js";
import { pictureOf } from "../fill/picture.js";
import type { Resources } from "../fill/resources.js";
import type { Published } from "./published.js";

/** What published pages show or lead to, besides pages. */
export interface Reach {
	/** Attachments that are copied: all others stay at home. */
	readonly attachments: ReadonlySet<VaultPath>;
	/** Raw HTML that names no file of the vault. */
	readonly diagnostics: readonly Diagnostic[];
}

/**
 * Links inside comments reach nothing: what is never shown must not bring files along.
 *
 * @param pictures shown by answers to the questions of notes
 */
export function findReach(
	published: Published,
	attachments: ReadonlySet<VaultPath>,
	resources: Resources,
	pictures: readonly VaultPath[] = [],
): Reach {
	const reached = new Set<VaultPath>();
	const diagnostics: Diagnostic[] = [];
	const reach = (path: VaultPath | undefined) => {
		if (path !== undefined && attachments.has(path)) reached.add(path);
	};
	const followLinks = (links: readonly ResolvedLink[]) => {
		for (const { link, resolution } of links) {
			if (link.comment !== true && resolution.kind !== "missing") reach(resolution.path);
		}
	};
	for (const { compiled, links } of published.texts()) {
		followLinks(links);
		reach(pictureOf(compiled.note, links, resources));
		for (const { url, line } of compiled.resources) {
			const path = resources.find(url, compiled.note.path);
			if (path === undefined) diagnostics.push(lostResource(url, compiled.note.path, line));
			reach(path);
		}
	}
	for (const { files } of published.canvasLinks.values()) followLinks(files);
	for (const path of pictures) reach(path);
	return { attachments: reached, diagnostics };
}

function lostResource(url: string, path: VaultPath, line: number): Diagnostic {
	return {
		rule: "site/resource",
		severity: "warning",
		message: `HTML in this note names “${url.slice(0, 200)}”, which is no file of the vault; the attribute is left out.`,
		path,
		position: { line, column: 1, offset: 0 },
	};
}
