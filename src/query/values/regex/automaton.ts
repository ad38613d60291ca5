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
	/** By class of character. */
	readonly next: (State | undefined)[];
	accepts: boolean | undefined;
}

/** What assertions want to know of a character. */
type Kind = "edge" | "line-end" | "word" | "other";

const mostStates = 2_000;
const mostClasses = 60_000;

export class Automaton {
	readonly #program: Program;
	readonly #kinds: boolean;
	/** Class of each character of the basic plane plus 1; 0 is not yet known. */
	#classes = new Uint16Array(0x10000);
	#farClasses = new Map<number, number>();
	#bySignature = new Map<string, number>();
	/** For each class: the sets that contain its characters, and their kind. */
	#members: { readonly sets: readonly boolean[]; readonly kind: Kind }[] = [];
	#states = new Map<string, State>();
	#start: State;
	readonly #marks: Uint32Array;
	#mark = 0;

	constructor(program: Program) {
		this.#program = program;
		this.#kinds = program.assertions.length > 0;
		this.#marks = new Uint32Array(program.operations.length);
		this.#start = this.#stateOf([0], "edge");
	}

	/** Whether the whole text is in the language. `spend` is told of work that is not a lookup. */
	matches(text: string, spend: (steps: number) => void): boolean {
		let state = this.#start;
		for (let at = 0; at < text.length; at++) {
			let code = text.charCodeAt(at);
			if (code >= 0xd800 && code < 0xdc00) {
				code = text.codePointAt(at)!;
				if (code > 0xffff) at++;
			}
			const group = this.#classOf(code);
			state = state.next[group] ?? this.#step(state, group, spend);
			if (state.places.length === 0) return false;
		}
		spend(1 + (text.length >> 4));
		state.accepts ??= this.#accepts(state);
		return state.accepts;
	}

	#classOf(code: number): number {
		const known = code < 0x10000 ? this.#classes[code]! : this.#farClasses.get(code);
		return known ? known - 1 : this.#classify(code);
	}

	/** Characters that are in the same sets lead to the same places. */
	#classify(code: number): number {
		const sets = this.#program.sets.map((set) => set(code));
		const kind = kindOf(code);
		const signature = sets.map(Number).join("") + (this.#kinds ? kind : "");
		let group = this.#bySignature.get(signature);
		if (group === undefined) {
			group = this.#members.push({ sets, kind }) - 1;
			this.#bySignature.set(signature, group);
		}
		if (code < 0x10000) this.#classes[code] = group + 1;
		else if (this.#farClasses.size < mostClasses) this.#farClasses.set(code, group + 1);
		return group;
	}

	#step(state: State, group: number, spend: (steps: number) => void): State {
		const { sets, kind } = this.#members[group]!;
		const { operations, first } = this.#program;
		const places: number[] = [];
		const reached = this.#close(state.places, state.before, kind);
		spend(reached.length);
		for (const at of reached) if (operations[at] === "consume" && sets[first[at]!]) places.push(at + 1);
		const next = this.#stateOf(
			places.sort((a, b) => a - b),
			this.#kinds ? kind : "other",
		);
		state.next[group] = next;
		return next;
	}

	#stateOf(places: readonly number[], before: Kind): State {
		const key = `${before}${places.join(",")}`;
		const known = this.#states.get(key);
		if (known !== undefined) return known;
		if (this.#states.size >= mostStates) this.#forget();
		const state: State = { places, before, next: [], accepts: undefined };
		this.#states.set(key, state);
		return state;
	}

	#forget(): void {
		this.#states = new Map();
		this.#start = this.#stateOf([0], "edge");
	}

	#accepts(state: State): boolean {
		return this.#close(state.places, state.before, "edge").some(
			(at) => this.#program.operations[at] === "match",
		);
	}

	/** All places that are reached without reading, between a character of one kind and one of the other. */
	#close(places: readonly number[], before: Kind, after: Kind): number[] {
		const { operations, first, second, assertions } = this.#program;
		const mark = ++this.#mark;
		const reached: number[] = [];
		const open = places.slice();
		for (let at = open.pop(); at !== undefined; at = open.pop()) {
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
