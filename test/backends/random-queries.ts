/** Queries at random about the graph of awkward values: each a number's, so that a failure can be repeated. */
import { numbers } from "./scale-graph.js";

export interface RandomQuery {
	readonly text: string;
	/** Whether it asks for an order in which no two rows are equal. */
	readonly ordered: boolean;
}

/** What a graph has of which queries can be made. */
export interface Vocabulary {
	readonly labels: readonly string[];
	readonly types: readonly string[];
	/** Keys of nodes, and values with which they are compared. */
	readonly keys: readonly string[];
	readonly values: readonly string[];
	/** Of relationships. */
	readonly relationshipKeys: readonly string[];
}

export function randomQuery(seed: number, words: Vocabulary): RandomQuery {
	return new Writer(seed, words).query();
}

class Writer {
	readonly #random: () => number;
	readonly #nodes: string[] = [];
	readonly #relationships: string[] = [];
	#names = 0;

	constructor(
		seed: number,
		readonly words: Vocabulary,
	) {
		this.#random = numbers(seed);
	}

	query(): RandomQuery {
		const clauses = [`MATCH ${this.#seeded()}${this.#where(0.5)}`];
		for (const often = this.#below(3); clauses.length <= often; ) clauses.push(this.#clause());
		const projected = this.#projection();
		return { text: [...clauses, projected.text].join("\n"), ordered: projected.ordered };
	}

	#clause(): string {
		const kind = this.#random();
		if (kind < 0.45) return `MATCH ${this.#pattern(true, 1 + this.#below(2))}${this.#where(0.3)}`;
		if (kind < 0.8) return this.#optional();
		if (kind < 0.9) return this.#path();
		const kept = this.#one(this.#nodes);
		this.#nodes.splice(0, this.#nodes.length, kept);
		this.#relationships.length = 0;
		return `WITH DISTINCT ${kept}${this.#where(0.5)}`;
	}

