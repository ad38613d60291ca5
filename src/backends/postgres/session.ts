/** A connection to PostgreSQL. The driver is loaded when the first one is opened. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Client, QueryArrayResult } from "pg";
import { OutputError } from "../../model/index.js";
import type { PostgresAddress } from "../address.js";
import { toTrouble } from "./trouble.js";

export interface Session {
	readonly address: PostgresAddress;
	/** Rows as arrays; numbers of 64 bits are exact numbers, or bigints where they have to be. */
	run(text: string, values?: readonly unknown[]): Promise<unknown[][]>;
	/** How many rows a statement has touched. */
	count(text: string, values?: readonly unknown[]): Promise<number>;
	/** Into a table, from lines in the text format of COPY. */
	copyInto(statement: string, lines: Iterable<string>): Promise<void>;
	/** All or nothing. */
	transaction<T>(work: () => Promise<T>, mode?: string): Promise<T>;
	/** Asks the server to end what it is doing, by another connection. */
	cancel(): Promise<void>;
	close(): Promise<void>;
}

/** How long to wait for a server that does not answer. */
const patience = 15_000;

export async function openSession(address: PostgresAddress): Promise<Session> {
	const { default: pg } = await import("pg");
	const client = await connect(pg.Client, address);
	const backend = await processOf(client);
	let lost: Error | undefined;
	client.on("error", (error) => {
		lost = error;
	});
	const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
		try {
			return await work();
		} catch (error) {
			throw toTrouble(lost ?? error, address);
		}
	};
	const query = (text: string, values?: readonly unknown[]): Promise<QueryArrayResult<unknown[]>> =>
		guarded(() =>
			client.query({ text, values: values as unknown[], rowMode: "array", types: { getTypeParser } }),
		);
	const session: Session = {
		address,
		run: async (text, values) => (await query(text, values)).rows,
		count: async (text, values) => (await query(text, values)).rowCount ?? 0,
		copyInto: (statement, lines) =>
			guarded(async () => {
				const { copyFrom } = await import("./copy-stream.js");
				await pipeline(Readable.from(chunksOf(lines)), client.query(copyFrom(statement)));
			}),
		transaction: async (work, mode = "") => {
			await query(`BEGIN ${mode}`);
			try {
				const result = await work();
				await query("COMMIT");
				return result;
			} catch (error) {
				// Where the connection is gone, the server rolls back by itself.
				await query("ROLLBACK").catch(() => {});
				throw error;
			}
		},
		cancel: async () => {
			const other = await connect(pg.Client, address);
			await other.query("SELECT pg_cancel_backend($1)", [backend]).catch(() => {});
			await other.end();
		},
		close: async () => {
			await client.end().catch(() => {});
		},
	};
	return session;
}

async function connect(make: typeof Client, address: PostgresAddress): Promise<Client> {
	try {
		const client = new make({
			connectionString: address.url,
			connectionTimeoutMillis: patience,
			application_name: "notapse",
		});
		await client.connect();
		return client;
	} catch (error) {
		throw toTrouble(error, address);
	}
}

async function processOf(client: Client): Promise<number> {
	const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
	const pid = rows[0]?.pid;
	if (pid === undefined) throw new OutputError("The server does not say who it is.");
	return pid;
}

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
	16: (text) => text === "t",
	20: toInteger,
	21: Number,
	23: Number,
	114: JSON.parse,
	700: Number,
	701: Number,
	1016: (text) => listOf(text).map(toInteger),
	1007: (text) => listOf(text).map(Number),
	1009: (text) => JSON.parse(`[${arrayToJson(text)}]`),
	1021: (text) => listOf(text).map(Number),
	1022: (text) => listOf(text).map(Number),
	1700: toNumeric,
	3802: JSON.parse,
};

/** By the number that PostgreSQL gives its types; what is not here is a text. */
function getTypeParser(type: number): (text: string) => unknown {
	return parsers[type] ?? String;
}

function toInteger(text: string): number | bigint {
	const number = Number(text);
	return Number.isSafeInteger(number) ? number : BigInt(text);
}

function toNumeric(text: string): number | bigint {
	return /^-?\d+$/.test(text) ? toInteger(text) : Number(text);
}

function listOf(text: string): string[] {
	const inner = text.slice(1, -1);
	return inner === "" ? [] : inner.split(",");
}

/** `{a,"b c",NULL}` as the inside of a JSON list. */
function arrayToJson(text: string): string {
	const items = text.slice(1, -1).match(/"(?:[^"\\]|\\.)*"|[^,]+/gs) ?? [];
	return items
		.map((item) => {
			if (item === "NULL") return "null";
			return JSON.stringify(item.startsWith('"') ? item.slice(1, -1).replace(/\\(.)/gs, "$1") : item);
		})
		.join(",");
}

/** Lines joined, so that not each is sent by itself. */
function* chunksOf(lines: Iterable<string>): Generator<string> {
	let chunk: string[] = [];
	let size = 0;
	for (const line of lines) {
		chunk.push(line);
		size += line.length;
		if (size < 65_536) continue;
		yield chunk.join("");
		[chunk, size] = [[], 0];
	}
	if (chunk.length > 0) yield chunk.join("");
}
