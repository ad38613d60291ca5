/** Parameters of queries: what of them decides how a query is compiled, and what is only put in when it runs. */
import { FloatValue, isFloat, isInteger, type Value } from "../../../query/index.js";
import { Late } from "../sql.js";
import type { Context, Kind } from "./stage.js";
import { sqlTypes } from "./stage.js";

/** Lists that are longer are bound as one. */
export const manyItems = 20;

/** Texts and numbers as the server takes them; undefined for what it cannot take as we mean it. */
export function scalarKind(value: Value): "text" | "boolean" | "integer" | "float" | undefined {
	if (typeof value === "string") return isStorable(value) ? "text" : undefined;
	if (typeof value === "boolean") return "boolean";
	if (typeof value !== "number" && typeof value !== "bigint" && !(value instanceof FloatValue))
		return undefined;
	if (isInteger(value)) return "integer";
	return isFloat(value) && Number.isFinite(plainFloat(value)) ? "float" : undefined;
}

function plainFloat(value: Value): number {
	return value instanceof FloatValue ? value.value : (value as number);
}

/** @param name of the parameter; absent: it is written in the query */
export function bindScalar(
	value: Value,
	kind: NonNullable<ReturnType<typeof scalarKind>>,
	name: string | undefined,
	context: Context,
): string {
	const type = sqlTypes[kind];
	return context.bind(name === undefined ? encoded(value) : late(name, encoded), type);
}

/** A list of texts or of integers as one value, or undefined. */
export function bindList(
	values: readonly Value[],
	name: string | undefined,
	context: Context,
): { readonly kind: Kind; readonly sql: string } | undefined {
	const kind = listKind(values);
	if (kind === undefined) return undefined;
	const encode = (value: Value) => (value as readonly Value[]).map(encoded);
	return {
		kind,
		sql: context.bind(
			name === undefined ? encode(values) : late(name, encode, "list"),
			`${sqlTypes[kind]}[]`,
		),
	};
}

function listKind(values: readonly Value[]): "text" | "integer" | undefined {
	const kind = values.length === 0 ? undefined : scalarKind(values[0]!);
	if (kind !== "text" && kind !== "integer") return undefined;
	return values.every((value) => scalarKind(value) === kind) ? kind : undefined;
}

/** @param how tells values that are made of one parameter in several ways from each other */
export function late(parameter: string, encode: (value: Value) => unknown, how = ""): Late {
	return new Late(`${how} ${parameter}`, ({ parameters }) => encode(parameters.get(parameter)!));
}

/** The driver writes numbers as they are written here. */
export function encoded(value: Value): unknown {
	if (typeof value === "string" || typeof value === "boolean") return value;
	return String(value instanceof FloatValue ? value.value : value);
}

/** PostgreSQL stores neither NUL nor half a character. */
export function isStorable(text: string): boolean {
	return !(
		text.includes("\0") || /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)
	);
}

/** Characters for which the order of code points is not that of UTF-16 units. */
const unusual = /[\ud800-\udfff\ue000-\uffff]/;

export function isUnusual(value: Value): boolean {
	if (typeof value === "string") return unusual.test(value);
	if (Array.isArray(value)) return (value as readonly Value[]).some(isUnusual);
	return typeof value === "object" && value !== null && !(value instanceof FloatValue);
}

/**
 * The same for values with which a query is compiled to the same statements, so that it has to be compiled once; undefined
 * where that depends on too much.
 */
export function shapeOfParameter(value: Value): string | undefined {
	if (value === null) return "null";
	if (Array.isArray(value)) return shapeOfList(value as readonly Value[]);
	const kind = scalarKind(value);
	if (kind === "text") return isUnusual(value) ? "text, unusual" : "text";
	// Counts are integers that may stand behind LIMIT.
	if (kind === "integer")
		return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? "count" : "integer";
	return kind;
}

function shapeOfList(values: readonly Value[]): string | undefined {
	if (values.length > manyItems) {
		const kind = listKind(values);
		return kind === undefined ? undefined : `${isUnusual(values) ? "unusual " : ""}${kind}s`;
	}
	const items = values.map((item) => {
		const kind = item === null ? "null" : scalarKind(item);
		return kind === undefined ? undefined : [kind, item === null ? null : encoded(item)];
	});
	return items.includes(undefined) ? undefined : JSON.stringify(items);
}
