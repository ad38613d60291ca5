import type { MimeBundle } from "./host.js";

/** The method by which any object says how it looks; Deno's notebooks ask for the same one. */
export const showable: unique symbol = Symbol.for("Jupyter.display");

/**
 * Something that knows how it looks: a chart, a table, markup. Nothing is shown by making it: it is when it is a cell's
 * last expression, or handed to `display`.
 */
export class Shown {
	constructor(
		/** Media type → content. */
		readonly bundle: MimeBundle,
		/** By media type, what stands beside the content. */
		readonly metadata: Readonly<Record<string, unknown>> = {},
	) {}

	[showable](): MimeBundle {
		return this.bundle;
	}

	/** What stands for it where nothing else can be shown. */
	toString(): string {
		return String(this.bundle["text/plain"]);
	}
}

/** By media type, what stands beside the content. Never throws, and JSON can hold it. */
export function metadataOf(value: unknown): Readonly<Record<string, unknown>> {
	try {
		return value instanceof Shown ? JSON.parse(JSON.stringify(value.metadata)) : {};
	} catch {
		return {};
	}
}

/** The content in one media type, if it is something shown that has it. */
export function contentOf(value: unknown, type: string): string | undefined {
	const content = value instanceof Shown ? value.bundle[type] : undefined;
	return typeof content === "string" ? content : undefined;
}
