import type { LabelExpression } from "../language/syntax.js";
import type { GraphStore } from "../store/store.js";

export function matchesLabels(expression: LabelExpression, labels: readonly string[]): boolean {
	switch (expression.kind) {
		case "label-name":
			return labels.includes(expression.name);
		case "label-any":
			return labels.length > 0;
		case "label-not":
			return !matchesLabels(expression.operand, labels);
		case "label-and":
			return expression.operands.every((operand) => matchesLabels(operand, labels));
		case "label-or":
			return expression.operands.some((operand) => matchesLabels(operand, labels));
	}
}

/** The numbers of the types that are meant, ascending; undefined when those are all. */
export function typesWhere(
	store: GraphStore,
	expression: LabelExpression | undefined,
): readonly number[] | undefined {
	if (expression === undefined) return undefined;
	const { types } = store.data;
	const wanted = types.flatMap((type, id) => (matchesLabels(expression, [type]) ? [id] : []));
	return wanted.length === types.length && types.length > 0 ? undefined : wanted;
}

/** As it is written, for plans. */
export function printLabels(expression: LabelExpression): string {
	switch (expression.kind) {
		case "label-name":
			return expression.name;
		case "label-any":
			return "%";
		case "label-not":
			return `!${printLabels(expression.operand)}`;
		case "label-and":
			return expression.operands.map(printLabels).join("&");
		case "label-or":
			return `(${expression.operands.map(printLabels).join("|")})`;
	}
}
