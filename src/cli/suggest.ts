import type { Command } from "commander";
import { titleIn } from "../concepts/concept-record.js";
import { type LinkSuggestion, linkSuggestions } from "../concepts/link-suggestions.js";
import { reasonsInWords, type TitleOf } from "../concepts/reasons.js";
import { printQueryOf } from "./as-query.js";
import { backendOf } from "./backend-option.js";
import { harmless, harmlessJson } from "./cells.js";
import { flow } from "./columns.js";
import { plural } from "./findings.js";
import { embeddedConcept } from "./named-concept.js";
import {
	addAsQuery,
	addNetworkOptions,
	type NetworkOptions,
	type Opened,
	openEmbedded,
} from "./open-embedded.js";
import { addSettings } from "./options.js";
import type { Shell } from "./shell.js";

const examples = `
Examples:
  $ notapse suggest                          the best of the vault, as file:line
  $ notapse suggest LSTM                     for one note
  $ notapse suggest --limit 0 --json

Exit code 2 when several notes may be meant, 3 when there is none.`;

export function defineSuggest(command: Command, shell: Shell): void {
	command.usage("[note] [options]").argument("[note...]", "a title, an alias, a path, or a part of one");
	command.optionsGroup("Asking:");
	addNetworkOptions(command, 20);
	addSettings(command, "backend");
	command.addHelpText("after", examples);
	addAsQuery(command);
	command.action(async (words: readonly string[], options: NetworkOptions) => {
		const note = words.length === 0 ? undefined : words.join(" ");
		const named = note === undefined ? [] : [note];
		const backend = await backendOf(options, command, shell);
		if (backend !== undefined)
			return (await import("./remote.js")).networkRemote(backend, "suggest", named, options, shell);
		if (options.asQuery) return printQueryOf("suggest", named, options, command, shell);
		const opened = await openEmbedded(undefined, options, command, shell);
		const { suggestAnswer, linkText } = await import("../asking/ask-verb.js");
		const { embedded, console } = opened;
		const titleOf = titleIn(embedded.graph);
		const of = note === undefined ? undefined : embeddedConcept(note, embedded, { ...opened, shell });
		const { limit = Number.POSITIVE_INFINITY } = options;
		if (options.json) {
			console.print(harmlessJson(suggestAnswer(embedded, of, { from: 0, to: limit })));
			return;
		}
		const all = linkSuggestions(embedded.embedding, of);
		const shown = all.slice(0, limit);
		if (all.length === 0) console.remark("  No link is missing, as far as can be told.");
		else {
			console.print(
				shown.flatMap((one) => describe(one, linkText(one, embedded), titleOf, opened)).join("\n"),
			);
			if (all.length > shown.length)
				console.remark(`  ${plural(all.length, "suggestion")} in all: --limit 0 lists them`);
		}
	});
}

/** As compilers print findings, so that an editor can go there; below it why. */
function describe(
	suggestion: LinkSuggestion,
	text: string,
	titleOf: TitleOf,
	{ project, console }: Opened,
): string[] {
	const { from, to, score, mention, reasons } = suggestion;
	const { paint, width } = console;
	const place = project.show(from) + (mention?.line === undefined ? "" : `:${mention.line}`);
	const words = reasonsInWords({ concept: to, score, reasons }, from, titleOf);
	const link = harmless(text);
	return [
		`${paint("bold", harmless(place))}: ${paint("cyan", link)}`,
		...flow([[score.toFixed(2)], ...words], width - 4).map((line) => `    ${line}`),
	];
}
