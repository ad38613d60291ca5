/** The vault for AI assistants, over the Model Context Protocol. */
import type { LiveVault } from "../asking/live-vault.js";
import type { HttpListener, ListenOptions } from "../server/index.js";
import type { McpOptions } from "./create-server.js";

export { createMcpServer, type McpOptions } from "./create-server.js";
export { serveStdio } from "./serve-stdio.js";

/** Speaks the protocol at `/mcp`. What that needs beside the protocol is loaded only then. */
export async function serveHttp(
	vault: LiveVault,
	options: McpOptions & ListenOptions = {},
): Promise<HttpListener> {
	return (await import("./serve-http.js")).serveHttp(vault, options);
}
