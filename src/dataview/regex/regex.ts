/**
 * Finds matches as JavaScript does, with the same groups, and never tries the same thing twice: what has failed at an
 * instruction and a place in the text fails there again, so each pair is tried once in a search, and a search takes
 * time in proportion to pattern times text. (Within loops that may take nothing, once for each of them.)
 */
import { Failure } from "../values/failure.js";
import { parseRegex, type RegexNode } from "./parse-regex.js";

/** What was found: `groups[0]` is the whole, others may be missing. Pairs of start and end. */
export interface Match {
	readonly start: number;
	readonly end: number;
	/** Start and end of group i at 2i and 2i + 1; -1 where it took no part. */
	readonly places: readonly number[];
}

type Instruction =
	| { readonly kind: "set"; readonly set: Matcher }
	/** `first` is preferred. */
	| { readonly kind: "fork"; readonly first: number; readonly second: number }
	| { readonly kind: "jump"; readonly to: number }
	| { readonly kind: "save"; readonly slot: number }
	| { readonly kind: "clear"; readonly from: number; readonly to: number }
	| { readonly kind: "assert"; readonly what: "start" | "end" | "boundary" | "no-boundary" }
	/** Fails where nothing was taken since the loop's beginning, which `slot` holds. */
	| { readonly kind: "progress"; readonly slot: number }
	| { readonly kind: "ahead"; readonly program: Program; readonly negated: boolean }
	| { readonly kind: "match" };

type Matcher = (unit: number) => boolean;

const mostInstructions = 20_000;
/** Loops in loops whose bodies may take nothing. */
const deepestLoops = 30;
/** Pairs of instruction and place that are remembered in one search: 32 MB of bits. */
const mostPairs = 256_000_000;

export class Regex {
	readonly #program: Program;
	readonly #slots: number;
	readonly names: ReadonlyMap<string, number>;
	readonly groups: number;

	/** Throws a `Failure` if the pattern is none. */
	constructor(
		pattern: string,
		readonly ignoreCase = false,
	) {
		const { node, groups, names } = parseRegex(pattern);
		this.groups = groups;
		this.names = names;
		const assembler = new Assembler((groups + 1) * 2, ignoreCase);
		assembler.add(node);
		this.#program = assembler.finish();
		this.#slots = assembler.slots;
	}

	/** Finds matches in a text. `spend` is told how much work it was. */
	finder(text: string, spend: (steps: number) => void): (from: number) => Match | undefined {
		const search = new Search(this.#program, text, spend);
		const places = new Array<number>(this.#slots).fill(-1);
		return (from) => {
			for (let start = from; start <= text.length; start++) {
				if (!search.run(start, places)) continue;
				const found = [start, search.end, ...places.slice(2, (this.groups + 1) * 2)];
				places.fill(-1);
				search.forget();
				return { start, end: search.end, places: found };
			}
			search.forget();
			return undefined;
		};
	}

	/** All matches, one behind the other, as `replaceAll` has them. */
	*all(text: string, spend: (steps: number) => void): Generator<Match> {
		const find = this.finder(text, spend);
		for (let from = 0; from <= text.length; ) {
			const match = find(from);
			if (match === undefined) return;
			yield match;
			from = match.end > match.start ? match.end : match.end + 1;
		}
	}
}

/** Instructions, and around each the loops whose bodies may take nothing: by the slots that hold where a turn began. */
interface Program {
	readonly instructions: readonly Instruction[];
	readonly loops: readonly (readonly number[])[];
	/** Most loops around one instruction. */
	readonly depth: number;
}

/** Code for a parsed pattern: parts one after the other, as Thompson laid them out. */
class Assembler {
	readonly program: Instruction[] = [];
	readonly #loops: (readonly number[])[] = [];
	#around: readonly number[] = [];

	constructor(
		public slots: number,
		readonly ignoreCase: boolean,
	) {}

	finish(): Program {
		this.push({ kind: "match" });
		const depth = this.#loops.reduce((most, loops) => Math.max(most, loops.length), 0);
		return { instructions: this.program, loops: this.#loops, depth };
	}

	push(instruction: Instruction): number {
		if (this.program.length >= mostInstructions)
			throw new Failure("This regular expression repeats too much.");
		this.#loops.push(this.#around);
		return this.program.push(instruction) - 1;
	}

	add(node: RegexNode): void {
		switch (node.kind) {
			case "set":
				this.push({ kind: "set", set: matcherOf(node.ranges, node.negated, this.ignoreCase) });
				return;
			case "sequence":
				for (const part of node.parts) this.add(part);
				return;
			case "choice":
				this.#choice(node.parts);
				return;
			case "group":
				this.push({ kind: "save", slot: node.index * 2 });
				this.add(node.part);
				this.push({ kind: "save", slot: node.index * 2 + 1 });
				return;
			case "assert":
				this.push({ kind: "assert", what: node.what });
				return;
			case "ahead":
				this.#ahead(node.part, node.negated);
				return;
			case "repeat":
				this.#repeat(node);
		}
	}

	#choice(parts: readonly RegexNode[]): void {
		const jumps: number[] = [];
		for (const [i, part] of parts.entries()) {
			if (i === parts.length - 1) {
				this.add(part);
				break;
			}
			const fork = this.push({ kind: "jump", to: 0 });
			this.add(part);
			jumps.push(this.push({ kind: "jump", to: 0 }));
			this.program[fork] = { kind: "fork", first: fork + 1, second: this.program.length };
		}
		for (const jump of jumps) this.program[jump] = { kind: "jump", to: this.program.length };
	}

	#ahead(part: RegexNode, negated: boolean): void {
		const inner = new Assembler(this.slots, this.ignoreCase);
		inner.add(part);
		const program = inner.finish();
		this.slots = inner.slots;
		this.push({ kind: "ahead", program, negated });
	}

	#repeat({ part, min, max, lazy }: Extract<RegexNode, { kind: "repeat" }>): void {
		for (let i = 0; i < min; i++) this.#turn(part);
		if (max === Number.POSITIVE_INFINITY) {
			const fork = this.push({ kind: "jump", to: 0 });
			this.#furtherTurn(part);
			this.push({ kind: "jump", to: fork });
			this.#fork(fork, lazy);
			return;
		}
		const forks: number[] = [];
		for (let i = min; i < max; i++) {
			forks.push(this.push({ kind: "jump", to: 0 }));
			this.#furtherTurn(part);
		}
		for (const fork of forks) this.#fork(fork, lazy);
	}

