import { indexedKeys } from "../layout.js";
import { type Bound, carrierOf, type Stage } from "./stage.js";

/** A property of a node or relationship, as what it is wherever it occurs. */
export function propertyOf(bound: Bound, key: string, stage: Stage): Bound {
	const { facts } = stage.context;
	const keys = bound.kind === "node" ? facts.nodeKeys : facts.relationshipKeys;
	const known = Object.hasOwn(keys, key) ? keys[key] : undefined;
	if (known === undefined) return { kind: "null", sql: "NULL::text" };
	const properties = `${carrierOf(bound)}.properties`;
	const name = indexedKeys.includes(key) ? `'${key}'` : stage.context.bind(key, "text");
	const asText = `(${properties} ->> ${name})`;
	const asJson = `(${properties} -> ${name})`;
	const types = known.types.join(" ");
	switch (types) {
		case "string":
			return { kind: "text", sql: asText };
		case "boolean":
			return { kind: "boolean", sql: `${asText}::boolean` };
		case "integer":
			return { kind: "integer", sql: `${asText}::bigint` };
		case "float":
			return { kind: "float", sql: `${asText}::double precision` };
		case "float integer":
			return { kind: "number", sql: asJson };
		case "list":
			return { kind: "list", sql: asJson };
	}
	return { kind: "json", sql: asJson };
}

/** A text in a form that is sorted as we sort: by UTF-16 units, where U+E000 comes after what lies beyond U+FFFF. */
export function sortable(text: string, stage: Stage): string {
	const all = stage.context.plainOrder
		? text
		: `regexp_replace(${text}, '([\ue000-\uffff])', '\u{10fffd}\\1', 'g')`;
	return `(${all}) COLLATE "C"`;
}
