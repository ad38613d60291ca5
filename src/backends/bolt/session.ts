/** A connection to a server that speaks Bolt: Neo4j, Memgraph. The driver is loaded when the first one is opened. */
import type { Driver, Session as DriverSession, ManagedTransaction, Result } from "neo4j-driver";
import { InputError, NotapseError, OutputError, UsageError } from "../../model/index.js";
import type { BoltAddress } from "../address.js";

export interface BoltSession {
	readonly address: BoltAddress;
	/** Records as the driver gives them. */
	read(query: string, parameters: object, timeout?: number): Promise<BoltResult>;
	/** All or nothing. */
	write<T>(
		work: (run: (query: string, parameters?: object) => Promise<BoltResult>) => Promise<T>,
	): Promise<T>;
	/** Outside a transaction, as schemas are changed. */
	command(query: string): Promise<void>;
	close(): Promise<void>;
}

export interface BoltResult {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly unknown[])[];
}

/** Passwords that are not in the address are taken from `env`, by the names that Neo4j's own tools use. */
export async function openBolt(
	address: BoltAddress,
	env: Readonly<Record<string, string | undefined>>,
): Promise<BoltSession> {
	const { default: neo4j } = await import("neo4j-driver");
	const user = address.user ?? env.NEO4J_USERNAME;
	const password = address.password ?? env.NEO4J_PASSWORD;
	const auth =
		user === undefined && password === undefined
			? undefined
			: neo4j.auth.basic(user ?? "neo4j", password ?? "");
	const driver = neo4j.driver(address.url, auth, {
		connectionTimeout: 15_000,
		connectionAcquisitionTimeout: 20_000,
		maxTransactionRetryTime: 0,
		userAgent: "notapse",
		// What is wrong is told in our words, not on the console.
		logging: { level: "error", logger: () => {} },
	});
	const open = (mode: "READ" | "WRITE"): DriverSession =>
		driver.session({
			defaultAccessMode: mode === "READ" ? neo4j.session.READ : neo4j.session.WRITE,
			...(address.database !== undefined && { database: address.database }),
		});
	return {
		address,
		read: (query, parameters, timeout) =>
			within(open("READ"), address, async (session) => {
				const config = timeout === undefined ? {} : { timeout: Math.ceil(timeout) };
				return resultOf(session.run(query, parameters, config));
			}),
		write: (work) =>
			within(open("WRITE"), address, (session) =>
				session.executeWrite((transaction: ManagedTransaction) =>
					work(async (query, parameters = {}) => resultOf(transaction.run(query, parameters))),
				),
			),
		command: (query) =>
			within(open("WRITE"), address, async (session) => {
				await session.run(query);
			}),
		close: () => closed(driver),
	};
}

async function within<T>(
	session: DriverSession,
	address: BoltAddress,
	work: (session: DriverSession) => Promise<T>,
): Promise<T> {
	try {
		return await work(session);
	} catch (error) {
		throw toTrouble(error, address);
	} finally {
		await session.close().catch(() => {});
	}
}

async function closed(driver: Driver): Promise<void> {
	await driver.close().catch(() => {});
}

/** With its columns, also where there is no row. */
async function resultOf(running: Result): Promise<BoltResult> {
	const [columns, { records }] = await Promise.all([running.keys(), running]);
	return {
		columns: columns.map(String),
		rows: records.map((record) => record.keys.map((_, i) => record.get(i))),
	};
}

/** What has gone wrong, in a sentence. What a server says of a query stands as the server says it. */
function toTrouble(error: unknown, { shown }: BoltAddress): Error {
	if (error instanceof NotapseError) return error;
	if (!(error instanceof Error)) return new OutputError(`${shown}: ${String(error)}`);
	const { code = "" } = error as { code?: string };
	if (/Security\.(Unauthorized|AuthenticationRateLimit|CredentialsExpired)/.test(code)) {
		return new InputError(`${shown} does not take this user and password.`, {
			cause: error,
			hint: "a password is taken from the address, or from NEO4J_PASSWORD",
		});
	}
	if (code === "ServiceUnavailable" || code === "SessionExpired")
		return new InputError(`${shown} cannot be reached, or was lost: ${reasonIn(error.message)}.`, {
			cause: error,
		});
	if (code.startsWith("Neo.") || code.startsWith("Memgraph."))
		return new UsageError(`${shown} says: ${error.message}`, { cause: error });
	return new OutputError(`${shown}: ${firstLine(error.message)}`, { cause: error });
}

/** Before the reason the driver explains what may be meant. */
function reasonIn(message: string): string {
	if (message.includes("ECONNREFUSED")) return "nobody listens there";
	if (message.includes("ENOTFOUND")) return "there is no host of this name";
	return /Caused by: (.+)/s.exec(message)?.[1] ?? firstLine(message);
}

function firstLine(text: string): string {
	return text.split("\n")[0]!;
}
