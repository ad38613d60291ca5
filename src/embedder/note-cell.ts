import { readLinkTask } from "../assets.js";
import { createConceptFinder } from "../concepts/find-concept.js";
import { type NoteCell, wantedCell } from "../embedding/index.js";
import type { LoadedVault, LoadOptions } from "../load.js";
import { type CellPlan, type ConceptGraph, InputError, UsageError, type VaultPath } from "../model/index.js";
import { readerOf } from "../vault-cells/vault-cells.js";

/** What a note exports that is to be the network's cell. */
const exported = "cell";

/**
 * The update function that the configuration names as `[[note]]` or `[[note#cell]]`; nothing if it names one of ours. Here
 * it is only looked up. It is code from the vault: it runs where `notapse run` runs cells, when the network needs it.
 *
 * @throws UsageError when there is no such note, or it exports no such thing
 */
export async function openNoteCell(
	{ vault, notes, graph, plan }: Pick<LoadedVault, "vault" | "notes" | "graph" | "plan">,
	{ config, trust, signal }: LoadOptions,
): Promise<NoteCell | undefined> {
	const { cell: name, embed, epochs } = config;
	const [, target, id] = /^\[\[([^\]#|]+)(?:#([^\]|]+))?/.exec(name) ?? [];
	if (target === undefined || !embed || epochs === 0) return undefined;
	const finder = createConceptFinder({ vault, notes: notes.map(({ note }) => note), graph });
	const found = finder.find(`[[${target}]]`);
	const isNote = found.kind === "found" && graph.graph.getNodeAttribute(found.concept, "kind") === "note";
	if (found.kind !== "found" || !isNote) {
		const why =
			found.kind === "ambiguous" ? `it may be ${found.candidates.join(" or ")}` : "there is no such note";
		const near = found.kind === "missing" ? found.suggestion : undefined;
		throw new UsageError(
			`The network's cell is to be ${name}, and ${why}.`,
			near === undefined ? {} : { hint: `did you mean [[${near}]]?` },
		);
	}
	const index = cellOf(plan, found.concept, name, id?.trim());
	const { key } = plan.cells[index]!;
	if (key === undefined) throw brokenCell(plan, graph, index, name);
	const { runBehind, trustOf } = await import("../cells/index.js");
	const isTrusted = trust === true && trustOf(vault.root, plan).trusted;
	return {
		...{ name, key },
		elsewhere: (input) =>
			runBehind(plan, {
				...{ root: vault.root, cell: index, name: exported, program: readLinkTask(), input },
				engine: isTrusted ? "trusted" : "sandbox",
				readFile: readerOf({ vault, notes, graph }),
				...(signal !== undefined && { signal }),
			}),
	};
}

/** Which of the note's cells exports it. */
function cellOf(plan: CellPlan, note: string, name: string, id: string | undefined): number {
	const own = [...plan.cells.keys()].filter((index) => {
		const { note: of, compiled } = plan.cells[index]!;
		return of === note && (id === undefined || compiled.cell.id === id);
	});
	const ours = own.filter((index) => {
		const { facts, cell } = plan.cells[index]!.compiled;
		return cell.language !== "py" && facts.exports.includes(exported);
	});
	if (ours.length === 1) return ours[0]!;
	if (ours.length > 1)
		throw new UsageError(`${name} exports “${exported}” more than once.`, { hint: "name one: [[note#id]]" });
	const what =
		own.length > 0
			? `exports no “${exported}”`
			: id === undefined
				? "has no code cells"
				: `has no cell with the id ${id}`;
	throw new UsageError(`The network's cell is to be ${name}, and that ${what}.`, {
		hint: `export const ${exported} = ${wantedCell}, in TypeScript: see docs/embedding.md`,
	});
}

/** It cannot be run: its own note, or one that it needs, says why. */
function brokenCell(plan: CellPlan, graph: ConceptGraph, index: number, name: string): InputError {
	const reached = new Set([index]);
	for (const cell of reached) for (const need of plan.cells[cell]!.needs) reached.add(need.cell);
	const paths = new Set([...reached].map((cell) => plan.cells[cell]!.compiled.cell.path));
	const found = [...plan.diagnostics, ...graph.diagnostics].find(
		({ path, severity }) => severity === "error" && paths.has(path as VaultPath),
	);
	const place =
		found?.position === undefined ? "" : `${found.path}:${found.position.line}:${found.position.column}: `;
	return new InputError(`The network's cell ${name} cannot be run. ${place}${found?.message ?? ""}`.trim());
}
