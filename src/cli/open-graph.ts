import type { Command } from "commander";
import type { EmbeddedVault } from "../compile.js";
import type { LoadedVault } from "../load.js";
import type { QueryGraph } from "../query-graph.js";
import type { Console } from "./console.js";
import { givenSettings, type VaultOptions } from "./options.js";
import { createProgress } from "./progress.js";
import { openProject, type Project } from "./project.js";
import type { Shell } from "./shell.js";

export interface OpenedGraph {
	readonly project: Project;
	readonly loaded: LoadedVault | EmbeddedVault;
	readonly graph: QueryGraph;
	readonly console: Console;
}

/** Reads the vault for queries; drafts take part. @param network whether what the network has learned is asked for */
export async function openGraph(
	options: VaultOptions,
	command: Command,
	shell: Shell,
	network: boolean,
): Promise<OpenedGraph> {
	const { createQueryGraph } = await import("../query-graph.js");
	const console = shell.console(options);
	const project = await openProject({
		cwd: shell.cwd,
		named: [options.vault],
		config: options.config,
		flags: givenSettings(command),
		remark: (text) => console.remark(`note: ${text}`),
	});
	const { vault, config } = project;
	const settings = {
		vault,
		config,
		onEvent: createProgress(console),
	};
	const loaded = network
		? await (await import("../compile.js")).embedVault(settings)
		: await (await import("../load.js")).loadVault(settings);
	return { project, loaded, graph: createQueryGraph(loaded), console };
}
