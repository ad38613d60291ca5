/** The picture around what is drawn: its size, its name, the title and the key. */
import { escapeMarkup } from "../escape.js";
import { Shown } from "../shown.js";
import { emsOf, shortenTo } from "../text-width.js";
import { element, label } from "./svg.js";

export const figureWidth = 640;
export const textSize = 17;
/** Of numbers within what is drawn. */
export const smallSize = 15;
const titleSize = 20;
/** From one line of text to the next. */
export const lineHeight = 24;

/** Edges of the rectangle in which values are drawn. */
export interface Plot {
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
}

export interface Figure {
	readonly height: number;
	readonly title: string | undefined;
	/** What is to be seen, for those who cannot: as the author says it, or else as we do. */
	readonly alt: string | undefined;
	readonly description: string;
	readonly body: string;
}

/** No ids, no styles that reach further, nothing that loads: it can stand anywhere, any number of times. */
export function renderFigure({ height, title: given, alt, description: ours, body }: Figure): Shown {
	const title = said(given);
	const description = said(alt) ?? ours;
	const attributes = {
		xmlns: "http://www.w3.org/2000/svg",
		viewBox: `0 0 ${figureWidth} ${Math.ceil(height)}`,
		width: figureWidth,
		height: Math.ceil(height),
		role: "img",
		"aria-label": title ?? description,
		fill: "currentColor",
		"font-family": "system-ui,'Noto Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif",
		"font-size": textSize,
		style: "max-width:100%;height:auto",
	};
	const names = `<title>${escapeMarkup(title ?? description)}</title><desc>${escapeMarkup(description)}</desc>`;
	const svg = element("svg", attributes, `${names}\n${body}\n`);
	const text = title === undefined ? description : `${title}\n${description}`;
	return new Shown({ "image/svg+xml": svg, "text/plain": text });
}

export interface Block {
	readonly markup: string;
	/** Where it ends. */
	readonly bottom: number;
}

/** What a key shows of a series: its sign, 24 wide, in the middle of which is (x + 12, y). */
export interface KeyEntry {
	readonly name: string;
	readonly sign: (x: number, y: number) => string;
}

/** Title, subtitle and key, one below the other. */
export function renderHeading(
	{ title, subtitle }: { readonly title?: string | undefined; readonly subtitle?: string | undefined },
	entries: readonly KeyEntry[],
): Block {
	const lines: string[] = [];
	let bottom = 2;
	for (const line of wrap(said(title) ?? "", (figureWidth - 8) / titleSize / 1.12)) {
		lines.push(label(line, { x: 0, y: bottom + 20, "font-size": titleSize, "font-weight": "600" }));
		bottom += 27;
	}
	for (const line of wrap(said(subtitle) ?? "", (figureWidth - 8) / textSize)) {
		lines.push(label(line, { x: 0, y: bottom + 17, ...soft }));
		bottom += lineHeight - 2;
	}
	if (entries.length === 0) return { markup: lines.join(""), bottom };
	const key = renderKey(entries, bottom + (bottom > 2 ? 6 : 0));
	return { markup: lines.join("") + key.markup, bottom: key.bottom };
}

/** Undefined if there is nothing but blanks. */
function said(text: string | undefined): string | undefined {
	return text === undefined || String(text).trim() === "" ? undefined : String(text);
}

/** Text that is not the first to be read, and still has enough contrast. */
export const soft = { "fill-opacity": "0.78" } as const;

const mostEntries = 24;

function renderKey(entries: readonly KeyEntry[], top: number): Block {
	const parts: string[] = [];
	let [x, y] = [0, top];
	for (const { name, sign } of entries.slice(0, mostEntries)) {
		const text = shortenTo(name, 20);
		const width = 30 + emsOf(text) * textSize;
		if (x > 0 && x + width > figureWidth) [x, y] = [0, y + lineHeight];
		parts.push(sign(x, y + 11), label(text, { x: x + 30, y: y + 17 }));
		x += width + 20;
	}
	const rest = entries.length - mostEntries;
	if (rest > 0 && x > 540) [x, y] = [0, y + lineHeight];
	if (rest > 0) parts.push(label(`… ${rest} more`, { x, y: y + 17, ...soft }));
	return { markup: parts.join(""), bottom: y + lineHeight + 2 };
}

/** At most two lines; between words, or between Chinese signs. */
function wrap(text: string, ems: number): string[] {
	const line = text.replace(/\s+/g, " ").trim();
	if (emsOf(line) <= ems) return line === "" ? [] : [line];
	const whole = [...line];
	let [end, width] = [0, emsOf(whole[0]!)];
	while (width <= ems) width += emsOf(whole[++end]!);
	const space = whole.lastIndexOf(" ", end);
	const isWord = /[\p{Script=Latin}\p{N}]/u;
	const inWord = isWord.test(whole[end] ?? "") && isWord.test(whole[end - 1] ?? "");
	const cut = inWord && space > end / 2 ? space : end;
	return [whole.slice(0, cut).join("").trimEnd(), shortenTo(whole.slice(cut).join("").trimStart(), ems)];
}
