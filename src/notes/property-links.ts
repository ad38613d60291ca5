import type { Link } from "../model/index.js";
import { readWikiLink } from "./link-text.js";
import type { ReadProperty } from "./read-properties.js";
import type { Report } from "./report.js";

/** Only a value that is a link as a whole is one. */
export function propertyLinks(property: ReadProperty, source: string, report: Report): readonly Link[] {
	const found: Link[] = [];
	for (const written of property.strings) {
		const value = written.value.trim();
		if (!value.startsWith("[[") || !value.endsWith("]]")) continue;
		const inner = value.slice(2, -2);
		if (/\]\]|\[\[|[\r\n]/.test(inner) || !/^[^|]*[^|\s]/.test(inner)) continue;
		const start = source.indexOf("[[", written.start);
		const end = source.lastIndexOf("]]", written.end) + 2;
		if (start < 0 || end > written.end || end < start + 4) continue;
		const { size: _, ...parts } = readWikiLink(inner, "link");
		found.push({
			kind: "link",
			format: "property",
			...parts,
			property: property.key,
			span: { start, end },
			position: report.lines.positionAt(start),
		});
	}
	return found;
}

/** `up: [[Note]]` without quotes is a list in a list for YAML. */
export function reportUnquotedLinks(property: ReadProperty, source: string, report: Report): void {
	const written = source.slice(property.start, Math.min(property.end, property.start + 500));
	if (!/^\[\[[^[\]"'{}]+\]\]$/.test(written)) return;
	report.add({
		rule: "frontmatter/unquoted-link",
		severity: "warning",
		message: `Without quotes “${written}” is a list in YAML and no link.`,
		span: { start: property.start, end: property.end },
		hint: `write ${property.key}: "${written}"`,
	});
}
