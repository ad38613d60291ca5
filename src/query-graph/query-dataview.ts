/** `dataview.*` within queries: what queries in Dataview's language are translated to. */
import { readClock } from "../clock.js";
import { dataviewFunctions, Pages } from "../dataview/index.js";
import type { FunctionDefinition } from "../query/index.js";
import { createFileTable, type FileTableInput } from "./file-facts.js";
import { tablesOf } from "./vault-tables.js";

export function dataviewFunctionsOf(input: FileTableInput): readonly FunctionDefinition[] {
	const { zone } = readClock(process.env);
	const { bookmarks } = input.vault.settings;
	const pages = new Pages(createFileTable(input), zone, bookmarks, undefined, tablesOf(input.vault));
	return dataviewFunctions(pages);
}
