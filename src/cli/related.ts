import type { Command } from "commander";
import { titleIn } from "../concepts/concept-record.js";
import type { ConceptId, Neighbor } from "../model/index.js";
import { printQueryOf } from "./as-query.js";
import { backendOf } from "./backend-option.js";
import { harmless, harmlessJson } from "./cells.js";
import { embeddedConcept } from "./named-concept.js";
import {
	addAsQuery,
	addNetworkOptions,
	type NetworkOptions,
	type Opened,
	openEmbedded,
} from "./open-embedded.js";
import { addSettings } from "./options.js";
import { relatedTable } from "./related-table.js";
import type { Shell } from "./shell.js";

const examples = `
Examples:
  $ notapse related LSTM                     by title, alias, tag or path
  $ notapse related 梯度消失 --limit 5
  $ notapse related notes/idea.md --json | jq -r '.related[].path'

Exit code 2 when several notes may be meant, 3 when there is none.`;

export function defineRelated(command: Command, shell: Shell): void {
	command
		.usage("<note> [options]")
		.argument("<note...>", "a title, an alias, a tag, a path, or a part of one");
	command.optionsGroup("Asking:");
	addNetworkOptions(command, 10);
	addSettings(command, "backend");
	command.addHelpText("after", examples);
	addAsQuery(command);
	command.action(async (words: readonly string[], options: NetworkOptions) => {
		const note = words.join(" ");
		const backend = await backendOf(options, command, shell);
		if (backend !== undefined)
			return (await import("./remote.js")).networkRemote(backend, "related", [note], options, shell);
		if (options.asQuery) return printQueryOf("related", [note], options, command, shell);
		const opened = await openEmbedded(undefined, options, command, shell);
		const { relatedAnswer } = await import("../asking/ask-verb.js");
		const { limit = Number.POSITIVE_INFINITY } = options;
		const asked = embeddedConcept(note, opened.embedded, { ...opened, shell });
		if (options.json) {
			const { more: _, ...answer } = relatedAnswer(opened.embedded, asked, { from: 0, to: limit });
			opened.console.print(harmlessJson(answer));
		} else {
			const neighbors = opened.embedded.neighborsOf(asked).slice(0, limit);
			opened.console.print(toTable(asked, neighbors, opened).join("\n"));
		}
	});
}

function toTable(
	asked: ConceptId,
	neighbors: readonly Neighbor[],
	{ project, embedded, console }: Opened,
): string[] {
	const { paint, width } = console;
	const titleOf = titleIn(embedded.graph);
	const path = /^[#?]/.test(asked) ? "" : paint("dim", harmless(project.show(asked)));
	const title = `${paint("bold", harmless(titleOf(asked)))}  ${path}`.trimEnd();
	if (neighbors.length === 0) return [title, "  nothing is known to be near it"];
	return [title, ...relatedTable(neighbors, { asked, titleOf, width, paint })];
}
