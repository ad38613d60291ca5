import type { CellOutput, CellTest } from "../../model/index.js";
import { jsonTree, tableTree } from "./data.js";
import { filterHtml } from "./html.js";
import {
	inlineSize,
	openOutputs,
	shownMarkdown,
	shownMessage,
	shownOutputs,
	shownTests,
	shownTex,
	shownText,
} from "./limits.js";
import { el, type OutputElement, type OutputNode } from "./node.js";
import type { ParsedNode } from "./parsed.js";
import { standsInPage, svgTree } from "./svg.js";

/** TeX as MathML; undefined when it cannot be read, or when there is nobody to read it. */
export type RenderMath = (tex: string, display: boolean) => string | undefined;

/** What the compiler does in one way and the browser in another. */
export interface OutputTools {
	/** A text of the interface. */
	phrase(key: OutputPhrase, n?: number): OutputNode;
	/** HTML as a browser reads it, without running or loading anything. */
	parseHtml(html: string): Iterable<ParsedNode> | undefined;
	readonly math: RenderMath;
	/** Undefined where there is nobody to read Markdown. */
	markdown(text: string): readonly OutputNode[] | undefined;
	/** The address of content that does not stand in the page itself. */
	address(file: OutputFile): string | undefined;
	/** Stands before the ids of one drawing; another one each time. */
	idPrefix(): string;
}

export type OutputPhrase =
	| "cellMoreOutputs"
	| "cellRest"
	| "cellMoreRows"
	| "cellMoreTests"
	| "cellCut"
	| "cellWhole"
	| "cellGot"
	| "cellWant"
	| "cellPassed"
	| "cellFailed";

/** Content that is shown as a picture, or too large for a page. */
export interface OutputFile {
	readonly extension: "svg" | "png" | "jpg" | "webp" | "gif" | "txt" | "json";
	readonly content: string;
	/** How `content` is written down. */
	readonly encoding: "text" | "base64";
}

/** All that a cell has displayed. */
export function outputTrees(outputs: readonly CellOutput[], tools: OutputTools): readonly OutputNode[] {
	const shown = joinStreams(outputs).slice(0, shownOutputs);
	const trees = shown.map((output) => outputTree(output, tools)).filter((tree) => tree !== undefined);
	const hidden = outputs.length - shown.length;
	if (hidden <= 0 || outputs.length <= shownOutputs) return folded(trees, tools);
	const more = el("p", { class: "cell-more" }, tools.phrase("cellMoreOutputs", hidden));
	return [...folded(trees, tools), more];
}

/** Of what a loop has displayed, the beginning: nobody scrolls past two hundred pictures. */
function folded(trees: readonly OutputNode[], { phrase }: OutputTools): readonly OutputNode[] {
	if (trees.length <= 1.5 * openOutputs) return trees;
	const rest = trees.slice(openOutputs);
	const summary = el("summary", {}, phrase("cellRest", rest.length));
	return [...trees.slice(0, openOutputs), el("details", { class: "cell-rest" }, summary, ...rest)];
}

/** Of what should be outputs or tests, what could be some: they come from files and from strangers' programs. */
function written<T>(list: readonly T[]): readonly T[] {
	return list.filter((one) => typeof one === "object" && one !== null);
}

/** What a program writes in pieces is one text, as far as nothing else comes between. */
function joinStreams(outputs: readonly CellOutput[]): readonly CellOutput[] {
	const joined: CellOutput[] = [];
	for (const output of written(outputs)) {
		const last = joined.at(-1);
		if (output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name)
			joined[joined.length - 1] = { ...last, text: textOf(last.text) + textOf(output.text) };
		else joined.push(output);
	}
	return joined;
}

function outputTree(output: CellOutput, tools: OutputTools): OutputNode | undefined {
	if (output.output_type === "stream") {
		const text = textOf(output.text).replace(/\n$/, "");
		return text === ""
			? undefined
			: longText(text, output.name === "stderr" ? "cell-text cell-stderr" : "cell-text", tools);
	}
	const data = typeof output.data === "object" && output.data !== null ? output.data : {};
	for (const [type, show] of shows) {
		if (!Object.hasOwn(data, type)) continue;
		const tree = show(data[type], tools, altOf(data));
		if (tree !== undefined) return tree;
	}
	return undefined;
}

