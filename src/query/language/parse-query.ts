import type { Span } from "../../model/index.js";
import { type Cursor, given } from "./cursor.js";
import { clauseKeywords, writing } from "./keywords.js";
import { nearestName } from "./nearest-name.js";
import { syntaxError } from "./query-error.js";
import type {
	CallClause,
	Clause,
	Expression,
	MatchClause,
	PathPattern,
	Projection,
	ProjectionItem,
	Query,
	SingleQuery,
	SortItem,
	SubqueryClause,
	SubqueryScope,
	UnwindClause,
	Variable,
	YieldItem,
} from "./syntax.js";

/** A whole query, or the one in the braces of a subquery. */
export function parseQuery(cursor: Cursor, within: boolean): Query {
	const { start } = cursor.next;
	if (!within) skipDialect(cursor);
	const mode = within ? undefined : parseMode(cursor);
	const parts = [parseSingle(cursor, within)];
	let unionAll: boolean | undefined;
	while (cursor.isKeyword("UNION")) {
		const all = parseUnion(cursor);
		if (unionAll !== undefined && unionAll !== all.keepsAll) {
			throw syntaxError(
				"InvalidClauseComposition",
				"UNION and UNION ALL cannot be mixed in a query.",
				all.span,
			);
		}
		unionAll = all.keepsAll;
		parts.push(parseSingle(cursor, within));
	}
	if (!within) expectEnd(cursor);
	return {
		kind: "query",
		...given("mode", mode),
		parts,
		unionAll: unionAll === true,
		span: cursor.from(start),
	};
}

/** `CYPHER 25 runtime=slotted`: there is one version here, and nothing to choose. */
function skipDialect(cursor: Cursor): void {
	while (cursor.isKeyword("CYPHER")) {
		cursor.take();
		if (cursor.next.kind === "integer" || cursor.next.kind === "float") cursor.take();
		while (cursor.isName() && cursor.isSign("=", 1)) for (let i = 0; i < 3; i++) cursor.take();
	}
}

function parseMode(cursor: Cursor): "explain" | "profile" | undefined {
	if (cursor.takeKeyword("EXPLAIN")) return "explain";
	return cursor.takeKeyword("PROFILE") ? "profile" : undefined;
}

function parseUnion(cursor: Cursor) {
	const { start } = cursor.take();
	const keepsAll = cursor.takeKeyword("ALL") !== undefined;
	if (!keepsAll) cursor.takeKeyword("DISTINCT");
	return { keepsAll, span: cursor.from(start) };
}

function expectEnd(cursor: Cursor): void {
	const semicolon = cursor.takeSign(";");
	if (cursor.next.kind === "end") return;
	if (semicolon === undefined) cursor.fail("the end of the query or a further clause");
	const { start, end } = cursor.next;
	throw syntaxError("UnexpectedSyntax", "There can be only one query at a time.", { start, end });
}

function parseSingle(cursor: Cursor, within: boolean): SingleQuery {
	const { start } = cursor.next;
	const clauses: Clause[] = [];
	while (!endsSingle(cursor, within)) {
		cursor.countClause();
		clauses.push(parseClause(cursor, clauses));
	}
	if (clauses.length === 0) cursor.fail("a clause such as MATCH or RETURN");
	return { kind: "single-query", clauses, span: cursor.from(start) };
}

function endsSingle(cursor: Cursor, within: boolean): boolean {
	if (cursor.next.kind === "end" || cursor.isSign(";") || cursor.isKeyword("UNION")) return true;
	return within && cursor.isSign("}");
}

function parseClause(cursor: Cursor, before: readonly Clause[]): Clause {
	const { keyword, start, end } = cursor.next;
	const last = before.at(-1)?.kind;
	if ((last === "return" || last === "finish") && !writing.has(keyword)) {
		const isClause = parsers.has(keyword);
		if (!isClause) cursor.fail("the end of the query");
		throw syntaxError(
			"InvalidClauseComposition",
			`${keyword} cannot follow ${last.toUpperCase()}, which ends a query.`,
			{
				start,
				end,
			},
		);
	}
	const parse = parsers.get(keyword);
	if (parse !== undefined) return parse(cursor);
	throw notAClause(cursor);
}

