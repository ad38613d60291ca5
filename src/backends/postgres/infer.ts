/**
 * The trained network run on the server, as set statements over what was pushed: for each step, messages are gathered by
 * whom they reach, weighed by relation, and every state takes its update from them. `docs/network.md` has the formulas;
 * here each line of them is a statement. All nodes at once, in one transaction.
 */
import { InputError } from "../../model/index.js";
import type { Facts } from "./facts.js";
import { readVectorSchema, readWhole } from "./place.js";
import type { Session } from "./session.js";
import { quoteName } from "./sql.js";

export interface Inferred {
	readonly concepts: number;
	readonly dimension: number;
	/** The largest difference of a number from the one that was there; absent where none was. */
	readonly difference?: number;
}

export async function inferVectors(session: Session): Promise<Inferred> {
	return session.transaction(async () => {
		const { facts } = await readWhole(session);
		const { network, dimension } = facts;
		if (network === undefined || dimension === undefined) {
			throw new InputError(`No network was pushed to ${session.address.shown}.`, {
				hint: "notapse push takes it there, unless its cell is a note's",
			});
		}
		const inference = new Inference(session, network);
		await inference.run();
		return { dimension, ...(await inference.keep()) };
	}, "ISOLATION LEVEL REPEATABLE READ");
}

class Inference {
	readonly #s: string;

	constructor(
		readonly session: Session,
		readonly network: NonNullable<Facts["network"]>,
	) {
		this.#s = quoteName(session.address.schema);
	}

	async run(): Promise<void> {
		if (this.network.cell === "diffusion") return this.#diffuse();
		await this.#table(
			"own",
			`SELECT id, ${this.#times("f.numbers", "Win")} AS h FROM ${this.#s}.features AS f`,
		);
		const biased = this.network.cell === "linear" ? undefined : "bx";
		await this.#table("read_own", `SELECT id, ${this.#times("h", "Wx", biased)} AS g FROM own`);
		await this.#table("state", "SELECT id, h, h AS c FROM own");
		for (let step = 0; step < this.network.steps; step++) await this.#step();
		const { share } = this.network;
		const half = (h: string, part: number) => `SELECT id, ${unit(h)} AS z, ${Math.sqrt(part)}::float8 AS f`;
		await this.#table("heard_half", `${half("h", share)} FROM state`);
		await this.#table("own_half", `${half("h", 1 - share)} FROM own`);
		await this.#table(
			"known",
			`SELECT id, ARRAY(SELECT x * a.f FROM unnest(a.z) AS u (x)) || ARRAY(SELECT x * b.f FROM unnest(b.z) AS u (x)) AS k
				FROM heard_half AS a JOIN own_half AS b USING (id)`,
		);
	}

	/** Nothing was learned: what is said, and what those around say. */
	async #diffuse(): Promise<void> {
		await this.#table(
			"state",
			`SELECT id, numbers::float8[] AS h, NULL::float8[] AS c FROM ${this.#s}.features`,
		);
		await this.#hear("h");
		await this.#table("known", `SELECT target AS id, ${unit("v")} AS k FROM heard`);
	}

	/** heard: what reaches each node over each relation, Σ a·h. */
	async #hear(what: "h" | "c"): Promise<void> {
		await this.#table(
			"heard",
			`SELECT target, relation, array_agg(s ORDER BY place) AS v FROM (
				SELECT m.target, m.relation, u.place, sum(m.weight::float8 * u.x) AS s
				FROM ${this.#s}.messages AS m JOIN state ON state.id = m.source
					CROSS JOIN LATERAL unnest(state.${what}) WITH ORDINALITY AS u (x, place)
				GROUP BY m.target, m.relation, u.place) AS sums GROUP BY target, relation`,
		);
	}

	async #step(): Promise<void> {
		await this.#hear("h");
		// m = Σ heard·W, nought where nothing is heard.
		await this.#table(
			"message",
			`SELECT own.id, coalesce(sums.m, ARRAY(SELECT 0::float8 FROM unnest(own.h))) AS m FROM own LEFT JOIN (
				SELECT id, array_agg(s ORDER BY place) AS m FROM (
					SELECT h.target AS id, w.place, sum(${dot("h.v", "w.numbers")}) AS s
					FROM heard AS h JOIN ${this.#s}.weights AS w ON w.name = 'Wr.' || h.relation
					GROUP BY h.target, w.place) AS products GROUP BY id) AS sums USING (id)`,
		);
		const gates = this.network.cell === "linear" ? "m" : this.#times("m", "Wh", "bh");
		await this.#table("read_message", `SELECT id, m, ${gates} AS g FROM message`);
		if (this.network.cell === "lstm") {
			await this.#hear("c");
			await this.#table(
				"memory",
				`SELECT target AS id, array_agg(s ORDER BY place) AS c FROM (
					SELECT target, u.place, sum(u.x) AS s FROM heard CROSS JOIN LATERAL unnest(v) WITH ORDINALITY AS u (x, place)
					GROUP BY target, u.place) AS sums GROUP BY target`,
			);
		}
		await this.#table("next_state", updates[this.network.cell as keyof typeof updates]);
		await this.session.run("DROP TABLE state");
		await this.session.run("ALTER TABLE next_state RENAME TO state");
	}

	/** What a row gives with each column of a matrix. */
	#times(row: string, matrix: string, bias?: string): string {
		const added =
			bias === undefined
				? ""
				: ` + coalesce((SELECT b.numbers[w.place + 1] FROM ${this.#s}.weights AS b WHERE b.name = '${bias}')::float8, 0)`;
		return `(SELECT array_agg(${dot(row, "w.numbers")}${added} ORDER BY w.place) FROM ${this.#s}.weights AS w WHERE w.name = '${matrix}')`;
	}

	async #table(name: string, select: string): Promise<void> {
		await this.session.run(`DROP TABLE IF EXISTS pg_temp.${name}`);
		await this.session.run(`CREATE TEMP TABLE ${name} ON COMMIT DROP AS ${select}`);
		await this.session.run(`ANALYZE ${name}`);
	}

	/** The vectors of the server are those that it has inferred. Canvases have done their work. */
	async keep(): Promise<Omit<Inferred, "dimension">> {
		const s = this.#s;
		const vectorSchema = await readVectorSchema(this.session);
		const type = vectorSchema === undefined ? "real[]" : `${vectorSchema}.vector`;
		await this.#table(
			"inferred",
			`SELECT k.id, ${unit("x")}::real[] AS v FROM (SELECT id, ${this.#times("k", "axes")} AS x FROM known) AS k
				JOIN ${s}.nodes AS n ON n.id = k.id WHERE NOT n.labels @> ARRAY['Canvas']`,
		);
		const [compared] = await this.session.run(
			`SELECT max(abs(u.x - u.y)) FROM inferred AS i JOIN ${s}.vectors AS v USING (id)
				CROSS JOIN LATERAL unnest(i.v, v.vector::real[]) AS u (x, y)`,
		);
		await this.session.run(`DELETE FROM ${s}.vectors`);
		const concepts = await this.session.count(`INSERT INTO ${s}.vectors SELECT id, v::${type} FROM inferred`);
		const difference = compared?.[0] as number | null;
		return { concepts, ...(difference !== null && { difference }) };
	}
}

