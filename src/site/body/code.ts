import type { HLJSApi } from "highlight.js";
import type { Code, Nodes } from "mdast";
import type { Slot } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import { grammarOf, grammars } from "./grammars.js";
import { isDiagram, type Leaf } from "./leaf.js";

/** Larger blocks, and blocks with longer lines, are shown without colours: grammars may be slow on them. */
const maxBlock = 100_000;
const maxLine = 5_000;
/** UTF-16 units that are coloured in one note. */
const maxNote = 400_000;

/** Code blocks, coloured by highlight.js with class names; a language that it does not know stays plain. */
export async function createHighlighter(nodes: readonly Nodes[]): Promise<(node: Code) => Leaf> {
	const blocks = nodes.filter((node) => node.type === "code").filter((node) => !isDiagram(node));
	const hljs = await load(new Set(blocks.flatMap((node) => grammarOf(node.lang ?? "") ?? [])));
	let budget = maxNote;
	return (node) => {
		const grammar = grammarOf(node.lang ?? "");
		const coloured =
			hljs !== undefined && grammar !== undefined && node.value.length <= budget && isModest(node.value);
		if (coloured) budget -= node.value.length;
		const html = coloured ? highlight(hljs, node.value, grammar) : escapeHtml(node.value);
		const block = codeHtml(html, node.lang);
		return { parts: [slotFor(node, block)], text: node.data?.query === undefined ? node.value : "" };
	};
}

/** The block around code that is safe HTML; the tab stop lets the keyboard scroll it. */
export function codeHtml(html: string, language: string | null | undefined): string {
	const lang = language ? ` data-lang="${escapeHtml(language.slice(0, 40))}"` : "";
	return `<pre class="code"${lang} tabindex="0"><code>${html}</code></pre>`;
}

/** What else stands in a block's place than its text: results of a cell, the answer to a question. */
function slotFor({ data }: Code, html: string): string | Slot {
	if (data?.cell !== undefined) return { slot: "cell", cell: data.cell, html };
	return data?.query === undefined ? html : { slot: "query", query: data.query, html };
}

async function load(needed: ReadonlySet<string>): Promise<HLJSApi | undefined> {
	if (needed.size === 0) return undefined;
	const { default: hljs } = await import("highlight.js/lib/core");
	const waiting = [...needed];
	for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
		const grammar = grammars.get(name);
		if (grammar === undefined || hljs.getLanguage(name) !== undefined) continue;
		hljs.registerLanguage(name, (await grammar.load()).default);
		waiting.push(...(grammar.embeds ?? []));
	}
	return hljs;
}

function isModest(code: string): boolean {
	return code.length <= maxBlock && !code.split("\n").some((line) => line.length > maxLine);
}

function highlight(hljs: HLJSApi, code: string, language: string): string {
	const { value } = hljs.highlight(code, { language, ignoreIllegals: true });
	return expected.test(value) ? value : escapeHtml(code);
}

/** All that highlight.js may answer: text and spans with class names. */
const expected = /^(?:[^<>]|<span class="[\w -]+">|<\/span>)*$/;