const parsers: ReadonlyMap<string, (cursor: Cursor) => Clause> = new Map<string, (cursor: Cursor) => Clause>([
	["MATCH", parseMatch],
	["OPTIONAL", parseOptional],
	["UNWIND", parseUnwind],
	["WITH", parseWith],
	["RETURN", parseReturn],
	["CALL", parseCall],
	["FINISH", parseFinish],
	["FILTER", parseFilter],
	["LET", parseLet],
	["FOR", parseFor],
	...["ORDER", "SKIP", "OFFSET", "LIMIT"].map((word) => [word, parseCut] as const),
]);

function notAClause(cursor: Cursor): Error {
	const { kind, value, start, end } = cursor.next;
	const error = cursor.unexpected("a clause such as MATCH or RETURN");
	const nearest =
		kind === "name" && error.detail === "UnexpectedSyntax" ? nearestName(value, clauseKeywords) : undefined;
	if (nearest === undefined || error.message.includes("instead")) return error;
	const message =
		nearest === value.toUpperCase()
			? `${nearest} cannot stand here.`
			: `${value} is no clause. Did you mean ${nearest}?`;
	return syntaxError("UnexpectedSyntax", message, { start, end });
}

function parseOptional(cursor: Cursor): Clause {
	const { start } = cursor.take();
	if (cursor.isKeyword("CALL")) return { ...parseCall(cursor), optional: true, span: cursor.from(start) };
	if (!cursor.isKeyword("MATCH")) cursor.fail("MATCH after OPTIONAL");
	return { ...parseMatch(cursor), optional: true, span: cursor.from(start) };
}

function parseMatch(cursor: Cursor): MatchClause {
	const { start } = cursor.take();
	parseMatchMode(cursor);
	const patterns: PathPattern[] = [];
	do patterns.push(cursor.grammar.pathPattern(cursor));
	while (cursor.takeSign(","));
	const where = parseWhere(cursor);
	return { kind: "match", optional: false, patterns, ...given("where", where), span: cursor.from(start) };
}

/** `DIFFERENT RELATIONSHIPS`, which is what is meant where nothing is said. */
function parseMatchMode(cursor: Cursor): void {
	const { keyword, start, end } = cursor.next;
	if (!/^(RELATIONSHIP|ELEMENT|EDGE)S?$/.test(cursor.ahead(1).keyword)) return;
	if (keyword === "REPEATABLE") {
		const message = "REPEATABLE ELEMENTS is not taken: in a MATCH each relationship is used once.";
		throw syntaxError("UnsupportedPattern", message, { start, end }, "A second MATCH may use it again.");
	}
	if (keyword !== "DIFFERENT") return;
	cursor.take();
	cursor.take();
	cursor.takeKeyword("BINDINGS");
}

function parseWhere(cursor: Cursor): Expression | undefined {
	return cursor.takeKeyword("WHERE") ? cursor.grammar.expression(cursor) : undefined;
}

function parseUnwind(cursor: Cursor): UnwindClause {
	const { start } = cursor.take();
	const list = cursor.grammar.expression(cursor);
	cursor.keyword("AS", "and a variable");
	const variable = cursor.variable("a variable");
	return { kind: "unwind", list, variable, span: cursor.from(start) };
}

function parseWith(cursor: Cursor): Clause {
	const { start } = cursor.take();
	const projection = parseProjection(cursor);
	const where = parseWhere(cursor);
	return { kind: "with", projection, ...given("where", where), span: cursor.from(start) };
}

function parseReturn(cursor: Cursor): Clause {
	const { start } = cursor.take();
	const projection = parseProjection(cursor);
	return { kind: "return", projection, span: cursor.from(start) };
}

