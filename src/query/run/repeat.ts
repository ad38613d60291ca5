import { NodeValue, RelationshipValue } from "../values/value.js";
import { isTaken } from "./expand.js";
import type { Meter } from "./meter.js";
import { type Cursor, done, found, paused, type Row, type Slot, type Step, Trail } from "./row.js";

export interface RepeatOptions {
	readonly row: Row;
	readonly meter: Meter;
	/** Infinity where there is no bound. */
	readonly min: number;
	readonly max: number;
	/** Index into `ids`: where the walk begins. */
	readonly from: number;
	/** Index into `ids`: where it ends, written to unless it is bound. */
	readonly to: number;
	readonly into: boolean;
	/** Indices into `ids`: where the path that is repeated begins, and where it ends. */
	readonly near: number;
	readonly far: number;
	/** Indices into `ids`, in the order of the pattern. */
	readonly nodes: readonly number[];
	readonly relationships: readonly number[];
	/** Variables of the path, which are lists outside of it. */
	readonly groups: readonly Group[];
	/** Index into `values`. */
	readonly trail: number;
	readonly taken: readonly Slot[];
	/** Whether the walk goes against the order of the pattern. */
	readonly reversed: boolean;
}

export interface Group {
	readonly kind: "node" | "relationship";
	/** Index into `ids`, within a round. */
	readonly index: number;
	/** Index into `values`: the list. */
	readonly list: number;
}

/** One match of the path that is repeated. */
interface Round {
	readonly end: number;
	readonly nodes: readonly number[];
	readonly relationships: readonly number[];
	readonly groups: readonly number[];
}

/** By estimate. */
const roundBytes = 200;

/** A path that is walked several times in a row, no relationship twice: depth first. */
export class Repeat implements Cursor {
	readonly #child: Cursor;
	readonly #inner: Cursor;
	readonly #options: RepeatOptions;
	/** The rounds that could be next, by depth, and which of them comes next. */
	readonly #choices: (readonly Round[])[] = [];
	readonly #at: number[] = [];
	/** Those that were taken: one less. */
	readonly #rounds: Round[] = [];
	readonly #walked = new Set<number>();
	/** What can be walked from a node, for one row that comes in. */
	readonly #known = new Map<number, readonly Round[]>();
	#held = 0;

	constructor(child: Cursor, inner: Cursor, options: RepeatOptions) {
		this.#child = child;
		this.#inner = inner;
		this.#options = options;
	}

	open(): void {
		this.#child.open();
		this.#leaveAll();
	}

	next(): Step {
		const { row, meter, from, to, into, min } = this.#options;
		for (;;) {
			while (this.#choices.length > 0) {
				if (--meter.ticks < 0 && meter.rest()) return paused;
				if (this.#forward() && this.#rounds.length >= min && this.#arrive()) return found;
			}
			const step = this.#child.next();
			if (step !== found) return step;
			const start = row.ids[from]!;
			this.#leaveAll();
			if (start < 0 || (into && row.ids[to]! < 0)) continue;
			this.#choose(start);
			if (min === 0 && this.#arrive()) return found;
		}
	}

	/** One round further, or back from where there is none. @returns whether it went further */
	#forward(): boolean {
		const { max } = this.#options;
		const depth = this.#choices.length - 1;
		const round = this.#choices[depth]![this.#at[depth]!++];
		if (round === undefined) {
			this.#choices.pop();
			this.#at.pop();
			for (const id of this.#rounds.pop()?.relationships ?? []) this.#walked.delete(id);
			return false;
		}
		if (round.relationships.some((id) => this.#walked.has(id))) return false;
		for (const id of round.relationships) this.#walked.add(id);
		this.#rounds.push(round);
		if (this.#rounds.length < max) this.#choose(round.end);
		else this.#enter([]);
		return true;
	}

	#choose(node: number): void {
		let rounds = this.#known.get(node);
		if (rounds === undefined) {
			rounds = this.#matchFrom(node);
			this.#known.set(node, rounds);
		}
		this.#enter(rounds);
	}

	#enter(rounds: readonly Round[]): void {
		this.#choices.push(rounds);
		this.#at.push(0);
	}

	/** All of them at once; meanwhile the query cannot pause. */
	#matchFrom(node: number): Round[] {
		const { row, meter, near, far, nodes, relationships, groups, taken } = this.#options;
		const { ids } = row;
		const rounds: Round[] = [];
		const bytes = roundBytes + 8 * (nodes.length + relationships.length + groups.length);
		meter.nested++;
		try {
			ids[near] = node;
			this.#inner.open();
			while (this.#inner.next() !== done) {
				const used = relationships.map((index) => ids[index]!);
				if (taken.length > 0 && used.some((id) => isTaken(id, taken, row))) continue;
				rounds.push({
					end: ids[far]!,
					nodes: nodes.map((index) => ids[index]!),
					relationships: used,
					groups: groups.map(({ index }) => ids[index]!),
				});
				meter.hold(bytes);
				this.#held += bytes;
			}
		} finally {
			meter.nested--;
		}
		return rounds;
	}

	#arrive(): boolean {
		const { row, from, to, into, trail, reversed, groups } = this.#options;
		const end = this.#rounds.at(-1)?.end ?? row.ids[from]!;
		if (into && row.ids[to] !== end) return false;
		row.ids[to] = end;
		const rounds = reversed ? this.#rounds.slice().reverse() : this.#rounds;
		const [first] = rounds;
		const nodes = first === undefined ? [end] : [first.nodes[0]!];
		for (const round of rounds) for (let i = 1; i < round.nodes.length; i++) nodes.push(round.nodes[i]!);
		row.values[trail] = new Trail(
			rounds.flatMap(({ relationships }) => relationships),
			nodes,
		);
		for (const [i, { kind, list }] of groups.entries()) {
			row.values[list] = rounds.map((round) => {
				const id = round.groups[i]!;
				return kind === "node" ? new NodeValue(id) : new RelationshipValue(id);
			});
		}
		return true;
	}

	#leaveAll(): void {
		this.#choices.length = 0;
		this.#at.length = 0;
		this.#rounds.length = 0;
		this.#walked.clear();
		this.#known.clear();
		this.#options.meter.release(this.#held);
		this.#held = 0;
	}
}
