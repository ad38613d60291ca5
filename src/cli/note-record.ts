import type { CompiledCell, Diagnostic, Link, Note, Position } from "../model/index.js";

/**
 * What `notapse inspect --json` prints of a note: a stable shape for scripts (docs/cli.md), poorer than the
 * model's. Lists are in document order, frontmatter first.
 */
export function toRecord(note: Note, cells: readonly CompiledCell[] = []): object {
	const diagnostics = [...note.diagnostics, ...cells.flatMap((compiled) => compiled.diagnostics)];
	return {
		path: note.path,
		title: note.title,
		links: note.links.map(linkRecord),
		tags: note.tags.map(({ name }) => name),
		aliases: note.aliases,
		blockIds: note.blockIds.map(({ id }) => id),
		headings: note.headings.map(({ depth, text, position }) => ({ depth, text, ...place(position) })),
		fields: note.fields.map(({ key, value, form, position }) => ({ key, value, form, ...place(position) })),
		// fromEntries defines properties, so that even `__proto__` is one like any other.
		properties: Object.fromEntries(note.properties.map(({ key, value }) => [key, value])),
		callouts: note.callouts.map(({ type, title, fold, position }) => ({
			type,
			title,
			...(fold !== undefined && { fold }),
			...place(position),
		})),
		...(cells.length > 0 && { cells: cells.map(cellRecord) }),
		...(diagnostics.length > 0 && { diagnostics: diagnostics.map(diagnosticRecord) }),
	};
}

function linkRecord({ kind, format, target, heading, block, alias, size, property, position }: Link): object {
	return {
		kind,
		format,
		target,
		...(heading !== undefined && { heading }),
		...(block !== undefined && { block }),
		...(alias !== undefined && { alias }),
		...(size !== undefined && { size }),
		...(property !== undefined && { property }),
		...place(position),
	};
}

function cellRecord({ cell, facts }: CompiledCell): object {
	const { id, language, options, lines } = cell;
	return {
		...(id !== undefined && { id }),
		language,
		imports: facts.imports.map(({ specifier, names }) => ({
			from: specifier,
			names: names.map(({ imported }) => imported),
		})),
		exports: facts.exports,
		defines: facts.defines.map(({ name }) => name),
		options,
		...place(lines[0]!),
	};
}

/** `ts #流  imports [[长短期记忆网络]]  exports 流, 图` */
export function describeCell({ cell, facts }: CompiledCell): string {
	const from = [...new Set(facts.imports.map(({ specifier }) => specifier))];
	return [
		cell.id === undefined ? cell.language : `${cell.language} #${cell.id}`,
		...(from.length > 0 ? [`imports ${from.join(", ")}`] : []),
		...(facts.exports.length > 0 ? [`exports ${facts.exports.join(", ")}`] : []),
	].join("  ");
}

function diagnosticRecord({ rule, severity, message, hint, position }: Diagnostic): object {
	return {
		rule,
		severity,
		message,
		...(hint !== undefined && { hint }),
		...(position !== undefined && place(position)),
	};
}

function place({ line, column, offset }: Position): object {
	return { line, column, offset };
}

/** `![[target#heading|alias]]`, as a wiki-link however it was written. */
export function describeLink({ kind, target, heading, block, alias, size, property }: Link): string {
	const anchor = block !== undefined ? `#^${block}` : heading !== undefined ? `#${heading}` : "";
	const pixels =
		size === undefined
			? ""
			: `|${[size.width, ...(size.height === undefined ? [] : [size.height])].join("x")}`;
	const shown = (alias === undefined ? "" : `|${alias}`) + pixels;
	const key = property === undefined ? "" : `${property}: `;
	return `${key}${kind === "embed" ? "!" : ""}[[${target}${anchor}${shown}]]`;
}
