import {
	type CompiledCell,
	graphFile,
	type Link,
	type NoteCells,
	type Resolution,
	type ResolvedCell,
	type ResolvedImport,
	type VaultPath,
} from "../model/index.js";
import type { Resolver } from "./resolver.js";

/** Where the imports of all cells lead, and the files that they read; found as links in prose are. */
export function resolveCells(
	cells: readonly NoteCells[],
	resolver: Resolver,
): ReadonlyMap<VaultPath, readonly ResolvedCell[]> {
	return new Map(
		cells.map(({ note, cells }) => [note, cells.map((compiled) => resolveCell(compiled, note, resolver))]),
	);
}

function resolveCell({ cell, links }: CompiledCell, note: VaultPath, resolver: Resolver): ResolvedCell {
	return {
		imports: links.map(
			(link): ResolvedImport => ({ link, resolution: resolver.resolve(noteOf(link), note) }),
		),
		reads: cell.options.reads.map(
			(name): Resolution =>
				name === graphFile
					? { kind: "found", path: graphFile }
					: resolver.resolve(fileLink(name, cell), note),
		),
	};
}

/** What stands behind `#` is a cell, and no heading or block. */
function noteOf({ heading: _heading, block: _block, ...link }: Link): Link {
	return link;
}

function fileLink(name: string, { span, lines }: CompiledCell["cell"]): Link {
	return { kind: "link", format: "wiki", target: name.replace(/\.md$/i, ""), span, position: lines[0]! };
}
