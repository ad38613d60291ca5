import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { InputError, OutputError, SafetyError } from "../model/index.js";
import { version } from "../version.js";
import { nextSteps } from "./compile-summary.js";
import type { Console } from "./console.js";
import { deploymentFor, type Host, hosts } from "./deploy.js";
import { addCommonOptions, type CommonOptions } from "./options.js";
import { shellWord, showPath } from "./project.js";
import type { Shell } from "./shell.js";
import { starterEn } from "./starter-en.js";
import { starterZh } from "./starter-zh.js";

interface Options extends CommonOptions {
	readonly lang?: "en" | "zh";
	readonly title?: string;
	readonly deploy?: Host;
}

const examples = `
Examples:
  $ notapse init my-notes              four linked notes and a configuration
  $ notapse init my-notes --lang zh    in Chinese
  $ notapse init --deploy github       add a workflow that publishes the site

Files that are there already are never overwritten.`;

export function defineInit(command: Command, shell: Shell): void {
	command.usage("[folder] [options]").argument("[folder]", "where to start (the current folder)");
	command.optionsGroup("Starting:");
	command.addOption(
		new Option("--lang <code>", "language of the notes: en or zh (your system's)").choices(["en", "zh"]),
	);
	command.addOption(new Option("--title <text>", "name of the site"));
	command.addOption(
		new Option("--deploy <host>", `add what a host needs: ${hosts.join(", ")}`).choices(hosts),
	);
	addCommonOptions(command);
	command.addHelpText("after", examples);
	command.action(async (folder: string | undefined, options: Options) => {
		const console = shell.console(options);
		const place = resolve(shell.cwd, folder ?? ".");
		if (options.deploy === undefined) await startVault(place, options, console, shell);
		else await addDeployment(place, options.deploy, console, shell);
	});
}

async function startVault(place: string, options: Options, console: Console, shell: Shell): Promise<void> {
	const shown = showPath(shell.cwd, place);
	await refuseVault(place, shown);
	const lang = options.lang ?? languageOf(shell.env);
	const notes = Object.entries(lang === "zh" ? starterZh : starterEn);
	const files = [
		{ path: "notapse.config.json", text: starterConfig(lang, options.title, notes[0]?.[0] ?? "") },
		...notes.map(([name, text]) => ({ path: `vault/${name}`, text })),
	];
	await writeNew(place, files, shown);
	if (!options.quiet) for (const { path } of files) console.print(shown === "." ? path : `${shown}/${path}`);
	console.remark("");
	console.remark(
		nextSteps(
			[
				...(shown === "." ? [] : [[`cd ${shellWord(shown)}`, ""] as const]),
				["notapse compile --serve --watch", "see the site while you write"],
			],
			console.paintRemark,
			console.width,
		).join("\n"),
	);
}

async function addDeployment(place: string, host: Host, console: Console, shell: Shell): Promise<void> {
	const { path, text, next } = deploymentFor(host, version);
	const shown = showPath(shell.cwd, place);
	if (!(await isFolder(place))) throw new InputError(`There is no folder ${shown}.`);
	await writeNew(place, [{ path, text }], shown);
	console.print(shown === "." ? path : `${shown}/${path}`);
	console.remark(`\n  ${console.paintRemark("cyan", "→")} ${next}`);
}

/** Somebody's notes need no starter. */
async function refuseVault(place: string, shown: string): Promise<void> {
	const names: string[] = await readdir(place).catch((error: NodeJS.ErrnoException) => {
		if (error.code === "ENOENT") return [];
		if (error.code === "ENOTDIR") throw new InputError(`${shown} is a file, not a folder.`);
		throw error;
	});
	if (names.includes(".obsidian") || names.some((name) => name.endsWith(".md") && name !== "README.md")) {
		throw new SafetyError(`${shown} holds notes already, and needs no start.`, {
			hint: `notapse compile ${shellWord(shown)}${shown === "." ? " --out ../site" : ""} makes a site of it`,
		});
	}
}

function starterConfig(lang: string, title: string | undefined, first: string): string {
	const config = {
		$schema: `https://unpkg.com/notapse@${version}/docs/config.schema.json`,
		vault: "vault",
		title: title ?? (lang === "zh" ? "我的笔记" : "My notes"),
		lang,
		home: first.replace(/\.md$/, ""),
	};
	return `${JSON.stringify(config, null, "\t")}\n`;
}

/** All of them or, if one is there already, none. */
async function writeNew(
	place: string,
	files: readonly { readonly path: string; readonly text: string }[],
	shown: string,
): Promise<void> {
	for (const { path } of files) {
		if (await exists(join(place, path))) {
			throw new SafetyError(
				`${shown === "." ? path : `${shown}/${path}`} is there already, and nothing is overwritten.`,
			);
		}
	}
	try {
		for (const { path, text } of files) {
			await mkdir(dirname(join(place, path)), { recursive: true });
			await writeFile(join(place, path), text, { flag: "wx" });
		}
	} catch (cause) {
		throw new OutputError(`${shown} cannot be written.`, { cause });
	}
}

/** Chinese where the environment says so, as gettext reads it. */
function languageOf(env: Shell["env"]): "en" | "zh" {
	const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== "");
	return locale?.toLowerCase().startsWith("zh") ? "zh" : "en";
}

async function exists(path: string): Promise<boolean> {
	return (await stat(path).catch(() => undefined)) !== undefined;
}

async function isFolder(path: string): Promise<boolean> {
	return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
