import { Ajv2020 } from "ajv/dist/2020.js";

/** What is wrong with a value by a schema (JSON Schema 2020-12), in words; nothing, if it is as the schema has it. */
export function validator(schema: object): (value: unknown) => string[] {
	const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
	return (value) =>
		validate(value)
			? []
			: (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
