import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compileCanvas, compileNote } from "../../src/note-compiler/compile-note.js";
import { readVault } from "../../src/vault/index.js";
import { findBrokenLinks } from "../support/check-links.js";
import { compileOptions, renderCompiled } from "./support/render.js";

const baseUrl = "https://x.y/z/";

/** Real vaults lie beside the repository, where there is one. */
describe.each(["obsidian-help-en", "obsidian-help-zh"])("%s", (name) => {
	const folder = fileURLToPath(new URL(`../../../shared/vaults/${name}`, import.meta.url));
	if (!existsSync(folder)) console.warn(`skipped: there is no ${folder}`);

	test.skipIf(!existsSync(folder))(
		"no note is lost, every link opens, every alias has a fate",
		async () => {
			const vault = await readVault(folder, { ignore: [], followSymlinks: false, exclude: [] });
			const notes = await Promise.all(vault.notes.map((file) => compileNote(file, compileOptions)));
			const canvases = await Promise.all(vault.canvases.map((file) => compileCanvas(file, compileOptions)));
			const { site, text } = renderCompiled(vault, notes, canvases, { baseUrl });

			const { report } = site;
			expect(report.notes.map(({ fate }) => fate)).toEqual(vault.notes.map(() => "page"));
			for (const { path, page = "" } of report.notes) {
				const { note } = notes.find((compiled) => compiled.note.path === path) ?? {};
				expect(text(page), path).not.toContain('http-equiv="refresh"');
				expect(note?.title).toBeTruthy();
			}
			expect(findBrokenLinks(site, baseUrl)).toEqual([]);

			const written = notes.reduce((sum, { note }) => sum + note.aliases.length, 0);
			expect(report.aliases.length).toBeGreaterThanOrEqual(written);
			for (const { fate, page = "", of } of report.aliases) {
				if (fate === "redirect") expect(text(page), of).toContain('http-equiv="refresh"');
			}
			expect(report.assets).toHaveLength(vault.attachments.length);
		},
		120_000,
	);
});
