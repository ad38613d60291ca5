import type { Canvas, CanvasEdge, CanvasNode, Link, Side, SourceFile } from "../model/index.js";
import { JsonError, type JsonNode, readJson } from "./json.js";
import { readTarget } from "./link-text.js";
import { Report } from "./report.js";

/** Nodes and edges that are read of one canvas. */
const maxItems = 20_000;
/** Coordinates and lengths beyond this are a slip or an attack. */
const maxLength = 1_000_000;

/**
 * Reads a JSON Canvas. Never throws: broken JSON gives an empty canvas and one diagnostic where it breaks, and a
 * node or edge that is none is left out with a diagnostic of its own.
 */
export function parseCanvas(file: SourceFile): Canvas {
	const report = new Report(file.path, file.source);
	const reading = new CanvasReading(report);
	try {
		if (file.source.trim() !== "") reading.read(readJson(file.source));
	} catch (error) {
		reportBroken(error, report);
	}
	return {
		path: file.path,
		name: (file.path.split("/").at(-1) ?? file.path).replace(/\.canvas$/i, ""),
		nodes: reading.nodes,
		edges: reading.edges,
		files: reading.files,
		texts: reading.texts,
		diagnostics: report.diagnostics(),
	};
}

class CanvasReading {
	readonly nodes: CanvasNode[] = [];
	readonly edges: CanvasEdge[] = [];
	readonly files: Link[] = [];
	readonly texts: string[] = [];
	readonly #report: Report;
	readonly #ids = new Set<string>();

	constructor(report: Report) {
		this.#report = report;
	}

	read(root: JsonNode): void {
		if (root.kind !== "object") {
			this.#flaw(root, "A canvas is an object with “nodes” and “edges”");
			return;
		}
		for (const item of this.#items(root, "nodes")) this.#node(item);
		for (const item of this.#items(root, "edges")) this.#edge(item);
	}

	#items(root: JsonNode, name: string): readonly JsonNode[] {
		const list = member(root, name);
		if (!list || list.kind === "null") return [];
		if (list.kind !== "array") {
			this.#flaw(list, `“${name}” is no list`);
			return [];
		}
		if (list.items.length > maxItems) this.#flaw(list, `Of “${name}” only the first ${maxItems} are read`);
		return list.items.slice(0, maxItems);
	}

	#node(item: JsonNode): void {
		const id = text(item, "id");
		const x = length(item, "x");
		const y = length(item, "y");
		const width = length(item, "width");
		const height = length(item, "height");
		if (id === undefined || x === undefined || y === undefined) {
			this.#flaw(item, "This node is left out: it needs “id”, “x” and “y”");
			return;
		}
		if (this.#ids.has(id)) {
			this.#flaw(item, `This node is left out: its id “${id}” is taken by another`);
			return;
		}
		const box = {
			id,
			x,
			y,
			width: Math.max(0, width ?? 0),
			height: Math.max(0, height ?? 0),
			...colorOf(item),
		};
		const node = this.#content(item);
		if (!node) return;
		this.#ids.add(id);
		this.nodes.push({ ...box, ...node });
	}

	#content(item: JsonNode) {
		const type = text(item, "type");
		if (type === "text")
			return { kind: "text", text: this.texts.push(text(item, "text") ?? "") - 1 } as const;
		if (type === "group") return { kind: "group", label: text(item, "label") ?? "" } as const;
		if (type === "file") return this.#file(item);
		const url = text(item, "url");
		if (type === "link" && url !== undefined) return { kind: "link", url } as const;
		this.#flaw(
			item,
			type === "link" ? "This node is left out: it needs a “url”" : "This node is of no known type",
		);
		return undefined;
	}

	#file(item: JsonNode) {
		const file = member(item, "file");
		if (file?.kind !== "string" || file.value.trim() === "") {
			this.#flaw(item, "This node is left out: it needs a “file”");
			return undefined;
		}
		const subpath = text(item, "subpath") ?? "";
		// The name may hold a `#`; only the subpath leads into the file.
		const { target } = readTarget(file.value.replaceAll("#", "\u0000"));
		const { heading, block } = readTarget(subpath.startsWith("#") ? subpath : `#${subpath}`);
		this.files.push({
			kind: "embed",
			format: "wiki",
			target: target.replaceAll("\u0000", "#"),
			...(heading !== undefined && { heading }),
			...(block !== undefined && { block }),
			span: { start: file.start + 1, end: file.end - 1 },
			position: this.#report.lines.positionAt(file.start + 1),
		});
		return { kind: "file", file: this.files.length - 1 } as const;
	}

	#edge(item: JsonNode): void {
		const from = text(item, "fromNode");
		const to = text(item, "toNode");
		if (from === undefined || to === undefined || !this.#ids.has(from) || !this.#ids.has(to)) {
			this.#flaw(item, "This edge is left out: it must join two nodes of the canvas");
			return;
		}
		const fromSide = sideOf(text(item, "fromSide"));
		const toSide = sideOf(text(item, "toSide"));
		const label = text(item, "label");
		this.edges.push({
			from,
			to,
			...(fromSide && { fromSide }),
			...(toSide && { toSide }),
			fromEnd: text(item, "fromEnd") === "arrow" ? "arrow" : "none",
			toEnd: text(item, "toEnd") === "none" ? "none" : "arrow",
			...colorOf(item),
			...(label !== undefined && label !== "" && { label }),
		});
	}

	#flaw(node: JsonNode, message: string): void {
		this.#report.add({
			rule: "canvas/invalid",
			severity: "warning",
			message: `${message}.`,
			span: { start: node.start, end: Math.min(node.end, node.start + 200) },
		});
	}
}

/** The last member of that name, as `JSON.parse` has it. */
function member(node: JsonNode, name: string): JsonNode | undefined {
	return node.kind === "object" ? node.members.findLast(({ key }) => key === name)?.value : undefined;
}

function text(node: JsonNode, name: string): string | undefined {
	const value = member(node, name);
	return value?.kind === "string" ? value.value : undefined;
}

function length(node: JsonNode, name: string): number | undefined {
	const value = member(node, name);
	if (value?.kind !== "number" || !Number.isFinite(value.value)) return undefined;
	return Math.max(-maxLength, Math.min(maxLength, value.value));
}

function colorOf(node: JsonNode): { color?: string } {
	const color = text(node, "color");
	return color !== undefined && /^(?:[1-6]|#[0-9a-f]{6})$/i.test(color) ? { color } : {};
}

function sideOf(value: string | undefined): Side | undefined {
	return value === "top" || value === "right" || value === "bottom" || value === "left" ? value : undefined;
}

function reportBroken(error: unknown, report: Report): void {
	const offset = error instanceof JsonError ? error.offset : 0;
	const message = error instanceof JsonError ? error.message : "it cannot be read";
	report.add({
		rule: "canvas/broken-json",
		severity: "error",
		message: `The canvas is shown empty, because it is no valid JSON: ${message}.`,
		span: { start: offset, end: offset + 1 },
		hint: "open it in a text editor at this place, or restore an older version",
	});
}
