/**
 * Searches in the language of Obsidian's search box:
 *
 *     meeting (work OR meetup) -"star wars" tag:#a line:(x y) /\d{4}/ [status:draft OR done]
 *
 * One pass, and nothing is read twice; what cannot be a term is text, as far as that is what its author means.
 */
import { readPattern } from "./read-pattern.js";
import { searchError } from "./search-error.js";
import {
	type OperatorName,
	operatorNames,
	type SearchProperty,
	type SearchTerm,
	type SearchText,
	type SearchValue,
} from "./syntax.js";

/** Throws a `QueryError` with the place of what is wrong. */
export function parseSearch(source: string): SearchTerm {
	if (source.length > longest) {
		const rest = { start: longest, end: source.length };
		throw searchError(`A search can have at most ${longest} characters.`, rest, source);
	}
	const parser = new Parser(source);
	const term = parser.any("terms");
	parser.expectEnd();
	return term;
}

const longest = 20_000;
const deepest = 100;
const mostTerms = 1000;

/** Where a term stands decides at which characters a word ends. */
type Place = "terms" | "name" | "value";

const wordEnds: Readonly<Record<Place, RegExp>> = {
	terms: /[\s()"]/y,
	name: /[\s()"\]:]/y,
	value: /[\s()"\]]/y,
};

const operators: ReadonlySet<string> = new Set(operatorNames);

class Parser {
	#at = 0;
	#depth = 0;
	#terms = 0;

	constructor(readonly source: string) {}

	/** `all OR all` */
	any(place: Place): SearchTerm {
		this.#enter();
		const start = this.#skipBlanks();
		const operands: SearchTerm[] = [];
		for (;;) {
			const or = this.#at;
			const operand = this.#all(place);
			if (operand === undefined) this.#failEmpty(operands.length > 0 || this.#takesOr(), or, place);
			operands.push(operand!);
			if (!this.#takesOr()) break;
		}
		this.#depth--;
		if (operands.length === 1) return operands[0]!;
		return { kind: "any", operands, span: { start, end: this.#at } };
	}

	expectEnd(): void {
		if (this.#skipBlanks() < this.source.length)
			this.#fail("This ) closes nothing; as text it stands in quotes.", this.#at, this.#at + 1);
	}

	/** `term term`; undefined where there is none. */
	#all(place: Place): SearchTerm | undefined {
		const start = this.#skipBlanks();
		const operands: SearchTerm[] = [];
		while (!this.#isOver(place) && !this.#isOr()) {
			operands.push(this.#term(place));
			this.#skipBlanks();
		}
		if (operands.length < 2) return operands[0];
		return { kind: "all", operands, span: { start, end: operands.at(-1)!.span.end } };
	}

	#isOver(place: Place): boolean {
		const next = this.source[this.#at];
		return (
			next === undefined ||
			next === ")" ||
			(place !== "terms" && next === "]") ||
			(place === "name" && next === ":")
		);
	}

	#isOr(): boolean {
		return /OR(?=[\s()"\]]|$)/y.test(this.#from("OR"));
	}

	/** For patterns that look from here on: a `y` pattern starts at the beginning of what it is given. */
	#from(start: string): string {
		return this.source.startsWith(start, this.#at) ? this.source.slice(this.#at, this.#at + 3) : "";
	}

	#takesOr(): boolean {
		this.#skipBlanks();
		if (!this.#isOr()) return false;
		this.#at += 2;
		return true;
	}

	#term(place: Place): SearchTerm {
		if (++this.#terms > mostTerms)
			this.#fail(`A search can have at most ${mostTerms} terms.`, this.#at, this.#at + 1);
		const start = this.#at;
		const dashes = this.#dashes();
		if (dashes === 0) return this.#atom(place);
		this.#at += dashes;
		const operand = this.#atom(place);
		if (dashes % 2 === 0) return operand;
		return { kind: "not", operand, span: { start, end: this.#at } };
	}

	/** How many signs of negation stand here. Dashes with nothing behind them are text: `---`. */
	#dashes(): number {
		let end = this.#at;
		while (this.source[end] === "-") end++;
		return /[^\s)\]]/.test(this.source[end] ?? " ") ? end - this.#at : 0;
	}

	#atom(place: Place): SearchTerm {
		switch (this.source[this.#at]) {
			case "(":
				return this.#group(place);
			case '"':
				return this.#phrase();
			case "/": {
				const pattern = readPattern(this.source, this.#at, place === "name");
				if (pattern === undefined) return this.#word(place);
				this.#at = pattern.span.end;
				return pattern;
			}
			case "[":
				return place === "terms" ? this.#bracket() : this.#word(place);
		}
		return (place === "terms" ? this.#operation() : undefined) ?? this.#word(place);
	}

	#group(place: Place): SearchTerm {
		const open = this.#at++;
		// A colon in parentheses ends no name.
		const term = this.any(place === "name" ? "value" : place);
		if (this.source[this.#skipBlanks()] !== ")")
			this.#fail("The ) of this group is missing.", open, open + 1);
		this.#at++;
		return term;
	}

	/** `"they said \"hello\""` */
	#phrase(): SearchText {
		const start = this.#at++;
		let text = "";
		for (;;) {
			const char = this.source[this.#at++];
			if (char === undefined) return this.#fail("The closing quote is missing.", start, start + 1);
			if (char === '"') break;
			const escaped = char === "\\" && /["\\]/.test(this.source[this.#at] ?? "");
			text += escaped ? this.source[this.#at++] : char;
		}
		const span = { start, end: this.#at };
		if (text === "") return this.#fail("There is nothing between these quotes.", span.start, span.end);
		return { kind: "text", text, quoted: true, span };
	}

	#word(place: Place): SearchText {
		const start = this.#at++;
		const ends = wordEnds[place];
		for (; this.#at < this.source.length; this.#at++) {
			ends.lastIndex = this.#at;
			if (ends.test(this.source)) break;
		}
		const span = { start, end: this.#at };
		return { kind: "text", text: this.source.slice(start, this.#at), quoted: false, span };
	}

	/** `line:(a b)`; a name that is no operator's is text, such as `https:`. */
	#operation(): SearchTerm | undefined {
		const name = /[a-z-]{1,20}:/y;
		name.lastIndex = this.#at;
		const written = name.exec(this.source)?.[0].slice(0, -1);
		if (written === undefined || !operators.has(written)) return undefined;
		const operator = written as OperatorName;
		const start = this.#at;
		this.#at += operator.length + 1;
		this.#enter();
		const named = this.#at;
		this.#skipBlanks();
		if (this.#isOver("terms") || this.#isOr())
			this.#fail(`${operator}: needs a term behind it, such as ${examples[operator]}.`, start, named);
		// `file:-x` names a file with a dash; to exclude, the dash stands before the operator or in parentheses.
		const operand = this.#atom("terms");
		this.#depth--;
		return { kind: "operation", operator, operand, span: { start, end: this.#at } };
	}

	/** `[status:draft]`; `[[…]]` is the text of a link. */
	#bracket(): SearchTerm {
		const start = this.#at;
		if (this.source.startsWith("[[", start)) {
			const end = this.source.indexOf("]]", start);
			if (end < 0) return this.#word("terms");
			this.#at = end + 2;
			const span = { start, end: this.#at };
			return { kind: "text", text: this.source.slice(start, this.#at), quoted: true, span };
		}
		return this.#property();
	}

	#property(): SearchProperty {
		const start = this.#at++;
		const name = joinWords(this.any("name"), this.source);
		let value: SearchValue | undefined;
		if (this.source[this.#skipBlanks()] === ":") {
			this.#at++;
			value = this.#value();
		}
		if (this.source[this.#skipBlanks()] !== "]")
			this.#fail("The ] of this property is missing.", start, start + 1);
		this.#at++;
		const span = { start, end: this.#at };
		return { kind: "property", name, ...(value !== undefined && { value }), span };
	}

	#value(): SearchValue {
		const start = this.#skipBlanks();
		const operator = /^(?:[<>]=?)/.exec(this.source.slice(start, start + 2))?.[0];
		if (operator !== undefined) {
			this.#at += operator.length;
			const than = this.any("value");
			if (than.kind !== "text" && !isPlainText(than))
				this.#fail(`Behind ${operator} a number or a text is expected.`, than.span.start, than.span.end);
			return {
				kind: "comparison",
				operator: operator as "<" | ">" | "<=" | ">=",
				than: than.kind === "text" ? than.text : this.source.slice(than.span.start, than.span.end),
				span: { start, end: this.#at },
			};
		}
		const value = this.any("value");
		const isNull = value.kind === "text" && !value.quoted && value.text === "null";
		return isNull ? { kind: "null", span: value.span } : value;
	}

	/** @param behindOr whether an OR stands beside the gap */
	#failEmpty(behindOr: boolean, at: number, place: Place): never {
		if (behindOr) {
			const or = this.source.lastIndexOf("OR", Math.max(at, this.#at - 2));
			this.#fail("OR stands between two terms; as text it stands in quotes.", or, or + 2);
		}
		if (place === "name") this.#fail("This property has no name.", this.#at, this.#at + 1);
		if (place === "value")
			this.#fail("There is no value here; null finds those without one.", this.#at, this.#at + 1);
		if (this.#depth > 1) this.#fail("There is nothing in these parentheses.", this.#at - 1, this.#at + 1);
		if (this.source[this.#at] === ")")
			this.#fail("This ) closes nothing; as text it stands in quotes.", this.#at, this.#at + 1);
		this.#fail("There is nothing to search for.", 0, this.source.length);
	}

	#enter(): void {
		if (++this.#depth > deepest)
			this.#fail(`Searches are nested ${deepest} levels deep at most.`, this.#at, this.#at + 1);
	}

	#skipBlanks(): number {
		const blanks = /\s*/y;
		blanks.lastIndex = this.#at;
		blanks.test(this.source);
		this.#at = blanks.lastIndex;
		return this.#at;
	}

	#fail(message: string, start: number, end: number): never {
		const most = this.source.length;
		throw searchError(
			message,
			{ start: Math.min(start, most), end: Math.min(Math.max(start, end), most) },
			this.source,
		);
	}
}

/** A property's name can have blanks: `[due date]` is one name, unless it says `OR` or is quoted in parts. */
function joinWords(name: SearchTerm, source: string): SearchTerm {
	if (name.kind !== "all" || !isPlainText(name)) return name;
	const text = source.slice(name.span.start, name.span.end).replace(/\s+/g, " ");
	return { kind: "text", text, quoted: false, span: name.span };
}

function isPlainText(term: SearchTerm): boolean {
	if (term.kind === "text") return !term.quoted;
	return term.kind === "all" && term.operands.every(isPlainText);
}

const examples: Readonly<Record<OperatorName, string>> = {
	file: "file:.jpg",
	path: "path:notes/",
	content: "content:word",
	tag: "tag:#work",
	line: "line:(two words)",
	block: "block:(two words)",
	section: "section:(two words)",
	task: "task:call",
	"task-todo": "task-todo:call",
	"task-done": "task-done:call",
	"match-case": "match-case:Word",
	"ignore-case": "ignore-case:word",
};
