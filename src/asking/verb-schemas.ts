/** What verbs take and answer, as JSON Schema (2020-12): made from their table. */
import type { Column, Verb } from "./verbs.js";

export interface Schema {
	readonly [keyword: string]: unknown;
}

export interface SharedSchemas {
	/** A concept, or a reference to what describes it. */
	readonly concept: Schema;
	/** A tree of messages, likewise. */
	readonly heard: Schema;
}

export const conceptSchema: Schema = record(
	{
		id: { type: "string", description: "a note's path, #tag, or ?name for a name that nobody has written" },
		kind: { enum: ["note", "tag", "placeholder", "attachment", "canvas"] },
		title: { type: "string" },
		path: { type: "string", description: "of notes and files" },
	},
	["id", "kind", "title"],
);

/** @param heard a reference to this very schema */
export function heardSchema(heard: Schema): Schema {
	return record(
		{
			concept: { type: "string" },
			over: { enum: ["link", "backlink", "member", "mention", "mentioned"] },
			share: { type: "number", description: "part of the size of the similarity, with everything below it" },
			own: { type: "number", description: "the part that its own text brings" },
			common: { type: "number", description: "at the root: what is taken off because all notes say it" },
			heard: { type: "array", items: heard },
		},
		["concept", "share", "own", "heard"],
	);
}

export function answerSchema(verb: Verb, { concept, heard }: SharedSchemas): Schema {
	switch (verb.answer.kind) {
		case "rows":
			return record({
				...Object.fromEntries(
					verb.arguments.map((argument) => [argument.name, argument.concept ? concept : { type: "string" }]),
				),
				rows: list(
					record(
						Object.fromEntries(
							verb.answer.columns.map((column) => [column.name, columnSchema(column, concept)]),
						),
					),
				),
				more: { type: "boolean", description: "whether there are more rows than these" },
			});
		case "path":
			return record({
				from: concept,
				to: concept,
				length: {
					type: ["integer", "null"],
					description: "links between them; null where no chain connects them",
				},
				steps: list(stepSchema),
			});
		case "related":
			return record({
				concept,
				related: list({ allOf: [concept, record({ score: { type: "number" }, ...reasons })] }),
				more: { type: "boolean" },
			});
		case "suggest":
			return record({ total: { type: "integer" }, suggestions: list(suggestionSchema(concept)) });
		case "explain":
			return record({
				...{ a: concept, b: concept },
				similarity: { type: "number", description: "the cosine of the two vectors" },
				sides: { type: "array", prefixItems: [heard, heard], minItems: 2, maxItems: 2 },
				...reasons,
			});
	}
}

function columnSchema({ type, about }: Column, concept: Schema): Schema {
	const described = about === undefined ? {} : { description: about };
	switch (type) {
		case "concept":
			return concept;
		case "text":
			return { type: "string", ...described };
		case "text?":
		case "sentence":
			return { type: ["string", "null"], ...described };
		case "texts":
			return { type: "array", items: { type: "string" }, ...described };
		case "count":
			return { type: "integer", ...described };
		case "number":
			return { type: "number", ...described };
	}
}

const stepSchema: Schema = record(
	{
		from: { type: "string" },
		to: { type: "string" },
		type: { type: "string" },
		direction: { enum: ["out", "in"], description: "whether the link leads along the path or against it" },
		place: { type: "string", description: "path:line" },
		sentence: { type: "string" },
	},
	["from", "to", "type", "direction"],
);

const reasons: Readonly<Record<string, Schema>> = {
	reasons: list({
		type: "object",
		properties: {
			kind: { enum: ["link", "neighbors", "tags", "text", "mention", "position"] },
			weight: { type: "number", description: "share of the score" },
		},
		required: ["kind", "weight"],
	}),
	why: { type: "array", items: { type: "string" }, description: "the reasons in words" },
};

function suggestionSchema(concept: Schema): Schema {
	return record(
		{
			from: concept,
			to: concept,
			link: { type: "string", description: "as it would be written" },
			score: { type: "number" },
			mention: record({ name: { type: "string" }, line: { type: "integer" } }, ["name"]),
			...reasons,
		},
		["from", "to", "link", "score", "reasons", "why"],
	);
}

/** @param required all, if nothing else is said */
export function record(
	properties: Readonly<Record<string, Schema>>,
	required: readonly string[] = Object.keys(properties),
): Schema {
	return { type: "object", properties, required };
}

export function list(items: Schema): Schema {
	return { type: "array", items };
}