function parseProjection(cursor: Cursor): Projection {
	const { start } = cursor.next;
	const distinct = cursor.takeKeyword("DISTINCT") !== undefined;
	const all = cursor.takeSign("*") !== undefined;
	const items: ProjectionItem[] = [];
	if (!all || cursor.takeSign(",")) {
		do items.push(parseItem(cursor));
		while (cursor.takeSign(","));
	}
	const cuts = parseCuts(cursor);
	return { kind: "projection", distinct, all, items, ...cuts, span: cursor.from(start) };
}

/** `ORDER BY … SKIP … LIMIT …` */
function parseCuts(cursor: Cursor): Pick<Projection, "orderBy" | "skip" | "limit"> {
	const orderBy = parseOrder(cursor);
	const skip =
		cursor.takeKeyword("SKIP") || cursor.takeKeyword("OFFSET")
			? cursor.grammar.expression(cursor)
			: undefined;
	const limit = cursor.takeKeyword("LIMIT") ? cursor.grammar.expression(cursor) : undefined;
	return { orderBy, ...given("skip", skip), ...given("limit", limit) };
}

function parseItem(cursor: Cursor): ProjectionItem {
	const { start } = cursor.next;
	const expression = cursor.grammar.expression(cursor);
	const written = cursor.from(start);
	const alias = cursor.takeKeyword("AS") ? cursor.alias() : undefined;
	const name = alias?.name ?? nameOf(expression, cursor.source.slice(written.start, written.end));
	return {
		kind: "projection-item",
		expression,
		name,
		aliased: alias !== undefined,
		span: cursor.from(start),
	};
}

/** A variable's column is called as the variable, backticks aside. */
function nameOf(expression: Expression, written: string): string {
	return expression.kind === "variable" && !written.startsWith("(") ? expression.name : written;
}

function parseOrder(cursor: Cursor): SortItem[] {
	const items: SortItem[] = [];
	if (!cursor.takeKeyword("ORDER")) return items;
	cursor.keyword("BY", "after ORDER");
	do items.push(parseSortItem(cursor));
	while (cursor.takeSign(","));
	return items;
}

function parseSortItem(cursor: Cursor): SortItem {
	const { start } = cursor.next;
	const expression = cursor.grammar.expression(cursor);
	const descending = cursor.takeKeyword("DESC") ?? cursor.takeKeyword("DESCENDING");
	if (descending === undefined && !cursor.takeKeyword("ASC")) cursor.takeKeyword("ASCENDING");
	return { kind: "sort-item", expression, descending: descending !== undefined, span: cursor.from(start) };
}

function parseFinish(cursor: Cursor): Clause {
	const { start, end } = cursor.take();
	return { kind: "finish", span: { start, end } };
}

/** `FILTER WHERE x` means `WITH * WHERE x`. */
function parseFilter(cursor: Cursor): Clause {
	const { start, end } = cursor.take();
	cursor.takeKeyword("WHERE");
	const where = cursor.grammar.expression(cursor);
	return { kind: "with", projection: projectionOf({ start, end }), where, span: cursor.from(start) };
}

/** `LET x = 1, y = 2` means `WITH *, 1 AS x, 2 AS y`. */
function parseLet(cursor: Cursor): Clause {
	const { start } = cursor.take();
	const items: ProjectionItem[] = [];
	do {
		const { name, span } = cursor.variable("a variable");
		cursor.sign("=", "and its value");
		const expression = cursor.grammar.expression(cursor);
		items.push({ kind: "projection-item", expression, name, aliased: true, span: cursor.from(span.start) });
	} while (cursor.takeSign(","));
	const span = cursor.from(start);
	return { kind: "with", projection: { ...projectionOf(span), items }, span };
}

/** `FOR x IN list` means `UNWIND list AS x`. */
function parseFor(cursor: Cursor): Clause {
	const { start } = cursor.take();
	const variable = cursor.variable("a variable");
	cursor.keyword("IN", "and a list");
	const list = cursor.grammar.expression(cursor);
	return { kind: "unwind", list, variable, span: cursor.from(start) };
}

