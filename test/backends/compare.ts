/** Rows of two engines, made comparable: what nodes are called inside each is its own business. */
import { type GraphStore, type Plain, type QueryResult, toPlain } from "../../src/query/index.js";

export function comparable({ rows }: QueryResult, store: GraphStore, ordered: boolean): string[] {
	const texts = rows.map((row) => JSON.stringify(row.map((value) => withoutIds(toPlain(value, store)))));
	return ordered ? texts : texts.sort();
}

function withoutIds(value: Plain): Plain {
	if (typeof value === "number" && !Number.isInteger(value)) return Number(value.toPrecision(6));
	if (Array.isArray(value)) return value.map(withoutIds);
	if (typeof value !== "object" || value === null) return value;
	const entity = "properties" in value && ("labels" in value || "type" in value);
	const hidden = entity ? ["id", "source", "target"] : [];
	const entries = Object.entries(value).filter(([key]) => !hidden.includes(key));
	return Object.fromEntries(
		entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, withoutIds(inner)]),
	);
}
