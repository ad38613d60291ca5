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
	const meaning = meaningOf(read, source, report);
	return {
		properties: read.map(({ key, value, position }) => ({ key, value, position })),
		meaning: { ...meaning, published: meaning.published && !saysNo(frontmatter?.yaml ?? "") },
		bodyStart: frontmatter?.end ?? 0,
	};
}

/**
 * Whether a line withholds the note. Properties that are broken, too large or given twice must not publish what
 * one of their lines says is private.
 */
function saysNo(yaml: string): boolean {
	return /^(?:[{,][\t ]{0,8})?["']?(?:publish["']?[\t ]{0,8}:[\t ]{0,8}["']?(?:false|no|off)|draft["']?[\t ]{0,8}:[\t ]{0,8}["']?(?:true|yes|on))(?![\w-])/im.test(
		yaml,
	);
}
