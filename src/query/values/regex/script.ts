import { QueryError } from "../../language/query-error.js";
import type { CharSet } from "./char-set.js";
import type { Assertion } from "./parse-regex.js";

export type { Assertion };

export type ScriptNode =
	| { readonly kind: "set"; readonly set: CharSet }
	| { readonly kind: "sequence"; readonly parts: readonly ScriptNode[] }
	| { readonly kind: "choice"; readonly parts: readonly ScriptNode[] }
	| {
			readonly kind: "repeat";
			readonly part: ScriptNode;
			readonly min: number;
			readonly max: number;
			/** Prefers less. */
			readonly lazy: boolean;
	  }
	| { readonly kind: "assert"; readonly what: Assertion }
	/** From 1. */
	| { readonly kind: "group"; readonly index: number; readonly part: ScriptNode };

/**
 * As `Program`, but of the two ways of a fork the first is preferred, and `save` keeps the place in the text under the
 * slot `first[at]`.
 */
export interface Script {
	readonly operations: readonly ("consume" | "jump" | "fork" | "assert" | "save" | "match")[];
	readonly first: readonly number[];
	readonly second: readonly number[];
	readonly sets: readonly CharSet[];
	readonly assertions: readonly Assertion[];
}

/** Counted repetitions are written out; this bounds what they may become. */
const longest = 5_000;

export function assembleScript(node: ScriptNode): Script {
	const assembler = new Assembler();
	assembler.emit({ kind: "group", index: 0, part: node });
	assembler.put("match");
	return assembler;
}

class Assembler implements Script {
	readonly operations: Script["operations"][number][] = [];
	readonly first: number[] = [];
	readonly second: number[] = [];
	readonly sets: CharSet[] = [];
	readonly assertions: Assertion[] = [];
	#visits = 0;

	put(operation: Script["operations"][number], first = 0, second = 0): number {
		if (this.operations.length >= longest) throw tooLarge();
		this.first.push(first);
		this.second.push(second);
		return this.operations.push(operation) - 1;
	}

	emit(node: ScriptNode): void {
		// What repeats nothing a thousand times a thousand times adds no instruction.
		if (++this.#visits > 10 * longest) throw tooLarge();
		switch (node.kind) {
			case "set":
				this.put("consume", this.sets.push(node.set) - 1);
				break;
			case "assert":
				this.put("assert", this.assertions.push(node.what) - 1);
				break;
			case "sequence":
				for (const part of node.parts) this.emit(part);
				break;
			case "choice":
				this.#emitChoice(node.parts);
				break;
			case "group":
				this.put("save", 2 * node.index);
				this.emit(node.part);
				this.put("save", 2 * node.index + 1);
				break;
			case "repeat":
				for (let count = 0; count < node.min; count++) this.emit(node.part);
				if (node.max === Number.POSITIVE_INFINITY) this.#emitLoop(node.part, node.lazy);
				else this.#emitOptions(node.part, node.max - node.min, node.lazy);
		}
	}

	#emitChoice(parts: readonly ScriptNode[]): void {
		const exits: number[] = [];
		for (const [index, part] of parts.entries()) {
			const isLast = index === parts.length - 1;
			const fork = isLast ? -1 : this.put("fork");
			this.emit(part);
			if (isLast) break;
			exits.push(this.put("jump"));
			this.#lead(fork, fork + 1, this.operations.length);
		}
		for (const exit of exits) this.first[exit] = this.operations.length;
	}

	#emitLoop(part: ScriptNode, lazy: boolean): void {
		const fork = this.put("fork");
		this.emit(part);
		this.put("jump", fork);
		const [into, past] = [fork + 1, this.operations.length];
		if (lazy) this.#lead(fork, past, into);
		else this.#lead(fork, into, past);
	}

	#emitOptions(part: ScriptNode, count: number, lazy: boolean): void {
		const forks: number[] = [];
		for (let option = 0; option < count; option++) {
			forks.push(this.put("fork"));
			this.emit(part);
		}
		const past = this.operations.length;
		for (const fork of forks) {
			if (lazy) this.#lead(fork, past, fork + 1);
			else this.#lead(fork, fork + 1, past);
		}
	}

	#lead(fork: number, preferred: number, other: number): void {
		this.first[fork] = preferred;
		this.second[fork] = other;
	}
}

function tooLarge(): QueryError {
	const message = "The regular expression is too large; fewer or smaller repetitions will do.";
	return new QueryError("ArgumentError", "InvalidRegularExpression", message, { phase: "runtime" });
}
