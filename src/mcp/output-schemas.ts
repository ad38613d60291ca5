/** What tools answer, as JSON Schema. */
import { list, record, type Schema } from "../asking/verb-schemas.js";

export const text: Schema = { type: "string" };
export const maybeText: Schema = { type: ["string", "null"] };
export const integer: Schema = { type: "integer" };
export const number: Schema = { type: "number" };
export const texts: Schema = list(text);

export const concept: Schema = record(
	{
		title: text,
		kind: { type: "string", enum: ["note", "tag", "placeholder", "attachment", "canvas"] },
		path: text,
	},
	["title", "kind"],
);

/** Fields, and a list that may be cut. */
export function listing(
	name: string,
	entry: Readonly<Record<string, Schema>>,
	fields: Readonly<Record<string, Schema>> = {},
	optional: readonly string[] = [],
): Schema {
	const required = [...Object.keys(fields).filter((key) => !optional.includes(key)), name, "more"];
	return record(
		{
			...fields,
			[name]: list(record(entry)),
			more: { type: "boolean", description: "whether there is more than is shown" },
			next_offset: { type: "integer", description: "offset that shows what comes next" },
		},
		required,
	);
}
