import type { CellName } from "../model/index.js";
import { PythonScope } from "./python-scope.js";
import { type PythonToken, pythonTokens } from "./python-tokens.js";
import { Flaw } from "./syntax.js";

interface PythonNames {
	readonly defines: CellName[];
	readonly uses: CellName[];
	readonly assigns: CellName[];
}

/**
 * Which names a Python program makes at its top level, and which it uses and does not make. It is read from the
 * tokens, a logical line at a time, without a grammar: `def` and `lambda` open scopes, and so do brackets, for
 * comprehensions. As in Python, a name that is made anywhere in a scope is that scope's own.
 */
export function readPythonNames(code: string, tokens: readonly PythonToken[]): PythonNames {
	const reader = new NameReader(code);
	let start = 0;
	for (const [index, { kind, indent }] of tokens.entries()) {
		if (kind !== "end") continue;
		reader.line(tokens.slice(start, index), indent);
		start = index + 1;
	}
	return reader.names();
}

/** As in CPython. */
const mostBlocks = 100;
const mostLambdas = 100;

const keywords = new Set(
	[
		"False None True and as assert async await break class continue def del elif else except finally for from",
		"global if import in is lambda nonlocal not or pass raise return try while with yield",
	]
		.join(" ")
		.split(" "),
);
const headers = new Set("def class if elif else for while try except finally with match case".split(" "));
const updates = new Set("+= -= *= /= //= %= @= &= |= ^= >>= <<= **=".split(" "));

class NameReader {
	readonly #module = new PythonScope("module");
	readonly #imported = new Set<string>();
	readonly #uses: { name: string; offset: number; scope: PythonScope }[] = [];
	readonly #updates: { name: string; offset: number; scope: PythonScope }[] = [];
	/** Blocks that are open: the column of the line that opened them, and the scope of their lines. */
	readonly #blocks: { readonly indent: number; readonly scope: PythonScope }[] = [];
	#lambdas = 0;

	constructor(readonly code: string) {}

	line(tokens: readonly PythonToken[], indent: number): void {
		while (this.#blocks.length > 0 && this.#blocks.at(-1)!.indent >= indent) this.#blocks.pop();
		let scope = this.#blocks.at(-1)?.scope ?? this.#module;
		let rest = tokens[0]?.text === "async" ? tokens.slice(1) : tokens;
		const colon = headerColon(rest);
		if (colon !== undefined) {
			if (this.#blocks.length >= mostBlocks) throw new Flaw("Too many blocks are nested.", rest[0]!.start);
			scope = this.#header(rest.slice(0, colon), scope);
			this.#blocks.push({ indent, scope });
			rest = rest.slice(colon + 1);
		}
		for (const statement of split(rest, ";")) this.#statement(statement, scope);
	}

	names(): PythonNames {
		const defines = new Map([...this.#module.made].filter(([name]) => !this.#imported.has(name)));
		return {
			defines: sorted(defines),
			uses: this.#free([...this.#uses, ...this.#updates]),
			assigns: this.#free(this.#updates),
		};
	}

	#free(mentions: readonly { name: string; offset: number; scope: PythonScope }[]): CellName[] {
		const found = new Map<string, number>();
		for (const { name, offset, scope } of mentions) {
			if (!scope.knows(name)) found.set(name, Math.min(offset, found.get(name) ?? offset));
		}
		return sorted(found);
	}

	/** `def f(a, b=1) -> c`, `for a in b`: in which scope the lines below it are. */
	#header([word, ...rest]: readonly PythonToken[], scope: PythonScope): PythonScope {
		switch (word?.text) {
			case "def":
				return this.#function(rest, scope);
			case "class":
				this.#make(rest[0], scope);
				this.#expression(rest.slice(1), scope);
				return new PythonScope("class", scope);
			case "for":
				this.#loop(rest, scope);
				return scope;
			case "case":
				this.#case(rest, scope);
				return scope;
			default:
				this.#expression(rest, scope);
				return scope;
		}
	}

	#function([name, ...rest]: readonly PythonToken[], scope: PythonScope): PythonScope {
		this.#make(name, scope);
		const inner = new PythonScope("function", scope);
		const open = rest.findIndex(({ text }) => text === "(");
		const close = closing(rest, open);
		for (const parameter of split(rest.slice(open + 1, close), ",")) this.#parameter(parameter, inner, scope);
		this.#expression(rest.slice(close + 1), scope);
		return inner;
	}

	/** `*a: b = c`: `a` is the function's, `b` and `c` are looked up outside of it. */
	#parameter(tokens: readonly PythonToken[], inner: PythonScope, outer: PythonScope): void {
		const at = tokens.findIndex(({ kind }) => kind === "name");
		if (at < 0) return;
		this.#make(tokens[at], inner);
		this.#expression(tokens.slice(at + 1), outer);
	}

