import { type Cursor, given } from "./cursor.js";
import type { CaseBranch, Expression } from "./syntax.js";

/** `CASE x WHEN 1 THEN … ELSE … END`, with or without the subject. */
export function parseCase(cursor: Cursor): Expression {
	const { start } = cursor.take();
	return cursor.within(() => {
		const subject = cursor.isKeyword("WHEN") ? undefined : cursor.grammar.expression(cursor);
		const branches: CaseBranch[] = [];
		if (!cursor.isKeyword("WHEN")) cursor.fail("WHEN");
		while (cursor.isKeyword("WHEN")) branches.push(...parseBranch(cursor, subject !== undefined));
		const otherwise = cursor.takeKeyword("ELSE") ? cursor.grammar.expression(cursor) : undefined;
		cursor.keyword("END", "to end CASE");
		const span = cursor.from(start);
		return { kind: "case", ...given("subject", subject), branches, ...given("otherwise", otherwise), span };
	});
}

/** `WHEN 1, 2 THEN x` is a branch for each of the values. */
function parseBranch(cursor: Cursor, hasSubject: boolean): CaseBranch[] {
	const { start } = cursor.take();
	const values = [cursor.grammar.expression(cursor)];
	while (hasSubject && cursor.takeSign(",")) values.push(cursor.grammar.expression(cursor));
	cursor.keyword("THEN", "after the condition");
	const result = cursor.grammar.expression(cursor);
	const span = cursor.from(start);
	return values.map((when) => ({ kind: "case-branch", when, result, span }));
}
