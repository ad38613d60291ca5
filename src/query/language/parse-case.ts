import { type Cursor, given } from "./cursor.js";
import type { CaseBranch, Expression } from "./syntax.js";

/** `CASE x WHEN 1 THEN … ELSE … END`, with or without the subject. */
export function parseCase(cursor: Cursor): Expression {
	const { start } = cursor.take();
	return cursor.within(() => {
		const subject = cursor.isKeyword("WHEN") ? undefined : cursor.grammar.expression(cursor);
		const branches: CaseBranch[] = [];
		if (!cursor.isKeyword("WHEN")) cursor.fail("WHEN");
		const compared: boolean[] = [];
		while (cursor.isKeyword("WHEN")) {
			const { made, compares } = parseBranch(cursor, subject);
			branches.push(...made);
			compared.push(...compares);
		}
		const otherwise = cursor.takeKeyword("ELSE") ? cursor.grammar.expression(cursor) : undefined;
		cursor.keyword("END", "to end CASE");
		const span = cursor.from(start);
		const rest = given("otherwise", otherwise);
		if (subject === undefined || !compared.includes(true))
			return { kind: "case", ...given("subject", subject), branches, ...rest, span };
		const searched = branches.map((branch, i) => (compared[i] ? branch : asCondition(branch, subject)));
		return { kind: "case", branches: searched, ...rest, span };
	});
}

/** `WHEN 1, > 7 THEN x` is a branch for each; `compares`: whether it is a condition on the subject already. */
function parseBranch(
	cursor: Cursor,
	subject: Expression | undefined,
): { made: CaseBranch[]; compares: boolean[] } {
	const { start } = cursor.take();
	const values: Expression[] = [];
	const compares: boolean[] = [];
	do {
		const condition = subject === undefined ? undefined : cursor.grammar.condition(cursor, subject);
		compares.push(condition !== undefined);
		values.push(condition ?? cursor.grammar.expression(cursor));
	} while (subject !== undefined && cursor.takeSign(","));
	cursor.keyword("THEN", "after the condition");
	const result = cursor.grammar.expression(cursor);
	const span = cursor.from(start);
	return { made: values.map((when) => ({ kind: "case-branch", when, result, span })), compares };
}

/** `subject = when` */
function asCondition({ when, ...branch }: CaseBranch, subject: Expression): CaseBranch {
	const { span } = when;
	return { ...branch, when: { kind: "comparison", operands: [subject, when], operators: ["="], span } };
}
