import { baseName, type CellRecord, type Slot } from "../../model/index.js";
import { codeHtml } from "../body/code.js";
import { escapeHtml } from "../escape.js";
import type { PageState, Source } from "../fill/page-state.js";
import { phrase, type TextKey } from "../interface.js";
import { embedSize, pageOutputs } from "../limits.js";
import { type ErrorPlace, errorTree } from "../outputs/error.js";
import { markdownTree } from "../outputs/markdown.js";
import { el, type OutputNode } from "../outputs/node.js";
import { type OutputTools, outputTrees, testsTree } from "../outputs/output.js";
import { paramList, readParams } from "../outputs/params.js";
import { writeNodes } from "../outputs/write.js";
import { addressOf } from "../shared/site-index.js";
import type { CellTarget, CellView, FramePlace } from "./cell-view.js";
import { programHtml } from "./program-html.js";
import { outputAddress } from "./result-files.js";

/** A fence that is a cell: its program, what it gave, and its caption. */
export function renderCell(slot: Slot & { slot: "cell" }, source: Source, state: PageState): string {
	const view = state.index.texts.cellsOf(source.path)[slot.cell];
	return view?.index !== slot.cell || view.sidecar !== undefined
		? slot.html
		: cellHtml(view, slot.html, source, state);
}

/** The module beside a note: at the end of its text. */
export function renderSidecar(source: Source, state: PageState): string {
	return state.index.texts
		.cellsOf(source.path)
		.filter(({ sidecar }) => sidecar !== undefined)
		.map((view) => cellHtml(view, codeHtml(escapeHtml(view.code), "ts"), source, state))
		.join("\n");
}

function cellHtml(view: CellView, program: string, source: Source, state: PageState): string {
	const { index, page } = state;
	state.features.add("cells");
	const id = source.prefix + view.anchor;
	const named = !state.ids.has(id);
	if (named) state.ids.add(id);
	const { run, record } = view;
	const params = run && record ? readParams(record.params) : [];
	const attributes = [
		["class", view.sidecar === undefined ? "cell" : "cell cell-attached"],
		...(named ? [["id", id]] : []),
		["data-state", view.state],
		...(run
			? [
					["data-programs", `${index.hrefs.to(page, run.file)}?v=${run.version}`],
					["data-cell", String(view.index)],
				]
			: []),
		...(run && view.options.page === "live" ? [["data-live", ""]] : []),
		...(params.length > 0 ? [["data-params", JSON.stringify(params)]] : []),
	].map(([name, value]) => ` ${name}="${escapeHtml(value ?? "")}"`);
	return [
		`<figure${attributes.join("")}>`,
		programPart(view, program, state),
		panelPart(view, source, state),
		captionPart(view, state),
		"</figure>",
	].join("");
}

function programPart(view: CellView, html: string, state: PageState): string {
	const { ui } = state.index;
	const { echo } = view.options;
	if (echo === "hide") return "";
	const links = view.imports
		.map(({ start, end, to }) => ({ start, end, href: hrefTo(to, state) ?? "" }))
		.filter(({ href }) => href !== "");
	const program = programHtml(html, view.code, view.hidden, links);
	if (echo === "show" && view.sidecar === undefined) return `<div class="cell-program">${program}</div>`;
	const title = view.sidecar === undefined ? phrase(ui, "cellProgram") : phrase(ui, "cellAttached");
	const name =
		view.sidecar === undefined ? "" : ` <span class="cell-file">${escapeHtml(baseName(view.sidecar))}</span>`;
	const lines = view.code.slice(view.hidden).replace(/\n$/, "").split("\n").length;
	return `<details class="cell-program"><summary lang="${ui}">${title.text}${name} <span class="count">${phrase(ui, "cellLines", lines).text}</span></summary>${program}</details>`;
}

/** Values that a reader may change, and what the program gave. */
function panelPart(view: CellView, source: Source, state: PageState): string {
	const output = outputPart(view, source, state);
	const params =
		view.options.output === "show" && view.record !== undefined
			? writeNodes(paramList(readParams(view.record.params)))
			: "";
	if (output === "" && params === "" && view.run === undefined) return "";
	return `<div class="cell-panel">${params}<div class="cell-output">${output}</div></div>`;
}

/** Records are files that anybody may have edited: nothing in them is taken for what the types promise. */
function outputPart(view: CellView, source: Source, state: PageState): string {
	const { ui } = state.index;
	const nodes: OutputNode[] = [...marks(view, state)];
	const { record } = view;
	if (record !== undefined && view.options.output === "show") {
		const tools = toolsFor(view, source, state);
		nodes.push(...resultTrees(record, view, tools, state));
	}
	const html = writeNodes(nodes);
	state.outputs += html.length;
	if (source.chain.length > 1) state.embedded += html.length;
	const full = state.outputs > pageOutputs || (source.chain.length > 1 && state.embedded > embedSize);
	return full ? `<p class="cell-note" lang="${ui}">${phrase(ui, "embedFull").text}</p>` : html;
}

