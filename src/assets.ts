import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { built } from "./built.js";
import type { SiteAssets } from "./model/index.js";

const folder = fileURLToPath(built("assets/"));

/** The browser's script, style sheets and fonts, as the build left them beside this program. */
export function readAssets(): SiteAssets {
	const text = (name: string) => readFileSync(join(folder, name), "utf8");
	const fonts = readdirSync(folder)
		.filter((name) => name.endsWith(".woff2"))
		.sort()
		.map((name) => ({ name, bytes: readFileSync(join(folder, name)) as Uint8Array }));
	return {
		css: text("theme.css"),
		mathCss: text("math.css"),
		js: text("client.js"),
		mapCss: text("map-page.css"),
		mapJs: text("map.js"),
		answerCss: text("answer-theme.css"),
		answerJs: text("answers.js"),
		query: {
			css: text("query-theme.css"),
			js: text("query.js"),
			worker: text("query-worker.js"),
			parts: new Map(
				readdirSync(folder)
					.flatMap((name) => /^query-part-(.+)\.js$/.exec(name)?.[1] ?? [])
					.sort()
					.map((part) => [part, text(`query-part-${part}.js`)]),
			),
		},
		cells: {
			css: text("cell-theme.css"),
			js: text("cells.js"),
			runner: text("cell-runner.js"),
			frame: text("cell-frame.html"),
			library: text("cell-library.js"),
			editor: text("cell-editor.js"),
			reader: text("cell-reader.js"),
			text: text("cell-text.js"),
		},
		fonts,
	};
}

/** The program that trains the network on the cell of a note, where that cell runs. */
export function readLinkTask(): string {
	return readFileSync(join(folder, "engines", "link-task.js"), "utf8");
}

/** The world in which programs for Dataview run, and its digest: in another one they may give something else. */
export function readScriptWorld(): { readonly text: string; readonly digest: string } {
	const text = readFileSync(join(folder, "script-world.js"), "utf8");
	const builtins = readFileSync(join(folder, "engines/obsidian-builtins.js"), "utf8");
	return {
		text,
		digest: createHash("sha256").update(builtins).update(readMoment()).update(text).digest("hex"),
	};
}

/** Text of the library for dates that programs for Dataview know from Obsidian. */
export function readMoment(): string {
	return readFileSync(join(folder, "script-moment.js"), "utf8");
}

/** Digest of what cells import from notapse: with another library they may give something else. */
export function libraryDigest(): string {
	return createHash("sha256")
		.update(readFileSync(join(folder, "cell-library.js")))
		.digest("hex");
}
