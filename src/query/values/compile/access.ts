/** What is taken out of a value: properties, elements, labels. */
import { QueryError } from "../../language/query-error.js";
import type {
	IndexAccess,
	LabelExpression,
	LabelTest,
	MapProjection,
	MapProjectionItem,
	PropertyAccess,
	SliceAccess,
} from "../../language/syntax.js";
import type { GraphAccess } from "../graph-access.js";
import type { Compiled } from "../scope.js";
import { componentOf } from "../temporal/components.js";
import { isTemporal } from "../temporal/temporal-value.js";
import { describeType, typeError, typeOf } from "../types.js";
import {
	ForeignValue,
	isInteger,
	type ListValue,
	type MapValue,
	NodeValue,
	RelationshipValue,
	type Value,
} from "../value.js";
import { type Compiler, placed } from "./compiler.js";

export function compileProperty<Row>(
	{ subject, key, span }: PropertyAccess,
	compiler: Compiler<Row>,
): Compiled<Row> {
	const value = compiler.compile(subject);
	const read = propertyReader(compiler.scope.environment.graph, key);
	return (row) => {
		const owner = value(row);
		const result = isTemporal(owner) ? placed(span, () => componentOf(owner, key)) : read(owner);
		if (result instanceof QueryError) throw result.at({ span });
		return result;
	};
}

/** Reads `key` of whatever has properties; an error is returned, so that the caller can say where it was. */
export function propertyReader(graph: GraphAccess, key: string): (subject: Value) => Value | QueryError {
	const ofNode = graph.nodeProperty(key);
	const ofRelationship = graph.relationshipProperty(key);
	return (subject) => {
		if (subject instanceof NodeValue) return ofNode(subject.id);
		if (subject === null) return null;
		if (subject instanceof RelationshipValue) return ofRelationship(subject.id);
		if (subject instanceof Map) return subject.get(key) ?? null;
		if (isTemporal(subject)) return componentOf(subject, key);
		if (subject instanceof ForeignValue && subject.property !== undefined) return subject.property(key);
		return typeError("InvalidArgumentType", `${describeType(typeOf(subject))} has no property ${key}.`);
	};
}

export function compileIndex<Row>(expression: IndexAccess, compiler: Compiler<Row>): Compiled<Row> {
	const subject = compiler.compile(expression.subject);
	const index = compiler.compile(expression.index);
	const { graph } = compiler.scope.environment;
	return (row) => {
		const result = elementOf(subject(row), index(row), graph);
		if (result instanceof QueryError) throw result.at({ span: expression.span });
		return result;
	};
}

function elementOf(subject: Value, index: Value, graph: GraphAccess): Value | QueryError {
	if (subject === null || index === null) {
		const indexable = subject === null || typeof subject === "object";
		return indexable ? null : noElements(subject);
	}
	if (Array.isArray(subject)) return listElement(subject, index);
	if (typeof subject !== "object" || isTemporal(subject)) return noElements(subject);
	if (typeof index === "string") return propertyReader(graph, index)(subject);
	if (subject instanceof Map) {
		return typeError(
			"MapElementAccessByNonString",
			`A map's key is a string, not ${describeType(typeOf(index))}.`,
		);
	}
	return noElements(subject);
}

function noElements(subject: Value): QueryError {
	return typeError("InvalidArgumentType", `${describeType(typeOf(subject))} has no elements.`);
}

function listElement(list: ListValue, index: Value): Value | QueryError {
	if (!isInteger(index)) {
		return typeError(
			"InvalidArgumentType",
			`A list's index is an integer, not ${describeType(typeOf(index))}.`,
		);
	}
	return list.at(Number(index)) ?? null;
}

/** `list[from..to]`: negative bounds count from the end; what lies beyond an end is no error. */
export function compileSlice<Row>(expression: SliceAccess, compiler: Compiler<Row>): Compiled<Row> {
	const subject = compiler.compile(expression.subject);
	const from = expression.from === undefined ? () => 0 : compiler.compile(expression.from);
	const to = expression.to === undefined ? () => Number.MAX_SAFE_INTEGER : compiler.compile(expression.to);
	const bad = (value: Value, wanted: string) => {
		const message = `A slice needs ${wanted}, not ${describeType(typeOf(value))}.`;
		return typeError("InvalidArgumentType", message).at({ span: expression.span });
	};
	return (row) => {
		const [list, start, end] = [subject(row), from(row), to(row)];
		if (list === null || start === null || end === null) return null;
		if (!Array.isArray(list)) throw bad(list, "a list");
		if (!isInteger(start)) throw bad(start, "an integer");
		if (!isInteger(end)) throw bad(end, "an integer");
		return list.slice(Number(start), Number(end));
	};
}

