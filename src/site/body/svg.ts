import type { BodyParts, Slot } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import { merged } from "./write-parts.js";

/** The text is no SVG as the diagram library writes it. */
export class SvgError extends Error {}

/**
 * Reads the SVG of the diagram library and writes it anew from what is listed here: no styles, no links, no
 * foreign content, no address but that of a marker inside the drawing itself. Ids become slots under `id`.
 */
export function readSvg(svg: string, id: string): BodyParts {
	const parts: (string | Slot)[] = [];
	const open: string[] = [];
	const palette = paletteOf(svg);
	let shapes = 0;
	let at = 0;
	const text = svg.replace(/<style>[^<]*<\/style>/g, "");
	for (const match of text.matchAll(tag)) {
		const [all, closing, name = "", attributes = "", selfClosing] = match;
		if (lettering.has(open.at(-1) ?? "")) parts.push(escapeHtml(decode(text.slice(at, match.index))));
		at = match.index + all.length;
		if (closing !== "") {
			if (open.pop() !== name) throw new SvgError();
			if (elements.has(name)) parts.push(`</${name}>`);
			continue;
		}
		if (shape.has(name)) shapes += 1;
		if (selfClosing === "") open.push(name);
		if (!elements.has(name)) continue;
		parts.push(`<${name}`, ...attributesOf(attributes, id), name === "svg" ? rootStyle(palette) : "");
		parts.push(selfClosing === "" ? ">" : `></${name}>`);
	}
	if (open.length > 0 || shapes === 0) throw new SvgError();
	return merged(parts);
}

const tag = /<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g;

const elements: ReadonlySet<string> = new Set(
	"svg g defs marker polygon polyline line rect circle ellipse path text tspan".split(" "),
);
/** Elements whose text is shown. */
const lettering: ReadonlySet<string> = new Set(["text", "tspan"]);
const shape: ReadonlySet<string> = new Set("polygon polyline line rect circle ellipse path text".split(" "));

const attributes: ReadonlySet<string> = new Set(
	(
		"cx cy d dx dy fill font-size font-style font-weight height markerHeight markerWidth opacity orient points r " +
		"refX refY rx ry stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-width text-anchor " +
		"text-decoration transform viewBox width x x1 x2 y y1 y2"
	).split(" "),
);

/** Numbers, paths, colours, keywords, and custom properties: nothing in it can be an address. */
const plainValue = /^(?:var\(--[\w-]+\)|[\w\s.,%#()+-]*)$/;

function attributesOf(text: string, id: string): (string | Slot)[] {
	const parts: (string | Slot)[] = [];
	for (const [, key = "", value = ""] of text.matchAll(/([\w:-]+)="([^"]*)"/g)) {
		if (key === "id") parts.push(' id="', { slot: "id", id: `${id}-${value.replace(/[^\w-]/g, "")}` }, '"');
		else if (key === "marker-start" || key === "marker-end") parts.push(...markerOf(key, value, id));
		else if (key === "class") parts.push(...classOf(value));
		else if (attributes.has(key) && plainValue.test(value) && !/url|\/\//i.test(value)) {
			parts.push(` ${key}="${rounded(value)}"`);
		}
	}
	return parts;
}

function markerOf(key: string, value: string, id: string): (string | Slot)[] {
	const name = /^url\(#([\w-]+)\)$/.exec(value)?.[1];
	return name === undefined ? [] : [` ${key}="url(`, { slot: "ref", id: `${id}-${name}` }, ')"'];
}

/** The library styles charts by class, in a style sheet that would hold for the whole page: here by element. */
function classOf(value: string): string[] {
	const names = value.split(" ");
	const colour = names
		.map((name) => /^xychart-color-(\d{1,2})$/.exec(name)?.[1])
		.find((n) => n !== undefined);
	const style = names.map((name) => chartStyles.get(name) ?? "").join("");
	const mono = names.includes("mono") ? "font-family:ui-monospace,monospace" : "";
	const all = (style + mono).replaceAll("{c}", colour === undefined ? "var(--_line)" : `var(--_c${colour})`);
	return all === "" ? [] : [` style="${all}"`];
}

const chartStyles: ReadonlyMap<string, string> = new Map([
	["xychart-grid", "fill:var(--_inner-stroke);opacity:.65"],
	["xychart-bar", "stroke:{c};stroke-width:1.5;fill:color-mix(in srgb,var(--bg) 75%,{c} 25%)"],
	["xychart-line", "fill:none;stroke:{c};stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round"],
	["xychart-line-shadow", "fill:none;stroke:{c};stroke-width:5;stroke-linecap:round;opacity:.12"],
	["xychart-legend-line", "stroke:{c}"],
	["xychart-dot", "fill:{c};stroke:var(--bg);stroke-width:2"],
	["xychart-label", "fill:var(--_text-muted)"],
	["xychart-axis-title", "fill:var(--_text-sec)"],
	["xychart-title", "fill:var(--_text)"],
]);

/** Colours of the series of a chart; the first is the page's accent. */
function paletteOf(svg: string): string {
	const colours = [...svg.matchAll(/--xychart-color-(\d{1,2}):\s*(#[0-9a-f]{3,8});/g)];
	const accent = svg.includes("xychart-color-0") ? "--_c0:var(--azurite,#3b82f6);" : "";
	return accent + colours.map(([, n, colour]) => `--_c${n}:${colour};`).join("");
}

/** The custom properties that the library's drawings stand on, derived from the page's two colours. */
function rootStyle(palette: string): string {
	const mix = (percent: number): string => `color-mix(in srgb,var(--fg) ${percent}%,var(--bg))`;
	const properties = [
		["max-width", "100%"],
		["height", "auto"],
		["--bg", "var(--paper,Canvas)"],
		["--fg", "currentColor"],
		["--_text", "var(--fg)"],
		["--_text-sec", mix(70)],
		["--_text-muted", mix(65)],
		["--_text-faint", mix(60)],
		["--_line", mix(50)],
		["--_arrow", mix(85)],
		["--_node-fill", mix(3)],
		["--_node-stroke", mix(25)],
		["--_group-fill", "var(--bg)"],
		["--_group-hdr", mix(5)],
		["--_inner-stroke", mix(12)],
		["--_key-badge", mix(10)],
	];
	return ` style="${properties.map(([name, value]) => `${name}:${value};`).join("")}${palette}"`;
}

/** `107.56000000000002` → `107.56` */
function rounded(value: string): string {
	return value.replace(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))));
}

function decode(text: string): string {
	return text.replace(/&(lt|gt|quot|apos|#39|amp);/g, (_, name: string) => characters.get(name) ?? "");
}

const characters: ReadonlyMap<string, string> = new Map([
	["lt", "<"],
	["gt", ">"],
	["quot", '"'],
	["apos", "'"],
	["#39", "'"],
	["amp", "&"],
]);
