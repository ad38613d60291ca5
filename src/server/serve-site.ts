import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { type Handler, type HttpListener, type ListenOptions, listen } from "./http-server.js";
import { hasBody, refuse, sendText } from "./respond.js";
import { findFile, type Target } from "./static-files.js";

export interface ServeSiteOptions extends ListenOptions {
	/** Pages load themselves again after `reload()`. */
	readonly live?: boolean;
}

export interface SiteServer extends HttpListener {
	reload(): void;
}

const liveScript = "/-/live.js";
const liveEvents = "/-/live";
/** Pages that may wait for changes at the same time. */
const liveLimit = 64;

/** Shows a folder of static files, to this machine. It reads and never writes. */
export async function serveSite(root: string, options: ServeSiteOptions = {}): Promise<SiteServer> {
	const { live = false } = options;
	const waiting = new Set<ServerResponse>();
	const server = await listen(siteHandler(root, { live, waiting }), options);
	return {
		...server,
		reload: () => {
			for (const response of waiting) response.write("data: reload\n\n");
		},
	};
}

interface Context {
	readonly live: boolean;
	readonly waiting: Set<ServerResponse>;
}

export function siteHandler(root: string, context: Context = { live: false, waiting: new Set() }): Handler {
	return async (request, response) => {
		if (request.method !== "GET" && request.method !== "HEAD") {
			response.setHeader("Allow", "GET, HEAD");
			return refuse(response, 405, "Only GET and HEAD.");
		}
		if (hasBody(request)) return refuse(response, 413, "No body, please.");
		const url = request.url ?? "/";
		if (context.live && url === liveEvents) return waitForChanges(request, response, context.waiting);
		if (context.live && url === liveScript)
			return sendText(request, response, 200, script, "text/javascript; charset=utf-8");
		const target = await findFile(root, url);
		if (target.kind === "refused") return refuse(response, 400, "This is no address of a page.");
		if (target.kind === "moved") {
			response.writeHead(301, { Location: target.location }).end();
			return;
		}
		if (target.kind === "file") return sendFile(request, response, target, 200, context.live);
		const notFound = await findFile(root, "/404.html");
		if (notFound.kind === "file") return sendFile(request, response, notFound, 404, context.live);
		return sendText(request, response, 404, "There is no such page.\n", "text/plain; charset=utf-8");
	};
}

async function sendFile(
	request: IncomingMessage,
	response: ServerResponse,
	target: Target & { kind: "file" },
	status: number,
	live: boolean,
): Promise<void> {
	const { file, size, etag, type } = target;
	try {
		const policy = policyFor(type);
		if (policy !== undefined) response.setHeader("Content-Security-Policy", policy);
		if (live && type.startsWith("text/html")) {
			const html = await file.readFile("utf8");
			return sendText(request, response, status, withLiveScript(html), type);
		}
		response.setHeader("ETag", etag);
		if (status === 200 && request.headers["if-none-match"] === etag) {
			response.writeHead(304).end();
			return;
		}
		const range = status === 200 ? rangeOf(request.headers.range, size) : undefined;
		if (range === "unsatisfiable") {
			response.writeHead(416, { "Content-Range": `bytes */${size}`, "Content-Length": 0 }).end();
			return;
		}
		const { start, end } = range ?? { start: 0, end: size - 1 };
		if (range !== undefined) response.setHeader("Content-Range", `bytes ${start}-${end}/${size}`);
		response.writeHead(range === undefined ? status : 206, {
			"Content-Type": type,
			"Content-Length": end - start + 1,
			"Accept-Ranges": "bytes",
		});
		if (request.method === "HEAD" || size === 0) response.end();
		else await pipeline(file.createReadStream({ start, end, autoClose: false }), response);
	} finally {
		await file.close();
	}
}

/**
 * A drawing that came with the vault may hold scripts. As an `<img>` they never run; opened by itself, it gets
 * an origin of its own and may run nothing.
 */
function policyFor(type: string): string | undefined {
	if (type === "image/svg+xml" || type.startsWith("application/xml")) {
		return "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox";
	}
	return undefined;
}

/** `bytes=a-b`, `bytes=a-`, `bytes=-n`; anything else asks for the whole file. */
function rangeOf(
	header: string | undefined,
	size: number,
): { start: number; end: number } | "unsatisfiable" | undefined {
	const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
	if (match === null || (match[1] === "" && match[2] === "")) return undefined;
	const [first, last] = [match[1] ?? "", match[2] ?? ""];
	const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
	const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
	if (last !== "" && first !== "" && Number(first) > Number(last)) return undefined;
	return start > end ? "unsatisfiable" : { start, end };
}

function waitForChanges(
	request: IncomingMessage,
	response: ServerResponse,
	waiting: Set<ServerResponse>,
): void {
	if (waiting.size >= liveLimit) {
		refuse(response, 503, "Too many pages are open.");
		return;
	}
	response.writeHead(200, {
		"Content-Type": "text/event-stream; charset=utf-8",
		"Cache-Control": "no-store",
	});
	response.write("retry: 1000\n\n");
	if (request.method === "HEAD") {
		response.end();
		return;
	}
	waiting.add(response);
	response.on("close", () => waiting.delete(response));
}

/** The pages' own policy allows scripts and connections of their own server: nothing on disk has to change. */
const script = `new EventSource(${JSON.stringify(liveEvents)}).onmessage = () => location.reload();\n`;

function withLiveScript(html: string): string {
	const tag = `<script src="${liveScript}"></script>`;
	// What has no body is no page that anybody looks at, but the frame in which cells run.
	const end = html.lastIndexOf("</body>");
	return end < 0 ? html : html.slice(0, end) + tag + html.slice(end);
}
