import { Tensor } from "../../network/index.js";
import { heatMap } from "../chart/heat-map.js";
import type { MimeBundle } from "../host.js";
import { Shown, showable } from "../shown.js";
import { table } from "../table.js";
import { isPlainObject } from "./kinds.js";
import { inspectText } from "./text.js";

/** The order in which a page chooses what to show. */
export const mimeOrder: readonly string[] = [
	"image/svg+xml",
	"image/png",
	"image/jpeg",
	"image/gif",
	"image/webp",
	"text/html",
	"text/latex",
	"application/vnd.notapse.table+json",
	"text/markdown",
	"application/json",
	"text/plain",
];

/**
 * A value as a notebook shows it: media type → content, richest first, `text/plain` always. What knows how it looks is
 * asked; small matrices are drawn, lists of records become tables. Never throws.
 */
export function inspect(value: unknown): MimeBundle {
	const plain = inspectText(value);
	try {
		return ordered({ "text/plain": plain, ...shownBy(value) });
	} catch {
		return { "text/plain": plain };
	}
}

function shownBy(value: unknown): MimeBundle | undefined {
	if (typeof value !== "object" || value === null) return undefined;
	if (value instanceof Shown) return value.bundle;
	if (isDrawable(value)) return { ...heatMap(value).bundle, "text/plain": inspectText(value) };
	if (isRecords(value)) return { ...table(value).bundle, "text/plain": inspectText(value) };
	const show: unknown = (value as { [showable]?: unknown })[showable];
	const shown: unknown = typeof show === "function" ? show.call(value) : undefined;
	return isPlainObject(shown) ? shown : undefined;
}

/** Only what JSON can hold, of at most a few media types. */
function ordered(bundle: MimeBundle): MimeBundle {
	const rank = (type: string) => (mimeOrder.indexOf(type) + mimeOrder.length + 1) % (mimeOrder.length + 1);
	const entries = Object.entries(bundle)
		.filter(([type]) => /^[a-z]+\/[\w.+-]{1,100}$/.test(type))
		.slice(0, 20)
		.sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
	return Object.fromEntries(entries.flatMap(([type, content]) => contentAs(type, content)));
}

function contentAs(type: string, content: unknown): [string, unknown][] {
	if (typeof content === "string") return [[type, content]];
	const json = type.endsWith("json") ? JSON.stringify(content) : undefined;
	return json === undefined ? [] : [[type, JSON.parse(json)]];
}

/** A matrix of a size at which a picture says more than its numbers. */
function isDrawable(value: object): value is Tensor {
	if (!(value instanceof Tensor) || value.shape.length !== 2) return false;
	const [rows, columns] = value.shape;
	return Math.min(rows, columns) >= 2 && Math.max(rows, columns) <= 64;
}

/** Plain objects that share names, with little in them. */
function isRecords(value: object): value is readonly Readonly<Record<string, unknown>>[] {
	if (!Array.isArray(value) || value.length < 2) return false;
	const sample = value.slice(0, 20);
	if (!sample.every(isPlainObject)) return false;
	const names = new Set(sample.flatMap((record) => Object.keys(record)));
	const filled = sample.reduce((sum, record) => sum + Object.keys(record).length, 0);
	return names.size > 0 && names.size <= 20 && filled >= 0.5 * names.size * sample.length;
}
