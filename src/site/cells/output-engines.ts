import type { Element, Nodes, Root } from "hast";
import { find, html as htmlNames, svg as svgNames } from "property-information";
import type { CellOutput, CellResult } from "../../model/index.js";
import { createTex } from "../body/math.js";
import { HtmlTamer } from "../body/tame-html.js";
import { hasType, type RenderMath } from "../outputs/output.js";
import type { ParsedNode } from "../outputs/parsed.js";

/** What makes something of TeX and HTML in results; loaded when there is any. */
export interface OutputEngines {
	readonly math?: RenderMath;
	readonly parseHtml?: (html: string) => Iterable<ParsedNode> | undefined;
}

/** @param captions texts beside the results, which may hold formulas */
export async function loadOutputEngines(
	results: readonly CellResult[],
	captions: readonly string[] = [],
): Promise<OutputEngines> {
	const outputs = results.flatMap(({ record }) => (Array.isArray(record?.outputs) ? record.outputs : []));
	const isTex = (text: unknown) => String(text).includes("$");
	const hasTex = captions.some(isTex) || hasType(outputs, "text/latex") || markdownIn(outputs).some(isTex);
	const math = hasTex ? await createTex() : undefined;
	const parseHtml = hasType(outputs, "text/html") ? await createHtmlParser() : undefined;
	return { ...(math && { math }), ...(parseHtml && { parseHtml }) };
}

function markdownIn(outputs: readonly CellOutput[]): unknown[] {
	return outputs.flatMap((output) => Object(Object(output).data)["text/markdown"] ?? []);
}

async function createHtmlParser(): Promise<OutputEngines["parseHtml"]> {
	const { raw } = await import("hast-util-raw");
	return (html) => {
		// Only asked what it thinks of the text: elements that are never closed would be repeated in every block.
		const tamer = new HtmlTamer();
		tamer.tame(html);
		if (tamer.excessive) return undefined;
		try {
			// An own kind of node of that package.
			const root = raw({ type: "root", children: [{ type: "raw", value: html }] } as unknown as Root);
			return childrenOf(root, false);
		} catch (error) {
			if (error instanceof RangeError) return undefined;
			throw error;
		}
	};
}

function* childrenOf(node: Nodes, inSvg: boolean): Generator<ParsedNode> {
	if (!("children" in node)) return;
	for (const child of node.children) {
		if (child.type === "text") yield child.value;
		else if (child.type === "element") {
			const svg = inSvg || child.tagName === "svg";
			yield {
				tag: child.tagName,
				attributes: attributesOf(child, svg),
				children: { [Symbol.iterator]: () => childrenOf(child, svg) },
			};
		}
	}
}

function* attributesOf({ properties }: Element, svg: boolean): Generator<readonly [string, string]> {
	for (const [property, value] of Object.entries(properties)) {
		if (value === null || value === undefined || value === false) continue;
		const text = value === true ? "" : Array.isArray(value) ? value.join(" ") : String(value);
		yield [find(svg ? svgNames : htmlNames, property).attribute, text];
	}
}
