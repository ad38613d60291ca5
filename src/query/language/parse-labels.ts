import type { Cursor } from "./cursor.js";
import type { LabelExpression } from "./syntax.js";

/** `A`, `A:B`, `A&B`, `A|B`, `!(A|B)`, `%`, behind the colon or `IS`. */
export function parseLabelExpression(cursor: Cursor): LabelExpression {
	const { start } = cursor.next;
	const operands = [parseLabelConjunction(cursor)];
	while (!cursor.barEnds && cursor.takeSign("|")) {
		cursor.takeSign(":");
		operands.push(parseLabelConjunction(cursor));
	}
	return operands.length === 1 ? operands[0]! : { kind: "label-or", operands, span: cursor.from(start) };
}

function parseLabelConjunction(cursor: Cursor): LabelExpression {
	const { start } = cursor.next;
	const operands = [parseLabelFactor(cursor)];
	while (cursor.takeSign("&") ?? cursor.takeSign(":")) operands.push(parseLabelFactor(cursor));
	return operands.length === 1 ? operands[0]! : { kind: "label-and", operands, span: cursor.from(start) };
}

function parseLabelFactor(cursor: Cursor): LabelExpression {
	const { start, end } = cursor.next;
	if (cursor.takeSign("!")) {
		const operand = cursor.within(() => parseLabelFactor(cursor));
		return { kind: "label-not", operand, span: cursor.from(start) };
	}
	if (cursor.takeSign("%")) return { kind: "label-any", span: { start, end } };
	if (cursor.takeSign("(")) {
		const inner = cursor.within(() => parseLabelExpression(cursor));
		cursor.sign(")", "to end the labels");
		return inner;
	}
	return { kind: "label-name", name: cursor.name("a label or type").value, span: { start, end } };
}
