/** The vault for AI assistants, over the Model Context Protocol. */
export { createMcpServer, type McpOptions } from "./create-server.js";
export { serveHttp } from "./serve-http.js";
export { serveStdio } from "./serve-stdio.js";
