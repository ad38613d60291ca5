import type { Code, Html, InlineCode, ListItem, Nodes, Parents, Root, RootContent } from "mdast";
import type { Comment, InlineMath, MathBlock, NoteOptions, Tag, TagNode } from "../model/index.js";
import type { Shape } from "./blocks.js";
import { readFence } from "./cells/read-cell.js";
import { collectAliases } from "./collect-aliases.js";
import {
	collectCallout,
	collectField,
	collectHeading,
	collectItem,
	collectTask,
	reportDuplicateIds,
} from "./collect-blocks.js";
import {
	collectImage,
	collectLink,
	collectWikiLink,
	type Definitions,
	definitionsOf,
	imageOf,
	linkOf,
} from "./collect-links.js";
import { Collection, type Given, spanOf } from "./collection.js";
import { HtmlDepth } from "./html-depth.js";
import { readInlineQuery, readQueryFence } from "./queries.js";
import type { Report } from "./report.js";
import { Slugs } from "./slug.js";
import { reportMarkdownBlank, reportTagPunctuation } from "./text-flaws.js";

/**
 * Walks the finished tree once, makes the note's lists, and numbers the nodes that stand for their entries.
 * `links` and `tags` begin with those of the properties.
 */
export function collect(
	tree: Root,
	source: string,
	shape: Shape,
	options: NoteOptions,
	report: Report,
	given: Given,
): Collection {
	const found = new Collection(given);
	const definitions = source.includes("]:") ? definitionsOf(tree) : new Map();
	new Walk(source, shape, options, report, definitions, found).children(tree);
	// An id stands at the end of its block, and so after the ids inside it.
	found.blockIds.sort((a, b) => a.position.offset - b.position.offset);
	reportDuplicateIds(found.blockIds, report);
	return found;
}

class Walk {
	readonly #source: string;
	readonly #shape: Shape;
	readonly #options: NoteOptions;
	readonly #report: Report;
	readonly #definitions: Definitions;
	readonly #found: Collection;
	readonly #slugs = new Slugs();
	readonly #html = new HtmlDepth();
	readonly #visit = (parent: Parents): void => this.children(parent);

	constructor(
		source: string,
		shape: Shape,
		options: NoteOptions,
		report: Report,
		definitions: Definitions,
		found: Collection,
	) {
		this.#source = source;
		this.#shape = shape;
		this.#options = options;
		this.#report = report;
		this.#definitions = definitions;
		this.#found = found;
	}

