/**
 * The trained network run on the server, as set statements over what was pushed: for each step, messages are gathered by
 * whom they reach, weighed by relation, and every state takes its update from them. `docs/network.md` has the formulas;
 * here each line of them is a statement. All nodes at once, in one transaction.
 *
 * Where tables are spread over servers, so are those that are made on the way, by the node that they are about, and only
 * what nodes say to others is copied to all: each server computes its part of a step by itself.
 */
import { InputError, OutputError } from "../../model/index.js";
import type { Facts } from "./facts.js";
import { hash53 } from "./identity.js";
import { holdStill, isSpread, readVectorSchema, readWhole } from "./place.js";
import type { Session } from "./session.js";
import { quoteName } from "./sql.js";

export interface Inferred {
	readonly concepts: number;
	readonly dimension: number;
	/** The largest difference of a number from the one that was there; absent where none was. */
	readonly difference?: number;
}

export async function inferVectors(session: Session): Promise<Inferred> {
	if (!(await isSpread(session)))
		return session.transaction(() => infer(session, false), "ISOLATION LEVEL REPEATABLE READ");
	// One at a time, because what is made on the way has the same names each time.
	const { schema } = session.address;
	const name = [hash53(`notapse infer ${schema}`)];
	await session.run("SELECT pg_advisory_lock($1)", name);
	try {
		// Each statement by itself: within one transaction servers could not use several connections for what it has changed.
		await makeSpread(session, quoteName(schema));
		return await infer(session, true);
	} finally {
		await session.run(dropSpread(quoteName(schema))).catch(() => {});
		await session.run("SELECT pg_advisory_unlock($1)", name).catch(() => {});
	}
}

async function infer(session: Session, spread: boolean): Promise<Inferred> {
	const version = await readWhole(session);
	const { network, dimension } = version.facts;
	if (network === undefined || dimension === undefined) {
		throw new InputError(`No network was pushed to ${session.address.shown}.`, {
			hint: "notapse push takes it there, unless its cell is a note's",
		});
	}
	const inference = new Inference(session, network, spread);
	await inference.run();
	const compared = await inference.compare();
	if (!spread) return { dimension, ...compared, concepts: await inference.keep() };
	return session.transaction(async () => {
		await holdStill(session, "showing");
		const { number } = await readWhole(session);
		if (number !== version.number) {
			throw new OutputError("Another version of the graph was pushed while its vectors were inferred.", {
				hint: "what was there stays as it was; call the command again",
			});
		}
		return { dimension, ...compared, concepts: await inference.keep() };
	}, "ISOLATION LEVEL READ COMMITTED");
}

/** Tables that are made on the way; of the first column is what a row is about. */
const tables = {
	own: "id bigint, h float8[]",
	read_own: "id bigint, g float8[]",
	state: "id bigint, h float8[], c float8[]",
	heard: "target bigint, relation text, v float8[]",
	message: "id bigint, m float8[]",
	read_message: "id bigint, g float8[]",
	memory: "id bigint, c float8[]",
	next_state: "id bigint, h float8[], c float8[]",
	heard_half: "id bigint, z float8[]",
	own_half: "id bigint, z float8[]",
	known: "id bigint, k float8[]",
	inferred: "id bigint, v real[]",
} as const;

type Table = keyof typeof tables;

const tableNames = Object.keys(tables) as Table[];

/** Each row where its node is, but states everywhere. */
async function makeSpread(session: Session, schema: string): Promise<void> {
	await session.run(dropSpread(schema));
	for (const table of tableNames) {
		const [name, columns] = [`${schema}.inferring_${table}`, tables[table]];
		await session.run(`CREATE UNLOGGED TABLE ${name} (${columns})`);
		if (table === "state") await session.run("SELECT create_reference_table($1)", [name]);
		else
			await session.run("SELECT create_distributed_table($1, $2, colocate_with => $3)", [
				...[name, columns.slice(0, columns.indexOf(" ")), `${schema}.nodes`],
			]);
	}
}

function dropSpread(schema: string): string {
	return `DROP TABLE IF EXISTS ${tableNames.map((table) => `${schema}.inferring_${table}`).join(", ")}`;
}

class Inference {
	readonly #s: string;
	readonly #made = new Set<Table>();

	constructor(
		readonly session: Session,
		readonly network: NonNullable<Facts["network"]>,
		readonly spread: boolean,
	) {
		this.#s = quoteName(session.address.schema);
	}

