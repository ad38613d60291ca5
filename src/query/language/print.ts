/**
 * Syntax trees as text, one clause a line. What is printed is read as the same tree again; names are quoted and
 * parentheses set only where they must be.
 */
import { reserved } from "./keywords.js";
import type {
	CallClause,
	CaseExpression,
	Clause,
	Expression,
	LabelExpression,
	LengthRange,
	Literal,
	MapProjectionItem,
	NodePattern,
	PathElement,
	PathPattern,
	PathSelector,
	Projection,
	Query,
	RelationshipPattern,
	SingleQuery,
	Subquery,
	ValueType,
} from "./syntax.js";

/** @param line what separates clauses: a space within an expression */
export function printQuery(query: Query, line = "\n"): string {
	const mode = query.mode === undefined ? "" : `${query.mode.toUpperCase()} `;
	const union = `${line}UNION ${query.unionAll ? "ALL " : ""}`.trimEnd() + line;
	return mode + query.parts.map((part) => printSingle(part, line)).join(union);
}

function printSingle({ clauses }: SingleQuery, line: string): string {
	return clauses.map((clause) => printClause(clause, line)).join(line);
}

function printClause(clause: Clause, line: string): string {
	switch (clause.kind) {
		case "match": {
			const patterns = clause.patterns.map(printPath).join(", ");
			return `${clause.optional ? "OPTIONAL " : ""}MATCH ${patterns}${printWhere(clause.where, line)}`;
		}
		case "unwind":
			return `UNWIND ${printExpression(clause.list)} AS ${printName(clause.variable.name)}`;
		case "with":
			return `WITH ${printProjection(clause.projection, line)}${printWhere(clause.where, line)}`;
		case "return":
			return `RETURN ${printProjection(clause.projection, line)}`;
		case "call":
			return printCall(clause);
		case "call-subquery": {
			const { optional, scope, query } = clause;
			const seen = scope?.all === true ? "*" : scope?.variables.map(({ name }) => printName(name)).join(", ");
			const start = `${optional ? "OPTIONAL " : ""}CALL ${seen === undefined ? "" : `(${seen}) `}`;
			return `${start}{ ${printQuery(query, " ")} }`;
		}
		case "finish":
			return "FINISH";
	}
}

function printWhere(where: Expression | undefined, before = " "): string {
	return where === undefined ? "" : `${before}WHERE ${printExpression(where)}`;
}

function printProjection({ distinct, all, items, orderBy, skip, limit }: Projection, line: string): string {
	const columns = items.map(({ expression, name, aliased }) =>
		aliased ? `${printExpression(expression)} AS ${printName(name)}` : printExpression(expression),
	);
	const sorting = orderBy.map(
		({ expression, descending }) => printExpression(expression) + (descending ? " DESC" : ""),
	);
	return [
		`${distinct ? "DISTINCT " : ""}${[...(all ? ["*"] : []), ...columns].join(", ")}`,
		...(sorting.length === 0 ? [] : [`ORDER BY ${sorting.join(", ")}`]),
		...(skip === undefined ? [] : [`SKIP ${printExpression(skip)}`]),
		...(limit === undefined ? [] : [`LIMIT ${printExpression(limit)}`]),
	].join(line);
}

function printCall(call: CallClause): string {
	const args = call.arguments === undefined ? "" : `(${call.arguments.map(printExpression).join(", ")})`;
	const yields = call.yields?.map(({ result, variable }) =>
		result === variable.name ? printName(result) : `${printName(result)} AS ${printName(variable.name)}`,
	);
	const items =
		yields === undefined ? (call.yieldsAll ? " YIELD *" : "") : ` YIELD ${yields.join(", ") || "-"}`;
	const name = call.procedure.split(".").map(printAnyName).join(".");
	return `${call.optional ? "OPTIONAL " : ""}CALL ${name}${args}${items}${printWhere(call.where)}`;
}

// Patterns