	children(parent: Parents): void {
		const children = parent.children as RootContent[];
		for (let index = 0; index < children.length; index++) {
			const child = children[index]!;
			if (child.data?.block !== undefined) this.#blockId(child);
			const read = this.#node(child);
			if (read !== child) children[index] = read;
		}
		if (!this.#found.inComment) collectAliases(children, this.#source, this.#found, this.#report);
	}

	/** Reads one node and what is below it; the node that stands in its place is mostly the same. */
	#node(node: RootContent): RootContent {
		switch (node.type) {
			case "text":
				this.#found.say(node.value);
				if (!this.#found.inComment) reportMarkdownBlank(node, this.#source, this.#report);
				return node;
			case "inlineCode":
				this.#inlineCode(node);
				return node;
			case "break":
				this.#found.say(" ");
				return node;
			case "wikiLink":
			case "embed":
				return collectWikiLink(node, this.#source, this.#found);
			case "link":
				if (this.#options.markdownLinks) return collectLink(node, this.#found, this.#visit);
				return this.#inside(node);
			case "linkReference": {
				const link = linkOf(node, this.#definitions);
				return link ? this.#node(link) : this.#inside(node);
			}
			case "image":
				return collectImage(node, this.#found);
			case "imageReference": {
				const image = imageOf(node, this.#definitions);
				return image ? collectImage(image, this.#found) : node;
			}
			case "tag":
				this.#tag(node);
				return node;
			case "html":
				if (!this.#found.inComment) this.#htmlNode(node);
				return node;
			case "inlineMath":
				this.#found.sayFormula(node.value);
				this.#math(node);
				return node;
			case "math":
				this.#math(node);
				return node;
			case "code":
				if (!this.#found.inComment) this.#code(node);
				return node;
			case "comment":
				this.#comment(node);
				return node;
			default:
				return this.#found.inComment ? this.#inside(node) : this.#block(node);
		}
	}

	/** What is listed only where it is shown. */
	#block(node: RootContent): RootContent {
		if (node.type === "heading") collectHeading(node, this.#slugs, this.#found, this.#visit);
		else if (node.type === "callout") collectCallout(node, this.#found, this.#visit);
		else if (node.type === "field") {
			if (node.form === "line") this.#found.parted();
			this.#found.say(`${node.key}: `);
			this.children(node);
			collectField(node, this.#source, this.#found);
			if (node.form === "line") this.#found.parted();
		} else {
			if (node.type === "list" && this.#found.item === undefined) this.#found.list = this.#found.items.length;
			if (node.type !== "listItem") return this.#inside(node);
			this.#listItem(node);
		}
		return node;
	}

	#listItem(node: ListItem): void {
		const task = this.#shape.tasks.get(node);
		const outer = this.#found.item;
		collectItem(node, task?.status, this.#found);
		if (task) collectTask(node, task, this.#report.lines, this.#found, this.#visit);
		else this.#inside(node);
		this.#found.item = outer;
	}

	#inside(node: RootContent): RootContent {
		if (!("children" in node)) return node;
		this.children(node);
		if (node.type === "paragraph" || node.type === "tableCell" || node.type === "calloutTitle") {
			this.#html.endParagraph();
			this.#found.endBlock();
		}
		return node;
	}

	#tag(node: TagNode): void {
		const tag: Tag = { name: node.value, ...this.#found.place(node) };
		this.#found.tags.push(tag);
		node.data = { tag: this.#found.tags.length - 1 };
		this.#found.sayAs(node.value, `#${node.value}`);
		if (!tag.comment) reportTagPunctuation(tag, this.#report);
	}

	/**
	 * Text cards of a canvas have no cells: they are no files, and nobody could import from them. Nor have they
	 * questions, which are asked from a note.
	 */
	#code(node: Code): void {
		if (this.#found.form === "card") return;
		const cell = readFence(node, this.#source, this.#found.cells, this.#report);
		if (cell !== undefined) {
			node.data = { ...node.data, cell: this.#found.cells.push(cell) - 1 };
			return;
		}
		const query = readQueryFence(node, this.#found.queries, this.#report);
		if (query !== undefined) node.data = { ...node.data, query: this.#found.queries.push(query) - 1 };
	}

	/** A question's own words are not what the note says. */
	#inlineCode(node: InlineCode): void {
		const { inComment, form, queries } = this.#found;
		const query =
			inComment || form === "card" ? undefined : readInlineQuery(node, this.#source, queries, this.#report);
		if (query === undefined) this.#found.say(node.value);
		else node.data = { ...node.data, query: queries.push(query) - 1 };
	}

	#comment(node: Comment): void {
		if (this.#options.comments === "ignore") {
			node.children = [];
			return;
		}
		const outer = this.#found.inComment;
		this.#found.inComment = true;
		this.children(node);
		this.#found.inComment = outer;
	}

	#blockId(node: Nodes): void {
		const offset = this.#shape.blockOffsets.get(node);
		const id = node.data?.block;
		if (this.#found.inComment || offset === undefined || id === undefined) return;
		this.#found.blockIds.push({ id, position: this.#report.lines.positionAt(offset) });
	}

	#htmlNode(node: Html): void {
		const { start, end } = spanOf(node);
		this.#html.read(node.value, start);
		if (!node.value.includes("<!--")) return;
		for (let open = this.#source.indexOf("<!--", start); open >= 0 && open < end; ) {
			const close = this.#source.indexOf("-->", open + 4);
			const stop = close < 0 || close + 3 > end ? end : close + 3;
			this.#found.htmlComments.push({ start: open, end: stop });
			open = this.#source.indexOf("<!--", stop);
		}
	}

	#math(node: InlineMath | MathBlock): void {
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
}
