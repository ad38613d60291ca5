import { QueryError } from "../../language/query-error.js";
import { lineTerminator, word } from "./char-set.js";
import type { Assertion } from "./parse-regex.js";
import type { Instruction, Script } from "./script.js";

type Ahead = Extract<Instruction, { kind: "ahead" }>;

/** Pairs of instruction and place that are remembered in one search: 32 MB of bits. */
const mostPairs = 256_000_000;

/**
 * Tries the ways through a script in the order that JavaScript prefers, and none of them twice: what has failed at an
 * instruction and a place in the text fails there again, wherever the search began. So all searches in a text together
 * take time in proportion to script times text (within loops that may take nothing, once for each of them).
 */
export class ScriptSearch {
	readonly #script: Script;
	readonly #text: string;
	readonly #spend: (steps: number) => void;
	/** One bit for each instruction that is reached in several ways, and place. */
	readonly #tried: Uint32Array;
	/** Of what was tried, what led to the end; only where nobody asks which way. */
	readonly #won: Uint32Array | undefined;
	readonly #aheads = new Map<Ahead, ScriptSearch>();
	/** What is tried when all else has failed, in threes: instruction, place, length of `#way`; or what to put back: -slot - 1, value, 0. */
	readonly #stack: number[] = [];
	/** Bits of `#tried` that were set on the way to where the search is. */
	readonly #way: number[] = [];
	/** Where the last match ended. */
	end = -1;

	/** @param anyWay whether it matters only that there is a match */
	constructor(script: Script, text: string, spend: (steps: number) => void, anyWay = false) {
		const pairs = script.joinCount * (script.depth + 1) * (text.length + 1);
		if (pairs > mostPairs) {
			const message = "The text is too long for this regular expression.";
			throw new QueryError("ArgumentError", "InvalidRegularExpression", message, { phase: "runtime" });
		}
		spend(pairs >>> 7);
		this.#script = script;
		this.#text = text;
		this.#spend = spend;
		this.#tried = new Uint32Array((pairs >>> 5) + 1);
		if (anyWay) this.#won = new Uint32Array(this.#tried.length);
	}

	/**
	 * Whether there is a match that begins at `start`.
	 * @param places then hold what the slots do; else they are unchanged
	 */
	run(start: number, places: number[]): boolean {
		const { instructions, loops, depth, joins } = this.#script;
		const text = this.#text;
		const width = text.length + 1;
		const tried = this.#tried;
		const stack = this.#stack;
		const way = this.#way;
		stack.length = 0;
		way.length = 0;
		stack.push(0, start, 0);
		let steps = 0;
		while (stack.length > 0) {
			const passed = stack.pop()!;
			let at = stack.pop()!;
			let counter = stack.pop()!;
			if (counter < 0) {
				places[-counter - 1] = at;
				continue;
			}
			way.length = passed;
			path: for (;;) {
				if ((++steps & 1023) === 0) this.#spend(1024);
				const join = joins[counter]!;
				if (join >= 0) {
					const state = depth === 0 ? join : join * (depth + 1) + begunAt(at, loops[counter]!, places);
					const bit = state * width + at;
					const mask = 1 << (bit & 31);
					if (tried[bit >>> 5]! & mask) {
						if (this.#won === undefined || !(this.#won[bit >>> 5]! & mask)) break;
						return this.#win(at, steps);
					}
					tried[bit >>> 5]! |= mask;
					way.push(bit);
				}
				const instruction = instructions[counter]!;
				switch (instruction.kind) {
					case "set": {
						if (at >= text.length) break path;
						const code = text.codePointAt(at)!;
						if (!instruction.set(code)) break path;
						at += code > 0xffff ? 2 : 1;
						break;
					}
					case "fork":
						stack.push(instruction.second, at, way.length);
						counter = instruction.first;
						continue;
					case "jump":
						counter = instruction.to;
						continue;
					case "save":
						stack.push(-instruction.slot - 1, places[instruction.slot]!, 0);
						places[instruction.slot] = at;
						break;
					case "clear":
						for (let slot = instruction.from; slot < instruction.to; slot++) {
							if (places[slot] === -1) continue;
							stack.push(-slot - 1, places[slot]!, 0);
							places[slot] = -1;
						}
						break;
					case "progress":
						if (places[instruction.slot] === at) break path;
						break;
					case "assert":
						if (!holds(instruction.what, text, at)) break path;
						break;
					case "ahead":
						if (!this.#looksAhead(instruction, at, places)) break path;
						break;
					case "match":
						return this.#win(at, steps);
				}
				counter++;
			}
		}
		this.#spend(steps & 1023);
		return false;
	}

	/** What led here has not failed. */
	#win(at: number, steps: number): true {
		this.#spend(steps & 1023);
		this.end = at;
		const marks = this.#won ?? this.#tried;
		for (const bit of this.#way) marks[bit >>> 5]! ^= 1 << (bit & 31);
		return true;
	}

	#looksAhead(instruction: Ahead, at: number, places: number[]): boolean {
		const { script, negated } = instruction;
		const keepsGroups = !negated && script.hasGroups;
		let inner = this.#aheads.get(instruction);
		if (inner === undefined) {
			inner = new ScriptSearch(script, this.#text, this.#spend, !keepsGroups);
			this.#aheads.set(instruction, inner);
		}
		const found = [...places];
		if (inner.run(at, found) === negated) return false;
		if (!keepsGroups) return true;
		for (const [slot, place] of found.entries()) {
			if (places[slot] === place) continue;
			this.#stack.push(-slot - 1, places[slot]!, 0);
			places[slot] = place;
		}
		return true;
	}
}

/** In how many of the loops nothing was taken yet in this turn: what can follow depends on it. */
function begunAt(at: number, loops: readonly number[], places: readonly number[]): number {
	let count = 0;
	for (const slot of loops) if (places[slot] === at) count++;
	return count;
}

function holds(assertion: Assertion, text: string, at: number): boolean {
	const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
	switch (assertion) {
		case "text-start":
			return at === 0;
		case "text-end":
			return at === text.length;
		case "line-start":
			return at === 0 || lineTerminator(before);
		case "line-end":
			return at === text.length || lineTerminator(after);
		case "boundary":
			return word(before) !== word(after);
		case "no-boundary":
			return word(before) === word(after);
	}
}
