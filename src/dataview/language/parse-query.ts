import { nearestName } from "../../model/index.js";
import { identifier } from "./names.js";
import { expectExpression, takeExpression, takeString } from "./parse-expression.js";
import { expectSource } from "./parse-source.js";
import { Scanner } from "./scanner.js";
import type { DataviewQuery, Expression, Header, NamedExpression, SortKey, Source, Step } from "./syntax.js";

/** @throws DataviewError */
export function parseDataview(text: string): DataviewQuery {
	const scanner = new Scanner(text);
	skipComments(scanner);
	const header = expectHeader(scanner);
	skipComments(scanner);
	const source = takeFrom(scanner);
	skipComments(scanner);
	const steps: Step[] = [];
	while (!scanner.atEnd) {
		if (steps.length >= 200) scanner.fail("A query can have at most 200 clauses.", scanner.at, "costly");
		steps.push(expectStep(scanner, header, source));
		skipComments(scanner);
	}
	const span = { start: 0, end: text.length };
	return { kind: "query", header, ...(source !== undefined && { source }), steps, span };
}

/** What stands behind the sign of an inline query: an expression, and nothing else. */
export function parseInline(text: string): Expression {
	const scanner = new Scanner(text);
	scanner.skipBlanks();
	const expression = expectExpression(scanner, "An inline query");
	scanner.skipBlanks();
	if (!scanner.atEnd) scanner.fail(`“${scanner.word}” cannot stand here: the expression has ended before.`);
	return expression;
}

/** A source alone, as programs give it; undefined where nothing is said: all notes. */
export function parseSourceText(text: string): Source | undefined {
	const scanner = new Scanner(text);
	scanner.skipBlanks();
	if (scanner.atEnd) return undefined;
	const source = expectSource(scanner);
	scanner.skipBlanks();
	if (!scanner.atEnd) scanner.fail(`“${scanner.word}” cannot stand here: the source has ended before.`);
	return source;
}

/** Blanks, and lines from `//` on. */
function skipComments(scanner: Scanner): void {
	scanner.take(comments);
}

const comments = /(?:\s|\/\/[^\n]*)*/y;

function expectHeader(scanner: Scanner): Header {
	const start = scanner.at;
	const word = scanner.take(/(?:TABLE|LIST|TASK|CALENDAR)(?![\p{L}\p{N}_-])/iuy)?.[0].toUpperCase();
	const spanned = <T extends object>(node: T) => ({ ...node, span: { start, end: scanner.at } });
	switch (word) {
		case "TABLE":
			return spanned({
				kind: "table" as const,
				withoutId: takeWithoutId(scanner),
				columns: takeColumns(scanner),
			});
		case "LIST": {
			const withoutId = takeWithoutId(scanner);
			const value = beginsClause(scanner) ? undefined : takeExpression(scanner);
			return spanned({ kind: "list" as const, withoutId, ...(value !== undefined && { value }) });
		}
		case "TASK":
			return spanned({ kind: "task" as const });
		case "CALENDAR":
			scanner.skipBlanks();
			return spanned({ kind: "calendar" as const, date: expectNamed(scanner, "CALENDAR") });
	}
	if (scanner.atEnd) scanner.fail("The query is empty: it begins with TABLE, LIST, TASK or CALENDAR.");
	if (/^(?:dv|dataview|const|let|var|await|for|if|return|function)$/.test(scanner.word))
		scanner.fail(
			"This is a program, not a query: it stands in a `dataviewjs` block, and `notapse run` runs it.",
		);
	const near = nearestName(scanner.word.toUpperCase(), ["TABLE", "LIST", "TASK", "CALENDAR"]);
	const hint = near === undefined ? "" : ` Did you mean ${near}?`;
	return scanner.fail(
		`A query begins with TABLE, LIST, TASK or CALENDAR, not with “${scanner.word}”.${hint}`,
	);
}

function takeWithoutId(scanner: Scanner): boolean {
	scanner.skipBlanks();
	const found = scanner.take(/WITHOUT\s+ID(?![\p{L}\p{N}_-])\s*/iuy);
	return found !== undefined;
}

function takeColumns(scanner: Scanner): readonly NamedExpression[] {
	const columns: NamedExpression[] = [];
	if (beginsClause(scanner)) return columns;
	let named = takeNamed(scanner);
	while (named !== undefined) {
		columns.push(named);
		if (columns.length > 1000) scanner.fail("A table can have at most 1000 columns.", scanner.at, "costly");
		if (!scanner.take(/\s*,\s*/y)) return columns;
		named = expectNamed(scanner, "“,”");
	}
	return columns;
}

