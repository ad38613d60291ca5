import { type Command, Option } from "commander";
import { type Setting, settings } from "../config.js";
import type { ColourChoice } from "./console.js";

/** Options that every command has. */
export interface CommonOptions {
	readonly color?: ColourChoice;
	readonly quiet?: boolean;
}

/** Options of commands that ask about a vault. */
export interface VaultOptions extends CommonOptions {
	readonly vault?: string;
	readonly config?: string;
}

export function addVaultOptions(command: Command): void {
	command.addOption(new Option("--vault <folder>", "the vault (the one around this folder, else ./vault)"));
	command.addOption(new Option("--config <file>", "configuration; an .mjs file is run as a program"));
}

export function addCommonOptions(command: Command): void {
	command.optionsGroup("Printing:");
	command.addOption(new Option("-q, --quiet", "say nothing but what goes wrong"));
	command.addOption(
		new Option("--color <when>", "colours: auto, always or never")
			.choices(["auto", "always", "never"])
			.default("auto"),
	);
	command.helpOption("-h, --help", "print this help");
}

/** A flag for each key of the configuration, made from its table. */
export function addSettings(command: Command, ...parts: Setting["part"][]): void {
	for (const setting of settings.filter((candidate) => parts.includes(candidate.part))) {
		command.addOption(toOption(setting));
		if (setting.kind === "switch") command.addOption(opposite(setting));
		if (setting.key === "cache")
			command.addOption(new Option("--no-cache", "keep nothing for the next time"));
	}
}

/** The values that stand on the command line; a default is none, for the configuration comes before it. */
export function givenSettings(command: Command): Record<string, unknown> {
	const given: Record<string, unknown> = {};
	for (const { key } of settings) {
		if (command.getOptionValueSource(key) === "cli") given[key] = command.getOptionValue(key);
	}
	return given;
}

function toOption(setting: Setting): Option {
	const option = new Option(setting.flag, setting.about);
	if (setting.values !== undefined && !setting.orNote) option.choices(setting.values);
	// What is no number stays as it was typed, and is complained about as that.
	if (setting.kind === "count") option.argParser((text) => (/^\d{1,15}$/.test(text) ? Number(text) : text));
	if (setting.kind === "list") {
		option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
	}
	return option;
}

/** What the configuration switched on, a flag can switch off, and the other way round. */
function opposite(setting: Setting): Option {
	const name = setting.flag.replace(/^--(no-)?/, "");
	return new Option(setting.flag.startsWith("--no-") ? `--${name}` : `--no-${name}`).hideHelp();
}
