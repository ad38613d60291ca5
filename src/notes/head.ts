import type { Property } from "../model/index.js";
import { splitFrontmatter } from "./frontmatter.js";
import { type Meaning, meaningOf } from "./properties.js";
import { readProperties } from "./read-properties.js";
import type { Report } from "./report.js";

/** What stands before a note's body. */
export interface Head {
	readonly properties: readonly Property[];
	readonly meaning: Meaning;
	/** Offset at which the body starts. */
	readonly bodyStart: number;
}

export function readHead(source: string, report: Report): Head {
	const frontmatter = splitFrontmatter(source);
	const read = frontmatter ? readProperties(frontmatter, report) : [];
	return {
		properties: read.map(({ key, value, position }) => ({ key, value, position })),
		meaning: meaningOf(read, source, report),
		bodyStart: frontmatter?.end ?? 0,
	};
}
