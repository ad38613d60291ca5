/** `base.*` within queries: what the expressions of bases are translated to. */
import { baseFunctions } from "../bases/index.js";
import type { FunctionDefinition } from "../query/index.js";
import { createFileTable, type FileTableInput } from "./file-facts.js";

export function baseFunctionsOf(input: FileTableInput): readonly FunctionDefinition[] {
	return baseFunctions({ files: createFileTable(input), language: "en" });
}