function dot(a: string, b: string): string {
	return `(SELECT sum(x::float8 * y::float8) FROM unnest(${a}, ${b}) AS products (x, y))`;
}

/** A row of length 1, or of 0 if it was. */
function unit(row: string): string {
	const length = `(SELECT sqrt(sum(part * part)) FROM unnest(${row}) AS parts (part))`;
	return `ARRAY(SELECT coalesce(item / nullif(${length}, 0), 0) FROM unnest(${row}) AS items (item))`;
}

/** exp() of too large a number is an error there. */
function sigmoid(x: string): string {
	return `1 / (1 + exp(- greatest(-500, least(500, ${x}))))`;
}

/** What `g` holds side by side, each of a state's width. */
function gate(row: string, at: number): string {
	return `${row}[${at} * cardinality(m.m) + 1 : ${at + 1} * cardinality(m.m)]`;
}

function updated(columns: readonly string[], names: string, h: string, c = h): string {
	const each = (value: string) =>
		`ARRAY(SELECT ${value} FROM unnest(${columns.join(", ")}) WITH ORDINALITY AS u (${names}, place) ORDER BY place)`;
	return `SELECT m.id, ${each(h)} AS h, ${each(c)} AS c FROM read_message AS m JOIN read_own AS o USING (id)`;
}

/** h′ of each cell, from `o.g` and `m.g`, what is read of the own input and of the message. */
const updates = {
	linear: updated(["o.g", "m.m"], "x, m", "0.5 * x + 0.5 * m"),
	rnn: updated(["o.g", "m.g"], "x, h", "tanh(x + h)"),
	gru: updated(
		[gate("o.g", 0), gate("o.g", 1), gate("o.g", 2), gate("m.g", 0), gate("m.g", 1), gate("m.g", 2), "m.m"],
		"xr, xz, xc, hr, hz, hc, m",
		`(1 - (${sigmoid("xz + hz")})) * tanh(xc + (${sigmoid("xr + hr")}) * hc) + (${sigmoid("xz + hz")}) * m`,
	),
	lstm: lstm(),
};

function lstm(): string {
	const columns = [0, 1, 2, 3].flatMap((at) => [gate("o.g", at), gate("m.g", at)]);
	const memory = `(${sigmoid("xf + hf")}) * coalesce(c, 0) + (${sigmoid("xi + hi")}) * tanh(xg + hg)`;
	const names = "xi, hi, xf, hf, xg, hg, xo, ho, c";
	return `${updated([...columns, "e.c"], names, `(${sigmoid("xo + ho")}) * tanh(${memory})`, memory)} LEFT JOIN memory AS e USING (id)`;
}