	/** Groups are empty again in each turn. */
	#turn(part: RegexNode): void {
		const groups = groupsIn(part);
		if (groups !== undefined) this.push({ kind: "clear", from: groups[0] * 2, to: groups[1] * 2 + 2 });
		this.add(part);
	}

	/** A turn beyond those that must be has to take something. */
	#furtherTurn(part: RegexNode): void {
		if (!mayBeEmpty(part)) {
			this.#turn(part);
			return;
		}
		const slot = this.slots++;
		const around = this.#around;
		this.push({ kind: "save", slot });
		this.#around = [...around, slot];
		if (this.#around.length > deepestLoops)
			throw new Failure("This regular expression repeats what repeats too often.");
		this.#turn(part);
		this.push({ kind: "progress", slot });
		this.#around = around;
	}

	/** Between what follows and the end of the code as it is now. */
	#fork(at: number, lazy: boolean): void {
		const [inside, behind] = [at + 1, this.program.length];
		this.program[at] = { kind: "fork", first: lazy ? behind : inside, second: lazy ? inside : behind };
	}
}

function mayBeEmpty(node: RegexNode): boolean {
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

/** First and last number of the groups inside. */
function groupsIn(node: RegexNode): readonly [number, number] | undefined {
	switch (node.kind) {
		case "group": {
			const inner = groupsIn(node.part);
			return [node.index, Math.max(node.index, inner?.[1] ?? 0)];
		}
		case "repeat":
		case "ahead":
			return groupsIn(node.part);
		case "sequence":
		case "choice": {
			const inner = node.parts.map(groupsIn).filter((range) => range !== undefined);
			if (inner.length === 0) return undefined;
			return [Math.min(...inner.map(([from]) => from)), Math.max(...inner.map(([, to]) => to))];
		}
		default:
			return undefined;
	}
}

function matcherOf(
	ranges: readonly (readonly [number, number])[],
	negated: boolean,
	ignoreCase: boolean,
): Matcher {
	const within: Matcher = (unit) => ranges.some(([from, to]) => unit >= from && unit <= to);
	const matches: Matcher = !ignoreCase
		? within
		: (unit) => {
				const character = String.fromCharCode(unit);
				return (
					within(unit) ||
					within(character.toLowerCase().charCodeAt(0)) ||
					within(character.toUpperCase().charCodeAt(0))
				);
			};
	const single = ranges[0];
	if (!ignoreCase && !negated && ranges.length === 1 && single![0] === single![1]) {
		const code = single![0];
		return (unit) => unit === code;
	}
	return (unit) => matches(unit) !== negated;
}

/** A search in a text: what it has tried is remembered until it has found something. */
class Search {
	readonly #program: Program;
	readonly #text: string;
	readonly #spend: (steps: number) => void;
	/** One bit for each instruction and place. */
	readonly #tried: Uint32Array;
	/** The words of `#tried` that are not zero, some of them more than once. */
	#touched: number[] = [];
	readonly #ahead = new Map<Instruction, Search>();
	end = -1;

	constructor(program: Program, text: string, spend: (steps: number) => void) {
		const pairs = program.instructions.length * (program.depth + 1) * (text.length + 1);
		if (pairs > mostPairs) throw new Failure("The text is too long for this regular expression.");
		spend(pairs >>> 7);
		this.#program = program;
		this.#text = text;
		this.#spend = spend;
		this.#tried = new Uint32Array((pairs >>> 5) + 1);
	}

	/** Whether there is a match that begins at `start`; then `places` holds those of its groups, else it is unchanged. */
	run(start: number, places: number[]): boolean {
		const { instructions, loops, depth } = this.#program;
		const text = this.#text;
		const width = text.length + 1;
		const tried = this.#tried;
		/** What is tried when all else has failed: instruction, place; or what to put back: -slot - 1, value. */
		const stack: number[] = [0, start];
		let steps = 0;
		while (stack.length > 0) {
			let at = stack.pop()!;
			let counter = stack.pop()!;
			if (counter < 0) {
				places[-counter - 1] = at;
				continue;
			}
			path: for (;;) {
				if ((++steps & 1023) === 0) this.#spend(1024);
				const state = depth === 0 ? counter : counter * (depth + 1) + begunAt(at, loops[counter]!, places);
				const bit = state * width + at;
				const word = bit >>> 5;
				const known = tried[word]!;
				if ((known >>> (bit & 31)) & 1) break;
				if (known === 0) this.#touched.push(word);
				tried[word] = known | (1 << (bit & 31));
				const instruction = instructions[counter]!;
				switch (instruction.kind) {
					case "set":
						if (at >= text.length || !instruction.set(text.charCodeAt(at))) break path;
						at++;
						break;
					case "fork":
						stack.push(instruction.second, at);
						counter = instruction.first;
						continue;
					case "jump":
						counter = instruction.to;
						continue;
					case "save":
						stack.push(-instruction.slot - 1, places[instruction.slot]!);
						places[instruction.slot] = at;
						break;
					case "clear":
						for (let slot = instruction.from; slot < instruction.to; slot++) {
							if (places[slot] === -1) continue;
							stack.push(-slot - 1, places[slot]!);
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
						if (!this.#looksAhead(instruction, at, places, stack)) break path;
						break;
					case "match":
						this.end = at;
						this.#spend(steps & 1023);
						return true;
				}
				counter++;
			}
		}
		this.#spend(steps & 1023);
		return false;
	}

	/** Failures are still failures for a search that begins elsewhere; what has led to a match is not. */
	forget(): void {
		for (const word of this.#touched) this.#tried[word] = 0;
		this.#touched = [];
	}

	#looksAhead(
		instruction: Extract<Instruction, { kind: "ahead" }>,
		at: number,
		places: number[],
		stack: number[],
	): boolean {
		let inner = this.#ahead.get(instruction);
		if (inner === undefined) {
			inner = new Search(instruction.program, this.#text, this.#spend);
			this.#ahead.set(instruction, inner);
		}
		const tried = [...places];
		const found = inner.run(at, tried);
		if (found) inner.forget();
		if (found === instruction.negated) return false;
		if (found) {
			for (const [slot, place] of tried.entries()) {
				if (places[slot] === place) continue;
				stack.push(-slot - 1, places[slot]!);
				places[slot] = place;
			}
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

function holds(what: "start" | "end" | "boundary" | "no-boundary", text: string, at: number): boolean {
	if (what === "start") return at === 0;
	if (what === "end") return at === text.length;
	const boundary = isWord(text.charCodeAt(at - 1)) !== isWord(text.charCodeAt(at));
	return boundary === (what === "boundary");
}

function isWord(unit: number): boolean {
	return (
		(unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95 || (unit >= 97 && unit <= 122)
	);
}
