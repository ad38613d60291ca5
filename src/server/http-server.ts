import {
	createServer,
	type Server as HttpServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { OutputError, UsageError } from "../model/index.js";
import { isForUs } from "./is-for-us.js";
import { refuse } from "./respond.js";

export interface ListenOptions {
	/** This port or none; without it, the first free one from 4747 on. */
	readonly port?: number;
	/** An address or name of this machine; loopback only by default. */
	readonly host?: string;
	/** Instead of 4747. */
	readonly firstPort?: number;
	/** How to say which port, for the hint when one is taken. */
	readonly flag?: string;
}

export interface HttpListener {
	/** With a slash at the end. */
	readonly url: string;
	/** Whether only this machine can ask. */
	readonly loopback: boolean;
	close(): Promise<void>;
}

const usualPort = 4747;
const portsToTry = 20;

/** What answers a request; it is hung up on when that fails. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * A server for this machine: it answers only those who call it by an address or by its own name, so that a foreign
 * page cannot read what it says through DNS rebinding, and allows nobody to read across origins.
 */
export async function listen(handler: Handler, options: ListenOptions = {}): Promise<HttpListener> {
	const { host = "127.0.0.1" } = options;
	const server = createServer(limits, (request, response) => {
		for (const [name, value] of Object.entries(alwaysSent)) response.setHeader(name, value);
		if (!isForUs(request, host)) return refuse(response, 403, "This server answers only to its own name.");
		handler(request, response).catch(() => response.destroy());
	});
	server.maxConnections = 256;
	server.maxRequestsPerSocket = 10_000;
	server.on("clientError", (_error, socket) => {
		socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
		// Or it would wait for the other side to hang up too, and keep its place among the connections.
		(socket as Socket).destroySoon();
	});
	await listenOn(server, host, options);
	const { address, port } = server.address() as AddressInfo;
	const loopback = address.startsWith("127.") || address === "::1";
	return {
		url: `http://${isAny(address) || loopback ? "localhost" : bracketed(address)}:${port}/`,
		loopback,
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

async function listenOn(
	server: HttpServer,
	host: string,
	{ port: asked, firstPort = usualPort, flag = "--serve" }: ListenOptions,
): Promise<void> {
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
				{ hint: `name another one, as in: ${flag} 8080` },
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

const alwaysSent = {
	"X-Content-Type-Options": "nosniff",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Referrer-Policy": "no-referrer",
	"Cache-Control": "no-cache",
};

function isAny(address: string): boolean {
	return address === "0.0.0.0" || address === "::";
}

function bracketed(address: string): string {
	return address.includes(":") ? `[${address}]` : address;
}