export function printPath({ variable, selector, elements, where }: PathPattern): string {
	const name = variable === undefined ? "" : `${printName(variable.name)} = `;
	const body = elements.map(printElement).join("");
	const path = where === undefined ? body : `(${body}${printWhere(where)})`;
	if (selector === undefined) return name + path;
	if (selector.asFunction)
		return `${name}${selector.which === "shortest" ? "shortestPath" : "allShortestPaths"}(${path})`;
	return `${name}${printSelector(selector)} ${path}`;
}

function printElement(element: PathElement): string {
	if (element.kind === "node-pattern") return printNode(element);
	if (element.kind === "relationship-pattern") return printRelationship(element);
	const { elements, where, length } = element;
	return `(${elements.map(printElement).join("")}${printWhere(where)})${printQuantifier(length)}`;
}

function printSelector({ which, count }: PathSelector): string {
	switch (which) {
		case "any":
			return count === 1 ? "ANY" : `ANY ${count}`;
		case "shortest":
			return count === 1 ? "ANY SHORTEST" : `SHORTEST ${count}`;
		case "all-shortest":
			return "ALL SHORTEST";
		case "groups":
			return `SHORTEST ${count} GROUPS`;
	}
}

function printNode({ variable, label, properties, where }: NodePattern): string {
	return `(${printContent(variable?.name, label, "", properties, where)})`;
}

function printContent(
	variable: string | undefined,
	label: LabelExpression | undefined,
	length: string,
	properties: Expression | undefined,
	where: Expression | undefined,
): string {
	const head = `${variable === undefined ? "" : printName(variable)}${label === undefined ? "" : `:${printLabel(label)}`}`;
	const parts = [
		head + length,
		properties === undefined ? "" : printExpression(properties),
		printWhere(where, ""),
	];
	return parts.filter((part) => part !== "").join(" ");
}

function printRelationship({
	variable,
	type,
	length,
	properties,
	where,
	direction,
}: RelationshipPattern): string {
	const star = length === undefined || length.asQuantifier ? "" : printStar(length);
	const content = printContent(variable?.name, type, star, properties, where);
	const body = content === "" ? "--" : `-[${content}]-`;
	const arrow = direction === "left" ? `<${body}` : direction === "right" ? `${body}>` : body;
	return arrow + (length?.asQuantifier === true ? printQuantifier(length) : "");
}

function printStar({ min, max }: LengthRange): string {
	if (max === undefined) return min === 1 ? "*" : `*${min}..`;
	return min === max ? `*${min}` : `*${min}..${max}`;
}

function printQuantifier({ min, max }: LengthRange): string {
	if (max === undefined) return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
	return min === max ? `{${min}}` : `{${min},${max}}`;
}

function printLabel(label: LabelExpression): string {
	switch (label.kind) {
		case "label-name":
			return printAnyName(label.name);
		case "label-any":
			return "%";
		case "label-not":
			return `!${printLabelIn(label.operand, ["label-and", "label-or"])}`;
		case "label-and":
			return label.operands.map((operand) => printLabelIn(operand, ["label-and", "label-or"])).join("&");
		case "label-or":
			return label.operands.map((operand) => printLabelIn(operand, ["label-or"])).join("|");
	}
}

function printLabelIn(label: LabelExpression, looser: readonly string[]): string {
	return looser.includes(label.kind) ? `(${printLabel(label)})` : printLabel(label);
}

// Names

const plainName = /^[\p{ID_Start}\p{Pc}][\p{ID_Continue}\p{Sc}\u200C\u200D]*$/u;

/** Of a variable: in backticks if it is a keyword or has other signs than a name has. */
function printName(name: string): string {
	return reserved.has(name.toUpperCase()) || softKeywords.has(name.toUpperCase())
		? quoted(name)
		: printAnyName(name);
}

/** Where a selector or a subquery could be meant. */
const softKeywords = new Set(["ANY", "ALL", "SHORTEST", "EXISTS", "COUNT", "COLLECT"]);

/** Of a label or a key, for which keywords will do. */
function printAnyName(name: string): string {
	return plainName.test(name) && name === name.normalize("NFC") ? name : quoted(name);
}

function quoted(name: string): string {
	return `\`${name.replaceAll("`", "``")}\``;
}

// Expressions