	#loop(tokens: readonly PythonToken[], scope: PythonScope): void {
		const at = tokens.findIndex(({ text }) => text === "in");
		this.#targets(tokens.slice(0, Math.max(at, 0)), scope);
		this.#expression(tokens.slice(at + 1), scope);
	}

	/** A pattern makes its names, but for those of classes, of values (`a.b`) and of fields (`a=`). */
	#case(tokens: readonly PythonToken[], scope: PythonScope): void {
		const guard = tokens.findIndex(({ text }) => text === "if");
		const pattern = guard < 0 ? tokens : tokens.slice(0, guard);
		for (const [index, token] of pattern.entries()) {
			const next = pattern[index + 1]?.text;
			if (token.kind !== "name" || keywords.has(token.text) || pattern[index - 1]?.text === ".") continue;
			if (next === "." || next === "(") this.#uses.push({ name: token.text, offset: token.start, scope });
			else if (next !== "=") this.#make(token, scope);
		}
		if (guard >= 0) this.#expression(tokens.slice(guard), scope);
	}

	#statement(tokens: readonly PythonToken[], scope: PythonScope): void {
		const [word, second] = tokens;
		switch (word?.text) {
			case "import":
				for (const part of split(tokens.slice(1), ",")) this.#import(part, scope);
				return;
			case "from":
				this.#importFrom(tokens, scope);
				return;
			case "global":
			case "nonlocal":
				for (const { kind, text } of tokens.slice(1)) if (kind === "name") scope.outer.set(text, word.text);
				return;
			case "type":
				if (second?.kind !== "name") break;
				this.#make(second, scope);
				this.#expression(tokens.slice(2), scope);
				return;
		}
		this.#assignment(tokens, scope);
	}

	/** `a.b.c` makes `a`, `a.b as c` makes `c`. */
	#import(tokens: readonly PythonToken[], scope: PythonScope): void {
		const as = tokens.findIndex(({ text }) => text === "as");
		this.#make(tokens[as + 1], scope, true);
	}

	#importFrom(tokens: readonly PythonToken[], scope: PythonScope): void {
		const at = tokens.findIndex(({ text }) => text === "import");
		if (at < 0) return;
		const list = tokens.slice(at + 1).filter(({ text }) => text !== "(" && text !== ")");
		for (const part of split(list, ",")) this.#import(part, scope);
	}

	/** `a = b, c[d] = e`: what stands before a `=` is set. `a += b` needs it to be there. */
	#assignment(tokens: readonly PythonToken[], scope: PythonScope): void {
		const parts = split(tokens, "=");
		const value = parts.pop() ?? [];
		for (const part of parts) this.#annotated(part, scope, true);
		const update = value.findIndex(({ text }) => updates.has(text));
		if (parts.length === 0 && update >= 0) this.#update(value, update, scope);
		else if (parts.length === 0) this.#annotated(value, scope, false);
		else this.#expression(value, scope);
	}

	#update(tokens: readonly PythonToken[], at: number, scope: PythonScope): void {
		const [first] = tokens;
		if (at !== 1 || first?.kind !== "name") this.#expression(tokens.slice(0, at), scope);
		// In a function, an update makes the name the function's own.
		else if (scope.kind === "function" && !scope.outer.has(first.text)) this.#make(first, scope);
		else this.#updates.push({ name: first.text, offset: first.start, scope });
		this.#expression(tokens.slice(at + 1), scope);
	}

	/** `a: b`, of which `a` may be all there is. */
	#annotated(tokens: readonly PythonToken[], scope: PythonScope, isSet: boolean): void {
		const [target = [], ...types] = split(tokens, ":");
		if (isSet || (types.length > 0 && target[0]?.text !== "lambda")) this.#targets(target, scope);
		else this.#expression(target, scope);
		for (const type of types) this.#expression(type, scope);
	}

	/** Names that are set: `a, (b, *c)`. Not those in `a.b` and `a[b]`, which are used. */
	#targets(tokens: readonly PythonToken[], scope: PythonScope): void {
		const used: PythonToken[] = [];
		let inside = 0;
		for (const [index, token] of tokens.entries()) {
			const before = tokens[index - 1];
			if (token.text === "[" || token.text === "(") {
				const isPart =
					before !== undefined && (before.kind === "name" || before.text === "]" || before.text === ")");
				if (inside > 0 || isPart) inside++;
			} else if (inside > 0 && (token.text === "]" || token.text === ")")) inside--;
			const next = tokens[index + 1]?.text ?? "";
			const isWhole = before?.text !== "." && ![".", "[", "("].includes(next);
			if (inside === 0 && token.kind === "name" && isWhole) this.#make(token, scope);
			else used.push(token);
		}
		this.#expression(used, scope);
	}

	/** Uses; and what an expression can make: `:=`, `as`, a comprehension's names, a lambda's. */
	#expression(tokens: readonly PythonToken[], outer: PythonScope): void {
		const scopes = [outer];
		for (let index = 0; index < tokens.length; index++) {
			const token = tokens[index]!;
			const scope = scopes.at(-1)!;
			const { kind, text } = token;
			if (kind === "string") for (const hole of token.holes ?? []) this.#hole(hole.start, hole.end, scope);
			else if (kind === "sign") {
				if ("([{".includes(text)) scopes.push(new PythonScope("expression", scope));
				else if (")]}".includes(text) && scopes.length > 1) scopes.pop();
			} else if (text === "lambda") index = this.#lambda(tokens, index, scope);
			else if (text === "for" && scopes.length > 1) index = this.#comprehension(tokens, index, scope);
			else if (text === "as") this.#make(tokens[++index], scope.block);
			else if (kind === "name")
				this.#name(token, tokens[index - 1], tokens[index + 1], scope, scopes.length > 1);
		}
	}

	#name(
		token: PythonToken,
		before: PythonToken | undefined,
		next: PythonToken | undefined,
		scope: PythonScope,
		inBrackets: boolean,
	): void {
		if (keywords.has(token.text) || before?.text === ".") return;
		if (next?.text === ":=") this.#make(token, scope.block);
		else if (!(inBrackets && next?.text === "=")) {
			this.#uses.push({ name: token.text, offset: token.start, scope });
		}
	}

	/** `lambda a, b=c: d`, whose `d` goes on to a comma, a closing bracket or `for`. Where to go on. */
	#lambda(tokens: readonly PythonToken[], at: number, scope: PythonScope): number {
		if (++this.#lambdas > mostLambdas) throw new Flaw("Too many lambdas are nested.", tokens[at]!.start);
		const colon = endOf(tokens, at + 1, (text) => text === ":");
		const end = endOf(tokens, colon + 1, (text) => text === "," || text === "for");
		const inner = new PythonScope("function", scope);
		for (const parameter of split(tokens.slice(at + 1, colon), ",")) this.#parameter(parameter, inner, scope);
		this.#expression(tokens.slice(colon + 1, end), inner);
		this.#lambdas--;
		return end - 1;
	}

	#comprehension(tokens: readonly PythonToken[], at: number, scope: PythonScope): number {
		const end = endOf(tokens, at + 1, (text) => text === "in");
		this.#targets(tokens.slice(at + 1, end), scope);
		return end;
	}

	#hole(start: number, end: number, scope: PythonScope): void {
		this.#expression(
			pythonTokens(this.code, start, end).filter(({ kind }) => kind !== "end"),
			scope,
		);
	}

	#make(token: PythonToken | undefined, scope: PythonScope, isImport = false): void {
		if (token?.kind !== "name" || keywords.has(token.text)) return;
		scope.make(token.text, token.start);
		if (scope.kind !== "module") return;
		if (isImport) this.#imported.add(token.text);
		else this.#imported.delete(token.text);
	}
}