/** `n:A&!B`, on nodes by their labels and on relationships by their type. */
export function compileLabelTest<Row>(expression: LabelTest, compiler: Compiler<Row>): Compiled<Row> {
	const operand = compiler.compile(expression.operand);
	const { graph } = compiler.scope.environment;
	const ofNode = labelTest(
		expression.label,
		(name) => graph.hasLabel(name),
		(id) => graph.labels(id).length > 0,
	);
	const ofRelationship = labelTest(
		expression.label,
		(name) => graph.hasType(name),
		() => true,
	);
	return (row) => {
		const value = operand(row);
		if (value instanceof NodeValue) return ofNode(value.id);
		if (value === null) return null;
		if (value instanceof RelationshipValue) return ofRelationship(value.id);
		const message = `Only nodes have labels, not ${describeType(typeOf(value))}.`;
		throw typeError("InvalidArgumentType", message).at({ span: expression.span });
	};
}

/** A label expression as a test of ids; `any` is what `%` means. */
export function labelTest(
	label: LabelExpression,
	has: (name: string) => (id: number) => boolean,
	any: (id: number) => boolean,
): (id: number) => boolean {
	switch (label.kind) {
		case "label-name":
			return has(label.name);
		case "label-any":
			return any;
		case "label-not": {
			const operand = labelTest(label.operand, has, any);
			return (id) => !operand(id);
		}
		case "label-and": {
			const operands = label.operands.map((operand) => labelTest(operand, has, any));
			return (id) => operands.every((test) => test(id));
		}
		case "label-or": {
			const operands = label.operands.map((operand) => labelTest(operand, has, any));
			return (id) => operands.some((test) => test(id));
		}
	}
}

/** `n {.*, .key, key: expression, variable}` */
export function compileMapProjection<Row>(expression: MapProjection, compiler: Compiler<Row>): Compiled<Row> {
	const subject = compiler.compile(expression.subject);
	const fill = expression.items.map((item) => compileProjectionItem(item, compiler));
	return (row) => {
		const value = subject(row);
		if (value === null) return null;
		const result = new Map<string, Value>();
		placed(expression.span, () => {
			for (const add of fill) add(row, value, result);
		});
		return result;
	};
}

/** Adds what one item of a projection stands for. */
function compileProjectionItem<Row>(
	item: MapProjectionItem,
	compiler: Compiler<Row>,
): (row: Row, subject: Value, into: Map<string, Value>) => void {
	const { graph } = compiler.scope.environment;
	if (item.kind === "all-properties") return (_, subject, into) => copyProperties(subject, into, graph);
	if (item.kind === "property-selector") {
		const read = propertyReader(graph, item.key);
		return (_, subject, into) => into.set(item.key, expectValue(read(subject)));
	}
	const [key, expression] =
		item.kind === "variable-selector" ? [item.variable.name, item.variable] : [item.key, item.value];
	const value = compiler.compile(expression);
	return (row, _, into) => into.set(key, value(row));
}

function expectValue(value: Value | QueryError): Value {
	if (value instanceof QueryError) throw value;
	return value;
}

function copyProperties(subject: Value, into: Map<string, Value>, graph: GraphAccess): void {
	for (const [key, value] of propertiesOf(subject, graph)) into.set(key, value);
}

function propertiesOf(subject: Value, graph: GraphAccess): MapValue {
	if (subject instanceof Map) return subject;
	const read = (
		keys: readonly string[],
		id: number,
		reader: (key: string) => (id: number) => Value,
	): MapValue => new Map(keys.map((key) => [key, reader(key)(id)]));
	if (subject instanceof NodeValue) {
		return read(graph.nodeKeys(subject.id), subject.id, (key) => graph.nodeProperty(key));
	}
	if (subject instanceof RelationshipValue) {
		return read(graph.relationshipKeys(subject.id), subject.id, (key) => graph.relationshipProperty(key));
	}
	throw typeError("InvalidArgumentType", `${describeType(typeOf(subject))} has no properties.`);
}
