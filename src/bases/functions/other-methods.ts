/** What all values have, and dates, links, files, objects and regular expressions. */
import { foldName } from "../../model/index.js";
import type { MapValue, Value } from "../../query/index.js";
import type { BaseDate } from "../values/date-value.js";
import { BaseFile } from "../values/file-value.js";
import type { BaseFiles } from "../values/files.js";
import { BaseLink, parseWikiLink } from "../values/link-value.js";
import type { RegexValue } from "../values/regex-value.js";
import { TagValue } from "../values/tag-value.js";
import { textOf } from "../values/text.js";
import { isEmpty, isTruthy } from "../values/truth.js";
import { typeOf } from "../values/types.js";
import { fileOf, linkOf, wallNow } from "./globals.js";
import { methodsOf } from "./method.js";
import { formatDate } from "./moment-format.js";
import { relativeTime } from "./relative.js";

const everything = methodsOf<Value>("any");
const date = methodsOf<BaseDate>("date");
const link = methodsOf<BaseLink>("link");
const file = methodsOf<BaseFile>("file");
const object = methodsOf<MapValue>("object");
const regex = methodsOf<RegexValue>("regexp");

export const otherMethods = [
	everything("isTruthy", 0, (value) => isTruthy(value)),
	everything("isType", 1, (value, [type]) => {
		const wanted = textOf(type!).toLowerCase();
		return typeOf(value) === (wanted === "array" ? "list" : wanted === "regex" ? "regexp" : wanted);
	}),
	everything("toString", 0, (value) => textOf(value)),
	everything("isEmpty", 0, (value) => isEmpty(value)),

	date("date", 0, (value) => value.day),
	date("format", 1, (value, [format], { language }) => formatDate(value, textOf(format!), language)),
	date("time", 0, (value) => formatDate(value, "HH:mm:ss", "en")),
	date("relative", 0, (value, _, context) => relativeTime(value.time - wallNow(context), context.language)),

	link("asFile", 0, (value, _, { files }) => fileOf(value, files, undefined)),
	link("linksTo", 1, (value, [other], { files }) => {
		const source = fileOf(value, files, undefined);
		return source !== null && linksTo(source, other!, files);
	}),

	file("asFile", 0, (value) => value),
	file("asLink", [0, 1], (value, [display], { files }) => linkOf(value, display ?? null, files, value.path)),
	file("hasLink", 1, (value, [other], { files }) => linksTo(value, other!, files)),
	file("linksTo", 1, (value, [other], { files }) => linksTo(value, other!, files)),
	file("hasProperty", 1, (value, [name]) => {
		const wanted = foldName(textOf(name!));
		return value.facts.properties.some(({ key }) => foldName(key) === wanted);
	}),
	file("hasTag", [1, Number.POSITIVE_INFINITY], (value, tags) =>
		(tags.flat() as Value[]).some((tag) => value.hasTag(tagName(tag))),
	),
	file("inFolder", 1, (value, [folder]) => {
		const wanted = textOf(folder!).replace(/^\.?\/+|\/+$/g, "");
		return wanted === "" || value.facts.folder === wanted || value.facts.folder.startsWith(`${wanted}/`);
	}),

	object("keys", 0, (value) => [...value.keys()]),
	object("values", 0, (value) => [...value.values()]),

	regex("matches", 1, (pattern, [text], { spend }) => pattern.regex.test(textOf(text!), spend)),
];

function tagName(tag: Value): string {
	return tag instanceof TagValue ? tag.key() : foldName(textOf(tag).replace(/^#/, "").trim());
}

/** A file that is not there can be linked too: then the names must be the same. */
function linksTo(source: BaseFile, other: Value, files: BaseFiles): boolean {
	if (other === null) return false;
	const target = other instanceof BaseFile ? other : fileOf(other, files, source.path);
	if (target !== null) return source.linksTo(target.path);
	const written = other instanceof BaseLink ? other.target : textOf(other);
	const name = foldName((parseWikiLink(written)?.target ?? written).split("#", 1)[0]!);
	return source.facts.links.some((link) => link.path === undefined && foldName(link.target) === name);
}
