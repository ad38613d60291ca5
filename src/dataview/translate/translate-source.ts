import type { FileTable, VaultPath } from "../../model/index.js";
import type { syntax } from "../../query/index.js";
import { DataviewError } from "../language/dataview-error.js";
import type { Source } from "../language/syntax.js";
import { call, literal, logical, not, variable } from "./build.js";

export interface SourceContext {
	readonly files: FileTable;
	readonly from: VaultPath | undefined;
}

/** Rows of tables in files, where `FROM` names such and nothing else. */
export function translateTables(
	source: Source,
	{ from }: Pick<SourceContext, "from">,
): syntax.Expression | undefined {
	const { span } = source;
	if (source.kind === "either") {
		const left = translateTables(source.left, { from });
		const right = left && translateTables(source.right, { from });
		return left && right && { kind: "binary", operator: "+", left, right, span };
	}
	if (source.kind !== "csv") return undefined;
	if (/^[a-z][a-z0-9+.-]*:/i.test(source.path))
		throw new DataviewError(
			"csv(…) reads files of the vault, and nothing from the network: keep the table beside your notes.",
			span.start,
			"absent",
		);
	const args = [literal(source.path, span), ...(from === undefined ? [] : [literal(from, span)])];
	return call("dataview.csv", args, span);
}

/** What `FROM` says, as a condition on a note; undefined for all notes. */
export function translateSource(
	source: Source,
	row: string,
	context: SourceContext,
): syntax.Expression | undefined {
	const { span } = source;
	const note = variable(row, span);
	switch (source.kind) {
		case "tag":
			return call("dataview.tagged", [note, literal(source.tag, span)], span);
		case "folder":
			return inFolder(source.path, row, source, context);
		case "link":
			return linked(source, row, context);
		case "csv":
			throw new DataviewError(
				"csv(…) stands alone here, or joined by OR with other tables: its rows are no notes.",
				span.start,
			);
		case "not": {
			const operand = translateSource(source.operand, row, context);
			return operand === undefined ? literal(false, span) : not(operand, span);
		}
		case "both":
		case "either": {
			const left = translateSource(source.left, row, context);
			const right = translateSource(source.right, row, context);
			if (source.kind === "either") {
				return left && right && logical("or", [left, right], span);
			}
			return left === undefined || right === undefined
				? (left ?? right)
				: logical("and", [left, right], span);
		}
	}
}

/** A folder with all that is below it, or a file, with or without `.md`. */
function inFolder(
	written: string,
	row: string,
	{ span }: Source,
	{ files }: SourceContext,
): syntax.Expression | undefined {
	const path = written.replace(/^\/+|\/+$/g, "");
	if (path === "") return undefined;
	const ofNote: syntax.Expression = { kind: "property", subject: variable(row, span), key: "path", span };
	const file = [path, `${path}.md`].find((candidate) => files.get(candidate) !== undefined);
	const isFolder = files.files.some((candidate) => candidate.path.startsWith(`${path}/`));
	if (file !== undefined && !isFolder)
		return { kind: "comparison", operands: [ofNote, literal(file, span)], operators: ["="], span };
	return { kind: "binary", operator: "starts with", left: ofNote, right: literal(`${path}/`, span), span };
}

function linked(
	source: Extract<Source, { kind: "link" }>,
	row: string,
	{ files, from }: SourceContext,
): syntax.Expression {
	const { span, path, direction } = source;
	const target = path === "" ? from : (files.resolve(path, from ?? "") ?? undefined);
	if (target === undefined && path === "")
		throw new DataviewError(
			"[[]] is the note in which a query stands, and this one stands in none.",
			span.start,
			"absent",
		);
	// A name that no file has is known by those that link to it, whichever direction is asked for.
	const name = target === undefined || direction === "incoming" ? "dataview.linksTo" : "dataview.linkedFrom";
	return call(name, [variable(row, span), literal(target ?? path, span)], span);
}
