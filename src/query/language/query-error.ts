import { NotapseError, type Span } from "../../model/index.js";

/** The families of the openCypher Technology Compatibility Kit, and `BudgetError` for a query that cost too much. */
export type QueryErrorKind =
	| ("SyntaxError" | "SemanticError" | "TypeError" | "ArgumentError" | "ArithmeticError" | "EntityNotFound")
	| (
			| "ParameterMissing"
			| "ProcedureError"
			| "PropertyNotFound"
			| "LabelNotFound"
			| "ConstraintVerificationFailed"
	  )
	| "BudgetError";

/** What is wrong with a query, or went wrong in it: one sentence, and the place in the text that it is about. */
export class QueryError extends NotapseError {
	override readonly exitCode = 2;
	readonly kind: QueryErrorKind;
	/** The kit's name of the flaw: `UndefinedVariable`, `InvalidArgumentType`, … */
	readonly detail: string;
	/** Whether it was found before the query ran. */
	readonly phase: "compile" | "runtime";
	readonly span?: Span;
	/** The query's text, once it is known. */
	readonly source?: string;

	constructor(
		kind: QueryErrorKind,
		detail: string,
		message: string,
		options: ErrorOptions & {
			hint?: string;
			phase?: "compile" | "runtime";
			span?: Span;
			source?: string;
		} = {},
	) {
		super(message, options);
		this.kind = kind;
		this.detail = detail;
		this.phase = options.phase ?? "compile";
		if (options.span !== undefined) this.span = options.span;
		if (options.source !== undefined) this.source = options.source;
	}

	/** The same error with what it lacks: a place found further out, or the text. */
	at(place: { span?: Span | undefined; source?: string | undefined }): QueryError {
		const span = this.span ?? place.span;
		const source = this.source ?? place.source;
		if (span === this.span && source === this.source) return this;
		const error = new QueryError(this.kind, this.detail, this.message, {
			...(this.hint === undefined ? {} : { hint: this.hint }),
			...(span === undefined ? {} : { span }),
			...(source === undefined ? {} : { source }),
			phase: this.phase,
			cause: this.cause,
		});
		if (this.stack !== undefined) error.stack = this.stack;
		return error;
	}

	/** From 1, in lines as editors count them; undefined where the place is not known. */
	get line(): number | undefined {
		return this.#place()?.line;
	}

	/** From 1, in UTF-16 units. */
	get column(): number | undefined {
		return this.#place()?.column;
	}

	/**
	 * The line with carets under what is meant:
	 *
	 *     2 | RETURN toUper(n.name)
	 *       |        ^^^^^^
	 */
	get frame(): string | undefined {
		const place = this.#place();
		if (place === undefined) return undefined;
		const number = String(place.line);
		const [before, marked] = excerpt(place.text, place.column - 1, this.span!.end - this.span!.start);
		const carets = "^".repeat(Math.max(1, widthOf(marked.marked)));
		return `${number} | ${marked.text}\n${" ".repeat(number.length)} | ${blank(before)}${carets}`;
	}

	/** Message, place and frame, as a terminal shows it. */
	describe(): string {
		const { line, column, frame } = this;
		const hint = this.hint === undefined ? "" : `\n${this.hint}`;
		return frame === undefined
			? `${this.message}${hint}`
			: `${this.message} (line ${line}, column ${column})\n\n${frame}\n${hint}`.trimEnd();
	}

	#place(): { line: number; column: number; text: string } | undefined {
		if (this.span === undefined || this.source === undefined) return undefined;
		return placeOf(this.source, this.span.start);
	}
}

/** Longer lines are cut around the place, in UTF-16 units. */
const longestExcerpt = 160;

function excerpt(line: string, column: number, length: number): [string, { text: string; marked: string }] {
	const from = line.length <= longestExcerpt ? 0 : Math.max(0, column - longestExcerpt / 2);
	const text = line.slice(from, from + longestExcerpt);
	const ellipsis = from > 0 ? "…" : "";
	const before = ellipsis + line.slice(from, column);
	const marked = text.slice(column - from, column - from + Math.max(1, length));
	return [before, { text: ellipsis + text + (from + longestExcerpt < line.length ? "…" : ""), marked }];
}

function placeOf(source: string, offset: number): { line: number; column: number; text: string } {
	let line = 1;
	let start = 0;
	const breaks = /\r\n?|\n/g;
	for (let found = breaks.exec(source); found !== null; found = breaks.exec(source)) {
		if (breaks.lastIndex > offset)
			return { line, column: offset - start + 1, text: source.slice(start, found.index) };
		line++;
		start = breaks.lastIndex;
	}
	return { line, column: offset - start + 1, text: source.slice(start) };
}

/** Characters that are two cells wide in a terminal. */
const wide =
	/[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]/u;

/** As wide as `text`, but empty: carets below Chinese must stand below Chinese. */
function blank(text: string): string {
	return Array.from(text, (char) => (char === "\t" ? "\t" : wide.test(char) ? "  " : " ")).join("");
}

function widthOf(text: string): number {
	return Array.from(text).reduce((width, char) => width + (wide.test(char) ? 2 : 1), 0);
}

export function syntaxError(detail: string, message: string, span: Span, hint?: string): QueryError {
	return new QueryError("SyntaxError", detail, message, { span, ...(hint === undefined ? {} : { hint }) });
}

/**
 * What was thrown while a query was read, planned or run, with the query's text. A stack that overflowed in spite of all
 * bounds (browsers give workers little of it) is told as what it is: a query that is nested too deep.
 */
export function asQueryError(error: unknown, source: string | undefined): unknown {
	if (error instanceof QueryError) return error.at({ source });
	if (!(error instanceof RangeError) || !/call stack/i.test(error.message)) return error;
	return new QueryError("SyntaxError", "NestingTooDeep", "This query is nested too deep.", {
		cause: error,
		...(source !== undefined && { source }),
	});
}
