/**
 * The syntax tree of a query: openCypher 9 without its writing clauses, and the spellings of GQL that are taken beside
 * them. Every node has a `kind` and the span of UTF-16 offsets at which it was written; names are decoded (no
 * backticks). Plain data, so that a tree can be kept, compared and sent to a worker.
 */
import type { Span } from "../../model/index.js";

export interface Syntax {
	readonly span: Span;
}

/** `EXPLAIN` or `PROFILE` and single queries, joined by `UNION`: `single UNION single UNION ALL single …`. */
export interface Query extends Syntax {
	readonly kind: "query";
	readonly mode?: "explain" | "profile";
	/** At least one. */
	readonly parts: readonly SingleQuery[];
	/** Whether the parts are joined by `UNION ALL`, which keeps duplicates. The parts are never joined in both ways. */
	readonly unionAll: boolean;
}

export interface SingleQuery extends Syntax {
	readonly kind: "single-query";
	readonly clauses: readonly Clause[];
}

export type Clause =
	| (MatchClause | UnwindClause | WithClause | ReturnClause | CallClause)
	| (SubqueryClause | FinishClause);

/** `[OPTIONAL] MATCH pattern, … [WHERE …]` */
export interface MatchClause extends Syntax {
	readonly kind: "match";
	readonly optional: boolean;
	readonly patterns: readonly PathPattern[];
	readonly where?: Expression;
}

/** `UNWIND list AS variable` */
export interface UnwindClause extends Syntax {
	readonly kind: "unwind";
	readonly list: Expression;
	readonly variable: Variable;
}

/** `WITH … [WHERE …]`; the condition sees the projected variables and those from before. */
export interface WithClause extends Syntax {
	readonly kind: "with";
	readonly projection: Projection;
	readonly where?: Expression;
}

export interface ReturnClause extends Syntax {
	readonly kind: "return";
	readonly projection: Projection;
}

/** What follows `WITH` or `RETURN`, but for `WHERE`. */
export interface Projection extends Syntax {
	readonly kind: "projection";
	readonly distinct: boolean;
	/** Whether the list begins with `*`: all variables in scope, in alphabetical order, come before `items`. */
	readonly all: boolean;
	readonly items: readonly ProjectionItem[];
	readonly orderBy: readonly SortItem[];
	readonly skip?: Expression;
	readonly limit?: Expression;
}

export interface ProjectionItem extends Syntax {
	readonly kind: "projection-item";
	readonly expression: Expression;
	/** The name of the column and of the variable: the alias, or the expression as it was written. */
	readonly name: string;
	/** Whether `AS name` was written. */
	readonly aliased: boolean;
}

export interface SortItem extends Syntax {
	readonly kind: "sort-item";
	readonly expression: Expression;
	readonly descending: boolean;
}

/** `[OPTIONAL] CALL name(arguments) [YIELD result AS variable, … [WHERE …]]` */
export interface CallClause extends Syntax {
	readonly kind: "call";
	readonly optional: boolean;
	/** With its namespace, as written: `gnn.nearest`. */
	readonly procedure: string;
	/** Absent when no parentheses were written: then parameters with the arguments' names are passed. */
	readonly arguments?: readonly Expression[];
	/** Absent without `YIELD`: then all results are columns, if the call is all there is of the query. */
	readonly yields?: readonly YieldItem[];
	/** `YIELD *` */
	readonly yieldsAll: boolean;
	readonly where?: Expression;
}

export interface YieldItem extends Syntax {
	readonly kind: "yield-item";
	readonly result: string;
	/** The result's own name when no `AS` was written. */
	readonly variable: Variable;
}

/**
 * `[OPTIONAL] CALL (a, b) { … }`: for each row, the rows of a query. Without parentheses, each of its parts sees what is
 * listed by a `WITH` at its beginning, if there is one.
 */
export interface SubqueryClause extends Syntax {
	readonly kind: "call-subquery";
	readonly optional: boolean;
	/** The variables that it sees; absent without parentheses. */
	readonly scope?: SubqueryScope;
	readonly query: Query;
}

export interface SubqueryScope extends Syntax {
	readonly kind: "subquery-scope";
	/** `(*)` */
	readonly all: boolean;
	readonly variables: readonly Variable[];
}

/** `FINISH`: a query without an answer. */
export interface FinishClause extends Syntax {
	readonly kind: "finish";
}