/** `SORT` is a name to Dataview, and `LIST SORT x` an error; with something to sort by behind it, it is the clause. */
function beginsClause(scanner: Scanner): boolean {
	return scanner.looksAt(
		/(?:FROM|WHERE|LIMIT|GROUP|FLATTEN)(?![\p{L}\p{N}_.[(-])|SORT\s+(?!(?:AS|AND|OR)\s)[\p{L}("]/iuy,
	);
}

function expectNamed(scanner: Scanner, after: string): NamedExpression {
	return takeNamed(scanner) ?? (expectExpression(scanner, after) as never);
}

function takeNamed(scanner: Scanner): NamedExpression | undefined {
	const start = scanner.at;
	const expression = takeExpression(scanner);
	if (expression === undefined) return undefined;
	const end = scanner.at;
	const alias = scanner.attempt(() => {
		if (!scanner.take(/\s+AS(?![\p{L}\p{N}_-])/iuy)) return undefined;
		if (!scanner.skipBlanks() && scanner.text[scanner.at] !== '"')
			scanner.fail("A name is missing behind AS.");
		const name = takeString(scanner) ?? scanner.take(identifier)?.[0];
		if (name === undefined)
			scanner.fail('A name is missing behind AS: a word, or any text in quotes, as in AS "Last read".');
		return name;
	});
	const written = scanner.text.slice(start, end);
	return {
		kind: "named",
		name: alias ?? oneLine(written),
		expression,
		span: { start, end: scanner.at },
	};
}

function oneLine(written: string): string {
	return written
		.split(/[\r\n]+/)
		.map((line) => line.trim())
		.join("");
}

function takeFrom(scanner: Scanner): Source | undefined {
	if (!scanner.take(/FROM(?![\p{L}\p{N}_-])/iuy)) return undefined;
	scanner.skipBlanks();
	return expectSource(scanner);
}

const clause = /(FROM|WHERE|SORT|LIMIT|GROUP\s+BY|GROUP|FLATTEN)(?![\p{L}\p{N}_-])\s*/iuy;
const clauseNames = ["FROM", "WHERE", "SORT", "LIMIT", "GROUP BY", "FLATTEN"];

function expectStep(scanner: Scanner, header: Header, source: Source | undefined): Step {
	const start = scanner.at;
	const word = scanner.take(clause)?.[1]?.toUpperCase().replace(/\s+/, " ");
	const spanned = <T extends object>(node: T) => ({ ...node, span: { start, end: scanner.at } });
	switch (word) {
		case "WHERE":
			return spanned({ kind: "where" as const, condition: expectExpression(scanner, "WHERE") });
		case "SORT":
			return spanned({ kind: "sort" as const, keys: expectSortKeys(scanner) });
		case "LIMIT":
			return spanned({ kind: "limit" as const, amount: expectExpression(scanner, "LIMIT") });
		case "GROUP BY":
			return spanned({ kind: "group" as const, by: expectNamed(scanner, "GROUP BY") });
		case "FLATTEN":
			return spanned({ kind: "flatten" as const, value: expectNamed(scanner, "FLATTEN") });
		case "FROM":
			return scanner.fail(
				source === undefined
					? `FROM stands right behind ${header.kind.toUpperCase()} and before all other clauses.`
					: "A query has one FROM: join sources with AND and OR.",
				start,
			);
		case "GROUP":
			return scanner.fail("BY is missing behind GROUP.", start);
	}
	return notAClause(scanner, start);
}

function notAClause(scanner: Scanner, start: number): never {
	const { word } = scanner;
	if (word === ")" || word === "]" || word === "}") scanner.fail(`This “${word}” closes nothing.`, start);
	if (word === ",") scanner.fail("This comma has nothing to list.", start);
	if (/^as$/i.test(word))
		scanner.fail("AS gives a name to a column, a group or a flattened value only.", start);
	const near = nearestName(word.toUpperCase(), clauseNames);
	if (near !== undefined) scanner.fail(`“${word}” is no clause. Did you mean ${near}?`, start);
	return scanner.fail(
		`“${word}” cannot stand here: what follows is FROM, WHERE, SORT, GROUP BY, FLATTEN or LIMIT.`,
		start,
	);
}

function expectSortKeys(scanner: Scanner): readonly SortKey[] {
	const keys: SortKey[] = [];
	do {
		const start = scanner.at;
		const expression = expectExpression(scanner, "SORT");
		const end = scanner.at;
		const order = scanner.take(/\s*(ASCENDING|DESCENDING|ASC|DESC)(?![\p{L}\p{N}_-])/iuy)?.[1];
		const descending = order?.toUpperCase().startsWith("DESC") ?? false;
		keys.push({ expression, descending, span: { start, end } });
	} while (scanner.take(/\s*,\s*/y));
	return keys;
}
