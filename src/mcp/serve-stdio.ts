import type { Readable, Writable } from "node:stream";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import type { LiveVault } from "../asking/live-vault.js";
import { createMcpServer, type McpOptions } from "./create-server.js";

/** Bytes of a message. */
const longestMessage = 4_000_000;
/** Milliseconds in which what was asked is still answered, when the client will ask no more. */
const lastWords = 30_000;

/**
 * Speaks the protocol over two streams, which carry nothing else.
 *
 * @returns when the client has gone, and what it had asked is answered
 */
export async function serveStdio(
	vault: LiveVault,
	input: Readable,
	output: Writable,
	options: McpOptions = {},
): Promise<void> {
	const server = createMcpServer(vault, { ...options, listChanged: true });
	const transport = new StdioServerTransport(input, output, { maxBufferSize: longestMessage });
	const questions = openQuestions(transport);
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
	await questions.answered(lastWords);
	await server.close();
}

/** Follows which requests have no answer yet. */
function openQuestions(transport: StdioServerTransport): { answered(within: number): Promise<void> } {
	const open = new Set<unknown>();
	let answered = () => {};
	const close = (id: unknown) => {
		open.delete(id);
		if (open.size === 0) answered();
	};
	// The server hears of messages after this.
	transport.onmessage = (message: JSONRPCMessage) => {
		if (!("method" in message)) return;
		if ("id" in message) open.add(message.id);
		else if (message.method === "notifications/cancelled") close(message.params?.requestId);
	};
	const send = transport.send.bind(transport);
	transport.send = async (message) => {
		await send(message);
		if ("id" in message && !("method" in message)) close(message.id);
	};
	return {
		answered: (within) =>
			new Promise((resolve) => {
				if (open.size === 0) return resolve();
				const timer = setTimeout(resolve, within);
				answered = () => {
					clearTimeout(timer);
					resolve();
				};
			}),
	};
}
