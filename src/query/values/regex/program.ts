import { QueryError } from "../../language/query-error.js";
import type { CharSet } from "./char-set.js";
import type { Assertion, RegexNode } from "./parse-regex.js";

/**
 * A nondeterministic automaton (Thompson's construction). Instruction `at` is
 *   - `consume`: reads a character of `sets[first[at]]`, then goes to at + 1
 *   - `jump`: goes to `first[at]`
 *   - `fork`: goes to `first[at]` and to `second[at]`
 *   - `assert`: goes to at + 1 where `assertions[first[at]]` holds
 *   - `match`: the end
 */
export interface Program {
	readonly operations: readonly ("consume" | "jump" | "fork" | "assert" | "match")[];
	readonly first: readonly number[];
	readonly second: readonly number[];
	readonly sets: readonly CharSet[];
	readonly assertions: readonly Assertion[];
}

/** Counted repetitions are written out; this bounds what they may become. */
const longest = 5_000;

export function assemble(node: RegexNode): Program {
	const assembler = new Assembler();
	assembler.emit(node);
	assembler.put("match");
	return assembler;
}

class Assembler implements Program {
	readonly operations: Program["operations"][number][] = [];
	readonly first: number[] = [];
	readonly second: number[] = [];
	readonly sets: CharSet[] = [];
	readonly assertions: Assertion[] = [];
	readonly #known = new Map<CharSet, number>();

	put(operation: Program["operations"][number], first = 0, second = 0): number {
		if (this.operations.length >= longest) {
			const message = "The regular expression is too large; fewer or smaller repetitions will do.";
			throw new QueryError("ArgumentError", "InvalidRegularExpression", message, { phase: "runtime" });
		}
		this.first.push(first);
		this.second.push(second);
		return this.operations.push(operation) - 1;
	}

	emit(node: RegexNode): void {
		switch (node.kind) {
			case "set":
				this.put("consume", this.#setIndex(node.set));
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
			case "repeat":
				this.#emitRepeat(node.part, node.min, node.max);
		}
	}

	#setIndex(set: CharSet): number {
		const known = this.#known.get(set);
		if (known !== undefined) return known;
		const index = this.sets.push(set) - 1;
		this.#known.set(set, index);
		return index;
	}

	#emitChoice(parts: readonly RegexNode[]): void {
		const exits: number[] = [];
		for (const [index, part] of parts.entries()) {
			const isLast = index === parts.length - 1;
			const fork = isLast ? -1 : this.put("fork");
			if (!isLast) this.first[fork] = fork + 1;
			this.emit(part);
			if (isLast) break;
			exits.push(this.put("jump"));
			this.second[fork] = this.operations.length;
		}
		for (const exit of exits) this.first[exit] = this.operations.length;
	}

	#emitRepeat(part: RegexNode, min: number, max: number): void {
		for (let count = 0; count < min; count++) {
			const before = this.operations.length;
			this.emit(part);
			// What is nothing once is nothing a thousand times.
			if (this.operations.length === before) return;
		}
		if (max === Number.POSITIVE_INFINITY) {
			const fork = this.put("fork");
			this.first[fork] = fork + 1;
			this.emit(part);
			this.put("jump", fork);
			this.second[fork] = this.operations.length;
			return;
		}
		const forks: number[] = [];
		for (let count = min; count < max; count++) {
			const fork = this.put("fork");
			this.first[fork] = fork + 1;
			forks.push(fork);
			this.emit(part);
		}
		for (const fork of forks) this.second[fork] = this.operations.length;
	}
}
