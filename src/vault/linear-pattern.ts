/**
 * Regular expressions whose cost is linear in the text, whatever they say: a stranger's vault brings its own
 * (`userIgnoreFilters`), and JavaScript's engine can be made to backtrack for years.
 *
 * The pattern becomes a program of a few instructions, and all its threads advance together, one character at
 * a time (Thompson 1968; Cox, "Regular Expression Matching: the Virtual Machine Approach"). What a machine
 * without memory cannot do (backreferences, lookaround) is refused.
 */
export interface LinearPattern {
	/** Whether the pattern matches somewhere in the text. Letters match in either case. */
	test(text: string): boolean;
}

/** Undefined for a pattern that is no JavaScript regular expression, too large, or not linear. */
export function compilePattern(source: string): LinearPattern | undefined {
	if (source.length > longestPattern || !isRegExp(source)) return undefined;
	try {
		const program = emit(parse(source));
		return { test: (text) => run(program, text) };
	} catch (error) {
		if (error instanceof NotLinear) return undefined;
		throw error;
	}
}

const longestPattern = 1000;
const longestProgram = 2000;

class NotLinear extends Error {}

type Condition = "start" | "end" | "boundary" | "inside";

type Tree =
	| { readonly kind: "one"; readonly fits: (char: string) => boolean }
	| { readonly kind: "condition"; readonly condition: Condition }
	| { readonly kind: "sequence"; readonly parts: readonly Tree[] }
	| { readonly kind: "choice"; readonly parts: readonly Tree[] }
	| { readonly kind: "repeat"; readonly part: Tree; readonly min: number; readonly max: number };

/** `to` of a fork is the second way; the first is the next instruction. */
type Instruction =
	| { readonly kind: "one"; readonly fits: (char: string) => boolean }
	| { readonly kind: "condition"; readonly condition: Condition }
	| { readonly kind: "fork" | "jump"; to: number }
	| { readonly kind: "match" };

function isRegExp(source: string): boolean {
	try {
		new RegExp(source);
		return true;
	} catch {
		return false;
	}
}

/** Recursive descent; JavaScript has accepted the source already, so every bracket has its partner. */
function parse(source: string): Tree {
	let at = 0;

	const choice = (): Tree => {
		const parts = [sequence()];
		while (source[at] === "|") {
			at += 1;
			parts.push(sequence());
		}
		return parts.length === 1 ? parts[0]! : { kind: "choice", parts };
	};
	const sequence = (): Tree => {
		const parts: Tree[] = [];
		while (at < source.length && source[at] !== "|" && source[at] !== ")") parts.push(repeat(atom()));
		return { kind: "sequence", parts };
	};
	const repeat = (part: Tree): Tree => {
		const found = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(source.slice(at, at + 40));
		if (found === null) return part;
		at += found[0].length;
		const [, least, comma, most] = found;
		if (least === undefined) {
			return {
				kind: "repeat",
				part,
				min: found[0][0] === "+" ? 1 : 0,
				max: found[0][0] === "?" ? 1 : Infinity,
			};
		}
		const max = comma === undefined ? Number(least) : most === "" ? Infinity : Number(most);
		return { kind: "repeat", part, min: Number(least), max };
	};
	const atom = (): Tree => {
		const char = source[at]!;
		if (char === "(") return group();
		if (char === "^" || char === "$") {
			at += 1;
			return { kind: "condition", condition: char === "^" ? "start" : "end" };
		}
		if (char === "[") return set(takeClass());
		if (char === "\\") return escaped();
		at += 1;
		if (char === ".") return { kind: "one", fits: (other) => other !== "\n" && other !== "\r" };
		return literal(char);
	};
	const group = (): Tree => {
		at += 1;
		if (source[at] === "?") {
			if (source[at + 1] !== ":") throw new NotLinear();
			at += 2;
		}
		const inner = choice();
		at += 1;
		return inner;
	};
	const takeClass = (): string => {
		const start = at;
		at += 1;
		while (source[at] !== "]") at += source[at] === "\\" ? 2 : 1;
		at += 1;
		return source.slice(start, at);
	};
	const escaped = (): Tree => {
		const start = at;
		const letter = source[at + 1]!;
		if (/[1-9k]/.test(letter)) throw new NotLinear();
		if (letter === "b" || letter === "B") {
			at += 2;
			return { kind: "condition", condition: letter === "b" ? "boundary" : "inside" };
		}
		at += /^\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|c[A-Za-z]|0[0-7]{0,2}|.)/s.exec(source.slice(at))![0].length;
		return set(source.slice(start, at));
	};
	return choice();
}

