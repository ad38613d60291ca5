/** The graph that readers of the site may ask, as a file of the site: made when it has changed. */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { CellPlan, CellResult } from "../model/index.js";
import { packOutline, packSiteGraph } from "../panel/index.js";
import { createQueryGraph, type QueryGraph } from "../query-graph/query-graph.js";
import type { QueryGraphFile } from "../site/index.js";
import { publicVault, type VaultParts } from "./public-vault.js";

export interface SiteGraphInput extends VaultParts {
	readonly plan: CellPlan;
	readonly results: readonly CellResult[];
}

/**
 * Nothing that the site does not show is in it, and no texts.
 * @param asked the graph of the same site, if questions were asked of it
 */
export function siteGraphFile(input: SiteGraphInput, asked: () => QueryGraph | undefined): QueryGraphFile {
	let made: QueryGraph | undefined;
	return {
		basis: basisOf(input),
		pack: (what, { shows, hrefOf }) => {
			made ??= asked();
			if (made === undefined) {
				const { notes, graph } = publicVault(input, shows);
				made = createQueryGraph({ notes, graph, plan: input.plan, results: input.results });
			}
			const { store, conceptOf } = made;
			const addressOf = (node: number) => {
				const concept = conceptOf(node);
				return concept === undefined ? undefined : hrefOf(concept);
			};
			return what === "outline" ? packOutline(store, addressOf, limit) : packSiteGraph(store, addressOf);
		},
	};
}

/** What the page for queries loads before it can answer: of 10,000 notes, concepts and links come to about as much. */
const limit = { most: 160_000, sizeOf: (bytes: Uint8Array) => gzipSync(bytes).length };

/** Every link has its line: the graph changes with every text. What the site shows is known to the site. */
function basisOf({ notes, vault, results }: SiteGraphInput): string {
	const hash = createHash("sha256");
	for (const { note, digests } of notes) hash.update(`${note.path}\0${digests.facts}${digests.text}\n`);
	for (const { path, hash: content } of [...vault.canvases, ...vault.sidecars])
		hash.update(`${path}\0${content}\n`);
	for (const { state, record } of results) hash.update(`${state} ${record?.key} ${record?.status}\n`);
	return hash.digest("hex");
}
