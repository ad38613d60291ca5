import type { syntax } from "../../../query/index.js";
import type { Context } from "./stage.js";

/** @param labels the column with a node's labels */
export function hasLabel(label: syntax.LabelExpression, labels: string, context: Context): string {
	switch (label.kind) {
		case "label-name":
			return Object.hasOwn(context.facts.labels, label.name)
				? `(${labels} @> ARRAY[${context.name(label.name)}])`
				: `(${labels} IS NOT NULL AND false)`;
		case "label-any":
			return `(cardinality(${labels}) > 0)`;
		case "label-not":
			return `(NOT ${hasLabel(label.operand, labels, context)})`;
		case "label-and":
		case "label-or": {
			const parts = label.operands.map((operand) => hasLabel(operand, labels, context));
			return `(${parts.join(label.kind === "label-and" ? " AND " : " OR ")})`;
		}
	}
}

/** Whether every node has it, so that nobody has to look. */
export function isUniversal(label: syntax.LabelExpression, { facts }: Context): boolean {
	return (
		label.kind === "label-name" &&
		Object.hasOwn(facts.labels, label.name) &&
		facts.labels[label.name] === facts.nodes
	);
}