	async run(): Promise<void> {
		if (this.network.cell === "diffusion") return this.#diffuse();
		await this.#table("own", this.#times("h", "f.id", "f.numbers", this.#features, "Win"));
		const biased = this.network.cell === "linear" ? undefined : "bx";
		await this.#table("read_own", this.#times("g", "own.id", "own.h", this.#as("own"), "Wx", biased));
		await this.#table("state", `SELECT id, h, h AS c FROM ${this.#as("own")}`);
		for (let step = 0; step < this.network.steps; step++) await this.#step();
		const { share } = this.network;
		const half = (h: string, part: number, mean: string) =>
			`SELECT id, ${beyond(h, Math.sqrt(part), mean)} AS z`;
		const both = `${this.#as("own")} JOIN ${this.#as("state")} USING (id)`;
		await this.#table(
			"heard_half",
			`${half("state.h", share, "w.numbers[: cardinality(own.h)]")} FROM ${both} ${this.#mean}`,
		);
		await this.#table(
			"own_half",
			`${half("own.h", 1 - share, "w.numbers[cardinality(own.h) + 1 :]")} FROM ${this.#as("own")} ${this.#mean}`,
		);
		await this.#table(
			"known",
			`SELECT id, a.z || b.z AS k
				FROM ${this.#name("heard_half")} AS a JOIN ${this.#name("own_half")} AS b USING (id)`,
		);
	}

	/** Nothing was learned: what is said, and what those around say. */
	async #diffuse(): Promise<void> {
		await this.#table(
			"state",
			`SELECT f.id, f.numbers::float8[] AS h, NULL::float8[] AS c FROM ${this.#features}`,
		);
		await this.#hear("h");
		await this.#table(
			"known",
			`SELECT target AS id, ${beyond("v", 1, "w.numbers")} AS k FROM ${this.#as("heard")} ${this.#mean}`,
		);
	}

	/** heard: what reaches each node over each relation, Σ a·h. */
	async #hear(what: "h" | "c"): Promise<void> {
		await this.#table(
			"heard",
			`SELECT target, relation, array_agg(s ORDER BY place) AS v FROM (
				SELECT m.target, m.relation, u.place, sum(m.weight::float8 * u.x) AS s
				FROM ${this.#s}.messages AS m JOIN ${this.#as("state")} ON state.id = m.source
					CROSS JOIN LATERAL unnest(state.${what}) WITH ORDINALITY AS u (x, place)
				GROUP BY m.target, m.relation, u.place) AS sums GROUP BY target, relation`,
		);
	}

	async #step(): Promise<void> {
		await this.#hear("h");
		// m = Σ heard·W, nought where nothing is heard.
		await this.#table(
			"message",
			`SELECT own.id, coalesce(sums.m, ARRAY(SELECT 0::float8 FROM unnest(own.h))) AS m FROM ${this.#as("own")} LEFT JOIN (
				SELECT id, array_agg(s ORDER BY place) AS m FROM (
					SELECT h.target AS id, w.place, sum(${dot("h.v", "w.numbers")}) AS s
					FROM ${this.#name("heard")} AS h JOIN ${this.#s}.weights AS w ON w.name = 'Wr.' || h.relation
					GROUP BY h.target, w.place) AS products GROUP BY id) AS sums USING (id)`,
		);
		if (this.network.cell !== "linear")
			await this.#table(
				"read_message",
				this.#times("g", "message.id", "message.m", this.#as("message"), "Wh", "bh"),
			);
		if (this.network.cell === "lstm") {
			await this.#hear("c");
			await this.#table(
				"memory",
				`SELECT target AS id, array_agg(s ORDER BY place) AS c FROM (
					SELECT target, u.place, sum(u.x) AS s FROM ${this.#as("heard")} CROSS JOIN LATERAL unnest(v) WITH ORDINALITY AS u (x, place)
					GROUP BY target, u.place) AS sums GROUP BY target`,
			);
		}
		const { select, reads } = updates[this.network.cell as keyof typeof updates];
		const more = reads.map((alias) =>
			alias === "q"
				? ` JOIN ${this.#name("read_message")} AS q USING (id)`
				: ` LEFT JOIN ${this.#name("memory")} AS e USING (id)`,
		);
		await this.#table(
			"next_state",
			`${select} FROM ${this.#name("message")} AS m JOIN ${this.#name("read_own")} AS o USING (id)${more.join("")}`,
		);
		await this.#table("state", `SELECT id, h, c FROM ${this.#as("next_state")}`);
	}

	/** As `name`, what each row gives with each column of a matrix. */
	#times(name: string, id: string, row: string, from: string, matrix: string, bias?: string): string {
		const added = bias === undefined ? "" : " + coalesce(b.numbers[w.place + 1]::float8, 0)";
		const beside = bias === undefined ? "" : ` LEFT JOIN ${this.#s}.weights AS b ON b.name = '${bias}'`;
		return `SELECT id, array_agg(s ORDER BY place) AS ${name} FROM (
			SELECT ${id}, w.place, sum(${dot(row, "w.numbers")}${added}) AS s
			FROM ${from} JOIN ${this.#s}.weights AS w ON w.name = '${matrix}'${beside}
			GROUP BY ${id}, w.place) AS products GROUP BY id`;
	}

	/** What each says itself; each node's where the node is. */
	get #features(): string {
		const features = `${this.#s}.features AS f`;
		return this.spread ? `${this.#s}.nodes AS n JOIN ${features} ON f.id = n.id` : features;
	}

	/** What all notes say, as `w`. */
	get #mean(): string {
		return `JOIN ${this.#s}.weights AS w ON w.name = 'mean'`;
	}

	#name(table: Table): string {
		return this.spread ? `${this.#s}.inferring_${table}` : table;
	}

	#as(table: Table): string {
		return `${this.#name(table)} AS ${table}`;
	}

	/** Makes it, or fills it anew. */
	async #table(table: Table, select: string): Promise<void> {
		const name = this.#name(table);
		if (this.#made.has(table)) await this.session.run(`TRUNCATE ${name}`);
		else if (!this.spread)
			await this.session.run(`CREATE TEMP TABLE ${name} (${tables[table]}) ON COMMIT DROP`);
		this.#made.add(table);
		await this.session.run(`INSERT INTO ${name} ${select}`);
		await this.session.run(`ANALYZE ${name}`);
	}

	/** How far what is inferred is from what is there. Canvases have done their work. */
	async compare(): Promise<Pick<Inferred, "difference">> {
		const s = this.#s;
		await this.#table(
			"inferred",
			`SELECT k.id, ${unit("k.x")}::real[] AS v FROM (${this.#times("x", "known.id", "known.k", this.#as("known"), "axes")}) AS k
				JOIN ${s}.nodes AS n ON n.id = k.id WHERE NOT n.labels @> ARRAY['Canvas']`,
		);
		const [compared] = await this.session.run(
			`SELECT max(abs(u.x - u.y)) FROM ${this.#name("inferred")} AS i JOIN ${s}.vectors AS v USING (id)
				CROSS JOIN LATERAL unnest(i.v, v.vector::real[]) AS u (x, y)`,
		);
		const difference = compared?.[0] as number | null;
		return difference === null ? {} : { difference };
	}

	/** The vectors of the server are those that it has inferred. @returns how many */
	async keep(): Promise<number> {
		const s = this.#s;
		const vectorSchema = await readVectorSchema(this.session);
		const type = vectorSchema === undefined ? "real[]" : `${vectorSchema}.vector`;
		await this.session.run(`DELETE FROM ${s}.vectors`);
		return this.session.count(`INSERT INTO ${s}.vectors SELECT id, v::${type} FROM ${this.#as("inferred")}`);
	}
}

