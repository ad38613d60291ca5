/** Our syntax tree in the shape of Dataview's, to compare them. */
import { Duration } from "luxon";
import { dateOf } from "../../src/dataview/language/parse-time.js";
import type {
	DataviewQuery,
	Expression,
	Header,
	NamedExpression,
	Source,
	Step,
} from "../../src/dataview/language/syntax.js";

export function asOracleQuery({ header, source, steps }: DataviewQuery): unknown {
	return {
		header: headerOf(header),
		source: source === undefined ? { type: "folder", folder: "" } : sourceOf(source),
		operations: steps.map(stepOf),
	};
}

function headerOf(header: Header): unknown {
	switch (header.kind) {
		case "table":
			return { type: "table", fields: header.columns.map(namedOf), showId: !header.withoutId };
		case "list":
			return {
				type: "list",
				...(header.value !== undefined && { format: asOracleExpression(header.value) }),
				showId: !header.withoutId,
			};
		case "task":
			return { type: "task" };
		case "calendar":
			return { type: "calendar", showId: true, field: namedOf(header.date) };
	}
}

function namedOf({ name, expression }: NamedExpression): unknown {
	return { name, field: asOracleExpression(expression) };
}

function sourceOf(source: Source): unknown {
	switch (source.kind) {
		case "tag":
			return { type: "tag", tag: source.tag };
		case "folder":
			return { type: "folder", folder: source.path };
		case "csv":
			return { type: "csv", path: source.path };
		case "link":
			return { type: "link", file: source.path, direction: source.direction };
		case "not":
			return { type: "negate", child: sourceOf(source.operand) };
		default:
			return {
				type: "binaryop",
				left: sourceOf(source.left),
				op: source.kind === "both" ? "&" : "|",
				right: sourceOf(source.right),
			};
	}
}

function stepOf(step: Step): unknown {
	switch (step.kind) {
		case "where":
			return { type: "where", clause: asOracleExpression(step.condition) };
		case "sort":
			return {
				type: "sort",
				fields: step.keys.map(({ expression, descending }) => ({
					field: asOracleExpression(expression),
					direction: descending ? "descending" : "ascending",
				})),
			};
		case "limit":
			return { type: "limit", amount: asOracleExpression(step.amount) };
		case "group":
			return { type: "group", field: namedOf(step.by) };
		case "flatten":
			return { type: "flatten", field: namedOf(step.value) };
	}
}

export function asOracleExpression(expression: Expression): unknown {
	switch (expression.kind) {
		case "literal":
			return { type: "literal", value: expression.value };
		case "date": {
			if (typeof expression.date === "string") return { type: "shorthand" };
			return { type: "literal", value: { date: dateOf(expression.date, "UTC").toMillis() } };
		}
		case "duration": {
			const [first, ...others] = expression.parts.map(({ count, unit }) =>
				Duration.fromObject({ [unit]: count }),
			);
			return {
				type: "literal",
				value: { duration: others.reduce((sum, part) => sum.plus(part), first!).toObject() },
			};
		}
		case "link": {
			const { path, type, subpath, display, embed } = expression;
			return {
				type: "literal",
				value: {
					path,
					type,
					...(subpath !== undefined && { subpath }),
					...(display !== undefined && { display }),
					embed,
				},
			};
		}
		case "variable":
			return { type: "variable", name: expression.name };
		case "list":
			return { type: "list", values: expression.items.map(asOracleExpression) };
		case "object":
			return {
				type: "object",
				values: Object.fromEntries(
					new Map(expression.entries.map(({ key, value }) => [key, asOracleExpression(value)])),
				),
			};
		case "binary":
			return {
				type: "binaryop",
				left: asOracleExpression(expression.left),
				op: expression.operator,
				right: asOracleExpression(expression.right),
			};
		case "not":
			return { type: "negated", child: asOracleExpression(expression.operand) };
		case "index":
			return {
				type: "index",
				object: asOracleExpression(expression.object),
				index: asOracleExpression(expression.index),
			};
		case "call":
			return {
				type: "function",
				func: asOracleExpression(expression.callee),
				arguments: expression.arguments.map(asOracleExpression),
			};
		case "lambda":
			return {
				type: "lambda",
				arguments: [...expression.parameters],
				value: asOracleExpression(expression.body),
			};
	}
}