	/** A few walks, and not all that there are. */
	#seeded(): string {
		const steps = this.#below(3);
		return this.#chance(0.2) ? this.#walked() : this.#pattern(false, steps);
	}

	#pattern(joined: boolean, steps: number): string {
		let text = joined && this.#chance(0.9) ? `(${this.#one(this.#nodes)})` : this.#node();
		for (let i = 0; i < steps; i++)
			text += this.#step() + (this.#chance(0.15) ? this.#again() : this.#node());
		return text;
	}

	#again(): string {
		return this.#nodes.length === 0 ? this.#node() : `(${this.#one(this.#nodes)})`;
	}

	#walked(): string {
		const [low, high] = [this.#below(2), 1 + this.#below(3)];
		const type = this.#chance(0.7) ? `:${this.#one(this.words.types)}` : "";
		return `${this.#node(true)}${this.#arrows(`[${type}*${low}..${high}]`)}${this.#node()}`;
	}

	#path(): string {
		const [a, b] = [this.#one(this.#nodes), this.#one(this.#nodes)];
		const path = `p${++this.#names}`;
		const kind = this.#chance(0.7) ? "shortestPath" : "allShortestPaths";
		return `MATCH ${path} = ${kind}((${a})${this.#arrows("[*0..4]")}(${b === a ? `${this.#fresh()} {i: 1}` : b}))`;
	}

	/** What is not always there is not asked for again: MATCH with null has no rows, but its rest may. */
	#optional(): string {
		const before = [this.#nodes.length, this.#relationships.length] as const;
		const text = this.#pattern(true, 1 + this.#below(2));
		const clause = `OPTIONAL MATCH ${text}${this.#where(0.3)}`;
		if (this.#chance(0.5)) {
			this.#nodes.length = Math.max(1, before[0]);
			this.#relationships.length = before[1];
		}
		return clause;
	}

	#node(certain = false): string {
		const name = this.#fresh();
		const label = this.#chance(0.4) ? `:${this.#chance(0.2) ? "!" : ""}${this.#one(this.words.labels)}` : "";
		// A number that several nodes have, or a value that perhaps none has.
		const seed = this.#chance(certain ? 1 : 0.1) ? ` {i: ${this.#below(5) - 2}}` : "";
		const filter =
			seed === "" && this.#chance(0.05)
				? ` {${this.#one(this.words.keys)}: ${this.#one(this.words.values)}}`
				: seed;
		this.#nodes.push(name);
		return `(${name}${label}${filter})`;
	}

	#step(): string {
		const name = this.#chance(0.6) ? `r${++this.#names}` : "";
		if (name !== "") this.#relationships.push(name);
		const types = this.#chance(0.5)
			? `:${this.#one(this.words.types)}${this.#chance(0.2) ? `|${this.#one(this.words.types)}` : ""}`
			: "";
		const filter = this.#chance(0.15)
			? ` {${this.#one(this.words.relationshipKeys)}: ${this.#below(4)}}`
			: "";
		return this.#arrows(`[${name}${types}${filter}]`);
	}

	#arrows(inside: string): string {
		return this.#one([`-${inside}->`, `<-${inside}-`, `-${inside}-`]);
	}

	#where(chance: number): string {
		if (!this.#chance(chance)) return "";
		const parts = Array.from({ length: this.#chance(0.3) ? 2 : 1 }, () => this.#condition());
		return `\nWHERE ${parts.join(this.#one([" AND ", " OR ", " OR ", " XOR "]))}`;
	}

	#condition(): string {
		const kind = this.#random();
		const negated = this.#chance(0.15) ? "NOT " : "";
		if (kind < 0.4)
			return `${negated}${this.#property()} ${this.#one(["=", "<>", "<>", "<", ">=", ">=", "STARTS WITH", "CONTAINS"])} ${this.#chance(0.3) ? this.#property() : this.#one(this.words.values)}`;
		if (kind < 0.55) return `${this.#property()} IS ${this.#one(["", "NOT ", "NOT "])}NULL`;
		if (kind < 0.65)
			return `${negated}${this.#property()} IN [${this.#one(this.words.values)}, ${this.#one(this.words.values)}]`;
		if (kind < 0.75) return `${negated}${this.#one(this.#nodes)}:${this.#one(this.words.labels)}`;
		if (kind < 0.85)
			return `${negated}EXISTS { (${this.#one(this.#nodes)})${this.#arrows(`[:${this.#one(this.words.types)}]`)}() }`;
		if (kind < 0.92)
			return `COUNT { (${this.#one(this.#nodes)})${this.#arrows("[]")}() } ${this.#one(["<", ">", "="])} ${this.#below(4)}`;
		return `${this.#one(this.#nodes)} ${this.#one(["=", "<>"])} ${this.#one(this.#nodes)}`;
	}

	#property(): string {
		if (this.#relationships.length > 0 && this.#chance(0.15))
			return `${this.#one(this.#relationships)}.${this.#one(this.words.relationshipKeys)}`;
		return `${this.#one(this.#nodes)}.${this.#one(this.words.keys)}`;
	}

	#projection(): RandomQuery {
		const kind = this.#random();
		if (kind < 0.35) {
			const keys = Array.from({ length: this.#below(3) }, (_, i) => `${this.#value()} AS k${i}`);
			const made = Array.from({ length: 1 + this.#below(2) }, (_, i) => `${this.#aggregate()} AS a${i}`);
			return { text: `RETURN ${[...keys, ...made].join(", ")}`, ordered: false };
		}
		const distinct = this.#chance(0.3) ? "DISTINCT " : "";
		const columns = Array.from({ length: 1 + this.#below(3) }, (_, i) => `${this.#value()} AS c${i}`);
		const text = `RETURN ${distinct}${columns.join(", ")}`;
		if (kind < 0.7) return { text, ordered: false };
		// By all columns: rows that are equal in all of them are the same.
		const values = Array.from(
			{ length: 1 + this.#below(2) },
			(_, i) => `${this.#one(this.#nodes)}.${this.#one(this.words.keys)} AS c${i}`,
		);
		const order = values.map((_, i) => `c${i}${this.#chance(0.4) ? " DESC" : ""}`).join(", ");
		const cut = `${this.#chance(0.3) ? `\nSKIP ${this.#below(3)}` : ""}${this.#chance(0.6) ? `\nLIMIT ${this.#below(8)}` : ""}`;
		return { text: `RETURN ${distinct}${values.join(", ")}\nORDER BY ${order}${cut}`, ordered: true };
	}

	#value(): string {
		const kind = this.#random();
		if (kind < 0.15) return this.#one(this.#nodes);
		if (kind < 0.25 && this.#relationships.length > 0) return this.#one(this.#relationships);
		if (kind < 0.32) return `labels(${this.#one(this.#nodes)})`;
		if (kind < 0.38) return `coalesce(${this.#property()}, ${this.#one(this.words.values)})`;
		if (kind < 0.44) return `${this.#property()} = ${this.#property()}`;
		return this.#property();
	}

	#aggregate(): string {
		const of = this.#property();
		const distinct = this.#chance(0.3) ? "DISTINCT " : "";
		return this.#one([
			"count(*)",
			`count(${distinct}${this.#one(this.#nodes)})`,
			`count(${distinct}${of})`,
			`min(${of})`,
			`max(${of})`,
			`sum(${distinct}${this.#one(this.#nodes)}.i)`,
			`size(collect(${distinct}${of}))`,
		]);
	}

	#fresh(): string {
		return `n${++this.#names}`;
	}

	#one<T>(of: readonly T[]): T {
		return of[this.#below(of.length)]!;
	}

	#below(bound: number): number {
		return Math.floor(this.#random() * bound);
	}

	#chance(of: number): boolean {
		return this.#random() < of;
	}
}
