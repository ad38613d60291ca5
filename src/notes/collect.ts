import type {
	Definition,
	Image,
	ImageReference,
	LinkReference,
	Link as MarkdownLink,
	Nodes,
	Parents,
	Root,
	RootContent,
	Text,
} from "mdast";
import type {
	AliasCandidate,
	BlockId,
	Callout,
	CalloutNode,
	Field,
	FieldNode,
	Heading,
	Link,
	NoteOptions,
	Position,
	Span,
	Tag,
	TagNode,
	Task,
} from "../model/index.js";
import { findAliases } from "./alias-candidates.js";
import type { Shape } from "./blocks.js";
import { HtmlDepth } from "./html-depth.js";
import { type LinkText, readDestination, readSize, readWikiLink } from "./link-text.js";
import type { Report } from "./report.js";
import { Slugs } from "./slug.js";
import { plainText, sourceOffset } from "./text.js";
import { reportMarkdownBlank, reportTagPunctuation } from "./text-flaws.js";

/** The lists of a note that its body gives, in document order. */
export interface Collected {
	readonly links: Link[];
	readonly tags: Tag[];
	readonly headings: Heading[];
	readonly blockIds: BlockId[];
	readonly fields: Field[];
	readonly callouts: Callout[];
	readonly tasks: Task[];
	readonly aliasCandidates: AliasCandidate[];
	/** `<!-- … -->` of the body. */
	readonly htmlComments: Span[];
	/** All shown text, a line for each block. */
	readonly prose: string;
	/** The beginning of it, without headings. */
	readonly opening: string;
}

/** Characters kept for the excerpt. */
const openingLength = 1_500;

/**
 * Walks the finished tree once, makes the note's lists, and numbers the nodes that stand for their entries.
 * `links` and `tags` come with those of the properties in them. What a comment hides gives links and tags only.
 */
export function collect(
	tree: Root,
	source: string,
	shape: Shape,
	options: NoteOptions,
	report: Report,
	given: { readonly links: readonly Link[]; readonly tags: readonly Tag[] },
): Collected {
	return new Collecting(tree, source, shape, options, report, given).run();
}

class Collecting {
	readonly #tree: Root;
	readonly #source: string;
	readonly #shape: Shape;
	readonly #options: NoteOptions;
	readonly #report: Report;
	readonly #slugs = new Slugs();
	readonly #html = new HtmlDepth();
	readonly #definitions: ReadonlyMap<string, Definition>;
	readonly #links: Link[];
	readonly #tags: Tag[];
	readonly #headings: Heading[] = [];
	readonly #blockIds: BlockId[] = [];
	readonly #fields: Field[] = [];
	readonly #callouts: Callout[] = [];
	readonly #tasks: Task[] = [];
	readonly #aliasCandidates: AliasCandidate[] = [];
	readonly #htmlComments: Span[] = [];
	#prose = "";
	#opening = "";
	#inComment = false;
	#inHeading = false;

	constructor(
		tree: Root,
		source: string,
		shape: Shape,
		options: NoteOptions,
		report: Report,
		given: { readonly links: readonly Link[]; readonly tags: readonly Tag[] },
	) {
		this.#tree = tree;
		this.#source = source;
		this.#shape = shape;
		this.#options = options;
		this.#report = report;
		this.#links = [...given.links];
		this.#tags = [...given.tags];
		this.#definitions = source.includes("]:") ? definitionsOf(tree) : new Map();
	}

	run(): Collected {
		this.#children(this.#tree);
		this.#blockIds.sort((a, b) => a.position.offset - b.position.offset);
		this.#reportDuplicateIds();
		return {
			links: this.#links,
			tags: this.#tags,
			headings: this.#headings,
			blockIds: this.#blockIds,
			fields: this.#fields,
			callouts: this.#callouts,
			tasks: this.#tasks,
			aliasCandidates: this.#aliasCandidates,
			htmlComments: this.#htmlComments,
			prose: this.#prose,
			opening: this.#opening,
		};
	}

