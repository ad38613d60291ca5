import type { SiteFile, SitePath, VaultPath } from "../../model/index.js";
import { hashOf } from "../address/names.js";
import { filesOf, type OutputFile } from "../outputs/output.js";
import { sanitizeSvg, svgFilterVersion } from "../svg/svg-filter.js";
import type { CellView } from "./cell-view.js";

/** Where content lies that does not stand in a page: named by what it is, so that equal ones are one file. */
export function outputAddress({ content, extension }: OutputFile): SitePath {
	return `-/cells/${hashOf(content).slice(0, 24)}.${extension}`;
}

/** Results that are too large for a page, and drawings that are shown as pictures. */
export function* resultFiles(
	notes: readonly VaultPath[],
	cellsOf: (note: VaultPath) => readonly CellView[],
): Generator<SiteFile> {
	const seen = new Set<SitePath>();
	for (const note of notes) {
		for (const { record, options } of cellsOf(note)) {
			if (record === undefined || options.output === "hide" || !Array.isArray(record.outputs)) continue;
			for (const file of filesOf(record.outputs)) {
				const path = outputAddress(file);
				if (seen.has(path)) continue;
				seen.add(path);
				yield { path, basis: `${path} ${svgFilterVersion}`, content: () => bytesOf(file) };
			}
		}
	}
}

/** Somebody may open the file by itself: a drawing loses what could run. */
function bytesOf({ content, encoding, extension }: OutputFile): string | Uint8Array {
	if (encoding === "base64") return new Uint8Array(Buffer.from(content, "base64"));
	return extension === "svg" ? sanitizeSvg(new TextEncoder().encode(content)) : content;
}
