import type { IncomingMessage, ServerResponse } from "node:http";

/** What a client takes: JSON if nothing else is said. */
export type Accepted = "json" | "ndjson" | "markdown";

/** By the order in which they are named: whoever asks for one of the others names it first. */
export function accepted({ headers }: IncomingMessage, offers: readonly Accepted[]): Accepted | undefined {
	const names: Readonly<Record<Accepted, string>> = {
		json: "application/json",
		ndjson: "application/x-ndjson",
		markdown: "text/markdown",
	};
	const ranges = (headers.accept ?? "*/*")
		.split(",")
		.map((range) => range.split(";")[0]!.trim().toLowerCase());
	for (const range of ranges) {
		if (range === "*/*" || range === "application/*") return "json";
		if (range === "text/*" && offers.includes("markdown")) return "markdown";
		const found = offers.find((offer) => names[offer] === range);
		if (found !== undefined) return found;
	}
	return undefined;
}

export interface Sent {
	readonly status?: number;
	readonly type?: string;
	/** What is known by this tag need not be sent again. */
	readonly etag?: string | undefined;
}

export function sendJson(
	request: IncomingMessage,
	response: ServerResponse,
	value: unknown,
	sent: Sent = {},
): void {
	send(request, response, `${JSON.stringify(value)}\n`, { type: "application/json; charset=utf-8", ...sent });
}

export function send(
	request: IncomingMessage,
	response: ServerResponse,
	text: string,
	{ status = 200, type = "text/plain; charset=utf-8", etag }: Sent,
): void {
	if (response.destroyed) return;
	response.setHeader("Vary", "Accept");
	if (etag !== undefined) {
		response.setHeader("ETag", etag);
		if (isKnown(request, etag)) {
			response.writeHead(304).end();
			return;
		}
	}
	const body = Buffer.from(text);
	response.writeHead(status, { "Content-Type": type, "Content-Length": body.length });
	response.end(request.method === "HEAD" ? undefined : body);
}

/** Whether a client has what it asks for. */
export function isKnown({ headers }: IncomingMessage, etag: string): boolean {
	const known = headers["if-none-match"];
	if (known === undefined) return false;
	return known.split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === etag);
}

/** A record a line, as fast as the client takes them. */
export async function sendLines(
	response: ServerResponse,
	records: Iterable<unknown>,
	signal: AbortSignal,
): Promise<void> {
	response.writeHead(200, { "Content-Type": "application/x-ndjson; charset=utf-8", Vary: "Accept" });
	let block = "";
	for (const record of records) {
		block += `${JSON.stringify(record)}\n`;
		if (block.length < 64_000) continue;
		const taken = response.write(block);
		block = "";
		if (!taken) await drained(response, signal);
		if (signal.aborted) return;
	}
	response.end(block);
}

function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			response.off("drain", done);
			signal.removeEventListener("abort", done);
			resolve();
		};
		response.on("drain", done);
		signal.addEventListener("abort", done, { once: true });
	});
}
