import type { Command } from "commander";
import type { EmbeddedVault } from "../compile.js";
import { titleIn, toConceptRecord } from "../concept-record.js";
import type { ConceptId, Explanation, Neighbor } from "../model/index.js";
import { reasonsInWords } from "../reasons.js";
import { harmless, harmlessJson } from "./cells.js";
import { flow } from "./columns.js";
import { heardTree } from "./heard-tree.js";
import { namedConcept } from "./named-concept.js";
import { addNetworkOptions, type NetworkOptions, type Opened, openEmbedded } from "./open-embedded.js";
import type { Shell } from "./shell.js";

const examples = `
Examples:
  $ notapse explain LSTM GRU
  $ notapse explain 梯度消失 '#学习' --json

Exit code 2 when several notes may be meant, 3 when there is none.`;

export function defineExplain(command: Command, shell: Shell): void {
	command.usage("<a> <b> [options]");
	command.argument("<a>", "a title, an alias, a tag, a path, or a part of one").argument("<b>", "another");
	command.optionsGroup("Asking:");
	addNetworkOptions(command);
	command.addHelpText("after", examples);
	command.action(async (a: string, b: string, options: NetworkOptions) => {
		const opened = await openEmbedded(undefined, options, command, shell);
		const { embedded, console } = opened;
		const titleOf = titleIn(embedded.graph);
		const [from, to] = [a, b].map((name) => namedConcept(name, embedded, { ...opened, shell, titleOf })) as [
			ConceptId,
			ConceptId,
		];
		const explanation = embedded.explain(from, to);
		if (explanation === undefined) throw new Error("the model is gone that was there a moment ago");
		console.print(
			options.json
				? toJson(from, to, explanation, embedded)
				: toText(from, to, explanation, opened).join("\n"),
		);
	});
}

function toJson(from: ConceptId, to: ConceptId, explanation: Explanation, embedded: EmbeddedVault): string {
	const reasons = neighborOf(from, to, embedded)?.reasons ?? [];
	const ends = { a: toConceptRecord(embedded.graph, from), b: toConceptRecord(embedded.graph, to) };
	return harmlessJson({ ...ends, ...explanation, reasons });
}

function toText(from: ConceptId, to: ConceptId, explanation: Explanation, opened: Opened): string[] {
	const { paint, width } = opened.console;
	const titleOf = titleIn(opened.embedded.graph);
	const [a, b] = [from, to].map((id) => paint("bold", harmless(titleOf(id))));
	const neighbor = neighborOf(from, to, opened.embedded);
	const reasons = neighbor === undefined ? [] : reasonsInWords(neighbor, from, titleOf);
	return [
		`${a} and ${b}  similarity ${explanation.similarity.toFixed(2).replace("-", "−")}`,
		...flow(reasons, width - 2).map((line) => `  ${line}`),
		...heardTree(explanation, { titleOf, width, paint }).flatMap((tree) => ["", ...tree]),
	];
}

function neighborOf(from: ConceptId, to: ConceptId, embedded: EmbeddedVault): Neighbor | undefined {
	return embedded.neighborsOf(from).find(({ concept }) => concept === to);
}
