import type { TypeKeyword, ValueType } from "../language/syntax.js";
import { typeOf, typeTest } from "./types.js";
import type { Value } from "./value.js";

/** Whether a value is of a type, as `value IS :: TYPE` asks. */
export function typePredicate(type: ValueType): (value: Value) => boolean {
	if (type.kind === "union-type") {
		const tests = type.types.map(typePredicate);
		return (value) => tests.some((holds) => holds(value));
	}
	const holds = type.kind === "list-type" ? listPredicate(type.element) : predicates[type.name];
	const nullable = type.nullable && !(type.kind === "named-type" && type.name === "NOTHING");
	return (value) => (value === null ? nullable : holds(value));
}

function listPredicate(element: ValueType): (value: Value) => boolean {
	const holds = typePredicate(element);
	return (value) => Array.isArray(value) && value.every(holds);
}

/** Of values that are not null. */
const predicates: Readonly<Record<TypeKeyword, (value: Value) => boolean>> = {
	ANY: () => true,
	NOTHING: () => false,
	NULL: () => false,
	BOOLEAN: typeTest("boolean"),
	STRING: typeTest("string"),
	INTEGER: typeTest("integer"),
	FLOAT: typeTest("float"),
	MAP: typeTest("map"),
	NODE: typeTest("node"),
	RELATIONSHIP: typeTest("relationship"),
	PATH: typeTest("path"),
	DATE: typeTest("date"),
	"LOCAL TIME": typeTest("localtime"),
	"ZONED TIME": typeTest("time"),
	"LOCAL DATETIME": typeTest("localdatetime"),
	"ZONED DATETIME": typeTest("datetime"),
	DURATION: typeTest("duration"),
	"PROPERTY VALUE": (value) => (Array.isArray(value) ? value.every(isPlain) : isPlain(value)),
};

const isPlain = typeTest("boolean|number|string|temporal");

const names = new Map([
	["localtime", "LOCAL TIME"],
	["time", "ZONED TIME"],
	["localdatetime", "LOCAL DATETIME"],
	["datetime", "ZONED DATETIME"],
]);

/** How many levels of lists are told apart, and how many types of elements. */
const deepest = 3;
const mostTypes = 8;

/** The narrowest type of a value, as it is written: `INTEGER NOT NULL`, `LIST<STRING NOT NULL> NOT NULL`. */
export function valueType(value: Value, depth = 0): string {
	if (value === null) return "NULL";
	if (!Array.isArray(value)) return `${names.get(typeOf(value)) ?? typeOf(value).toUpperCase()} NOT NULL`;
	const elements = new Set<string>();
	for (const element of value) {
		elements.add(depth < deepest ? valueType(element, depth + 1) : "ANY");
		if (elements.size > mostTypes) return "LIST<ANY> NOT NULL";
	}
	return `LIST<${ofElements(elements)}> NOT NULL`;
}

/** Of a null beside others, that they may be null. */
function ofElements(types: ReadonlySet<string>): string {
	if (types.size === 0) return "NOTHING";
	if (types.size === 1 || !types.has("NULL")) return [...types].sort().join(" | ");
	const others = [...types].filter((type) => type !== "NULL").sort();
	return others.map((type) => type.replace(/ NOT NULL$/, "")).join(" | ");
}
