import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { LiveVault } from "../asking/live-vault.js";
import { type Handler, type HttpListener, isForeign, type ListenOptions, listen } from "../server/index.js";
import { createMcpServer, type McpOptions } from "./create-server.js";

/** Where the endpoint is. */
const mcpPath = "/mcp";

/** Requests that are answered at the same time. */
const mostAtOnce = 32;
/** Bytes. */
const longestMessage = 1_000_000;

/** Instead of the site's. */
const firstPort = 4750;

/** Speaks the protocol at `/mcp`. */
export function serveHttp(vault: LiveVault, options: McpOptions & ListenOptions = {}): Promise<HttpListener> {
	return listen(mcpHandler(vault, options), { firstPort, flag: "--http", ...options });
}

/**
 * Streamable HTTP without sessions: each request stands for itself, so that there is nothing to keep and nothing to
 * fill up. A client that hangs up ends what it has asked for.
 */
function mcpHandler(vault: LiveVault, options: McpOptions = {}): Handler {
	let open = 0;
	return async (request, response) => {
		if (!isEndpoint(request.url ?? "/")) return complain(response, 404, "The endpoint is /mcp.");
		if (isForeign(request)) return complain(response, 403, "Pages of other sites are not answered.");
		if (request.method !== "POST") {
			response.setHeader("Allow", "POST");
			return complain(
				response,
				405,
				"Only POST: there are no sessions, and no messages of the server's own.",
			);
		}
		if (open >= mostAtOnce) {
			response.setHeader("Retry-After", "1");
			return complain(response, 503, "Too many requests at the same time.");
		}
		open++;
		const server = createMcpServer(vault, options);
		const transport = new StreamableHTTPServerTransport({ maxRequestBodySize: longestMessage });
		response.on("close", () => {
			open--;
			void server.close();
		});
		// Its optional members are typed for a looser compiler.
		await server.connect(transport as Transport);
		await transport.handleRequest(request, response);
	};
}

function isEndpoint(url: string): boolean {
	return url.replace(/[?#].*$/s, "") === mcpPath;
}

type Response = Parameters<Handler>[1];

function complain(response: Response, status: number, message: string): void {
	const body = JSON.stringify({ jsonrpc: "2.0", error: { code: -32000, message }, id: null });
	response.writeHead(status, { "Content-Type": "application/json", Connection: "close" });
	response.end(body);
}
