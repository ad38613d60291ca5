import { type Command, Option } from "commander";
import { UsageError } from "../model/index.js";
import { harmless } from "./cells.js";
import { describeFailure } from "./failure.js";
import { addLiveOptions, type LiveOptions, openLive } from "./open-live.js";
import type { Shell } from "./shell.js";

interface Options extends LiveOptions {
	readonly port?: number;
	readonly host?: string;
}

const examples = `
Examples:
  $ notapse serve ~/notes
  $ curl 'http://localhost:4747/api/related?note=LSTM'
  $ curl http://localhost:4747/api/query -H 'Content-Type: application/json' \\
      -d '{"query": "MATCH (n:Note) RETURN n.title LIMIT 5"}'

http://localhost:4747/api/openapi.json describes what can be asked for.`;

export function defineServe(command: Command, shell: Shell): void {
	command.usage("[vault] [options]").argument("[vault]", "the folder of notes");
	command.optionsGroup("Serving:");
	command.addOption(
		new Option("--port <number>", "this port (the first free one from 4747 on)").argParser(toPort),
	);
	command.addOption(
		new Option("--host <address>", "answer other machines too, 0.0.0.0 for all (only this one)"),
	);
	addLiveOptions(command, "output");
	command.addHelpText("after", examples);
	command.action(async (named: string | undefined, options: Options) => {
		const { console, project, vault } = await openLive(named, options, command, shell);
		const signal = shell.interruptible();
		const { hasSite, serveVault } = await import("../server/index.js");
		const site = project.config.out;
		const shown = await hasSite(site);
		const server = await serveVault(vault, {
			...(options.port !== undefined && { port: options.port }),
			...(options.host !== undefined && { host: options.host }),
			flag: "--port",
			...(shown && { site }),
			onBug: (error) => console.complain(describeFailure(error, console.paintRemark).text),
		});
		const { paintRemark } = console;
		const dot = paintRemark("green", "●");
		if (shown) console.remark(`  ${dot} ${paintRemark("bold", server.url)}   the site in ${harmless(site)}`);
		const end = paintRemark("dim", "Ctrl-C ends");
		console.remark(
			`  ${dot} ${paintRemark("bold", `${server.url}api`)}   questions about the vault   ${end}`,
		);
		if (!server.loopback) {
			const what = options.published ? "what is published" : "all notes, drafts too: see --published";
			console.remark(`  ${paintRemark("yellow", "⚠")} other machines on the network can read ${what}`);
		}
		try {
			// What is wrong with the vault is told at once, and not when somebody asks.
			await vault.current();
			await aborted(signal);
		} finally {
			await Promise.all([server.close(), vault.close()]);
		}
		throw signal.reason;
	});
}

export function toPort(text: string): number {
	if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
	throw new UsageError(`Expected a port number, found “${text}”.`);
}

export function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve();
		else signal.addEventListener("abort", () => resolve(), { once: true });
	});
}