	#children(parent: Parents): void {
		const children = parent.children as RootContent[];
		for (let index = 0; index < children.length; index++) {
			const child = children[index]!;
			const replaced = this.#node(child);
			if (replaced !== child) children[index] = replaced;
		}
		this.#findAliases(children);
	}

	/** Reads one node and what is below it; the node that stands in its place is mostly the same. */
	#node(node: RootContent): RootContent {
		if (node.data?.block !== undefined) this.#blockId(node);
		switch (node.type) {
			case "text":
				this.#say(node.value);
				if (!this.#inComment) reportMarkdownBlank(node, this.#source, this.#report);
				return node;
			case "inlineCode":
				this.#say(node.value);
				return node;
			case "break":
				this.#say(" ");
				return node;
			case "html":
				this.#htmlNode(node.value, node.position!);
				return node;
			case "wikiLink":
			case "embed":
				return this.#wikiLink(node);
			case "tag":
				return this.#tag(node);
			case "link":
				return this.#link(node);
			case "linkReference":
				return this.#linkReference(node);
			case "image":
				return this.#image(node);
			case "imageReference":
				return this.#imageReference(node);
			case "comment":
				return this.#comment(node);
			case "inlineMath":
			case "math":
				this.#math(node);
				return node;
			case "heading":
				return this.#heading(node);
			case "callout":
				return this.#callout(node);
			case "field":
				return this.#field(node);
			case "listItem":
				return this.#listItem(node);
			default:
				if (!("children" in node)) return node;
				this.#children(node);
				if (isTextBlock(node)) this.#endBlock(node.type === "paragraph");
				return node;
		}
	}

	#wikiLink(node: Extract<RootContent, { type: "wikiLink" | "embed" }>): RootContent {
		const kind = node.type === "embed" ? "embed" : "link";
		const written = this.#source.slice(node.position!.start.offset, node.position!.end.offset);
		const text = readWikiLink(written.slice(kind === "embed" ? 3 : 2, -2), kind);
		const link = this.#addLink({ kind, format: "wiki" }, text, node);
		if (kind === "link") this.#say(this.#shownText(link));
		// A node of its own: remark-wiki-link's carries an address and a class that it has guessed.
		return { type: node.type, data: { link }, position: node.position! };
	}

	#link(node: MarkdownLink): RootContent {
		const text = this.#options.markdownLinks ? readDestination(node.url) : undefined;
		const index = text ? this.#addLink({ kind: "link", format: "markdown" }, text, node) : -1;
		this.#children(node);
		if (index < 0) return node;
		node.data = { ...node.data, link: index };
		const alias = this.#plainText(node).trim();
		if (alias !== "") this.#links[index] = { ...this.#links[index]!, alias };
		return node;
	}

	#linkReference(node: LinkReference): RootContent {
		const url = this.#internalUrl(node.identifier);
		if (url === undefined) {
			this.#children(node);
			return node;
		}
		const { children, position, data } = node;
		return this.#link({ type: "link", url, children, position: position!, ...(data && { data }) });
	}

	/** `![alt|300](picture.png)`; pictures from elsewhere stay what they are. */
	#image(node: Image): RootContent {
		const text = readDestination(node.url);
		if (!text) return node;
		const link = this.#addLink(
			{ kind: "embed", format: "markdown" },
			{ ...text, ...readSize((node.alt ?? "").split("|")) },
			node,
		);
		return { type: "embed", data: { link }, position: node.position! };
	}

	#imageReference(node: ImageReference): RootContent {
		const url = this.#internalUrl(node.identifier);
		if (url === undefined) return node;
		return this.#image({ type: "image", url, alt: node.alt ?? null, position: node.position! });
	}

	#internalUrl(identifier: string): string | undefined {
		const url = this.#definitions.get(identifier)?.url;
		return url !== undefined && readDestination(url) ? url : undefined;
	}

	#addLink(how: Pick<Link, "kind" | "format">, text: LinkText, node: Nodes): number {
		const place = this.#place(node);
		this.#links.push({ ...how, ...text, ...place });
		return this.#links.length - 1;
	}

	#tag(node: TagNode): RootContent {
		const tag: Tag = { name: node.value, ...this.#place(node) };
		this.#tags.push(tag);
		node.data = { tag: this.#tags.length - 1 };
		this.#say(node.value);
		if (!tag.comment) reportTagPunctuation(tag, this.#report);
		return node;
	}

	#place(node: Nodes): { span: Span; position: Position; comment?: true; under?: number } {
		return {
			...(this.#inComment && { comment: true }),
			...(this.#headings.length > 0 && { under: this.#headings.length - 1 }),
			span: spanOf(node),
			position: positionOf(node),
		};
	}

	#comment(node: Extract<RootContent, { type: "comment" }>): RootContent {
		if (this.#options.comments === "ignore") {
			node.children = [];
			return node;
		}
		const outer = this.#inComment;
		this.#inComment = true;
		this.#children(node);
		this.#inComment = outer;
		return node;
	}

	#heading(node: Extract<RootContent, { type: "heading" }>): RootContent {
		if (this.#inComment) {
			this.#children(node);
			return node;
		}
		const index = this.#headings.length;
		const heading = { depth: node.depth, text: "", slug: "", span: spanOf(node), position: positionOf(node) };
		this.#headings.push(heading);
		this.#inHeading = true;
		this.#children(node);
		this.#inHeading = false;
		heading.text = this.#plainText(node).replace(/\s+/g, " ").trim();
		heading.slug = this.#slugs.next(heading.text);
		node.data = { ...node.data, heading: index };
		this.#endBlock(false);
		return node;
	}

	#callout(node: CalloutNode): RootContent {
		const index = this.#callouts.length;
		if (!this.#inComment) this.#callouts.push({ type: node.kind, title: "", position: positionOf(node) });
		this.#children(node);
		if (!this.#inComment) {
			const title = this.#plainText(node.children[0]!).replace(/\s+/g, " ").trim();
			this.#callouts[index] = { ...this.#callouts[index]!, title, ...(node.fold && { fold: node.fold }) };
		}
		return node;
	}

	#field(node: FieldNode): RootContent {
		this.#say(`${node.key}: `);
		this.#children(node);
		if (this.#inComment) return node;
		const span = spanOf(node);
		const written = this.#source.slice(span.start, node.form === "line" ? span.end : span.end - 1);
		const value = written.slice(written.indexOf("::") + 2).trim();
		this.#fields.push({ key: node.key, value, form: node.form, span, position: positionOf(node) });
		return node;
	}

	#listItem(node: Extract<RootContent, { type: "listItem" }>): RootContent {
		const task = this.#inComment ? undefined : this.#shape.tasks.get(node);
		const index = this.#tasks.length;
		if (task) {
			this.#tasks.push({
				status: task.status,
				text: "",
				position: this.#report.lines.positionAt(task.offset),
			});
			node.data = { ...node.data, task: index };
		}
		this.#children(node);
		const first = node.children[0];
		if (task && first?.type === "paragraph") {
			const text = this.#plainText(first).replace(/\s+/g, " ").trim();
			this.#tasks[index] = { ...this.#tasks[index]!, text };
		}
		return node;
	}

	#blockId(node: RootContent): void {
		if (this.#inComment) return;
		const offset = this.#shape.blockOffsets.get(node);
		const id = node.data?.block;
		if (offset === undefined || id === undefined) return;
		this.#blockIds.push({ id, position: this.#report.lines.positionAt(offset) });
	}

	#htmlNode(value: string, position: NonNullable<Nodes["position"]>): void {
		if (this.#inComment) return;
		this.#html.read(value, this.#report.lines.positionAt(position.start.offset!));
		const end = position.end.offset!;
		let start = value.includes("<!--") ? this.#source.indexOf("<!--", position.start.offset) : -1;
		while (start >= 0 && start < end) {
			const close = this.#source.indexOf("-->", start + 4);
			const stop = close < 0 || close + 3 > end ? end : close + 3;
			this.#htmlComments.push({ start, end: stop });
			start = this.#source.indexOf("<!--", stop);
		}
	}

	#math(node: Extract<RootContent, { type: "math" | "inlineMath" }>): void {
		if (!(node.data as { unclosed?: true } | undefined)?.unclosed) return;
		delete node.data;
		const { start } = spanOf(node);
		this.#report.add({
			rule: "math/unclosed",
			severity: "warning",
			message: "This block of mathematics is never closed; all that follows is read as a formula.",
			span: { start, end: start + 2 },
			hint: "end it with a line “$$”",
		});
	}

	/** Names in parentheses beside the links and tags among these nodes. */
	#findAliases(children: readonly RootContent[]): void {
		if (this.#inComment) return;
		for (let index = 0; index < children.length - 1; index++) {
			const node = children[index]!;
			if (node.type !== "tag" && node.type !== "wikiLink") continue;
			const name = this.#nameOf(node);
			for (const found of findAliases(name, children, index, (other) => this.#nameOf(other))) {
				const start = this.#aliasOffset(found.node, found.index);
				this.#aliasCandidates.push({
					of: name,
					alias: found.alias,
					span: { start, end: this.#aliasEnd(found.node, start, found.alias) },
					position: this.#report.lines.positionAt(start),
				});
			}
		}
	}

	/** A link to a part of a note does not name the note. */
	#nameOf(node: Nodes): string {
		if (node.type === "tag") return node.value;
		if (node.type !== "wikiLink") return "";
		const link = this.#links[node.data.link]!;
		return link.heading === undefined && link.block === undefined
			? (link.target.split("/").at(-1) ?? "")
			: "";
	}

	#aliasOffset(node: Text | Nodes, index: number): number {
		if (node.type === "text") return sourceOffset(node, index, this.#source);
		return node.position!.start.offset! + (node.type === "tag" ? 1 : 0);
	}

	#aliasEnd(node: Text | Nodes, start: number, alias: string): number {
		return node.type === "text" ? start + alias.length : node.position!.end.offset!;
	}

	#reportDuplicateIds(): void {
		const seen = new Map<string, BlockId>();
		for (const blockId of this.#blockIds) {
			const first = seen.get(blockId.id.toLowerCase());
			if (!first) {
				seen.set(blockId.id.toLowerCase(), blockId);
				continue;
			}
			const start = blockId.position.offset;
			this.#report.add({
				rule: "block/duplicate-id",
				severity: "warning",
				message: `The block id “${blockId.id}” stands already in line ${first.position.line}; links lead there.`,
				span: { start, end: start + 1 + blockId.id.length },
				hint: "give one of the two another id",
			});
		}
	}

	#plainText(node: Nodes): string {
		return plainText(node, (index) => this.#shownText(index));
	}

	/** What a reader sees of a link. */
	#shownText(index: number): string {
		const link = this.#links[index];
		if (!link || link.kind === "embed") return "";
		if (link.alias !== undefined) return link.alias;
		const parts = [link.target, ...(link.heading?.split("#") ?? [])];
		return parts.filter((part) => part !== "").join(" > ");
	}

	#say(text: string): void {
		if (this.#inComment) return;
		this.#prose += text;
		if (!this.#inHeading && this.#opening.length < openingLength)
			this.#opening += text.slice(0, openingLength);
	}

	#endBlock(isText: boolean): void {
		if (this.#inComment) return;
		this.#html.endParagraph();
		this.#prose += "\n";
		if (isText && this.#opening.length < openingLength) this.#opening += "\n";
	}
}

function isTextBlock(node: Nodes): boolean {
	return node.type === "paragraph" || node.type === "tableCell" || node.type === "calloutTitle";
}

/** The first definition of a label counts. */
function definitionsOf(tree: Root): ReadonlyMap<string, Definition> {
	const found = new Map<string, Definition>();
	visit(tree);
	return found;

	function visit(parent: Parents): void {
		for (const child of parent.children) {
			if (child.type === "definition") {
				if (!found.has(child.identifier)) found.set(child.identifier, child);
			} else if ("children" in child && child.type !== "paragraph") visit(child);
		}
	}
}

function spanOf(node: Nodes): Span {
	return { start: node.position!.start.offset!, end: node.position!.end.offset! };
}

function positionOf(node: Nodes): Position {
	const { line, column, offset } = node.position!.start;
	return { line, column, offset: offset! };
}
