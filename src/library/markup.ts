/** Markup of a cell's own: what is put into it is text, unless it is markup of the same kind. */
import { escapeMarkup } from "./escape.js";
import { contentOf, Shown } from "./shown.js";

/** A template tag, or a function of finished markup. */
export interface MarkupTag {
	/** Values are put in as text that cannot be read as markup; arrays one after the other; null, undefined and false as nothing. */
	(parts: TemplateStringsArray, ...values: readonly unknown[]): Shown;
	/** The text as it is. */
	(markup: string): Shown;
}

/** HTML. Values are escaped; `html` and `svg` within stay what they are. */
export const html: MarkupTag = (parts: TemplateStringsArray | string, ...values: readonly unknown[]) => {
	const markup = fill(parts, values, (value) => asMarkup(value, ["text/html", "image/svg+xml"]));
	return new Shown({ "text/html": markup, "text/plain": plainText(markup) });
};

/** SVG: a whole drawing, or a piece to be put into one. */
export const svg: MarkupTag = (parts: TemplateStringsArray | string, ...values: readonly unknown[]) => {
	const markup = fill(parts, values, (value) => asMarkup(value, ["image/svg+xml"])).trim();
	const named = /^<svg(?![^>]*\sxmlns=)/.test(markup)
		? markup.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')
		: markup;
	return new Shown({ "image/svg+xml": named, "text/plain": plainText(named) || "[drawing]" });
};

/** Markdown. Values are text: what would be read as Markdown is escaped. */
export const md: MarkupTag = (parts: TemplateStringsArray | string, ...values: readonly unknown[]) => {
	const text = dedent(
		fill(parts, values, (value) => contentOf(value, "text/markdown") ?? escapeMarkdown(String(value))),
	);
	return new Shown({ "text/markdown": text, "text/plain": text });
};

/** A formula in TeX, on a line of its own. Backslashes stand for themselves; values are put in as they are. */
export const tex: MarkupTag = (parts: TemplateStringsArray | string, ...values: readonly unknown[]) => {
	const raw = typeof parts === "string" ? parts : parts.raw;
	const formula = fill(raw, values, (value) => formulaOf(value)).trim();
	return new Shown({ "text/latex": `$$${formula}$$`, "text/plain": formula }, { "text/latex": { formula } });
};

function fill(
	parts: readonly string[] | string,
	values: readonly unknown[],
	put: (value: unknown) => string,
): string {
	if (typeof parts === "string") return parts;
	let text = parts[0]!;
	for (const [i, value] of values.entries()) text += putAll(value, put, 0) + parts[i + 1]!;
	return text;
}

function putAll(value: unknown, put: (value: unknown) => string, depth: number): string {
	if (value === null || value === undefined || value === false) return "";
	if (!Array.isArray(value)) return put(value);
	if (depth > 100) throw new RangeError("a list within itself cannot be put into markup");
	return value.map((item) => putAll(item, put, depth + 1)).join("");
}

function asMarkup(value: unknown, types: readonly string[]): string {
	for (const type of types) {
		const markup = contentOf(value, type);
		if (markup !== undefined) return markup;
	}
	return escapeMarkup(String(value));
}

function escapeMarkdown(text: string): string {
	return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$^=&]/g, "\\$&");
}

/** A number that TeX would read otherwise, `1e-7`, as it is written by hand. */
function formulaOf(value: unknown): string {
	if (typeof value !== "number")
		return contentOf(value, "text/latex")?.replace(/^\$\$|\$\$$/g, "") ?? String(value);
	if (Number.isNaN(value)) return "\\mathrm{NaN}";
	return String(value)
		.replace(/e\+?(-?\d+)$/, "\\times 10^{$1}")
		.replace("Infinity", "\\infty");
}

/** Without the indentation that all lines have, so that a text can stand in line with the program. */
function dedent(text: string): string {
	const lines = text.replace(/^[\t ]*\n|\n[\t ]*$/g, "").split("\n");
	const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[\t ]*/.exec(line)![0]);
	let shared = indents[0] ?? "";
	for (const indent of indents) while (!indent.startsWith(shared)) shared = shared.slice(0, -1);
	return lines.map((line) => (line.startsWith(shared) ? line.slice(shared.length) : line.trim())).join("\n");
}

/** What is left of markup without its tags. */
function plainText(markup: string): string {
	return markup
		.replace(/<[^<>]*>/g, " ")
		.replace(/&(?:lt|gt|amp|quot|#39);/g, (entity) => entities[entity]!)
		.replace(/\s+/g, " ")
		.trim();
}

const entities: Readonly<Record<string, string>> = {
	"&lt;": "<",
	"&gt;": ">",
	"&amp;": "&",
	"&quot;": '"',
	"&#39;": "'",
};
