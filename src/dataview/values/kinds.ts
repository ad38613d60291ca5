import { isNumber, NodeValue, type Value } from "../../query/index.js";
import { LinkValue } from "./link-value.js";
import { MomentValue, SpanValue } from "./time-values.js";
import { UrlValue } from "./widget-value.js";

/** What Dataview's `typeof` says. */
export type Kind =
	| ("array" | "boolean" | "date" | "duration" | "link" | "null")
	| ("number" | "object" | "string" | "widget");

export function kindOf(value: Value): Kind {
	switch (typeof value) {
		case "string":
			return "string";
		case "boolean":
			return "boolean";
		case "number":
		case "bigint":
			return "number";
	}
	if (value === null) return "null";
	if (Array.isArray(value)) return "array";
	if (value instanceof LinkValue) return "link";
	if (value instanceof MomentValue) return "date";
	if (value instanceof SpanValue) return "duration";
	if (value instanceof UrlValue) return "widget";
	if (value instanceof NodeValue || value instanceof Map) return "object";
	return isNumber(value) ? "number" : "object";
}