// Patterns

/** `p = (a)-[r]->(b)`, perhaps within `shortestPath(…)` or behind `ANY SHORTEST`. */
export interface PathPattern extends Syntax {
	readonly kind: "path-pattern";
	readonly variable?: Variable;
	readonly selector?: PathSelector;
	/** Nodes at even, relationships and repeated paths at odd places; begins and ends with a node. */
	readonly elements: readonly PathElement[];
	/** `((a)-->(b) WHERE …)`: a part of the pattern, so that what a selector selects from fulfils it. */
	readonly where?: Expression;
}

export type PathElement = NodePattern | RelationshipPattern | RepeatedPath;

/**
 * `((a)-[r]->(b) WHERE …){1,3}`: a path that is walked several times, each time from where the one before it ended. It
 * joins the nodes to its left and right, which are the first one's first and the last one's last node. Its variables
 * stand for lists outside of it.
 */
export interface RepeatedPath extends Syntax {
	readonly kind: "repeated-path";
	/** Nodes at even, relationships at odd places. */
	readonly elements: readonly (NodePattern | RelationshipPattern)[];
	readonly where?: Expression;
	readonly length: LengthRange;
}

/** Which of the paths between two nodes are wanted. */
export interface PathSelector extends Syntax {
	readonly kind: "path-selector";
	/**
	 * `any`: as many as `count`, whatever their length. `shortest`: the `count` shortest ones. `all-shortest`: every path
	 * that is as short as the shortest. `groups`: every path of the `count` smallest lengths.
	 */
	readonly which: "any" | "shortest" | "all-shortest" | "groups";
	/** From 1; 1 where none was written. */
	readonly count: number;
	/** Whether it was written as a function: `shortestPath(…)` or `allShortestPaths(…)`. */
	readonly asFunction: boolean;
}

/** `(n:Label {key: value} WHERE …)` */
export interface NodePattern extends Syntax {
	readonly kind: "node-pattern";
	readonly variable?: Variable;
	readonly label?: LabelExpression;
	/** A map or a parameter. */
	readonly properties?: Expression;
	/** Sees this node's variable and all that `WHERE` behind the pattern would see. */
	readonly where?: Expression;
}

/** `-[r:TYPE|OTHER *1..3 {key: value} WHERE …]->` */
export interface RelationshipPattern extends Syntax {
	readonly kind: "relationship-pattern";
	/** With `length` it stands for the list of relationships, but in `where` for each of them. */
	readonly variable?: Variable;
	/** Of names, `label-or`, `label-and`, `label-not` and `label-any`, all meaning the relationship's type. */
	readonly type?: LabelExpression;
	readonly properties?: Expression;
	readonly where?: Expression;
	/** As drawn from the left element to the right one. */
	readonly direction: "right" | "left" | "both";
	/** Set for variable length, even for `*1..1`. */
	readonly length?: LengthRange;
}

/** `*`, `*2`, `*1..3`, `+`, `{1,3}` */
export interface LengthRange extends Syntax {
	readonly kind: "length-range";
	/** 1 for `*` as in `-[*]->` and 0 for the quantifier `->*`. */
	readonly min: number;
	/** Absent: without bound. */
	readonly max?: number;
	/** Whether it was written as a quantifier behind the arrow. */
	readonly asQuantifier: boolean;
}

export type LabelExpression = LabelName | LabelAny | LabelNot | LabelAnd | LabelOr;

export interface LabelName extends Syntax {
	readonly kind: "label-name";
	readonly name: string;
}

/** `%`: has any label. */
export interface LabelAny extends Syntax {
	readonly kind: "label-any";
}

/** `!A` */
export interface LabelNot extends Syntax {
	readonly kind: "label-not";
	readonly operand: LabelExpression;
}

/** `A&B`, and `:A:B` */
export interface LabelAnd extends Syntax {
	readonly kind: "label-and";
	/** At least two. */
	readonly operands: readonly LabelExpression[];
}

/** `A|B` */
export interface LabelOr extends Syntax {
	readonly kind: "label-or";
	/** At least two. */
	readonly operands: readonly LabelExpression[];
}

// Expressions

