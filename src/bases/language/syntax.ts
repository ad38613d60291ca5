/**
 * The syntax tree of an expression as bases write them: `price.toFixed(2) + " dollars"`. Plain data. Spans are UTF-16
 * offsets in the expression's own text.
 */
import type { Span } from "../../model/index.js";

interface Syntax {
	readonly span: Span;
	/** How many levels of nodes there are below: bounded by the parser, so that whoever walks the tree may recurse. */
	readonly depth: number;
}

export type Expression =
	| Literal
	| RegexLiteral
	| ListLiteral
	| ObjectLiteral
	| Name
	| Member
	| Element
	| Call
	| MethodCall
	| Unary
	| Operation;

/** A string, a number, `true`, `false` or `null`. */
export interface Literal extends Syntax {
	readonly kind: "literal";
	readonly value: string | number | boolean | null;
}

/** `/pattern/flags` */
export interface RegexLiteral extends Syntax {
	readonly kind: "regex";
	readonly pattern: string;
	readonly flags: string;
}

/** `[1, 2]` */
export interface ListLiteral extends Syntax {
	readonly kind: "list";
	readonly items: readonly Expression[];
}

/** `{"a": 1, b: 2}` */
export interface ObjectLiteral extends Syntax {
	readonly kind: "object";
	readonly entries: readonly { readonly key: string; readonly value: Expression }[];
}

/** A property of the note, one of the namespaces `note`, `file`, `formula` and `this`, or a variable such as `value`. */
export interface Name extends Syntax {
	readonly kind: "name";
	readonly name: string;
}

/** `subject.name` */
export interface Member extends Syntax {
	readonly kind: "member";
	readonly subject: Expression;
	readonly name: string;
	readonly nameSpan: Span;
}

/** `subject[index]` */
export interface Element extends Syntax {
	readonly kind: "element";
	readonly subject: Expression;
	readonly index: Expression;
}

/** `name(arguments)` */
export interface Call extends Syntax {
	readonly kind: "call";
	readonly name: string;
	readonly nameSpan: Span;
	readonly arguments: readonly Expression[];
}

/** `subject.name(arguments)` */
export interface MethodCall extends Syntax {
	readonly kind: "method";
	readonly subject: Expression;
	readonly name: string;
	readonly nameSpan: Span;
	readonly arguments: readonly Expression[];
}

export interface Unary extends Syntax {
	readonly kind: "unary";
	readonly operator: "!" | "-" | "+";
	readonly operand: Expression;
}

export type Operator = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

/** `a + b + c` is one node, applied from the left; so it is with `*`, `&&` and `||`. The others have two operands. */
export interface Operation extends Syntax {
	readonly kind: "operation";
	readonly operator: Operator;
	readonly operands: readonly Expression[];
}