type Show = (content: unknown, tools: OutputTools, alt: string) => OutputNode | undefined;

/** Richest first. What cannot be shown in one way is shown in the next. */
const shows: readonly (readonly [type: string, show: Show])[] = [
	["image/svg+xml", drawing],
	["text/html", htmlPiece],
	["text/latex", formula],
	[
		"application/vnd.notapse.table+json",
		(content, { phrase }) => tableTree(content, (n) => phrase("cellMoreRows", n)),
	],
	["text/markdown", markdown],
	["application/json", (content) => jsonTree(content)],
	["image/png", picture("png")],
	["image/jpeg", picture("jpg")],
	["image/webp", picture("webp")],
	["image/gif", picture("gif")],
	["text/plain", plainText],
];

/** Whether one of them has content of these types. */
export function hasType(outputs: readonly CellOutput[], ...types: readonly string[]): boolean {
	return written(outputs).some(
		(output) =>
			output.output_type !== "stream" && types.some((type) => Object.hasOwn(Object(output.data), type)),
	);
}

function drawing(content: unknown, tools: OutputTools, alt: string): OutputNode | undefined {
	const file = drawingFile(content);
	if (file !== undefined) return image(tools.address(file), alt);
	const tree = svgTree(textOf(content), tools.idPrefix());
	return tree && el("div", { class: "cell-drawing" }, tree);
}

function htmlPiece(content: unknown, tools: OutputTools): OutputNode | undefined {
	const html = textOf(content);
	const parsed = html.length > inlineSize ? undefined : tools.parseHtml(html);
	const nodes = parsed && filterHtml(parsed, tools.idPrefix());
	return nodes && el("div", { class: "cell-html" }, ...nodes);
}

function formula(content: unknown, tools: OutputTools): OutputNode | undefined {
	const tex = textOf(content)
		.trim()
		.replace(/^\$\$?|\$\$?$/g, "");
	const markup = tex.length > shownTex ? undefined : tools.math(tex, true);
	if (markup === undefined) return undefined;
	return el("div", { class: "math-block", tabindex: 0 }, { markup });
}

function markdown(content: unknown, tools: OutputTools): OutputNode | undefined {
	const text = textOf(content);
	const nodes = text.length > shownMarkdown ? undefined : tools.markdown(text);
	return nodes && el("div", { class: "cell-markdown" }, ...nodes);
}

function picture(extension: "png" | "jpg" | "webp" | "gif"): Show {
	return (content, tools, alt) => {
		const file = pictureFile(extension, content);
		if (file !== undefined) return image(tools.address(file), alt);
		const data = textOf(content).replace(/\s+/g, "");
		if (!isBase64(data)) return undefined;
		return image(`data:image/${extension === "jpg" ? "jpeg" : extension};base64,${data}`, alt);
	};
}

function image(src: string | undefined, alt: string): OutputNode | undefined {
	return src === undefined
		? undefined
		: el("div", { class: "cell-drawing" }, el("img", { src, alt, loading: "lazy" }));
}

/** What a picture shows, in words: the text that stands for it. */
function altOf(data: Readonly<Record<string, unknown>>): string {
	return textOf(data["text/plain"]).slice(0, 300);
}

function plainText(content: unknown, tools: OutputTools): OutputNode {
	return longText(textOf(content), "cell-text", tools);
}

function longText(text: string, kind: string, tools: OutputTools): OutputElement {
	const shown = stripAnsi(text.slice(0, shownText));
	const pre = el("pre", { class: kind, tabindex: 0 }, el("samp", {}, shown));
	if (text.length <= shownText) return pre;
	const href = tools.address({ extension: "txt", content: text, encoding: "text" });
	const more = el(
		"p",
		{ class: "cell-more" },
		tools.phrase("cellCut"),
		href !== undefined && " ",
		href !== undefined && el("a", { href }, tools.phrase("cellWhole")),
	);
	return el("div", {}, pre, more);
}

