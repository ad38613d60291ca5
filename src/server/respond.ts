import type { IncomingMessage, ServerResponse } from "node:http";

export function sendText(
	request: IncomingMessage,
	response: ServerResponse,
	status: number,
	text: string,
	type: string,
): void {
	const body = Buffer.from(text);
	response.writeHead(status, { "Content-Type": type, "Content-Length": body.length });
	response.end(request.method === "HEAD" ? undefined : body);
}

/** And hangs up: whoever asks like this has nothing good in mind. */
export function refuse(response: ServerResponse, status: number, text: string): void {
	response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
	response.end(`${text}\n`);
}

export function hasBody(request: IncomingMessage): boolean {
	const length = request.headers["content-length"];
	return request.headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}
