import { QueryError } from "../../language/query-error.js";
import { type CharSet, remembering } from "./char-set.js";
import type { Assertion } from "./parse-regex.js";

export type ScriptNode =
	| { readonly kind: "set"; readonly set: CharSet }
	| { readonly kind: "sequence"; readonly parts: readonly ScriptNode[] }
	| { readonly kind: "choice"; readonly parts: readonly ScriptNode[] }
	| ScriptRepeat
	| { readonly kind: "assert"; readonly what: Assertion }
	| { readonly kind: "ahead"; readonly part: ScriptNode; readonly negated: boolean }
	/** From 1. */
	| { readonly kind: "group"; readonly index: number; readonly part: ScriptNode };

interface ScriptRepeat {
	readonly kind: "repeat";
	readonly part: ScriptNode;
	readonly min: number;
	readonly max: number;
	/** Prefers less. */
	readonly lazy: boolean;
}

/** Goes on with the next instruction, unless it says otherwise. */
export type Instruction =
	| { readonly kind: "set"; readonly set: CharSet }
	/** `first` is preferred. */
	| { readonly kind: "fork"; readonly first: number; readonly second: number }
	| { readonly kind: "jump"; readonly to: number }
	/** Keeps the place in the text. */
	| { readonly kind: "save"; readonly slot: number }
	/** Groups take no part again: slots from `from` up to `to`. */
	| { readonly kind: "clear"; readonly from: number; readonly to: number }
	| { readonly kind: "assert"; readonly what: Assertion }
	/** Fails where nothing was taken since the loop's turn began, which `slot` holds. */
	| { readonly kind: "progress"; readonly slot: number }
	| { readonly kind: "ahead"; readonly script: Script; readonly negated: boolean }
	| { readonly kind: "match" };

/** A pattern as instructions, parts one after the other (Thompson, 1968). */
export interface Script {
	readonly instructions: readonly Instruction[];
	/** For each instruction the loops around it whose bodies may take nothing: by the slots that hold where a turn began. */
	readonly loops: readonly (readonly number[])[];
	/** Most loops around one instruction. */
	readonly depth: number;
	/** For each instruction that is reached in more than one way its number among them, else -1. */
	readonly joins: Int32Array;
	readonly joinCount: number;
	/** Slots 2i and 2i + 1 are those of group i, 0 being the whole; then those of loops. */
	readonly slots: number;
	readonly hasGroups: boolean;
}

/** Counted repetitions are written out; this bounds what they may become. */
const longest = 20_000;
const mostVisits = 50_000;
/** Loops in loops whose bodies may take nothing. */
const deepestLoops = 30;

export function assembleScript(node: ScriptNode, groups: number): Script {
	return new Assembler({ slots: 2 * groups + 2, visits: 0, sets: new Map() }).finish(node);
}

/** What scripts within scripts share. */
interface Shared {
	slots: number;
	visits: number;
	readonly sets: Map<CharSet, CharSet>;
}

class Assembler {
	readonly #instructions: Instruction[] = [];
	readonly #loops: (readonly number[])[] = [];
	#around: readonly number[] = [];

	constructor(readonly shared: Shared) {}

	finish(node: ScriptNode): Script {
		this.#add(node);
		this.#put({ kind: "match" });
		return {
			instructions: this.#instructions,
			loops: this.#loops,
			depth: this.#loops.reduce((most, loops) => Math.max(most, loops.length), 0),
			...joinsOf(this.#instructions),
			slots: this.shared.slots,
			hasGroups: groupsIn(node) !== undefined,
		};
	}

	#put(instruction: Instruction): number {
		if (this.#instructions.length >= longest) throw tooLarge();
		this.#loops.push(this.#around);
		return this.#instructions.push(instruction) - 1;
	}

	#add(node: ScriptNode): void {
		// What repeats nothing a thousand times a thousand times adds no instruction.
		if (++this.shared.visits > mostVisits) throw tooLarge();
		switch (node.kind) {
			case "set":
				this.#put({ kind: "set", set: this.#remembering(node.set) });
				break;
			case "assert":
				this.#put({ kind: "assert", what: node.what });
				break;
			case "sequence":
				for (const part of node.parts) this.#add(part);
				break;
			case "choice":
				this.#addChoice(node.parts);
				break;
			case "group":
				this.#put({ kind: "save", slot: 2 * node.index });
				this.#add(node.part);
				this.#put({ kind: "save", slot: 2 * node.index + 1 });
				break;
			case "ahead": {
				const script = new Assembler(this.shared).finish(node.part);
				this.#put({ kind: "ahead", script, negated: node.negated });
				break;
			}
			case "repeat":
				this.#addRepeat(node);
		}
	}

