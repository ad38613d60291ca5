/**
 * Runs a program over a text in one pass: all its paths at once, as a set of places (Thompson, 1968). Sets that have
 * come up are kept with where they lead, so a usual character costs two lookups; when too many come up, all are
 * forgotten and the run goes on.
 */
import { lineEnd, word } from "./char-set.js";
import type { Assertion } from "./parse-regex.js";
import type { Program } from "./program.js";

interface State {
	/** Places before the next character, forks and assertions not yet followed. Ascending. */
	readonly places: readonly number[];
	/** What was read last, see `kindOf`. */
	readonly before: Kind;
	accepts: boolean | undefined;
}

/** What assertions want to know of a character. */
type Kind = "edge" | "line-end" | "word" | "other";

const mostStates = 2_000;
const mostClasses = 60_000;

/** No places are left: number of the state in which nothing can match any more. */
const dead = 0;

export class Automaton {
	readonly #program: Program;
	readonly #kinds: boolean;
	/** Class of each character of the basic plane plus 1; 0 is not yet known. */
	readonly #classes = new Uint16Array(0x10000);
	readonly #farClasses = new Map<number, number>();
	readonly #bySignature = new Map<string, number>();
	/** For each class: the sets that contain its characters, and their kind. */
	readonly #members: { readonly sets: readonly boolean[]; readonly kind: Kind }[] = [];
	#states: State[] = [];
	#byKey = new Map<string, number>();
	/** (states, stride): for a state and a class the state that follows, plus 1; 0 is not yet known. */
	#table = new Int32Array(0);
	#stride = 8;
	#start = dead;
	readonly #marks: Uint32Array;
	#mark = 0;
	/** Instructions that the last closure came by. */
	#visited = 0;

	constructor(
		program: Program,
		/** About how many steps it takes to see in which sets a character is. */
		readonly effort: number,
	) {
		this.#program = program;
		this.#kinds = program.assertions.length > 0;
		this.#marks = new Uint32Array(program.operations.length);
		this.#forget();
	}

	/** Whether the whole text is in the language. `spend` is told of work that is not a lookup. */
	matches(text: string, spend: (steps: number) => void): boolean {
		const classes = this.#classes;
		let table = this.#table;
		let stride = this.#stride;
		let state = this.#start;
		for (let at = 0; at < text.length && state !== dead; at++) {
			let code = text.charCodeAt(at);
			if (code >= 0xd800 && code < 0xdc00) {
				code = text.codePointAt(at)!;
				if (code > 0xffff) at++;
			}
			const group = code < 0x10000 ? classes[code]! : (this.#farClasses.get(code) ?? 0);
			const next = group === 0 ? 0 : table[state * stride + group - 1]!;
			if (next !== 0) {
				state = next - 1;
				continue;
			}
			state = this.#step(state, group === 0 ? this.#classify(code, spend) : group - 1, spend);
			table = this.#table;
			stride = this.#stride;
		}
		spend(1 + (text.length >> 4));
		return state !== dead && this.#accepts(this.#states[state]!);
	}

	/** Characters that are in the same sets lead to the same places. */
	#classify(code: number, spend: (steps: number) => void): number {
		spend(this.effort);
		const sets = this.#program.sets.map((set) => set(code));
		const kind = kindOf(code);
		const signature = sets.map(Number).join("") + (this.#kinds ? kind : "");
		let group = this.#bySignature.get(signature);
		if (group === undefined) {
			group = this.#members.push({ sets, kind }) - 1;
			if (group >= this.#stride) this.#widen();
			this.#bySignature.set(signature, group);
		}
		if (code < 0x10000) this.#classes[code] = group + 1;
		else if (this.#farClasses.size < mostClasses) this.#farClasses.set(code, group + 1);
		return group;
	}

	#widen(): void {
		const [before, stride] = [this.#table, this.#stride];
		this.#stride *= 2;
		this.#table = new Int32Array(before.length * 2);
		for (let at = 0; at < before.length; at += stride)
			this.#table.set(before.subarray(at, at + stride), at * 2);
	}

	#step(state: number, group: number, spend: (steps: number) => void): number {
		const { sets, kind } = this.#members[group]!;
		const { operations, first } = this.#program;
		const from = this.#states[state]!;
		const places: number[] = [];
		const reached = this.#close(from.places, from.before, kind);
		spend(1 + this.#visited);
		for (const at of reached) if (operations[at] === "consume" && sets[first[at]!]) places.push(at + 1);
		const states = this.#states;
		const next = this.#stateOf(places, this.#kinds ? kind : "other");
		if (states === this.#states) this.#table[state * this.#stride + group] = next + 1;
		return next;
	}

	#stateOf(places: number[], before: Kind): number {
		if (places.length === 0) return dead;
		const sorted = places.sort((a, b) => a - b);
		const key = before + sorted.join(",");
		const known = this.#byKey.get(key);
		if (known !== undefined) return known;
		if (this.#states.length >= mostStates) this.#forget();
		const state = this.#states.push({ places: sorted, before, accepts: undefined }) - 1;
		this.#byKey.set(key, state);
		const needed = this.#states.length * this.#stride;
		if (needed > this.#table.length) {
			const table = new Int32Array(Math.max(needed * 2, 64));
			table.set(this.#table);
			this.#table = table;
		}
		return state;
	}

	#forget(): void {
		this.#states = [{ places: [], before: "other", accepts: false }];
		this.#byKey = new Map();
		this.#table = new Int32Array(0);
		this.#start = this.#stateOf([0], "edge");
	}

	#accepts(state: State): boolean {
		state.accepts ??= this.#close(state.places, state.before, "edge").some(
			(at) => this.#program.operations[at] === "match",
		);
		return state.accepts;
	}

	/** All places that are reached without reading, between a character of one kind and one of the other. */
	#close(places: readonly number[], before: Kind, after: Kind): number[] {
		const { operations, first, second, assertions } = this.#program;
		const mark = ++this.#mark;
		this.#visited = 0;
		const reached: number[] = [];
		const open = places.slice();
		for (let at = open.pop(); at !== undefined; at = open.pop()) {
			this.#visited++;
			if (this.#marks[at] === mark) continue;
			this.#marks[at] = mark;
			const operation = operations[at];
			if (operation === "jump") open.push(first[at]!);
			else if (operation === "fork") open.push(first[at]!, second[at]!);
			else if (operation !== "assert") reached.push(at);
			else if (holds(assertions[first[at]!]!, before, after)) open.push(at + 1);
		}
		return reached;
	}
}

function kindOf(code: number): Kind {
	return lineEnd(code) ? "line-end" : word(code) ? "word" : "other";
}

function holds(assertion: Assertion, before: Kind, after: Kind): boolean {
	switch (assertion) {
		case "text-start":
			return before === "edge";
		case "text-end":
			return after === "edge";
		case "line-start":
			return before === "edge" || before === "line-end";
		case "line-end":
			return after === "edge" || after === "line-end";
		case "boundary":
			return (before === "word") !== (after === "word");
		case "no-boundary":
			return (before === "word") === (after === "word");
	}
}