/** How tightly an expression holds together: those of the parser, and 11 for what needs no parentheses anywhere. */
function levelOf(expression: Expression): number {
	switch (expression.kind) {
		case "logical":
			return { or: 1, xor: 2, and: 3 }[expression.operator];
		case "unary":
			return expression.operator === "not" ? 4 : 10;
		case "comparison":
			return 5;
		case "null-test":
		case "label-test":
		case "type-test":
			return 6;
		case "binary":
			return binaryLevels[expression.operator] ?? 6;
		case "pattern-predicate":
			// What stands behind a path would go on with it.
			return expression.asFunction ? 11 : 4;
		case "literal":
			if (isInfinite(expression)) return 8;
			return isNegative(expression) ? 10 : 11;
		default:
			return 11;
	}
}

const binaryLevels: Readonly<Record<string, number>> = {
	"+": 7,
	"-": 7,
	"||": 7,
	"*": 8,
	"/": 8,
	"%": 8,
	"^": 9,
};

/** There is no literal for what is no number, nor for what is infinite: they are printed as divisions. */
function isInfinite({ type, value }: Literal): boolean {
	return type === "float" && !Number.isFinite(value);
}

function isNegative({ value }: Literal): boolean {
	return typeof value === "bigint" || typeof value === "number" ? value < 0 || Object.is(value, -0) : false;
}

/** The right side of an operator. `(a)--b` and `(a)<-[b]-c` would look like paths. */
function printRight(expression: Expression, least: number): string {
	const text = printIn(expression, least);
	return text.startsWith("-") ? `(${text})` : text;
}

function printIn(expression: Expression, least: number): string {
	const text = printExpression(expression);
	return levelOf(expression) < least ? `(${text})` : text;
}

export function printExpression(expression: Expression): string {
	switch (expression.kind) {
		case "literal":
			return printLiteral(expression);
		case "parameter":
			return `$${printAnyName(expression.name)}`;
		case "variable":
			return printName(expression.name);
		case "property":
			return `${printSubject(expression.subject)}.${printAnyName(expression.key)}`;
		case "index":
			return `${printSubject(expression.subject)}[${printExpression(expression.index)}]`;
		case "slice": {
			const [from, to] = [expression.from, expression.to].map((bound) =>
				bound === undefined ? "" : printExpression(bound),
			);
			return `${printSubject(expression.subject)}[${from}..${to}]`;
		}
		case "list":
			return printList(expression.items);
		case "map":
			return `{${expression.entries.map(({ key, value }) => `${printAnyName(key)}: ${printExpression(value)}`).join(", ")}}`;
		case "map-projection":
			return `${printName(expression.subject.name)} {${expression.items.map(printProjectionItem).join(", ")}}`;
		case "unary":
			if (expression.operator === "not") return `NOT ${printIn(expression.operand, 4)}`;
			return `${expression.operator}${printIn(expression.operand, 10)}`;
		case "binary": {
			const level = levelOf(expression);
			const operator = expression.operator.toUpperCase();
			return `${printIn(expression.left, level)} ${operator} ${printRight(expression.right, level + 1)}`;
		}
		case "logical": {
			const level = levelOf(expression);
			return expression.operands
				.map((operand) => printIn(operand, level + 1))
				.join(` ${expression.operator.toUpperCase()} `);
		}
		case "comparison":
			return expression.operands
				.map((operand, at) =>
					at === 0 ? printIn(operand, 6) : ` ${expression.operators[at - 1]} ${printRight(operand, 6)}`,
				)
				.join("");
		case "null-test":
			return `${printIn(expression.operand, 6)} IS ${expression.negated ? "NOT " : ""}NULL`;
		case "type-test":
			return `${printIn(expression.operand, 6)} IS ${expression.negated ? "NOT " : ""}:: ${printType(expression.type)}`;
		case "label-test":
			return `${printSubject(expression.operand)}:${printLabelIn(expression.label, ["label-or"])}`;
		case "call-function": {
			const name = expression.name.split(".").map(printAnyName).join(".");
			const args = expression.arguments.map(printExpression).join(", ");
			return `${name}(${expression.distinct ? "DISTINCT " : ""}${args})`;
		}
		case "count-all":
			return "count(*)";
		case "case":
			return printCase(expression);
		case "list-comprehension": {
			const { variable, list, where, result } = expression;
			const shown = result === undefined ? "" : ` | ${printExpression(result)}`;
			return `[${printName(variable.name)} IN ${printExpression(list)}${printWhere(where)}${shown}]`;
		}
		case "pattern-comprehension":
			return `[${printPath(expression.pattern)}${printWhere(expression.where)} | ${printExpression(expression.result)}]`;
		case "quantified": {
			const { quantifier, variable, list, where } = expression;
			return `${quantifier}(${printName(variable.name)} IN ${printExpression(list)}${printWhere(where)})`;
		}
		case "reduce": {
			const { accumulator, initial, variable, list, step } = expression;
			const start = `${printName(accumulator.name)} = ${printExpression(initial)}`;
			return `reduce(${start}, ${printName(variable.name)} IN ${printExpression(list)} | ${printExpression(step)})`;
		}
		case "pattern-predicate":
			return expression.asFunction
				? `exists(${printPath(expression.pattern)})`
				: printPath(expression.pattern);
		case "subquery":
			return printSubquery(expression);
		case "shortest-path":
			return printPath(expression.pattern);
	}
}