function resultTrees(
	record: CellRecord,
	view: CellView,
	tools: OutputTools,
	state: PageState,
): readonly OutputNode[] {
	const outputs = Array.isArray(record.outputs) ? record.outputs : [];
	const tests = Array.isArray(record.tests) ? record.tests : [];
	const trees = outputTrees(outputs, tools);
	if (state.index.cells?.engines.math && trees.some(hasMarkup)) state.features.add("math");
	const end = failureTree(record, view, state);
	const list = testsTree(tests, tools);
	return [...trees, ...(end ? [end] : []), ...(list ? [list] : [])];
}

/** Whether there is a formula in it. */
function hasMarkup(node: OutputNode): boolean {
	if (typeof node === "string") return false;
	return "markup" in node || node.children.some(hasMarkup);
}

function toolsFor(view: CellView, source: Source, state: PageState): OutputTools {
	const { engines = {} } = state.index.cells ?? {};
	const math = engines.math ?? (() => undefined);
	let drawings = 0;
	return {
		phrase: (key, n) => said(key, state, n),
		parseHtml: engines.parseHtml ?? (() => undefined),
		math,
		markdown: (text) => markdownTree(text, math),
		address: (file) => state.index.hrefs.to(state.page, outputAddress(file)),
		idPrefix: () => {
			drawings += 1;
			return `${source.prefix}${view.anchor}-${drawings}-`;
		},
	};
}

/** A text of the interface, which the reader's script can put in the other language. */
function said(key: TextKey, { index }: PageState, n?: number): OutputNode {
	return el("span", { lang: index.ui }, { markup: phrase(index.ui, key, n).text });
}

/** What is to be known before one reads the result. */
function* marks(view: CellView, state: PageState): Generator<OutputNode> {
	const note = (key: TextKey, ...more: OutputNode[]) =>
		el("p", { class: "cell-note", lang: state.index.ui }, said(key, state), ...more);
	if (view.blockedBy !== undefined) {
		const { target } = view.blockedBy;
		if (target === undefined) yield note("cellBlockedHidden");
		else yield note("cellBlocked", " ", placeLink(target, targetName(target, state), state));
	} else if (view.state === "broken") yield note("cellBroken");
	else if (view.state === "missing") yield note("cellMissing");
	if (view.record !== undefined && (view.state === "stale" || view.state === "broken"))
		yield note("cellStale");
}

function targetName({ note, anchor }: CellTarget, { index }: PageState): string {
	const title = index.published.byPath.get(note)?.note.title ?? note;
	return anchor === undefined ? title : `${title} › ${anchor.replace(/^cell-/, "")}`;
}

function placeLink(target: CellTarget, text: string, state: PageState): OutputNode {
	const href = hrefTo(target, state);
	return href === undefined ? text : el("a", { class: "internal", href }, text);
}

function hrefTo({ note, anchor }: CellTarget, { index, page }: PageState): string | undefined {
	const address = addressOf(index, note);
	return address && index.hrefs.to(page, address, anchor);
}

/** How it ended, where it did not end well: quietly, because the author may have meant it so. */
function failureTree(
	{ status, error }: CellRecord,
	view: CellView,
	state: PageState,
): OutputNode | undefined {
	const limit = status === "timeout" ? "cellTimeout" : status === "memory" ? "cellMemory" : undefined;
	if (limit === undefined && (typeof error !== "object" || error === null)) return undefined;
	return errorTree({
		...(limit ? { limit: said(limit, state) } : { name: error?.name, message: error?.message }),
		expected: view.options.expectError,
		places:
			view.frames.length === 0 ? [] : view.frames.flatMap((frame, i) => placesOf(frame, i, error, state)),
	});
}

/** `note.md:12:8`; of a program that is no more, its own line. */
function placesOf(
	frame: FramePlace | undefined,
	i: number,
	error: CellRecord["error"],
	state: PageState,
): ErrorPlace[] {
	if (frame !== undefined) {
		const { target, path, line, column, text, at } = frame;
		return [{ name: placeLink(target, `${path}:${line}:${column}`, state), line: { text, at } }];
	}
	const line: unknown = error?.frames[i]?.line;
	return i === 0 && typeof line === "number" ? [{ name: said("cellOldPlace", state, line) }] : [];
}

function captionPart({ options }: CellView, state: PageState): string {
	if (options.caption === undefined) return "";
	const trees = markdownTree(
		options.caption.replace(/\s+/g, " ").slice(0, 2000),
		state.index.cells?.engines.math ?? (() => undefined),
	);
	const inner = trees.flatMap((tree) =>
		typeof tree === "object" && "tag" in tree && tree.tag === "p" ? tree.children : [tree],
	);
	if (inner.some(hasMarkup)) state.features.add("math");
	return `<figcaption>${writeNodes(inner)}</figcaption>`;
}