export type Expression =
	| Literal
	| Parameter
	| Variable
	| PropertyAccess
	| IndexAccess
	| SliceAccess
	| ListLiteral
	| MapLiteral
	| MapProjection
	| UnaryOperation
	| BinaryOperation
	| LogicalOperation
	| Comparison
	| NullTest
	| TypeTest
	| LabelTest
	| FunctionCall
	| CountAll
	| CaseExpression
	| ListComprehension
	| PatternComprehension
	| Quantified
	| Reduce
	| PatternPredicate
	| Subquery
	| ShortestPath;

/** A constant. Integers are numbers when safe and bigints beyond; floats are told apart by `type`. */
export interface Literal extends Syntax {
	readonly kind: "literal";
	readonly type: "null" | "boolean" | "integer" | "float" | "string";
	readonly value: null | boolean | number | bigint | string;
}

/** `$name` */
export interface Parameter extends Syntax {
	readonly kind: "parameter";
	readonly name: string;
}

export interface Variable extends Syntax {
	readonly kind: "variable";
	readonly name: string;
}

/** `subject.key` */
export interface PropertyAccess extends Syntax {
	readonly kind: "property";
	readonly subject: Expression;
	readonly key: string;
}

/** `subject[index]` */
export interface IndexAccess extends Syntax {
	readonly kind: "index";
	readonly subject: Expression;
	readonly index: Expression;
}

/** `subject[from..to]` */
export interface SliceAccess extends Syntax {
	readonly kind: "slice";
	readonly subject: Expression;
	readonly from?: Expression;
	readonly to?: Expression;
}

export interface ListLiteral extends Syntax {
	readonly kind: "list";
	readonly items: readonly Expression[];
}

export interface MapLiteral extends Syntax {
	readonly kind: "map";
	readonly entries: readonly MapEntry[];
}

export interface MapEntry extends Syntax {
	readonly kind: "map-entry";
	readonly key: string;
	readonly value: Expression;
}

/** `subject { .key, key: expression, variable, .* }` */
export interface MapProjection extends Syntax {
	readonly kind: "map-projection";
	readonly subject: Variable;
	readonly items: readonly MapProjectionItem[];
}

export type MapProjectionItem =
	/** `key: expression` */
	| MapEntry
	/** `.key` */
	| (Syntax & { readonly kind: "property-selector"; readonly key: string })
	/** `variable` */
	| (Syntax & { readonly kind: "variable-selector"; readonly variable: Variable })
	/** `.*` */
	| (Syntax & { readonly kind: "all-properties" });

export interface UnaryOperation extends Syntax {
	readonly kind: "unary";
	readonly operator: "not" | "-" | "+";
	readonly operand: Expression;
}

export type BinaryOperator =
	| ("+" | "-" | "*" | "/" | "%" | "^" | "||")
	| ("in" | "starts with" | "ends with" | "contains" | "=~");

export interface BinaryOperation extends Syntax {
	readonly kind: "binary";
	readonly operator: BinaryOperator;
	readonly left: Expression;
	readonly right: Expression;
}

/** `a AND b AND c`: long chains are one node, so that they are not deep. */
export interface LogicalOperation extends Syntax {
	readonly kind: "logical";
	readonly operator: "and" | "or" | "xor";
	/** At least two. */
	readonly operands: readonly Expression[];
}

export type ComparisonOperator = "=" | "<>" | "<" | ">" | "<=" | ">=";

/** `a < b <= c`, which means `a < b AND b <= c`. */
export interface Comparison extends Syntax {
	readonly kind: "comparison";
	/** One more than `operators`. */
	readonly operands: readonly Expression[];
	readonly operators: readonly ComparisonOperator[];
}

/** `operand IS [NOT] NULL` */
export interface NullTest extends Syntax {
	readonly kind: "null-test";
	readonly operand: Expression;
	readonly negated: boolean;
}

/** `operand IS [NOT] :: TYPE` */
export interface TypeTest extends Syntax {
	readonly kind: "type-test";
	readonly operand: Expression;
	readonly negated: boolean;
	readonly type: ValueType;
}

/** `INTEGER`, `LIST<STRING NOT NULL>`, `INTEGER | FLOAT` */
export type ValueType = NamedType | ListType | UnionType;

export interface NamedType extends Syntax {
	readonly kind: "named-type";
	readonly name: TypeKeyword;
	/** `NOT NULL` */
	readonly nullable: boolean;
}