function printType(type: ValueType): string {
	// In brackets a bare bar could end what is printed.
	if (type.kind === "union-type") return `ANY<${type.types.map(printType).join(" | ")}>`;
	const name = type.kind === "list-type" ? `LIST<${printType(type.element)}>` : type.name;
	return type.nullable ? name : `${name} NOT NULL`;
}

/** What stands before `.key`, `[index]` or `:Label`. */
function printSubject(expression: Expression): string {
	const bare =
		expression.kind === "literal" && (expression.type === "integer" || expression.type === "float");
	return bare || expression.kind === "pattern-predicate"
		? `(${printExpression(expression)})`
		: printIn(expression, 11);
}

/** `[x IN list]` in parentheses is a list with a truth value, and no comprehension. */
function printList(items: readonly Expression[]): string {
	const printed = items.map(printExpression);
	const isComprehension = printed.length === 1 && /\bIN\b|=|\|/.test(printed[0]!);
	return isComprehension ? `[(${printed[0]})]` : `[${printed.join(", ")}]`;
}

function printProjectionItem(item: MapProjectionItem): string {
	switch (item.kind) {
		case "all-properties":
			return ".*";
		case "property-selector":
			return `.${printAnyName(item.key)}`;
		case "variable-selector":
			return printName(item.variable.name);
		case "map-entry":
			return `${printAnyName(item.key)}: ${printExpression(item.value)}`;
	}
}

function printCase({ subject, branches, otherwise }: CaseExpression): string {
	const start = subject === undefined ? "CASE" : `CASE ${printExpression(subject)}`;
	const cases = branches.map(
		({ when, result }) => `WHEN ${printExpression(when)} THEN ${printExpression(result)}`,
	);
	const rest = otherwise === undefined ? "" : ` ELSE ${printExpression(otherwise)}`;
	return `${start} ${cases.join(" ")}${rest} END`;
}

function printSubquery({ result, query }: Subquery): string {
	return `${result.toUpperCase()} { ${printQuery(query, " ")} }`;
}

function printLiteral({ type, value }: Literal): string {
	if (type === "string") return printString(value as string);
	if (type !== "float") return String(value);
	if (!Number.isFinite(value)) return `${value} / 0.0`.replace("Infinity", "1.0").replace("NaN", "0.0");
	const text = Object.is(value, -0) ? "-0" : String(value);
	return /[.e]/.test(text) ? text : `${text}.0`;
}

/** In single quotes; what cannot be seen is written as an escape. */
export function printString(text: string): string {
	const escaped = text
		.replaceAll("\\", "\\\\")
		.replaceAll("'", "\\'")
		.replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029\uD800-\uDFFF]/gu, (char) => {
			const known = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[char];
			return known ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
		});
	return `'${escaped}'`;
}
