import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { loadConfig } from "../config.js";
import { type CompiledCell, InputError, type Note } from "../model/index.js";
import { harmless, harmlessJson, padEnd } from "./cells.js";
import type { Console } from "./console.js";
import { describeFailure } from "./failure.js";
import { plural } from "./findings.js";
import { formatFinding } from "./format-text.js";
import { describeCell, describeLink, toRecord } from "./note-record.js";
import { addCommonOptions, addSettings, type CommonOptions, givenSettings } from "./options.js";
import type { Shell } from "./shell.js";

interface Options extends CommonOptions {
	readonly json?: boolean;
}

const examples = `
Examples:
  $ notapse inspect notes/idea.md
  $ notapse inspect notes/*.md --json        one JSON line a note, in this order
  $ pbpaste | notapse inspect - --json       the note on standard input`;

export function defineInspect(command: Command, shell: Shell): void {
	command.usage("<note...> [options]").argument("<note...>", "Markdown files; - is standard input");
	command.optionsGroup("Reading notes:");
	addSettings(command, "note");
	addCommonOptions(command);
	command.addOption(new Option("--json", "one JSON line a note"));
	command.addHelpText("after", examples);
	command.action((files: readonly string[], options: Options) => inspect(files, options, command, shell));
}

async function inspect(
	files: readonly string[],
	options: Options,
	command: Command,
	shell: Shell,
): Promise<void> {
	const { readNote } = await import("../note-compiler/read-note.js");
	const console = shell.console(options);
	const { config } = await readingConfig(command, shell);
	for (const [index, path] of files.entries()) {
		const source = await readSource(path, shell).catch((error: unknown) => {
			const failure = describeFailure(new InputError(reasonOf(error, path)), console.paintRemark);
			console.complain(failure.text);
			shell.exitCode = failure.exitCode;
		});
		if (source === undefined) continue;
		const { note, cells } = await readNote({ path, source, hash: "" }, config);
		if (options.json) console.print(harmlessJson(toRecord(note, cells)));
		else console.print((index === 0 ? "" : "\n") + describe(note, cells, source, console));
	}
}

/** Flags alone: a note by itself has no vault whose configuration could be meant. */
function readingConfig(command: Command, { cwd }: Shell): ReturnType<typeof loadConfig> {
	return loadConfig({ cwd, vault: cwd, flags: givenSettings(command), files: false });
}

async function readSource(path: string, shell: Shell): Promise<string> {
	const bytes = path === "-" ? await shell.readStdin() : await readFile(resolve(shell.cwd, path));
	return decode(bytes);
}

/** By its byte order mark, which is no part of the text; else UTF-8. */
function decode(bytes: Uint8Array): string {
	const little = bytes[0] === 0xff && bytes[1] === 0xfe;
	const big = bytes[0] === 0xfe && bytes[1] === 0xff;
	return new TextDecoder(little ? "utf-16le" : big ? "utf-16be" : "utf-8").decode(bytes);
}

function reasonOf(error: unknown, path: string): string {
	const code = (error as NodeJS.ErrnoException).code;
	if (code === "ENOENT") return `There is no file ${path}.`;
	if (code === "EISDIR") return `${path} is a folder; name its notes, as in ${path.replace(/\/$/, "")}/*.md.`;
	return `${path} cannot be read (${code ?? String(error)}).`;
}

/** The record for people: what there is, and where. */
function describe(
	note: Note,
	cells: readonly CompiledCell[],
	source: string,
	{ paint, width }: Console,
): string {
	const lines = [`${paint("bold", harmless(note.path))}  ${harmless(note.title)}`];
	const row = (name: string, text: string) => {
		if (text !== "") lines.push(`  ${paint("dim", padEnd(name, 12))}${text}`);
	};
	row("aliases", note.aliases.map(harmless).join(", "));
	row("properties", note.properties.map(({ key }) => harmless(key)).join(", "));
	row("tags", note.tags.map(({ name }) => `#${harmless(name)}`).join(" "));
	row("block ids", note.blockIds.map(({ id }) => `^${harmless(id)}`).join(" "));
	row("fields", note.fields.map(({ key }) => harmless(key)).join(", "));
	row("callouts", note.callouts.map(({ type }) => harmless(type)).join(", "));
	row("text", `${plural(note.wordCount, "word")}, ${plural(note.headings.length, "heading")}`);
	if (note.links.length > 0) lines.push(`  ${paint("dim", plural(note.links.length, "link"))}`);
	for (const link of note.links) {
		const { line, column } = link.position;
		lines.push(`    ${paint("dim", padEnd(`${line}:${column}`, 8))}${harmless(describeLink(link))}`);
	}
	if (cells.length > 0) lines.push(`  ${paint("dim", plural(cells.length, "cell"))}`);
	for (const compiled of cells) {
		const { line, column } = compiled.cell.lines[0]!;
		lines.push(`    ${paint("dim", padEnd(`${line}:${column}`, 8))}${harmless(describeCell(compiled))}`);
	}
	const view = { source: () => source, show: (path: string) => path };
	const diagnostics = [...note.diagnostics, ...cells.flatMap((compiled) => compiled.diagnostics)];
	for (const diagnostic of diagnostics) lines.push("", formatFinding(diagnostic, view, width, paint));
	return lines.join("\n");
}
