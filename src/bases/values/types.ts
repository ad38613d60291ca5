import { isNumber, type Value } from "../../query/index.js";
import { BaseDate } from "./date-value.js";
import { BaseDuration } from "./duration-value.js";
import { BaseFile } from "./file-value.js";
import { BaseLink } from "./link-value.js";
import { MarkupValue } from "./markup-value.js";
import { ProblemValue } from "./problem-value.js";
import { RegexValue } from "./regex-value.js";
import { TagValue } from "./tag-value.js";

/** What `isType` calls a value. */
export type TypeName =
	| ("null" | "boolean" | "number" | "string" | "list" | "object")
	| ("date" | "duration" | "link" | "file" | "tag" | "regexp" | "html" | "image" | "icon")
	| "problem"
	/** Of the engine's own, which no expression of a base makes. */
	| "other";

export function typeOf(value: Value): TypeName {
	if (typeof value === "string") return "string";
	if (value === null) return "null";
	if (typeof value === "boolean") return "boolean";
	if (isNumber(value)) return "number";
	if (Array.isArray(value)) return "list";
	if (value instanceof Map) return "object";
	if (value instanceof BaseDate) return "date";
	if (value instanceof BaseFile) return "file";
	if (value instanceof BaseLink) return "link";
	if (value instanceof TagValue) return "tag";
	if (value instanceof BaseDuration) return "duration";
	if (value instanceof MarkupValue) return value.kind;
	if (value instanceof RegexValue) return "regexp";
	return value instanceof ProblemValue ? "problem" : "other";
}

/** For messages: `a date`. */
export function describe(value: Value): string {
	return described.get(typeOf(value)) ?? "a value of another kind";
}

const described = new Map<TypeName, string>([
	["null", "nothing"],
	["boolean", "true or false"],
	["number", "a number"],
	["string", "a text"],
	["list", "a list"],
	["object", "an object"],
	["date", "a date"],
	["duration", "a duration"],
	["link", "a link"],
	["file", "a file"],
	["tag", "a tag"],
	["regexp", "a regular expression"],
	["html", "HTML"],
	["image", "an image"],
	["icon", "an icon"],
	["problem", "a problem"],
]);
