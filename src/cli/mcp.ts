import { type Command, Option } from "commander";
import { describeFailure } from "./failure.js";
import { addLiveOptions, type LiveOptions, openLive } from "./open-live.js";
import { aborted, toPort } from "./serve.js";
import type { Shell } from "./shell.js";

interface Options extends LiveOptions {
	readonly http?: string | true;
	readonly host?: string;
}

const examples = `
Examples:
  $ notapse mcp ~/notes                     as assistants start it
  $ notapse mcp ~/notes --http              at http://localhost:4750/mcp
  $ notapse mcp ~/notes --published         without drafts

In an assistant's configuration:
  { "mcpServers": { "notes": {
      "command": "npx", "args": ["notapse", "mcp", "/home/me/notes"] } } }`;

export function defineMcp(command: Command, shell: Shell): void {
	command.usage("[vault] [options]").argument("[vault]", "the folder of notes");
	command.optionsGroup("Serving:");
	command.addOption(
		new Option("--http [port]", "over HTTP instead (the first free port from 4750 on)").argParser(
			(text: string) => String(toPort(text)),
		),
	);
	command.addOption(
		new Option("--host <address>", "answer other machines too, 0.0.0.0 for all (only this one)"),
	);
	addLiveOptions(command);
	command.addHelpText("after", examples);
	command.action(async (named: string | undefined, options: Options) => {
		const { console, vault } = await openLive(named, options, command, shell);
		const signal = shell.interruptible();
		const onBug = (error: unknown) => console.complain(describeFailure(error, console.paintRemark).text);
		const { serveHttp, serveStdio } = await import("../mcp/index.js");
		if (options.http === undefined) {
			await Promise.race([serveStdio(vault, process.stdin, process.stdout, { onBug }), aborted(signal)]);
			await vault.close();
			signal.throwIfAborted();
			return;
		}
		const server = await serveHttp(vault, {
			...(typeof options.http === "string" && { port: Number(options.http) }),
			...(options.host !== undefined && { host: options.host }),
			onBug,
		});
		const { paintRemark } = console;
		console.remark(
			`  ${paintRemark("green", "●")} ${paintRemark("bold", `${server.url}mcp`)}   ${paintRemark("dim", "Ctrl-C ends")}`,
		);
		if (!server.loopback) {
			const what = options.published ? "what is published" : "all notes, drafts too: see --published";
			console.remark(`  ${paintRemark("yellow", "⚠")} other machines on the network can read ${what}`);
		}
		await aborted(signal);
		await Promise.all([server.close(), vault.close()]);
		throw signal.reason;
	});
}
