import { dataviewFunctions, Pages, translateDataview } from "../../src/dataview/index.js";
import { prepareSyntax } from "../../src/query/index.js";
import { createFileTable } from "../../src/query-graph/file-facts.js";
import { createQueryGraph } from "../../src/query-graph/query-graph.js";
import { loadedVault } from "../support/loaded-vault.js";
import { now } from "./ask.js";
import { type Canonical, canonical } from "./canonical.js";

/** Computes an expression in a vault of one empty note, by way of the engine. */
export async function evaluate(): Promise<(code: string) => Canonical> {
	const loaded = await loadedVault({ "empty.md": "" });
	const { notes, graph: concepts, plan } = loaded;
	const files = createFileTable(loaded);
	const graph = createQueryGraph({
		notes,
		graph: concepts,
		plan,
		functions: dataviewFunctions(new Pages(files, "UTC")),
	}).options;
	return (code) => {
		const { query } = translateDataview({ code, form: "inline" }, files);
		const { rows } = prepareSyntax(query, graph, code).runSync({ now: BigInt(now) * 1_000_000n });
		return canonical(rows[0]![0]!);
	};
}
