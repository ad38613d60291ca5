/** A connection to PostgreSQL. The driver is loaded when the first one is opened. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Client, QueryArrayResult } from "pg";
import type { PostgresAddress } from "../address.js";
import { toTrouble } from "./trouble.js";

export interface Session {
	readonly address: PostgresAddress;
	/** Rows as arrays; numbers of 64 bits are exact numbers, or bigints where they have to be. */
	run(text: string, values?: readonly unknown[]): Promise<unknown[][]>;
	/**
	 * The same for a statement that will come again: from its second time on the server keeps how it is done. Values are
	 * left out where there are none.
	 */
	runPrepared(text: string, values?: readonly unknown[]): Promise<unknown[][]>;
	/** How many rows a statement has touched. */
	count(text: string, values?: readonly unknown[]): Promise<number>;
	/** Into a table, from lines in the text format of COPY. */
	copyInto(statement: string, lines: Iterable<string>): Promise<void>;
	/** All or nothing. The first statements of the work go together with the one that begins it. */
	transaction<T>(work: () => Promise<T>, mode?: string): Promise<T>;
	/** From now on statements are ended after so many milliseconds; undefined: never. Asked only where it changes. */
	limitTime(milliseconds: number | undefined): void;
	/** Where the connection has ended between two uses, another one is opened. Not within a transaction. */
	revive(): Promise<void>;
	/** Forgets how statements are done, because tables have become others. */
	forgetPrepared(): Promise<void>;
	/** Asks the server to end what it is doing, by another connection. */
	cancel(): Promise<void>;
	close(): Promise<void>;
}

/** How long to wait for a server that does not answer. */
const patience = 15_000;

/** @param settings as in `jit = off`; those that a server does not know are left out */
export async function openSession(
	address: PostgresAddress,
	settings: readonly string[] = [],
): Promise<Session> {
	const session = new OpenSession(address, settings);
	await session.revive();
	return session;
}

/** Plans of many joins are worth their time, and programs made for a single run are not. */
export const querySettings = ["jit = off", "join_collapse_limit = 12", "from_collapse_limit = 12"] as const;

/** Statements of which the server keeps how they are done. */
const mostPrepared = 200;

class OpenSession implements Session {
	#client: PipelinedClient | undefined;
	#backend = 0;
	#lost: Error | undefined;
	/** What the server was told last. */
	#timeLimit = 0;
	/** Texts that came once, and the names of those that came again. */
	readonly #seen = new Map<string, string | undefined>();
	#names = 0;

	constructor(
		readonly address: PostgresAddress,
		readonly settings: readonly string[],
	) {}

	async revive(): Promise<void> {
		if (this.#client !== undefined && this.#lost === undefined) return;
		const { default: pg } = await import("pg");
		const client = (await connect(pg.Client, this.address)) as PipelinedClient;
		client.on("error", (error) => {
			this.#lost = error;
		});
		client.on("end", () => {
			this.#lost ??= new Error("Connection terminated");
		});
		this.#client = client;
		this.#lost = undefined;
		this.#timeLimit = 0;
		this.#seen.clear();
		// A query need not wait for the answer to the one before it.
		client.pipeline = true;
		this.#backend = await this.#begin();
	}

	async #begin(): Promise<number> {
		// Whose client has gone, a statement need not be ended by somebody.
		const watch = "client_connection_check_interval = '5s'";
		const settings = [...this.settings, watch].map((setting) => this.run(`SET ${setting}`).catch(() => []));
		const [[[pid]]] = (await Promise.all([this.run("SELECT pg_backend_pid()"), ...settings])) as [[[number]]];
		return pid;
	}

	async run(text: string, values?: readonly unknown[]): Promise<unknown[][]> {
		return (await this.#query(text, values)).rows;
	}

	async runPrepared(text: string, values?: readonly unknown[]): Promise<unknown[][]> {
		return (await this.#query(text, values, this.#nameFor(text))).rows;
	}

	async count(text: string, values?: readonly unknown[]): Promise<number> {
		return (await this.#query(text, values)).rowCount ?? 0;
	}

	#nameFor(text: string): string | undefined {
		if (!this.#seen.has(text)) {
			if (this.#seen.size >= mostPrepared) void this.forgetPrepared().catch(() => {});
			this.#seen.set(text, undefined);
			return undefined;
		}
		const name = this.#seen.get(text) ?? `notapse_${++this.#names}`;
		this.#seen.set(text, name);
		return name;
	}

	async forgetPrepared(): Promise<void> {
		this.#seen.clear();
		const { connection } = this.#client!;
		for (const name of Object.keys(connection.parsedStatements)) delete connection.parsedStatements[name];
		await this.run("DEALLOCATE ALL");
	}

	async #query(
		text: string,
		values?: readonly unknown[],
		name?: string,
	): Promise<QueryArrayResult<unknown[]>> {
		try {
			return await this.#client!.query({
				...{ text, values: values as unknown[], rowMode: "array", types },
				...(name !== undefined && { name }),
			});
		} catch (error) {
			throw toTrouble(this.#lost ?? error, this.address);
		}
	}

	async copyInto(statement: string, lines: Iterable<string>): Promise<void> {
		const client = this.#client!;
		const { copyFrom } = await import("./copy-stream.js");
		// What is copied has the connection for itself.
		await this.run("SELECT");
		client.pipeline = false;
		try {
			await pipeline(Readable.from(chunksOf(lines)), client.query(copyFrom(statement)));
		} catch (error) {
			throw toTrouble(this.#lost ?? error, this.address);
		} finally {
			client.pipeline = true;
		}
	}

	async transaction<T>(work: () => Promise<T>, mode = ""): Promise<T> {
		const begun = this.#query(`BEGIN ${mode}`);
		try {
			const [result] = await Promise.all([work(), begun]);
			await this.#query("COMMIT");
			return result;
		} catch (error) {
			// Where the connection is gone, the server rolls back by itself.
			await this.#query("ROLLBACK").catch(() => {});
			throw error;
		}
	}

	limitTime(milliseconds = 0): void {
		const limit = milliseconds === 0 ? 0 : Math.min(2 ** 31 - 1, Math.max(1, Math.ceil(milliseconds)));
		if (limit === this.#timeLimit) return;
		this.#timeLimit = limit;
		// Its answer is not waited for: what comes next goes with it.
		void this.#query(`SET statement_timeout = ${limit}`).catch(() => {});
	}

	async cancel(): Promise<void> {
		const { default: pg } = await import("pg");
		const other = await connect(pg.Client, this.address);
		await other.query("SELECT pg_cancel_backend($1::integer)", [this.#backend]).catch(() => {});
		await other.end();
	}

	async close(): Promise<void> {
		await this.#client?.end().catch(() => {});
	}
}

/** What of the driver its types do not tell. */
type PipelinedClient = Client & {
	pipeline: boolean;
	readonly connection: { readonly parsedStatements: Record<string, string> };
};

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

const types = { getTypeParser };

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
