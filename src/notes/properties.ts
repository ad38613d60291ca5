import type { Link, Tag } from "../model/index.js";
import { propertyLinks, reportUnquotedLinks } from "./property-links.js";
import { propertyTags } from "./property-tags.js";
import type { ReadProperty } from "./read-properties.js";
import type { Report } from "./report.js";

/** What the properties with a meaning say. Keys are compared without case, as Obsidian does. */
export interface Meaning {
	readonly title?: string;
	readonly description?: string;
	readonly lang?: string;
	readonly published: boolean;
	readonly aliases: readonly string[];
	readonly cssClasses: readonly string[];
	readonly tags: readonly Tag[];
	readonly links: readonly Link[];
}

export function meaningOf(properties: readonly ReadProperty[], source: string, report: Report): Meaning {
	const byKey = new Map(properties.map((property) => [property.key.toLowerCase(), property]));
	const title = text(byKey.get("title"));
	const description = text(byKey.get("description"));
	const lang = [text(byKey.get("lang")), text(byKey.get("language"))].find(isLanguage);
	reportDeadKeys(byKey, report);
	for (const property of properties) reportUnquotedLinks(property, source, report);
	return {
		...(title !== undefined && { title }),
		...(description !== undefined && { description }),
		...(lang !== undefined && { lang }),
		published: !isFalse(byKey.get("publish")) && !isTrue(byKey.get("draft")),
		aliases: aliases(byKey.get("aliases"), report),
		cssClasses: cssClasses(byKey.get("cssclasses")),
		tags: propertyTags(byKey.get("tags"), source, report),
		links: properties.flatMap((property) => propertyLinks(property, source, report)),
	};
}

function text(property: ReadProperty | undefined): string | undefined {
	const value = property?.value;
	if (typeof value !== "string" && typeof value !== "number") return undefined;
	return String(value).trim() || undefined;
}

function isLanguage(value: string | undefined): boolean {
	return value !== undefined && /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}$/i.test(value);
}

/** YAML's older words for it too: a note that may be private is. */
function isTrue(property: ReadProperty | undefined): boolean {
	return property?.value === true || /^(?:true|yes|on)$/i.test(text(property) ?? "");
}

function isFalse(property: ReadProperty | undefined): boolean {
	return property?.value === false || /^(?:false|no|off)$/i.test(text(property) ?? "");
}

/** A list or one string. */
function items(property: ReadProperty | undefined): readonly string[] {
	const value = property?.value ?? null;
	return (Array.isArray(value) ? value : [value])
		.filter((item) => typeof item === "string" || typeof item === "number")
		.map((item) => String(item).trim())
		.filter((item) => item !== "");
}

function aliases(property: ReadProperty | undefined, report: Report): readonly string[] {
	const value = property?.value;
	if (property && typeof value === "string" && /[,，]/.test(value)) {
		report.add({
			rule: "frontmatter/aliases-in-one-string",
			severity: "info",
			message: `“${value}” is read as one alias.`,
			span: property,
			hint: `for several write a list: aliases: [${value.split(/\s*[,，]\s*/).join(", ")}]`,
		});
	}
	return [...new Set(items(property))];
}

function cssClasses(property: ReadProperty | undefined): readonly string[] {
	return items(property)
		.flatMap((item) => item.split(/\s+/))
		.filter((name) => /^-?[_a-z][\w-]{0,99}$/i.test(name));
}

function reportDeadKeys(byKey: ReadonlyMap<string, ReadProperty>, report: Report): void {
	for (const [dead, living] of deadKeys) {
		const property = byKey.get(dead);
		if (!property || property.value === null) continue;
		report.add({
			rule: "frontmatter/dead-key",
			severity: "warning",
			message: `The property “${property.key}” is no longer read (since Obsidian 1.9).`,
			span: { start: property.position.offset, end: property.position.offset + property.key.length },
			hint: byKey.has(living) ? `move its value to “${living}”` : `call it “${living}”`,
		});
	}
}

const deadKeys = [
	["tag", "tags"],
	["alias", "aliases"],
	["cssclass", "cssclasses"],
] as const;
