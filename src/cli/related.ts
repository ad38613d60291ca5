import type { Command } from "commander";
import { titleIn, toConceptRecord } from "../concept-record.js";
import type { ConceptGraph, ConceptId, Neighbor } from "../model/index.js";
import { harmless, harmlessJson } from "./cells.js";
import { namedConcept } from "./named-concept.js";
import { addNetworkOptions, type NetworkOptions, type Opened, openEmbedded } from "./open-embedded.js";
import { relatedTable } from "./related-table.js";
import type { Shell } from "./shell.js";

const examples = `
Examples:
  $ notapse related LSTM                     by title, alias, tag, path or a part of them
  $ notapse related 梯度消失 --limit 5
  $ notapse related notes/idea.md --json | jq -r '.related[].path'

Exit code 2 when several notes may be meant, 3 when there is none.`;

export function defineRelated(command: Command, shell: Shell): void {
	command.usage("<note> [options]").argument("<note>", "a title, an alias, a tag, a path, or a part of one");
	command.optionsGroup("Asking:");
	addNetworkOptions(command, 10);
	command.addHelpText("after", examples);
	command.action(async (note: string, options: NetworkOptions) => {
		const opened = await openEmbedded(undefined, options, command, shell);
		const { graph } = opened.embedded;
		const asked = namedConcept(note, opened.embedded, { ...opened, shell, titleOf: titleIn(graph) });
		const neighbors = opened.embedded.neighborsOf(asked).slice(0, options.limit);
		opened.console.print(
			options.json ? toJson(asked, neighbors, graph) : toTable(asked, neighbors, opened).join("\n"),
		);
	});
}

function toJson(asked: ConceptId, neighbors: readonly Neighbor[], graph: ConceptGraph): string {
	const related = neighbors.map(({ concept, ...rest }) => ({ ...toConceptRecord(graph, concept), ...rest }));
	return harmlessJson({ concept: toConceptRecord(graph, asked), related });
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
