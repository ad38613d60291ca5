import type { CellOutput } from "../../../../model/index.js";
import { el } from "../../../outputs/node.js";
import { hasType, type OutputFile, type OutputTools } from "../../../outputs/output.js";
import type { ParsedNode } from "../../../outputs/parsed.js";
import { make } from "../../dom-parts.js";
import { loadScript } from "../load-script.js";
import type { CellFiles, Words } from "../page-cell.js";
import type { TextReaders } from "../text/main.js";

/** How outputs become trees in the browser; what reads Markdown and TeX is loaded when there is any. */
export async function outputTools(
	outputs: readonly CellOutput[],
	files: CellFiles,
	words: Words,
): Promise<OutputTools> {
	const readers = hasType(outputs, "text/latex", "text/markdown") ? await loadReaders(files) : undefined;
	return {
		phrase: (key, n) => el("span", { "data-t": key, "data-n": n }, words.text(key, n)),
		parseHtml: (html) => childrenOf(new DOMParser().parseFromString(html, "text/html").body),
		math: readers?.math ?? (() => undefined),
		markdown: readers?.markdown ?? (() => undefined),
		address: dataAddress,
		idPrefix: () => `run${++drawings}-`,
	};
}

async function loadReaders({ text, mathCss }: CellFiles): Promise<TextReaders | undefined> {
	const href = new URL(mathCss, location.href).href;
	const links = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")];
	if (!links.some((link) => link.href === href))
		document.head.append(make("link", { rel: "stylesheet", href }));
	return loadScript<TextReaders>(text, "readers").catch(() => undefined);
}

let drawings = 0;

/** A picture as a picture: in an image, nothing runs and nothing is loaded. */
function dataAddress({ extension, content, encoding }: OutputFile): string | undefined {
	if (extension === "txt" || extension === "json") return undefined;
	const type = { svg: "svg+xml", png: "png", jpg: "jpeg", webp: "webp", gif: "gif" }[extension];
	return encoding === "base64"
		? `data:image/${type};base64,${content}`
		: `data:image/${type};charset=utf-8,${encodeURIComponent(content)}`;
}

function* childrenOf(node: Node): Generator<ParsedNode> {
	for (const child of node.childNodes) {
		if (child instanceof Text) yield child.data;
		else if (child.nodeType === Node.ELEMENT_NODE) {
			const element = child as Element;
			yield {
				tag: element.localName,
				attributes: [...element.attributes].map(({ name, value }) => [name, value] as const),
				children: { [Symbol.iterator]: () => childrenOf(element) },
			};
		}
	}
}
