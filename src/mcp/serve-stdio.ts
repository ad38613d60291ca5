import type { Readable, Writable } from "node:stream";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { LiveVault } from "../live-vault.js";
import { createMcpServer, type McpOptions } from "./create-server.js";

/** Bytes of a message. */
const longestMessage = 4_000_000;

/**
 * Speaks the protocol over two streams, which carry nothing else.
 *
 * @returns when the client has gone
 */
export async function serveStdio(
	vault: LiveVault,
	input: Readable,
	output: Writable,
	options: McpOptions = {},
): Promise<void> {
	const server = createMcpServer(vault, { ...options, listChanged: true });
	const transport = new StdioServerTransport(input, output, { maxBufferSize: longestMessage });
	const gone = new Promise<void>((resolve) => {
		for (const event of ["end", "close", "error"]) input.once(event, () => resolve());
		server.onclose = resolve;
	});
	let ready = false;
	server.oninitialized = () => {
		ready = true;
	};
	vault.onChange(() => {
		if (ready) server.sendResourceListChanged().catch(() => {});
	});
	await server.connect(transport);
	await gone;
	await server.close();
}
