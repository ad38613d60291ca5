import type { Link, Tag } from "../model/index.js";
import type { ReadProperty, WrittenString } from "./frontmatter.js";
import { readWikiLink } from "./link-text.js";
import type { Report } from "./report.js";
import { isFullWidthPunctuation, isTagCharacter } from "./syntax/characters.js";

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
		tags: tags(byKey.get("tags"), source, report),
		links: properties.flatMap((property) => links(property, source, report)),
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

function isTrue(property: ReadProperty | undefined): boolean {
	return property?.value === true || text(property)?.toLowerCase() === "true";
}

function isFalse(property: ReadProperty | undefined): boolean {
	return property?.value === false || text(property)?.toLowerCase() === "false";
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

/** Each tag where it is written; `#` before it is allowed and not part of the span. */
function tags(property: ReadProperty | undefined, source: string, report: Report): readonly Tag[] {
	if (!property) return [];
	if (property.value === null) reportCommentedTag(property, source, report);
	const found: Tag[] = [];
	for (const written of writtenItems(property, source)) {
		const value = written.value.trim();
		const name = (value.startsWith("#") ? value.slice(1) : value).replace(/\/+$/, "");
		if (name === "") continue;
		const start = source.indexOf(name, written.start);
		const span =
			start >= 0 && start + name.length <= written.end ? { start, end: start + name.length } : written;
		if (!isTag(name)) {
			reportInvalidTag(name, span, typeof property.value === "string", report);
			continue;
		}
		found.push({ name, span: { ...span }, position: report.lines.positionAt(span.start), property: true });
	}
	return found;
}

/** The strings of a list of tags; numbers in it as they are written, since `2024` could be meant as a tag. */
function writtenItems(property: ReadProperty, source: string): readonly WrittenString[] {
	if (typeof property.value !== "number") return property.strings;
	const { start, end } = property;
	return [{ value: source.slice(start, end), start, end }];
}

function isTag(name: string): boolean {
	for (let index = 0; index < name.length; index++) {
		const code = name.charCodeAt(index);
		if (code !== 47 && !isTagCharacter(code)) return false;
	}
	return !/^[0-9]+$/.test(name);
}

function reportInvalidTag(
	name: string,
	span: { start: number; end: number },
	alone: boolean,
	report: Report,
): void {
	const parts = name.split(/[\s,，、;；]+/).filter((part) => part !== "");
	const list = alone && parts.length > 1 && /[,，、;；]/.test(name);
	report.add({
		rule: list ? "frontmatter/tags-in-one-string" : "tag/invalid",
		severity: "warning",
		message: list
			? `“${name}” is one string and names no tag.`
			: `“${name}” cannot be a tag${/^[0-9]+$/.test(name) ? ": it holds digits only" : ""}.`,
		span: { start: span.start, end: span.end },
		hint: list
			? `write a list: tags: [${parts.map((part) => part.replace(/^#/, "")).join(", ")}]`
			: `write “${suggestTag(name)}”`,
	});
}

function suggestTag(name: string): string {
	if (/^[0-9]+$/.test(name)) return `y${name}`;
	let suggestion = "";
	for (const character of name) {
		const code = character.charCodeAt(0);
		suggestion += isTagCharacter(code) && !isFullWidthPunctuation(code) ? character : "-";
	}
	return suggestion.replace(/-{2,}/g, "-").replace(/^-|-$/g, "");
}

/** `tags: #a` is a comment in YAML: nothing is left of it. */
function reportCommentedTag(property: ReadProperty, source: string, report: Report): void {
	const keyEnd = property.position.offset + property.key.length;
	const tag = /^:[ \t]+(#[^\s,#]+)/.exec(source.slice(keyEnd, keyEnd + 500));
	if (!tag) return;
	const start = keyEnd + tag[0].indexOf("#");
	report.add({
		rule: "frontmatter/commented-tag",
		severity: "warning",
		message: `“${tag[1]}” starts a comment in YAML, so the property “${property.key}” is empty.`,
		span: { start, end: start + tag[1]!.length },
		hint: `write it without “#”: ${property.key}: ${tag[1]!.slice(1)}`,
	});
}

/** Only a value that is a link as a whole is one. */
function links(property: ReadProperty, source: string, report: Report): readonly Link[] {
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

/** `up: [[Note]]` without quotes is a list in a list for YAML. */
function reportUnquotedLinks(property: ReadProperty, source: string, report: Report): void {
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
