/** What reads Markdown and TeX in results; loaded by the runner when there is any. */
import temml from "temml";
import { markdownTree } from "../../../outputs/markdown.js";
import type { OutputNode } from "../../../outputs/node.js";
import type { RenderMath } from "../../../outputs/output.js";
import { MathError, renderTex, type Temml } from "../../../outputs/tex.js";

export interface TextReaders {
	readonly math: RenderMath;
	markdown(text: string): readonly OutputNode[];
}

const math: RenderMath = (tex, display) => {
	const result = renderTex(temml as unknown as Temml, tex, display, {});
	return result instanceof MathError ? undefined : result;
};

const readers: TextReaders = { math, markdown: (text) => markdownTree(text, math) };
Object.assign(document.currentScript ?? {}, { readers });
