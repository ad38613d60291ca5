import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "../../src/model/index.js";

/**
 * The notes in `errors/` are one vault of mistakes. Each says itself what is to be said of it, in a comment at its end:
 *
 *     expect cell/syntax 3:27 Unexpected “;”
 *
 * is the rule, line and column in the file, and a part of the message; nothing else may be said of it. With
 * `line ends: CRLF`, its lines are made to end so. Modules beside notes say the same behind `//`.
 */
export interface ErrorFixture {
	readonly path: string;
	readonly text: string;
	/** Sorted. */
	readonly expected: readonly Expectation[];
}

export interface Expectation {
	readonly rule: string;
	/** `line:column`. */
	readonly place: string;
	readonly part: string;
}

const folder = fileURLToPath(new URL("errors", import.meta.url));

export function readErrorFixtures(): readonly ErrorFixture[] {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile()).map(({ path, name }) => join(path, name));
	return files.sort().map((file) => {
		const text = readFileSync(file, "utf8");
		const found = text.matchAll(/^(?:\/\/ )?expect (\S+) (\d+:\d+) (.*)$/gm);
		const expected = [...found].map(([, rule = "", place = "", part = ""]) => ({ rule, place, part }));
		const isCrlf = /^(?:\/\/ )?line ends: CRLF$/m.test(text);
		return {
			// Modules are texts here, lest our own tools read them.
			path: relative(folder, file)
				.split(sep)
				.join("/")
				.replace(/\.txt$/, ""),
			text: isCrlf ? text.replaceAll("\n", "\r\n") : text,
			expected,
		};
	});
}

/** The folder of a vault with all of them. */
export function writeErrorVault(fixtures: readonly ErrorFixture[]): string {
	const root = mkdtempSync(join(tmpdir(), "notapse-errors-"));
	for (const { path, text } of fixtures) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), text);
	}
	return root;
}

/** What was said of a file, each as its expectation says it when that is met, and in full when it is not. */
export function compared({ path, expected }: ErrorFixture, diagnostics: readonly Diagnostic[]): string[] {
	const said = diagnostics.filter((diagnostic) => diagnostic.path === path);
	return said.map(({ rule, position, message }) => {
		const place = `${position?.line}:${position?.column}`;
		const met = expected.find(
			(one) => one.rule === rule && one.place === place && message.includes(one.part),
		);
		return line(met ?? { rule, place, part: message });
	});
}

export function line({ rule, place, part }: Expectation): string {
	return `${place} ${rule} ${part}`;
}
