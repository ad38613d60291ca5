import type {
	CompiledCell,
	Diagnostic,
	Found,
	Link,
	Note,
	NoteCells,
	Resolution,
	ResolvedCell,
	ResolvedImport,
	ResolvedLink,
	VaultPath,
} from "../model/index.js";
import type { LinkContext } from "./link-diagnostics.js";
import { relatedFiles } from "./related-files.js";

/** What is wrong with the imports of a note's cells. A draft's flaws are no errors: nobody meets them. */
export function cellDiagnostics(
	note: Note,
	{ cells }: NoteCells,
	resolved: readonly ResolvedCell[],
	prose: readonly ResolvedLink[],
	context: LinkContext,
): readonly Diagnostic[] {
	const linked = new Set(prose.map(({ resolution }) => pathOf(resolution)));
	return cells
		.flatMap(({ cell }, i) => [
			...resolved[i]!.imports.flatMap((found) => ofImport(found, cell, note, linked, context)),
			...resolved[i]!.reads.flatMap((resolution, read) =>
				ofRead(resolution, cell.options.reads[read]!, cell),
			),
		])
		.map((found) =>
			note.published || found.severity !== "error" ? found : { ...found, severity: "warning" },
		);
}

function pathOf(resolution: Resolution): VaultPath | undefined {
	return resolution.kind === "missing" ? undefined : resolution.path;
}

function ofImport(
	{ link, resolution }: ResolvedImport,
	cell: CompiledCell["cell"],
	note: Note,
	linked: Set<VaultPath | undefined>,
	context: LinkContext,
): readonly Diagnostic[] {
	const place = { path: cell.path, span: link.span, position: link.position };
	if (resolution.kind !== "found") return [{ ...unresolved(link, resolution), ...place }];
	if (!/\.md$/i.test(resolution.path)) return [{ ...noNote(link, resolution), ...place }];
	const remarks: Diagnostic[] = [];
	if (context.unpublished.has(resolution.path) && note.published)
		remarks.push({ ...draft(link, resolution), ...place });
	if (resolution.path !== note.path && !linked.has(resolution.path)) {
		// Said once for each note.
		linked.add(resolution.path);
		remarks.push({ ...notLinked(link), ...place });
	}
	return remarks;
}

type Finding = Omit<Diagnostic, "path" | "span" | "position">;

function unresolved(link: Link, resolution: Exclude<Resolution, Found>): Finding {
	const { target } = link;
	if (resolution.kind === "ambiguous") {
		const { candidates, path } = resolution;
		return {
			rule: "cell/ambiguous-import",
			severity: "error",
			message: `“${target}” may be any of ${candidates.length} files, and a program needs to know which.`,
			hint: `write the folder too, for instance “${specifier(link, path.replace(/\.md$/i, ""))}”`,
			related: relatedFiles(candidates),
		};
	}
	if (resolution.outside) {
		return {
			rule: "cell/unresolved-import",
			severity: "error",
			message: `“${target}” leads out of the vault, where nothing is ever read.`,
			hint: "move the note into the vault",
		};
	}
	const name = resolution.suggestion?.split("|", 1)[0];
	return {
		rule: "cell/unresolved-import",
		severity: "error",
		message: `Nothing in the vault is called “${target}”.`,
		...(name !== undefined && { hint: `did you mean “${specifier(link, name)}”?` }),
	};
}

function noNote(link: Link, { path }: Found): Finding {
	const note = /^(.*)\.cell\.(?:ts|js|py)$/.exec(path)?.[1];
	return {
		rule: "cell/unresolved-import",
		severity: "error",
		message: `“${path}” is no note, and only notes have cells.`,
		...(note !== undefined && {
			hint: `a module belongs to the note beside it: “${specifier(link, note.split("/").at(-1)!)}”`,
		}),
		related: [path],
	};
}

function draft({ target }: Link, { path }: Found): Finding {
	return {
		rule: "cell/unpublished-import",
		severity: "warning",
		message: `“${target}” is not published: readers see what this cell gave, but cannot run it.`,
		related: [path],
	};
}

function notLinked(link: Link): Finding {
	return {
		rule: "cell/not-linked",
		severity: "info",
		message: `“${link.target}” is imported here, and no link of the note leads there.`,
		hint: `link [[${link.target}]] in the text, so that readers and Obsidian know it too`,
	};
}

/** A target as it would stand in the import. */
function specifier({ heading }: Link, target: string): string {
	return `[[${target}${heading === undefined ? "" : `#${heading}`}]]`;
}

function ofRead(resolution: Resolution, name: string, cell: CompiledCell["cell"]): readonly Diagnostic[] {
	if (resolution.kind === "found") return [];
	const place = { path: cell.path, span: cell.span, position: cell.lines[0]! };
	const missing = resolution.kind === "missing";
	return [
		{
			rule: missing ? "cell/unresolved-read" : "cell/ambiguous-read",
			severity: "error",
			message: missing
				? `This cell reads “${name}”, and no file of the vault is called so.`
				: `This cell reads “${name}”, which may be any of ${resolution.candidates.length} files.`,
			...(missing
				? resolution.suggestion !== undefined && {
						hint: `did you mean “${resolution.suggestion.split("|", 1)[0]}”?`,
					}
				: { hint: "write the folder too", related: relatedFiles(resolution.candidates) }),
			...place,
		},
	];
}
