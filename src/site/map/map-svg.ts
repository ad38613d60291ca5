import { attribute, type Html, html, safe } from "../templates/html.js";
import type { Disc, Line, Picture } from "./picture.js";

/**
 * The map without a script: land, links, discs, and over them the names, which are links. Colours come from the style
 * sheet by class, `t0` to `t13`; everything that has no name of its own is drawn in few long paths.
 */
export function renderMap(
	picture: Picture,
	hrefOf: (concept: number) => string | undefined,
	areaHref: (area: number) => string,
	name: Html,
): Html {
	const { labels } = picture;
	return html`<svg viewBox="0 0 ${picture.width} ${picture.height}" role="group"${name}>${ground(picture, 3)}
<g class="map-names">${picture.names.map(
		({ area, colour, text, size, x, y, narrow }) =>
			html`<a href="${areaHref(area)}"${classes(colourClass(colour), !narrow && "wide")}><text x="${x}" y="${y}" font-size="${size}">${text}</text></a>`,
	)}</g>
<g class="map-labels">${labels.map(({ concept, text, at, anchor, strong, colour, x, y, radius }) => {
		const inside = html`<circle cx="${x}" cy="${y}" r="${radius}"/><text x="${at.x}" y="${at.y}">${text}</text>`;
		const look = classes(colourClass(colour), strong && "strong", anchor !== "middle" && anchor);
		const href = hrefOf(concept);
		return href === undefined
			? html`<g${look}>${inside}</g>`
			: html`<a${attribute("href", href)}${look}>${inside}</a>`;
	})}</g></svg>`;
}

/** A look at the map from afar: nothing in it is a link. */
export function renderSmallMap(picture: Picture): Html {
	const names = picture.names.filter(({ narrow }) => narrow).slice(0, 8);
	return html`<svg viewBox="0 0 ${picture.width} ${picture.height}" aria-hidden="true">${ground({ ...picture, edges: new Map(), discs: picture.discs.slice(0, 240) }, 1)}<g class="map-names">${names.map(
		({ colour, text, x, y }) =>
			html`<text${classes(colourClass(colour))} x="${x}" y="${y}" font-size="44">${text}</text>`,
	)}</g></svg>`;
}

function ground({ lands, edges, discs }: Pick<Picture, "lands" | "edges" | "discs">, levels: number): Html {
	return html`<g class="map-lands">${lands.map(({ colour, levels: paths }) => paths.slice(0, levels).map((path) => html`<path class="${colourClass(colour)}" d="${path}"/>`))}</g>
${[...edges].map(([colour, lines]) => html`<path class="map-links ${colourClass(colour)}" d="${safe(lines.map(curve).join(""))}"/>`)}
<g class="map-discs">${[...groupDiscs(discs)].map(([key, path]) => {
		const [colour = -1, radius = 1] = key.split(" ").map(Number);
		return html`<path class="${colourClass(colour)}" stroke-width="${2 * radius}" d="${safe(path)}"/>`;
	})}</g>`;
}

function colourClass(colour: number): string {
	return colour < 0 ? "t" : `t${colour}`;
}

function classes(...names: readonly (string | false)[]): Html {
	return html` class="${names.filter(Boolean).join(" ")}"`;
}

/** A slight bow, always to the same side, so that links that cross are told apart. */
function curve([x, y, toX, toY]: Line): string {
	const [dx, dy] = [toX - x, toY - y];
	return `M${x} ${y}q${Math.round(dx / 2 - dy * bow)} ${Math.round(dy / 2 + dx * bow)} ${dx} ${dy}`;
}

const bow = 0.08;

/** Discs of one colour and size in one path: a line of no length with a round cap is a disc. */
function groupDiscs(discs: readonly Disc[]): Map<string, string> {
	const groups = new Map<string, string>();
	for (const { x, y, radius, colour } of discs) {
		const key = `${colour} ${Math.max(1, Math.round(2 * radius) / 2)}`;
		groups.set(key, `${groups.get(key) ?? ""}M${x} ${y}h0`);
	}
	return groups;
}
