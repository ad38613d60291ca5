/** What there is on the server before a graph is pushed or asked there. */
import { InputError, SafetyError, UsageError } from "../../model/index.js";
import type { Facts } from "./facts.js";
import { hash53 } from "./identity.js";
import { type Extensions, layout, oldestLayout } from "./layout.js";
import type { Session } from "./session.js";
import { quoteName } from "./sql.js";

export interface Version {
	/** Of the tables. */
	readonly layout: number;
	/** Counts the graphs that were there; 0 where none is whole yet. */
	readonly number: number;
	readonly digest: string;
	readonly facts: Facts;
}

/** Undefined where nothing of ours is. Throws where something else is. */
export async function readVersion(session: Session): Promise<Version | undefined> {
	const { schema, shown } = session.address;
	const [found] = await session.run(
		`SELECT (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid),
			(SELECT count(*) FROM pg_attribute a JOIN pg_class c ON a.attrelid = c.oid
				WHERE c.relnamespace = n.oid AND c.relname = 'version' AND a.attname IN ('only_one', 'layout', 'number', 'digest', 'facts'))
			FROM pg_namespace n WHERE n.nspname = $1`,
		[schema],
	);
	if (found === undefined || found[0] === 0) return undefined;
	if (found[1] !== 5) {
		throw new SafetyError(`The schema ${schema} of ${shown} holds tables that are not ours.`, {
			hint: "name another one: postgres://…?schema=name",
		});
	}
	const [row] = await session.run(`SELECT layout, number, digest, facts FROM ${quoteName(schema)}.version`);
	if (row === undefined)
		throw new SafetyError(`The schema ${schema} of ${shown} has lost its version.`, rebuild);
	const [there, number, digest, facts] = row as [number, number, string, Facts];
	if (there > layout) throw new UsageError(`The tables of ${shown} were made by a newer notapse.`);
	if (there < oldestLayout)
		throw new UsageError(`The tables of ${shown} were made by an older notapse.`, rebuild);
	return { layout: there, number, digest, facts };
}

const rebuild = { hint: "notapse push --rebuild drops them and loads all again" };

/** The graph that readers see. */
export async function readWhole(session: Session): Promise<Version> {
	const version = await readVersion(session);
	if (version !== undefined && version.number > 0) return version;
	throw new InputError(`No graph was pushed to ${session.address.shown} yet.`, {
		hint: "notapse push takes it there",
	});
}

/** What has to be known before a query can be compiled. */
export interface Known extends Version {
	/** The quoted schema of pgvector, if the vectors that are there are of its type. */
	readonly vectorSchema: string | undefined;
	/** Whether the tables are spread over servers. */
	readonly spread: boolean;
}

export async function readKnown(session: Session): Promise<Known> {
	const [version, vectorSchema, spread] = await Promise.all([
		readWhole(session),
		readVectorSchema(session),
		isSpread(session),
	]);
	return { ...version, vectorSchema, spread };
}

/** Tables that were made before the extension are where they were. */
export async function isSpread(session: Session): Promise<boolean> {
	if (!(await readExtensions(session)).citus) return false;
	const [row] = await session.run(
		"SELECT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = to_regclass($1) AND partmethod = 'h')",
		[`${quoteName(session.address.schema)}.nodes`],
	);
	return row?.[0] === true;
}

/**
 * Servers of a Citus have no snapshot in common. So who makes a graph visible waits until nobody asks, and who asks waits
 * until it is whole on all of them, to the end of the transaction. Each of its statements must see what is there when it
 * begins: `READ COMMITTED`.
 */
export async function holdStill(session: Session, how: "asking" | "showing"): Promise<void> {
	const take = how === "asking" ? "pg_advisory_xact_lock_shared" : "pg_advisory_xact_lock";
	await session.run(`SELECT ${take}($1)`, [hash53(`notapse show ${session.address.schema}`)]);
}

/** The extensions that this database has, with the name by which the type of vectors goes. */
export async function readExtensions(session: Session): Promise<Extensions> {
	const rows = await session.run(
		`SELECT e.extname, n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
			WHERE e.extname IN ('vector', 'citus')`,
	);
	const schemaOf = new Map(rows.map(([name, schema]) => [String(name), String(schema)]));
	const vector = schemaOf.get("vector");
	return { citus: schemaOf.has("citus"), ...(vector !== undefined && { vector: quoteName(vector) }) };
}

/** The schema of pgvector, if the vectors that are there are of its type. */
export async function readVectorSchema(session: Session): Promise<string | undefined> {
	const [row] = await session.run(
		`SELECT t.typname, tn.nspname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
			JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid
			JOIN pg_namespace tn ON tn.oid = t.typnamespace
			WHERE n.nspname = $1 AND c.relname = 'vectors' AND a.attname = 'vector'`,
		[session.address.schema],
	);
	return row?.[0] === "vector" ? quoteName(String(row[1])) : undefined;
}
