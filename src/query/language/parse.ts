import { childrenOf } from "./children.js";
import { Cursor, type Grammar } from "./cursor.js";
import { tokenize } from "./lexer.js";
import { parseCondition, parseExpression as readExpression } from "./parse-expression.js";
import { parsePathPattern } from "./parse-pattern.js";
import { parseQuery as readQuery } from "./parse-query.js";
import { asQueryError, syntaxError } from "./query-error.js";
import type { AnyNode, Expression, Query } from "./syntax.js";

/**
 * The syntax tree of a query, or a `QueryError`. Takes time in proportion to the text, whatever it is; says nothing
 * about whether names are defined (see `checkQuery`).
 */
export function parseQuery(source: string): Query {
	return parse(source, (cursor) => grammar.query(cursor, false));
}

/** The same for an expression alone. */
export function parseExpression(source: string): Expression {
	return parse(source, (cursor) => {
		const expression = grammar.expression(cursor);
		if (cursor.next.kind !== "end") cursor.fail("the end of the expression");
		return expression;
	});
}

const grammar: Grammar = {
	expression: readExpression,
	condition: parseCondition,
	pathPattern: parsePathPattern,
	query: readQuery,
};

/** A megabyte of text is no question. */
const longest = 1_000_000;

function parse<T extends AnyNode>(source: string, read: (cursor: Cursor) => T): T {
	try {
		if (source.length > longest) {
			throw syntaxError("QueryTooLong", `A query can have at most ${longest} characters.`, {
				start: 0,
				end: 1,
			});
		}
		const tree = read(new Cursor(source, tokenize(source), grammar));
		expectShallow(tree);
		return tree;
	} catch (error) {
		throw asQueryError(error, source);
	}
}

/** Chains of operators make a deep tree without brackets: `1+1+1+…`. What follows walks trees by recursion. */
const deepestTree = 800;

export function expectShallow(root: AnyNode): void {
	let level: AnyNode[] = [root];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > deepestTree) {
			const message = `More than ${deepestTree} operations are applied one upon the other.`;
			throw syntaxError("NestingTooDeep", message, level[0]!.span);
		}
		level = level.flatMap((node) => childrenOf(node));
	}
}
