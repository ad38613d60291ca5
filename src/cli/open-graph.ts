import type { Command } from "commander";
import type { OpenGraph } from "../asking/opened-graph.js";
import type { Console } from "./console.js";
import { givenSettings, type VaultOptions } from "./options.js";
import { createProgress } from "./progress.js";
import { openProject, type Project } from "./project.js";
import type { Shell } from "./shell.js";

export interface OpenedGraph {
	readonly project: Project;
	readonly open: OpenGraph;
	readonly console: Console;
}

/** Reads the vault for queries; drafts take part. @param network whether what the network has learned is asked for */
export async function openGraph(
	options: VaultOptions,
	command: Command,
	shell: Shell,
	network: boolean,
): Promise<OpenedGraph> {
	const { toOpenGraph } = await import("../asking/opened-graph.js");
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
		...(config.cache !== undefined && { cache: config.cache }),
		onEvent: createProgress(console),
	};
	const loaded = network
		? await (await import("../compile.js")).embedVault(settings)
		: await (await import("../load.js")).loadVault(settings);
	return { project, open: toOpenGraph(loaded), console };
}