function dot(a: string, b: string): string {
	return `(SELECT sum(x::float8 * y::float8) FROM unnest(${a}, ${b}) AS products (x, y))`;
}

/** A row of length 1, or of 0 if it was. */
function unit(row: string): string {
	return `ARRAY(SELECT coalesce(item / nullif(sqrt(sum(item * item) OVER ()), 0), 0) FROM unnest(${row}) WITH ORDINALITY AS items (item, place) ORDER BY place)`;
}

/** Of a row of that length, what it is beyond the mean; of one of 0, nothing. */
function beyond(row: string, length: number, mean: string): string {
	return `ARRAY(SELECT coalesce(item / nullif(sqrt(sum(item * item) OVER ()), 0) * ${length}::float8 - mean, 0) FROM unnest(${row}, ${mean}) WITH ORDINALITY AS items (item, mean, place) ORDER BY place)`;
}

/** exp() of too large a number is an error there. */
function sigmoid(x: string): string {
	return `1 / (1 + exp(- greatest(-500, least(500, ${x}))))`;
}

/** What `g` holds side by side, each of a state's width. */
function gate(row: string, at: number): string {
	return `${row}[${at} * cardinality(m.m) + 1 : ${at + 1} * cardinality(m.m)]`;
}

interface Update {
	readonly select: string;
	/** What it reads besides: `q.g`, what is read of the message; `e.c`, what is remembered. */
	readonly reads: readonly ("q" | "e")[];
}

function updated(columns: readonly string[], names: string, h: string, c = h): Update {
	const each = (value: string) =>
		`ARRAY(SELECT ${value} FROM unnest(${columns.join(", ")}) WITH ORDINALITY AS u (${names}, place) ORDER BY place)`;
	const reads = (["q", "e"] as const).filter((alias) => columns.some((one) => one.startsWith(`${alias}.`)));
	return { select: `SELECT m.id, ${each(h)} AS h, ${each(c)} AS c`, reads };
}

/** h′ of each cell, from `o.g` and `q.g`, what is read of the own input and of the message. */
const updates = {
	linear: updated(["o.g", "m.m"], "x, m", "0.5 * x + 0.5 * m"),
	rnn: updated(["o.g", "q.g"], "x, h", "tanh(x + h)"),
	gru: updated(
		[gate("o.g", 0), gate("o.g", 1), gate("o.g", 2), gate("q.g", 0), gate("q.g", 1), gate("q.g", 2), "m.m"],
		"xr, xz, xc, hr, hz, hc, m",
		`(1 - (${sigmoid("xz + hz")})) * tanh(xc + (${sigmoid("xr + hr")}) * hc) + (${sigmoid("xz + hz")}) * m`,
	),
	lstm: lstm(),
};

function lstm(): Update {
	const columns = [0, 1, 2, 3].flatMap((at) => [gate("o.g", at), gate("q.g", at)]);
	const memory = `(${sigmoid("xf + hf")}) * coalesce(c, 0) + (${sigmoid("xi + hi")}) * tanh(xg + hg)`;
	const names = "xi, hi, xf, hf, xg, hg, xo, ho, c";
	return updated([...columns, "e.c"], names, `(${sigmoid("xo + ho")}) * tanh(${memory})`, memory);
}