	#remembering(set: CharSet): CharSet {
		const known = this.shared.sets.get(set) ?? remembering(set);
		this.shared.sets.set(set, known);
		return known;
	}

	#addChoice(parts: readonly ScriptNode[]): void {
		const exits: number[] = [];
		for (const [index, part] of parts.entries()) {
			const isLast = index === parts.length - 1;
			const fork = isLast ? -1 : this.#put({ kind: "jump", to: 0 });
			this.#add(part);
			if (isLast) break;
			exits.push(this.#put({ kind: "jump", to: 0 }));
			this.#instructions[fork] = { kind: "fork", first: fork + 1, second: this.#instructions.length };
		}
		for (const exit of exits) this.#instructions[exit] = { kind: "jump", to: this.#instructions.length };
	}

	#addRepeat({ part, min, max, lazy }: ScriptRepeat): void {
		for (let count = 0; count < min; count++) this.#addTurn(part);
		if (max === Number.POSITIVE_INFINITY) {
			const fork = this.#put({ kind: "jump", to: 0 });
			this.#addFurtherTurn(part);
			this.#put({ kind: "jump", to: fork });
			this.#lead(fork, lazy);
			return;
		}
		const forks: number[] = [];
		for (let count = min; count < max; count++) {
			forks.push(this.#put({ kind: "jump", to: 0 }));
			this.#addFurtherTurn(part);
		}
		for (const fork of forks) this.#lead(fork, lazy);
	}

	/** Groups are empty again in each turn. */
	#addTurn(part: ScriptNode): void {
		const groups = groupsIn(part);
		if (groups !== undefined) this.#put({ kind: "clear", from: 2 * groups[0], to: 2 * groups[1] + 2 });
		this.#add(part);
	}

	/** A turn beyond those that must be has to take something. */
	#addFurtherTurn(part: ScriptNode): void {
		if (!mayBeEmpty(part)) {
			this.#addTurn(part);
			return;
		}
		const slot = this.shared.slots++;
		const around = this.#around;
		this.#put({ kind: "save", slot });
		this.#around = [...around, slot];
		if (this.#around.length > deepestLoops) throw tooLarge();
		this.#addTurn(part);
		this.#put({ kind: "progress", slot });
		this.#around = around;
	}

	/** Between what follows and the end as it is now. */
	#lead(fork: number, lazy: boolean): void {
		const [into, past] = [fork + 1, this.#instructions.length];
		this.#instructions[fork] = { kind: "fork", first: lazy ? past : into, second: lazy ? into : past };
	}
}

/** What can be reached in one way only is tried once if that way is. */
function joinsOf(instructions: readonly Instruction[]): Pick<Script, "joins" | "joinCount"> {
	const ways = new Int32Array(instructions.length);
	ways[0] = 1;
	for (const [at, instruction] of instructions.entries()) {
		for (const next of followers(instruction, at)) ways[next]!++;
	}
	let joinCount = 0;
	return { joins: ways.map((count) => (count > 1 ? joinCount++ : -1)), joinCount };
}

function followers(instruction: Instruction, at: number): readonly number[] {
	if (instruction.kind === "fork") return [instruction.first, instruction.second];
	if (instruction.kind === "jump") return [instruction.to];
	return instruction.kind === "match" ? [] : [at + 1];
}

function mayBeEmpty(node: ScriptNode): boolean {
	switch (node.kind) {
		case "set":
			return false;
		case "sequence":
			return node.parts.every(mayBeEmpty);
		case "choice":
			return node.parts.some(mayBeEmpty);
		case "repeat":
			return node.min === 0 || mayBeEmpty(node.part);
		case "group":
			return mayBeEmpty(node.part);
		case "assert":
		case "ahead":
			return true;
	}
}

/** First and last index of the groups inside. */
function groupsIn(node: ScriptNode): readonly [number, number] | undefined {
	switch (node.kind) {
		case "group": {
			const inner = groupsIn(node.part);
			return [node.index, inner?.[1] ?? node.index];
		}
		case "repeat":
		case "ahead":
			return groupsIn(node.part);
		case "sequence":
		case "choice": {
			// They are counted from left to right.
			const inner = node.parts.map(groupsIn).filter((range) => range !== undefined);
			return inner.length === 0 ? undefined : [inner[0]![0], inner.at(-1)![1]];
		}
		default:
			return undefined;
	}
}

function tooLarge(): QueryError {
	const message = "The regular expression is too large; fewer or smaller repetitions will do.";
	return new QueryError("ArgumentError", "InvalidRegularExpression", message, { phase: "runtime" });
}