/** `ORDER BY x LIMIT 3` by itself means `WITH * ORDER BY x LIMIT 3`. */
function parseCut(cursor: Cursor): Clause {
	const { start } = cursor.next;
	const projection = {
		...projectionOf({ start, end: start }),
		...parseCuts(cursor),
		span: cursor.from(start),
	};
	const where = parseWhere(cursor);
	return { kind: "with", projection, ...given("where", where), span: cursor.from(start) };
}

/** `*` */
function projectionOf(span: Span): Projection {
	return { kind: "projection", distinct: false, all: true, items: [], orderBy: [], span };
}

function parseCall(cursor: Cursor): CallClause | SubqueryClause {
	const { start } = cursor.take();
	const { close } = cursor.next;
	const scoped = cursor.isSign("(") && close !== undefined;
	if (cursor.isSign("{") || (scoped && cursor.isSign("{", close + 1 - cursor.index)))
		return parseSubquery(cursor, start);
	let procedure = cursor.name("a procedure's name").value;
	while (cursor.takeSign(".")) procedure += `.${cursor.name("a name after .").value}`;
	const given_ = cursor.isSign("(") ? parseArguments(cursor) : undefined;
	const yields = cursor.takeKeyword("YIELD") ? parseYield(cursor) : { yieldsAll: false };
	const where = "yields" in yields || yields.yieldsAll ? parseWhere(cursor) : undefined;
	return {
		kind: "call",
		optional: false,
		procedure,
		...given("arguments", given_),
		...yields,
		...given("where", where),
		span: cursor.from(start),
	};
}

/** `CALL { … }`, `CALL (a, b) { … }` */
function parseSubquery(cursor: Cursor, start: number): SubqueryClause {
	const scope = cursor.isSign("(") ? parseScope(cursor) : undefined;
	cursor.take();
	const { inSubquery } = cursor;
	cursor.inSubquery = true;
	const query = cursor.within(() => parseQuery(cursor, true));
	cursor.inSubquery = inSubquery;
	cursor.sign("}", "to end the subquery");
	if (cursor.isKeyword("IN")) {
		const { start, end } = cursor.next;
		const message = "There are no transactions here: queries only read. Leave IN TRANSACTIONS out.";
		throw syntaxError("UnexpectedSyntax", message, { start, end });
	}
	return {
		kind: "call-subquery",
		optional: false,
		...given("scope", scope),
		query,
		span: cursor.from(start),
	};
}

function parseScope(cursor: Cursor): SubqueryScope {
	const { start } = cursor.take();
	const variables: Variable[] = [];
	const all = cursor.takeSign("*") !== undefined;
	if (!all && !cursor.isSign(")")) {
		do variables.push(cursor.variable("a variable that the subquery sees"));
		while (cursor.takeSign(","));
	}
	cursor.sign(")", "to end the variables");
	return { kind: "subquery-scope", all, variables, span: cursor.from(start) };
}

function parseArguments(cursor: Cursor): Expression[] {
	cursor.take();
	return cursor.within(() => {
		const items: Expression[] = [];
		if (cursor.takeSign(")")) return items;
		do items.push(cursor.grammar.expression(cursor));
		while (cursor.takeSign(","));
		cursor.sign(")", "or , behind the argument");
		return items;
	});
}

function parseYield(cursor: Cursor): Pick<CallClause, "yields" | "yieldsAll"> {
	if (cursor.takeSign("*")) return { yieldsAll: true };
	if (cursor.takeSign("-")) return { yieldsAll: false, yields: [] };
	const yields: YieldItem[] = [];
	do {
		const result = cursor.variable("a result of the procedure");
		const variable = cursor.takeKeyword("AS") ? cursor.variable("a variable") : result;
		const span = cursor.from(result.span.start);
		yields.push({ kind: "yield-item", result: result.name, variable, span });
	} while (cursor.takeSign(","));
	return { yieldsAll: false, yields };
}
