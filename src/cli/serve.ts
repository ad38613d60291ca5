import {
	createServer,
	type Server as HttpServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import { type AddressInfo, isIP, type Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import { OutputError, UsageError } from "../model/index.js";
import { findFile, type Target } from "./static-files.js";

export interface ServeOptions {
	/** This port or none; without it, the first free one from 4747 on. */
	readonly port?: number;
	/** An address or name of this machine; loopback only by default. */
	readonly host?: string;
	/** Pages load themselves again after `reload()`. */
	readonly live?: boolean;
}

export interface Server {
	readonly url: string;
	/** Whether only this machine can ask. */
	readonly loopback: boolean;
	reload(): void;
	close(): Promise<void>;
}

const firstPort = 4747;
const portsToTry = 20;
const liveScript = "/-/live.js";
const liveEvents = "/-/live";
/** Pages that may wait for changes at the same time. */
const liveLimit = 64;

/**
 * Shows a folder of static files, to this machine. It reads and never writes; it answers only those who call it
 * by an address or by its own name, so that a foreign page cannot read the site through DNS rebinding.
 */
export async function serve(root: string, options: ServeOptions = {}): Promise<Server> {
	const { host = "127.0.0.1", live = false } = options;
	const waiting = new Set<ServerResponse>();
	const server = createServer(limits, (request, response) => {
		answer(root, request, response, { host, live, waiting }).catch(() => response.destroy());
	});
	server.maxConnections = 256;
	server.maxRequestsPerSocket = 10_000;
	server.on("clientError", (_error, socket) => {
		socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
		// Or it would wait for the other side to hang up too, and keep its place among the connections.
		(socket as Socket).destroySoon();
	});
	await listen(server, host, options.port);
	const { address, port } = server.address() as AddressInfo;
	const loopback = address.startsWith("127.") || address === "::1";
	return {
		url: `http://${isAny(address) || loopback ? "localhost" : bracketed(address)}:${port}/`,
		loopback,
		reload: () => {
			for (const response of waiting) response.write("data: reload\n\n");
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/** Milliseconds and bytes. */
const limits = {
	maxHeaderSize: 16 * 1024,
	headersTimeout: 5_000,
	requestTimeout: 10_000,
	keepAliveTimeout: 5_000,
	connectionsCheckingInterval: 2_000,
};

async function listen(server: HttpServer, host: string, asked: number | undefined): Promise<void> {
	const last = asked ?? firstPort + portsToTry - 1;
	for (let port = asked ?? firstPort; ; port += 1) {
		const error = await tryPort(server, host, port);
		if (error === undefined) return;
		if (error.code === "ENOTFOUND" || error.code === "EADDRNOTAVAIL") {
			throw new UsageError(`--host: “${host}” is no address of this machine.`);
		}
		if (error.code === "EACCES")
			throw new OutputError(`Port ${port} needs special rights; take one above 1023.`);
		if (error.code !== "EADDRINUSE") throw error;
		if (port >= last) {
			throw new OutputError(
				asked === undefined ? `Ports ${firstPort} to ${last} are all taken.` : `Port ${asked} is taken.`,
				{ hint: "name another one, as in: --serve 8080" },
			);
		}
	}
}

function tryPort(server: HttpServer, host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
	return new Promise((resolve) => {
		const failed = (error: NodeJS.ErrnoException) => resolve(error);
		server.once("error", failed);
		server.listen(port, host, () => {
			server.off("error", failed);
			resolve(undefined);
		});
	});
}

interface Context {
	readonly host: string;
	readonly live: boolean;
	readonly waiting: Set<ServerResponse>;
}

async function answer(
	root: string,
	request: IncomingMessage,
	response: ServerResponse,
	context: Context,
): Promise<void> {
	for (const [name, value] of Object.entries(alwaysSent)) response.setHeader(name, value);
	if (!isForUs(request, context.host))
		return refuse(response, 403, "This server answers only to its own name.");
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
}

const alwaysSent = {
	"X-Content-Type-Options": "nosniff",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Referrer-Policy": "no-referrer",
	"Cache-Control": "no-cache",
};

/**
 * A page on another site can make its own name point to this machine, and would then share our origin: so the
 * name must be ours, or an address, which cannot be made to point elsewhere. Node shows only the first of two
 * Host headers, and a proxy might go by the second: hence the raw ones.
 */
function isForUs(request: IncomingMessage, host: string): boolean {
	const hosts = rawHeader(request, "host");
	const origins = rawHeader(request, "origin");
	if (hosts.length !== 1 || origins.length > 1) return false;
	const name = hostName(hosts[0] ?? "");
	if (name === undefined || !isOurName(name, host)) return false;
	return origins.length === 0 || origins[0] === `http://${hosts[0]}`;
}

function rawHeader({ rawHeaders }: IncomingMessage, name: string): string[] {
	return rawHeaders.filter(
		(_value, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name,
	);
}

/** `[::1]:4747` → `::1`. */
function hostName(header: string): string | undefined {
	const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/i.exec(header);
	return (match?.[1] ?? match?.[2])?.toLowerCase();
}

function isOurName(name: string, host: string): boolean {
	return (
		name === "localhost" || name.endsWith(".localhost") || name === host.toLowerCase() || isIP(name) !== 0
	);
}

function hasBody(request: IncomingMessage): boolean {
	const length = request.headers["content-length"];
	return request.headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
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

function sendText(
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
function refuse(response: ServerResponse, status: number, text: string): void {
	response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
	response.end(`${text}\n`);
}

function isAny(address: string): boolean {
	return address === "0.0.0.0" || address === "::";
}

function bracketed(address: string): string {
	return address.includes(":") ? `[${address}]` : address;
}