/** The files that these outputs will ask an address for; found without making any tree. */
export function filesOf(outputs: readonly CellOutput[]): readonly OutputFile[] {
	return joinStreams(outputs)
		.slice(0, shownOutputs)
		.flatMap((output) => {
			if (output.output_type === "stream") return longTextFile(textOf(output.text).replace(/\n$/, ""));
			const data = typeof output.data === "object" && output.data !== null ? output.data : {};
			const files = [
				Object.hasOwn(data, "image/svg+xml") ? drawingFile(data["image/svg+xml"]) : undefined,
				...(["png", "jpg", "webp", "gif"] as const).map((extension) =>
					pictureFile(extension, data[`image/${extension === "jpg" ? "jpeg" : extension}`]),
				),
				...longTextFile(textOf(data["text/plain"])),
			];
			return files.filter((file) => file !== undefined);
		});
}

function drawingFile(content: unknown): OutputFile | undefined {
	const svg = textOf(content);
	if (svg.length <= inlineSize && standsInPage(svg)) return undefined;
	return { extension: "svg", content: svg, encoding: "text" };
}

function pictureFile(extension: OutputFile["extension"], content: unknown): OutputFile | undefined {
	if (typeof content !== "string" || content.length <= inlineSize) return undefined;
	const data = content.replace(/\s+/g, "");
	return isBase64(data) ? { extension, content: data, encoding: "base64" } : undefined;
}

function longTextFile(text: string): readonly OutputFile[] {
	return text.length > shownText ? [{ extension: "txt", content: text, encoding: "text" }] : [];
}

/** Tests as a list: what was claimed, and what came out where it was not so. */
export function testsTree(tests: readonly CellTest[], { phrase }: OutputTools): OutputNode | undefined {
	if (tests.length === 0) return undefined;
	const known = written(tests);
	const shown = known
		.slice(0, shownTests)
		.map((test) =>
			el(
				"li",
				{ class: test.ok === true ? "ok" : "failed" },
				el("span", { class: "cell-sign", "aria-hidden": "true" }, test.ok === true ? "✓" : "✗"),
				el("span", { class: "unseen" }, phrase(test.ok === true ? "cellPassed" : "cellFailed")),
				el("span", { class: "cell-claim" }, clip(textOf(test.name))),
				...comparison(test, phrase),
			),
		);
	const hidden = known.length - shown.length;
	return el(
		"div",
		{},
		el("ul", { class: "cell-tests" }, ...shown),
		hidden > 0 && el("p", { class: "cell-more" }, phrase("cellMoreTests", hidden)),
	);
}

function comparison(
	{ ok, message, got, want, tolerance }: Partial<CellTest>,
	phrase: OutputTools["phrase"],
): OutputNode[] {
	const nodes: OutputNode[] = [];
	const value = (value: unknown) => el("code", {}, clip(textOf(value), 200));
	const compared = isScalar(got) && isScalar(want);
	if (ok !== true && !compared && typeof message === "string" && message !== "")
		nodes.push(el("span", { class: "cell-why" }, clip(message)));
	if (compared) {
		const within = isScalar(tolerance) ? [" ± ", value(tolerance)] : [];
		nodes.push(
			el(
				"span",
				{ class: "cell-numbers" },
				phrase("cellGot"),
				" ",
				value(got),
				el("span", { class: "dot" }),
				phrase("cellWant"),
				" ",
				value(want),
				...within,
			),
		);
	}
	return nodes;
}

function isScalar(value: unknown): value is number | string {
	return typeof value === "number" || typeof value === "string";
}

/** Of a value that should be a text but comes from a file. */
export function textOf(value: unknown): string {
	if (typeof value === "string") return value;
	if (typeof value === "number" || typeof value === "boolean") return String(value);
	// As notebooks write long texts.
	return Array.isArray(value) && value.every((line) => typeof line === "string") ? value.join("") : "";
}

export function clip(text: string, length = shownMessage): string {
	return text.length > length ? `${text.slice(0, length)}…` : text;
}

function isBase64(text: string): boolean {
	return text !== "" && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

/** Colours for terminals. */
function stripAnsi(text: string): string {
	return text.replace(/\u001b\[[\d;]{0,20}[A-Za-z]/g, "");
}
