/**
 * The syntax tree of Dataview's query language. Every node has the span of UTF-16 offsets at which it was written. Plain
 * data; names that Dataview compares without case (keywords, operators written as words) are decoded.
 */
import type { Span } from "../../model/index.js";

export interface Syntax {
	readonly span: Span;
}

export interface DataviewQuery extends Syntax {
	readonly kind: "query";
	readonly header: Header;
	/** Absent: all notes. */
	readonly source?: Source;
	/** As written: each works on what the one before has left. */
	readonly steps: readonly Step[];
}

export type Header = TableHeader | ListHeader | TaskHeader | CalendarHeader;

/** `TABLE [WITHOUT ID] a AS "A", b` */
export interface TableHeader extends Syntax {
	readonly kind: "table";
	readonly withoutId: boolean;
	readonly columns: readonly NamedExpression[];
}

/** `LIST [WITHOUT ID] [expression]` */
export interface ListHeader extends Syntax {
	readonly kind: "list";
	readonly withoutId: boolean;
	readonly value?: Expression;
}

export interface TaskHeader extends Syntax {
	readonly kind: "task";
}

/** `CALENDAR date` */
export interface CalendarHeader extends Syntax {
	readonly kind: "calendar";
	readonly date: NamedExpression;
}

/** `expression [AS name]`; without a name it is called as it was written, line breaks removed. */
export interface NamedExpression extends Syntax {
	readonly kind: "named";
	readonly name: string;
	readonly expression: Expression;
}

export type Step =
	| (Syntax & { readonly kind: "where"; readonly condition: Expression })
	| (Syntax & { readonly kind: "sort"; readonly keys: readonly SortKey[] })
	| (Syntax & { readonly kind: "limit"; readonly amount: Expression })
	| (Syntax & { readonly kind: "group"; readonly by: NamedExpression })
	| (Syntax & { readonly kind: "flatten"; readonly value: NamedExpression });

export interface SortKey extends Syntax {
	readonly expression: Expression;
	readonly descending: boolean;
}

/** What follows `FROM`: which notes. */
export type Source =
	/** With `#`. */
	| (Syntax & { readonly kind: "tag"; readonly tag: string })
	/** A folder or a file, by its path. */
	| (Syntax & { readonly kind: "folder"; readonly path: string })
	/** Notes that link to the path, or that it links to; empty for the note in which the query stands. */
	| (Syntax & { readonly kind: "link"; readonly path: string; readonly direction: "incoming" | "outgoing" })
	| (Syntax & { readonly kind: "csv"; readonly path: string })
	| (Syntax & { readonly kind: "not"; readonly operand: Source })
	| (Syntax & {
			readonly kind: "both" | "either";
			readonly left: Source;
			readonly right: Source;
	  });

export type BinaryOperator =
	| ("+" | "-" | "*" | "/" | "%")
	| (">" | ">=" | "<" | "<=" | "=" | "!=")
	| ("&" | "|");

export type Expression =
	| (Syntax & { readonly kind: "literal"; readonly value: null | boolean | number | string })
	| DateLiteral
	| (Syntax & { readonly kind: "duration"; readonly parts: readonly DurationPart[] })
	| (Syntax & { readonly kind: "link" } & LinkParts)
	| (Syntax & { readonly kind: "variable"; readonly name: string })
	| (Syntax & { readonly kind: "list"; readonly items: readonly Expression[] })
	| ObjectLiteral
	| (Syntax & {
			readonly kind: "binary";
			readonly operator: BinaryOperator;
			readonly left: Expression;
			readonly right: Expression;
	  })
	| (Syntax & { readonly kind: "not"; readonly operand: Expression })
	/** `object[index]`; `object.name` has a text as its index. */
	| (Syntax & { readonly kind: "index"; readonly object: Expression; readonly index: Expression })
	| (Syntax & {
			readonly kind: "call";
			readonly callee: Expression;
			readonly arguments: readonly Expression[];
	  })
	| LambdaExpression;

export interface ObjectLiteral extends Syntax {
	readonly kind: "object";
	/** Of two with the same key the last one counts. */
	readonly entries: readonly { readonly key: string; readonly value: Expression }[];
}

export interface LambdaExpression extends Syntax {
	readonly kind: "lambda";
	readonly parameters: readonly string[];
	readonly body: Expression;
}

/** `date(2021-04-16T13:00)` or `date(today)` */
export interface DateLiteral extends Syntax {
	readonly kind: "date";
	readonly date: DateParts | DateShorthand;
}

/** As written: a day or an hour that there is not runs over into the next month or day. */
export interface DateParts {
	readonly year: number;
	readonly month: number;
	readonly day?: number;
	readonly hour?: number;
	readonly minute?: number;
	readonly second?: number;
	readonly millisecond?: number;
	/** A name that luxon knows: `UTC+8`, `utc`, `Europe/Berlin`. */
	readonly zone?: string;
}

export type DateShorthand = "now" | "today" | "yesterday" | "tomorrow" | DateEdge;

/** Start or end of the week, month or year. */
export type DateEdge = "sow" | "eow" | "som" | "eom" | "soy" | "eoy";

export type DurationUnit = "years" | "months" | "weeks" | "days" | "hours" | "minutes" | "seconds";

export interface DurationPart {
	readonly count: number;
	readonly unit: DurationUnit;
}

export interface LinkParts {
	readonly path: string;
	readonly type: "file" | "header" | "block";
	/** Of a heading without its punctuation; of a block its id without `^`. */
	readonly subpath?: string;
	readonly display?: string;
	readonly embed: boolean;
}
