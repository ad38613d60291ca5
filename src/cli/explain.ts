import type { Command } from "commander";
import type { EmbeddedVault } from "../compile.js";
import { titleIn } from "../concepts/concept-record.js";
import { reasonsInWords } from "../concepts/reasons.js";
import type { ConceptId, Explanation, Neighbor } from "../model/index.js";
import { backendOf } from "./backend-option.js";
import { harmless, harmlessJson } from "./cells.js";
import { flow } from "./columns.js";
import { heardTree } from "./heard-tree.js";
import { embeddedConcept } from "./named-concept.js";
import { addNetworkOptions, type NetworkOptions, type Opened, openEmbedded } from "./open-embedded.js";
import { addSettings } from "./options.js";
import type { Shell } from "./shell.js";

const examples = `
Examples:
  $ notapse explain LSTM GRU
  $ notapse explain 梯度消失 '#学习' --json

Exit code 2 when several notes may be meant, 3 when there is none.`;

export function defineExplain(command: Command, shell: Shell): void {
	command.usage("<a> <b> [options]");
	command.showHelpAfterError(
		"(names with blanks are quoted: notapse explain 'a b' c; notapse explain --help lists all options)",
	);
	command.argument("<a>", "a title, an alias, a tag, a path, or a part of one").argument("<b>", "another");
	command.optionsGroup("Asking:");
	addNetworkOptions(command);
	addSettings(command, "backend");
	command.addHelpText("after", examples);
	command.action(async (a: string, b: string, options: NetworkOptions) => {
		const backend = await backendOf(options, command, shell);
		if (backend !== undefined)
			return (await import("./remote.js")).networkRemote(backend, "explain", [a, b], options, shell);
		const opened = await openEmbedded(undefined, options, command, shell);
		const { explainAnswer } = await import("../asking/ask-verb.js");
		const { embedded, console } = opened;
		const [from, to] = [a, b].map((name) => embeddedConcept(name, embedded, { ...opened, shell })) as [
			ConceptId,
			ConceptId,
		];
		const explained = await explainAnswer(embedded, [from, to]);
		console.print(options.json ? harmlessJson(explained) : toText(from, to, explained, opened).join("\n"));
	});
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
