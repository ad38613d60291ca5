import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseFeature, type Scenario } from "./gherkin.js";

/** The kit lies beside the repository, where somebody has put it, or where `OPENCYPHER_TCK` says. */
const folder =
	process.env.OPENCYPHER_TCK ?? fileURLToPath(new URL("../../../../shared/tck/", import.meta.url));

export const kit = {
	exists: existsSync(join(folder, "features")),
	folder,
};

export function readScenarios(): Scenario[] {
	const features = join(folder, "features");
	const files = readdirSync(features, { recursive: true, encoding: "utf8" })
		.filter((file) => file.endsWith(".feature"))
		.map((file) => file.replaceAll("\\", "/"))
		.sort();
	return files.flatMap((file) =>
		parseFeature(readFileSync(join(features, file), "utf8"), file.replace(/\.feature$/, "")),
	);
}

export function namedGraph(name: string): string {
	return readFileSync(join(folder, "graphs", name, `${name}.cypher`), "utf8");
}