function literal(char: string): Tree {
	const lower = char.toLowerCase();
	return { kind: "one", fits: (other) => other === lower || other.toLowerCase() === lower };
}

/** A class or an escape that stands for one character: for those JavaScript's own engine is linear. */
function set(source: string): Tree {
	const expression = new RegExp(`^(?:${source})$`, "is");
	return { kind: "one", fits: (char) => expression.test(char) };
}

function emit(tree: Tree): readonly Instruction[] {
	const program: Instruction[] = [];
	const add = <T extends Instruction>(instruction: T): T => {
		if (program.length >= longestProgram) throw new NotLinear();
		program.push(instruction);
		return instruction;
	};
	let visits = 0;
	const visit = (node: Tree): void => {
		// Repeating nothing, `(){1000}`, adds no instruction.
		visits += 1;
		if (visits > 10 * longestProgram) throw new NotLinear();
		if (node.kind === "sequence") node.parts.forEach(visit);
		else if (node.kind === "choice") visitChoice(node.parts);
		else if (node.kind === "repeat") visitRepeat(node.part, node.min, node.max);
		else add(node);
	};
	const visitChoice = (parts: readonly Tree[]): void => {
		const jumps: { to: number }[] = [];
		for (const [index, part] of parts.entries()) {
			const last = index === parts.length - 1;
			const fork = last ? undefined : add({ kind: "fork", to: 0 });
			visit(part);
			if (!last) jumps.push(add({ kind: "jump", to: 0 }));
			if (fork !== undefined) fork.to = program.length;
		}
		for (const jump of jumps) jump.to = program.length;
	};
	const visitRepeat = (part: Tree, min: number, max: number): void => {
		for (let i = 0; i < min; i += 1) visit(part);
		const forks: { to: number }[] = [];
		if (max === Infinity) {
			const start = program.length;
			forks.push(add({ kind: "fork", to: 0 }));
			visit(part);
			add({ kind: "jump", to: start });
		} else {
			for (let i = min; i < max; i += 1) {
				forks.push(add({ kind: "fork", to: 0 }));
				visit(part);
			}
		}
		for (const fork of forks) fork.to = program.length;
	};
	visit(tree);
	add({ kind: "match" });
	return program;
}

/** `reached[i]` is 1 + the last position at which a thread stood on instruction i: each is entered once a step. */
function run(program: readonly Instruction[], text: string): boolean {
	const reached = new Uint32Array(program.length);
	let threads: number[] = [];
	for (let at = 0; at <= text.length; at += 1) {
		const here: number[] = [];
		for (const start of [...threads, 0]) if (follow(program, start, text, at, reached, here)) return true;
		threads = [];
		if (at === text.length) break;
		for (const index of here) {
			const instruction = program[index]!;
			if (instruction.kind === "one" && instruction.fits(text[at]!)) threads.push(index + 1);
		}
	}
	return false;
}

/** Collects in `here` the instructions that wait for a character; true when the end of the program is reached. */
function follow(
	program: readonly Instruction[],
	start: number,
	text: string,
	at: number,
	reached: Uint32Array,
	here: number[],
): boolean {
	const stack = [start];
	for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
		if (reached[index] === at + 1) continue;
		reached[index] = at + 1;
		const instruction = program[index]!;
		if (instruction.kind === "match") return true;
		if (instruction.kind === "one") here.push(index);
		else if (instruction.kind === "condition") {
			if (holds(instruction.condition, text, at)) stack.push(index + 1);
		} else {
			stack.push(instruction.to);
			if (instruction.kind === "fork") stack.push(index + 1);
		}
	}
	return false;
}

function holds(condition: Condition, text: string, at: number): boolean {
	if (condition === "start") return at === 0;
	if (condition === "end") return at === text.length;
	const isBoundary = isWord(text[at - 1]) !== isWord(text[at]);
	return isBoundary === (condition === "boundary");
}

function isWord(char: string | undefined): boolean {
	return char !== undefined && /\w/.test(char);
}
