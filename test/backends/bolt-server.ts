/**
 * A server that speaks as much of Bolt 4.4 as a driver needs to send a query and get rows: the handshake, chunked messages
 * in PackStream, and the requests of a session. What it answers is given by who tests.
 */
import { createServer, type Socket } from "node:net";

/** A structure of PackStream, as a server sends nodes. */
export class Structure {
	constructor(
		readonly tag: number,
		readonly fields: readonly unknown[],
	) {}
}

export interface Received {
	readonly query: string;
	readonly parameters: Readonly<Record<string, unknown>>;
}

export type Reply =
	| { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] }
	| { readonly code: string; readonly message: string };

export interface BoltServer {
	readonly url: string;
	readonly received: Received[];
	/** In their order: `HELLO`, `BEGIN`, `COMMIT`, … */
	readonly requests: string[];
	close(): Promise<void>;
}

const names: Readonly<Record<number, string>> = {
	...{ 1: "HELLO", 2: "GOODBYE", 15: "RESET", 16: "RUN", 17: "BEGIN", 18: "COMMIT", 19: "ROLLBACK" },
	...{ 47: "DISCARD", 63: "PULL" },
};

/** @param password what `HELLO` has to bring */
export function startBolt(password: string, answer: (received: Received) => Reply): Promise<BoltServer> {
	const received: Received[] = [];
	const requests: string[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		let bytes = Buffer.alloc(0);
		let shaken = false;
		let message = Buffer.alloc(0);
		let rows: readonly (readonly unknown[])[] = [];
		let failed = false;
		const send = (tag: number, ...fields: unknown[]) => {
			const body = pack(new Structure(tag, fields));
			const head = Buffer.alloc(2);
			head.writeUInt16BE(body.length);
			socket.write(Buffer.concat([head, body, Buffer.from([0, 0])]));
		};
		const handle = ({ tag, fields }: Structure) => {
			const name = names[tag] ?? String(tag);
			requests.push(name);
			if (name === "GOODBYE") return socket.end();
			if (name === "RESET") failed = false;
			else if (failed) return send(0x7e);
			if (name === "HELLO") {
				const { credentials } = fields[0] as { credentials?: string };
				if (credentials === password) return send(0x70, { server: "Neo4j/4.4.0", connection_id: "one" });
				failed = true;
				return send(0x7f, {
					code: "Neo.ClientError.Security.Unauthorized",
					message: `not ${"with this"} password`,
				});
			}
			if (name === "RUN") {
				const request = { query: fields[0] as string, parameters: fields[1] as Record<string, unknown> };
				received.push(request);
				const reply = answer(request);
				if ("code" in reply) {
					failed = true;
					return send(0x7f, { ...reply });
				}
				rows = reply.rows;
				return send(0x70, { fields: [...reply.columns] });
			}
			if (name === "PULL") for (const row of rows) send(0x71, [...row]);
			return send(0x70, {});
		};
		socket.on("error", () => {});
		socket.on("data", (data: Buffer) => {
			bytes = Buffer.concat([bytes, data]);
			if (!shaken) {
				if (bytes.length < 20) return;
				shaken = true;
				bytes = bytes.subarray(20);
				socket.write(Buffer.from([0, 0, 4, 4]));
			}
			while (bytes.length >= 2) {
				const size = bytes.readUInt16BE(0);
				if (bytes.length < 2 + size) return;
				const chunk = bytes.subarray(2, 2 + size);
				bytes = bytes.subarray(2 + size);
				if (size > 0) message = Buffer.concat([message, chunk]);
				else if (message.length > 0) {
					const whole = new Unpacker(message).value() as Structure;
					message = Buffer.alloc(0);
					handle(whole);
				}
			}
		});
	});
	return new Promise((resolve) => {
		server.listen(0, "127.0.0.1", () => {
			const address = server.address() as { port: number };
			resolve({
				url: `127.0.0.1:${address.port}`,
				...{ received, requests },
				close: () =>
					new Promise((closed) => {
						for (const socket of sockets) socket.destroy();
						server.close(() => closed());
					}),
			});
		});
	});
}

function pack(value: unknown): Buffer {
	if (value === null || value === undefined) return Buffer.from([0xc0]);
	if (typeof value === "boolean") return Buffer.from([value ? 0xc3 : 0xc2]);
	if (typeof value === "bigint" || Number.isInteger(value)) {
		const bytes = Buffer.alloc(9, 0xcb);
		bytes.writeBigInt64BE(BigInt(value as number), 1);
		return bytes;
	}
	if (typeof value === "number") {
		const bytes = Buffer.alloc(9, 0xc1);
		bytes.writeDoubleBE(value, 1);
		return bytes;
	}
	if (typeof value === "string") return sized(0xd2, Buffer.byteLength(value), [Buffer.from(value)]);
	if (Array.isArray(value)) return sized(0xd6, value.length, value.map(pack));
	if (value instanceof Structure)
		return Buffer.concat([Buffer.from([0xb0 | value.fields.length, value.tag]), ...value.fields.map(pack)]);
	const entries = Object.entries(value as object);
	return sized(
		0xda,
		entries.length,
		entries.flatMap(([key, inner]) => [pack(key), pack(inner)]),
	);
}

function sized(marker: number, size: number, parts: readonly Buffer[]): Buffer {
	const head = Buffer.alloc(5, marker);
	head.writeUInt32BE(size, 1);
	return Buffer.concat([head, ...parts]);
}

class Unpacker {
	#at = 0;

	constructor(readonly bytes: Buffer) {}

	value(): unknown {
		const marker = this.#number(1);
		const [high, low] = [marker >> 4, marker & 15];
		if (marker < 0x80) return marker;
		if (marker >= 0xf0) return marker - 0x100;
		if (high === 0x8) return this.#text(low);
		if (high === 0x9) return this.#list(low);
		if (high === 0xa) return this.#map(low);
		if (high === 0xb) return new Structure(this.#number(1), this.#list(low));
		switch (marker) {
			case 0xc0:
				return null;
			case 0xc1:
				this.#at += 8;
				return this.bytes.readDoubleBE(this.#at - 8);
			case 0xc2:
			case 0xc3:
				return marker === 0xc3;
			case 0xc8:
			case 0xc9:
			case 0xca:
			case 0xcb: {
				const size = 1 << (marker - 0xc8);
				this.#at += size;
				if (size === 8) return Number(this.bytes.readBigInt64BE(this.#at - 8));
				return this.bytes.readIntBE(this.#at - size, size);
			}
			case 0xd0:
			case 0xd1:
			case 0xd2:
				return this.#text(this.#number(1 << (marker - 0xd0)));
			case 0xd4:
			case 0xd5:
			case 0xd6:
				return this.#list(this.#number(1 << (marker - 0xd4)));
			case 0xd8:
			case 0xd9:
			case 0xda:
				return this.#map(this.#number(1 << (marker - 0xd8)));
		}
		throw new Error(`PackStream has no marker ${marker.toString(16)}`);
	}

	#number(size: number): number {
		this.#at += size;
		return this.bytes.readUIntBE(this.#at - size, size);
	}

	#text(size: number): string {
		this.#at += size;
		return this.bytes.toString("utf8", this.#at - size, this.#at);
	}

	#list(size: number): unknown[] {
		return Array.from({ length: size }, () => this.value());
	}

	#map(size: number): Record<string, unknown> {
		return Object.fromEntries(Array.from({ length: size }, () => [this.value() as string, this.value()]));
	}
}
