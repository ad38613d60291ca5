import type { Root as HastRoot } from "hast";
import type { Body, Diagnostic, ParsedNote } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import { linkContexts } from "./contexts.js";
import { Footnotes } from "./footnotes.js";
import { type RenderedLeaves, renderLeaves } from "./leaves.js";
import { Marks } from "./marks.js";
import { linkForeignMedia, parseRawHtml } from "./raw-html.js";
import type { Rendering } from "./rendering.js";
import { sanitise } from "./sanitise.js";
import { type Survey, surveyNote } from "./survey.js";
import { HtmlTamer } from "./tame-html.js";
import { toHast } from "./to-hast.js";
import { writeParts } from "./write-parts.js";

export interface BodyOptions {
	/** Raw HTML passes without the sanitiser. */
	readonly trust: boolean;
	/** A single newline is a blank, and not a line break. */
	readonly strictLineBreaks: boolean;
	/** TeX whose macros all formulas know. */
	readonly mathPreamble?: string;
}

export interface RenderedBody {
	readonly body: Body;
	readonly diagnostics: readonly Diagnostic[];
}

/**
 * A note's syntax tree as safe HTML with slots. Markdown becomes a tree of HTML, raw HTML is parsed into it, the
 * sanitiser goes over the whole, and only then what our own code made is put in, by marks that no note can forge
 * (marks.ts). The result depends on the arguments alone.
 */
export async function renderBody(parsed: ParsedNote, options: BodyOptions): Promise<RenderedBody> {
	if (parsed.note.plain) return { body: plainBody(parsed), diagnostics: [] };
	try {
		const survey = surveyNote(parsed, options.strictLineBreaks, options.trust);
		const rendered = await renderLeaves(parsed, survey, options.mathPreamble);
		return await renderTree(parsed, options, survey, rendered);
	} catch (error) {
		// The stack ran out: the note is nested more deeply than anybody reads.
		if (!(error instanceof RangeError)) throw error;
		const message = "This note is shown as plain text: it is nested too deeply.";
		return { body: plainBody(parsed), diagnostics: [noteDiagnostic(parsed, "body/too-deep", message)] };
	}
}

async function renderTree(
	parsed: ParsedNote,
	options: BodyOptions,
	survey: Survey,
	rendered: RenderedLeaves,
): Promise<RenderedBody> {
	const way = !survey.hasHtml ? "text" : options.trust ? "trust" : new HtmlTamer();
	const asHtml = startRendering(parsed, survey, rendered, way);
	const trees = await readTrees(asHtml);
	const rendering = trees === undefined ? startRendering(parsed, survey, rendered, "text") : asHtml;
	const { body, footnotes } = trees ?? buildTrees(rendering);
	const safe = (root: HastRoot): HastRoot => (options.trust ? root : safeTree(root, rendering));
	const written = writeParts(safe(body), safe(footnotes), { ...rendering, trust: options.trust });
	const contexts = linkContexts(rendering, options.strictLineBreaks);
	const message = "The raw HTML of this note is shown as text: too many of its elements are left open.";
	return {
		body: { ...written, contexts, features: rendered.features },
		diagnostics: [
			...rendered.diagnostics,
			...(trees === undefined ? [noteDiagnostic(parsed, "html/too-deep", message)] : []),
		],
	};
}

function startRendering(
	parsed: ParsedNote,
	survey: Survey,
	{ leaves }: RenderedLeaves,
	html: Rendering["html"],
): Rendering {
	const footnotes = new Footnotes(survey.footnotes);
	const placeOf = placesOf(parsed);
	return { parsed, survey, leaves, footnotes, marks: new Marks(), html, placeOf, linkDepth: 0 };
}

interface Trees {
	readonly body: HastRoot;
	readonly footnotes: HastRoot;
}

function buildTrees(rendering: Rendering): Trees {
	const body = toHast(rendering.parsed.tree.children, rendering);
	const section = rendering.footnotes.section(
		rendering.marks,
		(nodes) => toHast(nodes, rendering).children as HastRoot["children"] as never,
	);
	return { body, footnotes: { type: "root", children: section === undefined ? [] : [section] } };
}

/** With raw HTML read; undefined when it would cost too much. The footnotes lie outside of what is left open. */
async function readTrees(rendering: Rendering): Promise<Trees | undefined> {
	const trees = buildTrees(rendering);
	if (rendering.html === "text") return trees;
	if (rendering.html !== "trust" && rendering.html.excessive) return undefined;
	const body = await parseRawHtml(trees.body);
	const footnotes = await parseRawHtml(trees.footnotes);
	return body === undefined || footnotes === undefined ? undefined : { body, footnotes };
}

function safeTree(root: HastRoot, { html, marks }: Rendering): HastRoot {
	if (html !== "text") linkForeignMedia(root, marks);
	return sanitise(root);
}

/** Fragments are given as slugs, as heading texts, or as `^block`. */
function placesOf({ note }: ParsedNote): (fragment: string) => string | undefined {
	const places = new Map<string, string>();
	for (const { id } of note.blockIds) places.set(`^${id}`, `b-${id}`);
	for (const { slug, text } of note.headings) {
		if (!places.has(text)) places.set(text, `h-${slug}`);
	}
	for (const { slug } of note.headings) places.set(slug, `h-${slug}`);
	return (fragment) => places.get(fragment);
}

function plainBody({ note, source, tree }: ParsedNote): Body {
	const [only] = tree.children;
	const text = note.plain && only?.type === "code" ? only.value : source;
	return {
		blocks: [{ parts: [`<pre class="plain" tabindex="0">${escapeHtml(text)}</pre>`] }],
		fragments: [],
		footnotes: [],
		contexts: note.links.map(() => []),
		text: [{ heading: -1, text: text.replace(/\s+/g, " ").trim() }],
		features: [],
	};
}

function noteDiagnostic({ note }: ParsedNote, rule: string, message: string): Diagnostic {
	return { rule, severity: "warning", message, path: note.path, position: { line: 1, column: 1, offset: 0 } };
}
