import { writeFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { type Command, Option } from "commander";
import type { EmbeddedVault, VectorFormat } from "../compile.js";
import { type Embedding, OutputError, UsageError } from "../model/index.js";
import { cells, harmless, harmlessJson, padEnd, padStart } from "./cells.js";
import { clip } from "./columns.js";
import type { Console } from "./console.js";
import { plural, thousands } from "./findings.js";
import { addNetworkOptions, type NetworkOptions, openEmbedded } from "./open-embedded.js";
import type { Shell } from "./shell.js";

const formats: readonly VectorFormat[] = ["npy", "tsv", "parquet"];

interface Options extends NetworkOptions {
	/** A file; not the configuration's `out`. */
	readonly out?: string;
	readonly backend?: string;
}

const examples = `
Examples:
  $ notapse embed notes                        train, and say how it went
  $ notapse embed notes --out vectors.npy      for NumPy; names in vectors.tsv
  $ notapse embed notes --out vectors.parquet  for pandas, DuckDB, …`;

export function defineEmbed(command: Command, shell: Shell): void {
	command.usage("[vault] [options]").argument("[vault]", "the vault's folder");
	command.optionsGroup("Embedding:");
	command.addOption(new Option("--out <file>", `write the vectors: as .npy, .tsv or .parquet`));
	command.addOption(
		new Option("--backend <url>", "run the network that was pushed there, and keep its vectors"),
	);
	addNetworkOptions(command);
	command.addHelpText("after", examples);
	command.action(async (vault: string | undefined, options: Options) => {
		if (options.backend !== undefined) return embedRemote(options.backend, vault, options, shell);
		const format = options.out === undefined ? undefined : formatFor(options.out);
		const { embedded, console } = await openEmbedded(vault, options, command, shell);
		if (options.json) console.print(harmlessJson(toDocument(embedded)));
		else if (!options.quiet) console.print(describe(embedded, console).join("\n"));
		if (options.out === undefined || format === undefined) return;
		for (const [file, bytes] of await filesOf(embedded, options.out, format)) {
			await save(resolve(shell.cwd, file), bytes, file);
			console.remark(`  wrote ${harmless(file)}`);
		}
	});
}

/** What is trained is trained here, and pushed; what it makes of the graph can be made there. */
async function embedRemote(
	backend: string,
	vault: string | undefined,
	options: Options,
	shell: Shell,
): Promise<void> {
	if (vault !== undefined || options.out !== undefined)
		throw new UsageError("embed --backend takes neither a vault nor --out: all that it needs is there.");
	const { openRemote } = await import("../remote/remote-graph.js");
	const remote = await openRemote(backend);
	const console = shell.console(options);
	try {
		const inferred = await remote.infer();
		const { concepts, dimension, difference } = inferred;
		if (options.json) return console.print(JSON.stringify(inferred));
		const news = difference === undefined ? "" : ` · at most ${difference.toPrecision(2)} from those before`;
		console.print(`${plural(concepts, "concept")} · ${dimension} numbers each · inferred there${news}`);
	} finally {
		await remote.close();
	}
}

function formatFor(file: string): VectorFormat {
	const ending = extname(file).slice(1).toLowerCase();
	const format = formats.find((known) => known === ending);
	if (format !== undefined) return format;
	throw new UsageError(`--out: “${file}” ends in none of ${formats.map((name) => `.${name}`).join(", ")}.`);
}

/** The file, and beside a matrix the table that says what its rows are. */
async function filesOf(embedded: EmbeddedVault, file: string, format: VectorFormat) {
	const { exportVectors } = await import("../compile.js");
	const files = [[file, await exportVectors(embedded, format)] as const];
	if (format !== "npy") return files;
	const table = `${file.slice(0, -extname(file).length)}.tsv`;
	return [...files, [table, await exportVectors(embedded, "rows")] as const];
}

async function save(path: string, bytes: string | Uint8Array, shown: string): Promise<void> {
	try {
		await writeFile(path, bytes);
	} catch (cause) {
		throw new OutputError(`The vectors cannot be written to ${shown}.`, { cause });
	}
}

function toDocument({ embedding, map }: EmbeddedVault): object {
	const { concepts, dimension, method, cell, seed, training } = embedding;
	return {
		...{ concepts: concepts.length, dimension, method, cell, seed },
		...(training !== undefined && { training }),
		regions: regionsOf({ embedding, map }),
	};
}

/** The map may show unwritten names that are not embedded; here they do not count, as they have no row. */
function regionsOf({ embedding, map }: Pick<EmbeddedVault, "embedding" | "map">) {
	const embedded = new Set(embedding.concepts);
	return map.communities.map(({ name, terms, members }) => ({
		...{ name, terms },
		members: members.filter((id) => embedded.has(id)).length,
	}));
}

/** Regions that are named. */
const listed = 12;

function describe({ embedding, map, summary }: EmbeddedVault, { paint, width }: Console): string[] {
	const { concepts, dimension, cell } = embedding;
	const regions = regionsOf({ embedding, map }).slice(0, listed);
	const names = regions.map(({ name }) => clip(harmless(name), Math.floor(width / 3)));
	const column = Math.max(...names.map(cells), 0);
	const more = map.communities.length - regions.length;
	return [
		`${plural(concepts.length, "concept")} · ${dimension} numbers each · ${howMade(embedding, summary, cell)}`,
		...regions.map(({ terms, members }, i) => {
			const row = `  ${padEnd(names[i]!, column)}  ${padStart(thousands(members), 6)}  `;
			return row + paint("dim", clip(terms.slice(0, 6).map(harmless).join(", "), width - cells(row)));
		}),
		...(more > 0 ? [`  and ${plural(more, "more region")}`] : []),
	];
}

function howMade(
	{ method, training }: Embedding,
	{ trained }: EmbeddedVault["summary"],
	cell: string,
): string {
	if (method === "diffusion") return "diffusion, nothing was learned";
	const kept = trained === "kept" ? ", kept" : "";
	if (training === undefined) return `${cell}${kept}`;
	return `${cell}, ${plural(training.epochs, "epoch")}, MRR ${training.validation.toFixed(3)}${kept}`;
}
