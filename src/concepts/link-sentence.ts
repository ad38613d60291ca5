/** The sentence around a link, as plain text. */
import type { BodyParts, CompiledNote, ConceptId, ResolvedLink } from "../model/index.js";

/** Of the links of a note in a line, the sentence around the one that leads there; else what the line says. */
export function sentenceAt(
	{ note, body, prose }: CompiledNote,
	resolved: readonly ResolvedLink[],
	line: number,
	target: ConceptId,
): string | undefined {
	const candidates = note.links.flatMap(({ position }, link) => (position.line === line ? [link] : []));
	const leads = candidates.find((link) => {
		const { resolution } = resolved[link] ?? {};
		return resolution !== undefined && resolution.kind !== "missing" && resolution.path === target;
	});
	const context = body.contexts[leads ?? candidates[0] ?? -1];
	const sentence = context === undefined ? "" : plainText(context);
	if (sentence !== "") return sentence;
	const at = prose.lines.indexOf(line);
	const said = at < 0 ? "" : prose.text.split("\n")[at]!.replaceAll("\ufffc", "").trim();
	return said === "" ? undefined : said;
}

function plainText(parts: BodyParts): string {
	const html = parts
		.map((part) => (typeof part === "string" ? part : "html" in part ? part.html : ""))
		.join("");
	// A formula says again, for programs, what it shows.
	const shown = html.replace(/<annotation\b[^<>]*>[^<>]*<\/annotation>/g, "");
	return decode(shown.replace(/<[^<>]*>/g, ""))
		.replace(/\s+/g, " ")
		.trim();
}

const names: Readonly<Record<string, string>> = {
	amp: "&",
	lt: "<",
	gt: ">",
	quot: '"',
	apos: "'",
	nbsp: " ",
};

function decode(text: string): string {
	return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));/gi, (all, hex, decimal, name) => {
		if (name !== undefined) return names[name] ?? all;
		const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
		return code <= 0x10ffff ? String.fromCodePoint(code) : all;
	});
}