export interface ListType extends Syntax {
	readonly kind: "list-type";
	readonly element: ValueType;
	readonly nullable: boolean;
}

export interface UnionType extends Syntax {
	readonly kind: "union-type";
	/** At least two. */
	readonly types: readonly (NamedType | ListType)[];
}

export type TypeKeyword =
	| ("ANY" | "NOTHING" | "NULL" | "BOOLEAN" | "STRING" | "INTEGER" | "FLOAT" | "MAP" | "PROPERTY VALUE")
	| ("NODE" | "RELATIONSHIP" | "PATH")
	| ("DATE" | "LOCAL TIME" | "ZONED TIME" | "LOCAL DATETIME" | "ZONED DATETIME" | "DURATION");

/** `n:Label`, `r:TYPE`, `n IS Label` */
export interface LabelTest extends Syntax {
	readonly kind: "label-test";
	readonly operand: Expression;
	readonly label: LabelExpression;
}

/** A function or an aggregate: `toUpper(x)`, `date.truncate('month', d)`, `collect(DISTINCT x)`. */
export interface FunctionCall extends Syntax {
	readonly kind: "call-function";
	/** With its namespace, as written; compared without regard to case. */
	readonly name: string;
	readonly distinct: boolean;
	readonly arguments: readonly Expression[];
}

/** `count(*)` */
export interface CountAll extends Syntax {
	readonly kind: "count-all";
}

export interface CaseExpression extends Syntax {
	readonly kind: "case";
	/** `CASE subject WHEN value …`; without it each `WHEN` has a condition. */
	readonly subject?: Expression;
	readonly branches: readonly CaseBranch[];
	readonly otherwise?: Expression;
}

export interface CaseBranch extends Syntax {
	readonly kind: "case-branch";
	readonly when: Expression;
	readonly result: Expression;
}

/** `[variable IN list WHERE condition | result]` */
export interface ListComprehension extends Syntax {
	readonly kind: "list-comprehension";
	readonly variable: Variable;
	readonly list: Expression;
	readonly where?: Expression;
	/** Absent: the elements themselves. */
	readonly result?: Expression;
}

/** `[p = (a)-->(b) WHERE condition | result]` */
export interface PatternComprehension extends Syntax {
	readonly kind: "pattern-comprehension";
	readonly pattern: PathPattern;
	readonly where?: Expression;
	readonly result: Expression;
}

/** `all(variable IN list WHERE condition)` */
export interface Quantified extends Syntax {
	readonly kind: "quantified";
	readonly quantifier: "all" | "any" | "none" | "single";
	readonly variable: Variable;
	readonly list: Expression;
	/** Absent: the elements themselves are the conditions. */
	readonly where?: Expression;
}

/** `reduce(accumulator = initial, variable IN list | step)` */
export interface Reduce extends Syntax {
	readonly kind: "reduce";
	readonly accumulator: Variable;
	readonly initial: Expression;
	readonly variable: Variable;
	readonly list: Expression;
	readonly step: Expression;
}

/** `(a)-->(b)` as a condition, also as `exists((a)-->(b))`: true if there is such a path. It binds no variables. */
export interface PatternPredicate extends Syntax {
	readonly kind: "pattern-predicate";
	readonly pattern: PathPattern;
	/** Whether it stood in `exists(…)`, where it may be used as a value as well. */
	readonly asFunction: boolean;
}

/** `EXISTS { … }`, `COUNT { … }`, `COLLECT { … }` */
export interface Subquery extends Syntax {
	readonly kind: "subquery";
	readonly result: "exists" | "count" | "collect";
	/** `{ (a)-->(b) WHERE … }` is written out as a `MATCH`. A last `RETURN` may be missing but for `COLLECT`. */
	readonly query: Query;
}

/** `shortestPath(…)` or `allShortestPaths(…)` as a value: a path or null, or a list of paths. */
export interface ShortestPath extends Syntax {
	readonly kind: "shortest-path";
	/** Its selector is set. */
	readonly pattern: PathPattern;
}

export type AnyNode =
	| (Query | SingleQuery | Clause | Projection | ProjectionItem | SortItem | YieldItem)
	| (SubqueryScope | PathPattern | PathSelector | PathElement | LengthRange | LabelExpression)
	| (ValueType | Expression | MapEntry | MapProjectionItem | CaseBranch);
