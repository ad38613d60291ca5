import type { Span, Tag } from "../model/index.js";
import type { ReadProperty, WrittenString } from "./read-properties.js";
import type { Report } from "./report.js";
import { isFullWidthPunctuation, isTagCharacter } from "./syntax/characters.js";

/** Each tag where it is written; `#` before it is allowed and not part of the span. */
export function propertyTags(
	property: ReadProperty | undefined,
	source: string,
	report: Report,
): readonly Tag[] {
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

/** The strings of a list of tags; a number alone as it is written, since `2024` could be meant as a tag. */
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

function reportInvalidTag(name: string, span: Span, alone: boolean, report: Report): void {
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
