import { UsageError } from "../model/index.js";

/** Where a graph lies that is not in this process. */
export type Address = PostgresAddress | BoltAddress;

export interface PostgresAddress {
	readonly kind: "postgres";
	/** As the driver takes it: without what is meant for us, perhaps with a password. */
	readonly url: string;
	/** The schema in which the tables are. */
	readonly schema: string;
	/** Without a password: for people. */
	readonly shown: string;
}

export interface BoltAddress {
	readonly kind: "bolt";
	/** Without user, password and query. */
	readonly url: string;
	readonly user?: string;
	readonly password?: string;
	readonly database?: string;
	readonly shown: string;
}

const protocols = /^(postgres|postgresql|bolt|bolt\+s|bolt\+ssc|neo4j|neo4j\+s|neo4j\+ssc):$/;

/** `postgres://user@host:5432/database?schema=notapse` or `bolt://user@host:7687?database=neo4j` */
export function parseAddress(text: string): Address {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	// The text may hold a password: it is not repeated.
	if (url === undefined || !protocols.test(url.protocol)) {
		throw new UsageError(
			"A back end is named as in postgres://user@host/database, bolt://host:7687 or by a path such as ./notes.graph.",
			{
				hint: "what is special in a password is written with %, such as %40 for @",
			},
		);
	}
	return url.protocol.startsWith("postgres") ? toPostgres(url) : toBolt(url);
}

function toPostgres(url: URL): PostgresAddress {
	const schema = url.searchParams.get("schema") ?? "notapse";
	if (schema === "" || schema.includes("\0") || new TextEncoder().encode(schema).length > 63)
		throw new UsageError("The name of a schema has 1 to 63 bytes.");
	const plain = new URL(url);
	plain.searchParams.delete("schema");
	return { kind: "postgres", url: plain.href, schema, shown: withoutPassword(url) };
}

function toBolt(url: URL): BoltAddress {
	const plain = new URL(url);
	[plain.username, plain.password, plain.search] = ["", "", ""];
	const database = url.searchParams.get("database");
	return {
		kind: "bolt",
		url: plain.href.replace(/\/$/, ""),
		...(url.username !== "" && { user: decodeURIComponent(url.username) }),
		...(url.password !== "" && { password: decodeURIComponent(url.password) }),
		...(database !== null && { database }),
		shown: withoutPassword(url),
	};
}

function withoutPassword(url: URL): string {
	const shown = new URL(url);
	shown.password = "";
	shown.searchParams.delete("password");
	return shown.href;
}