/** Index of the `:` behind which a block stands, if the line opens one. */
function headerColon(tokens: readonly PythonToken[]): number | undefined {
	const word = tokens[0]?.text ?? "";
	if (!headers.has(word)) return undefined;
	const colon = endOf(tokens, 1, (text) => text === ":");
	if (colon >= tokens.length) return undefined;
	// Both are names as well: `match: int = 1`.
	const isName = (word === "match" || word === "case") && (colon === 1 || tokens[1]?.text === "=");
	return isName ? undefined : colon;
}

/** From an index on, the first token outside of brackets that is asked for, or the bracket that ends it all. */
function endOf(tokens: readonly PythonToken[], from: number, isEnd: (text: string) => boolean): number {
	let depth = 0;
	let lambdas = 0;
	for (let index = from; index < tokens.length; index++) {
		const { kind, text } = tokens[index]!;
		if (kind === "string") continue;
		if (depth === 0 && lambdas === 0 && isEnd(text)) return index;
		if (text === "lambda") lambdas += depth === 0 ? 1 : 0;
		else if (text === ":" && depth === 0 && lambdas > 0) lambdas--;
		else if (kind === "sign" && "([{".includes(text)) depth++;
		else if (kind === "sign" && ")]}".includes(text) && --depth < 0) return index;
	}
	return tokens.length;
}

function closing(tokens: readonly PythonToken[], open: number): number {
	return open < 0 ? tokens.length : endOf(tokens, open + 1, () => false);
}

/** The parts between a sign that stands outside of brackets and of lambdas' parameters. */
function split(tokens: readonly PythonToken[], sign: string): (readonly PythonToken[])[] {
	const parts: (readonly PythonToken[])[] = [];
	let start = 0;
	while (start <= tokens.length) {
		const end = endOf(tokens, start, (text) => text === sign);
		if (end < tokens.length && tokens[end]!.text !== sign) break;
		parts.push(tokens.slice(start, end));
		start = end + 1;
	}
	return parts.filter((part) => part.length > 0);
}

function sorted(places: ReadonlyMap<string, number>): CellName[] {
	return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, offset]) => ({ name, offset }));
}
