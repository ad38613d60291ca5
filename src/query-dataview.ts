/** `dataview.*` within queries: what queries in Dataview's language are translated to. */
import { readClock } from "./clock.js";
import { dataviewFunctions, Pages } from "./dataview/index.js";
import { createFileTable, type FileTableInput } from "./file-facts.js";
import type { FunctionDefinition } from "./query/index.js";

export function dataviewFunctionsOf(input: FileTableInput): readonly FunctionDefinition[] {
	const { zone } = readClock(process.env);
	return dataviewFunctions(new Pages(createFileTable(input), zone, input.vault.settings.bookmarks));
}
