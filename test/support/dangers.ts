import type { Element, Root } from "hast";
import { elementsIn, parsePage } from "./pretty-html.js";

/**
 * What in a page could run, load from elsewhere, lead astray or shadow a name; empty when a page holds nothing but
 * what the site's own templates make. Judged on the tree that a browser would build.
 */
export function dangersIn(html: string): string[] {
	const page = parsePage(html);
	return [
		...missingPolicy(html),
		...[...elementsIn(page)].flatMap((element) => dangersOf(element, html)),
		...ids(page),
	];
}

/** The policy stands before anything that loads; a page that only sends its reader on loads nothing. */
function missingPolicy(html: string): string[] {
	if (isRedirect.test(html)) return [];
	const policy = html.indexOf('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'');
	const first = html.search(/<(?:script|link rel="stylesheet"|style|body)/);
	return policy !== -1 && policy < first ? [] : ["no policy before what it is about"];
}

/** A page that only sends its reader on: all of it. */
const isRedirect =
	/^<!doctype html>\n<html[^>]*><head><meta charset="utf-8"><title>[^<]*<\/title>(?:<link rel="canonical" href="[^"]*">)?<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url=[^"]*"><\/head><body><p><a href="[^"]*">[^<]*<\/a><\/p><\/body><\/html>\s*$/;

function dangersOf(element: Element, html: string): string[] {
	const { tagName, properties } = element;
	const dangers = Object.entries(properties).flatMap(([name, value]) =>
		dangerOfAttribute(tagName, name, String(value)).map((danger) => `<${tagName} ${name}> ${danger}`),
	);
	if (forbidden.has(tagName.toLowerCase()) || (rare[tagName] !== undefined && !rare[tagName](element, html)))
		dangers.push(`<${tagName}>`);
	return dangers;
}

const forbidden = new Set(
	(
		"iframe frame frameset embed applet base form button textarea select option template slot noscript plaintext xmp " +
		"portal animate animatetransform animatemotion set use image feimage maction mglyph isindex marquee dialog font " +
		"center param source-map fencedframe"
	).split(" "),
);

const ownScript = /^(?:\.\.\/)*(?:https:\/\/[^"]*\/)?-\/(?:client|map|cells|answers|query)\.[\da-f]{10}\.js$/;
/** A drawing of shapes alone, in the page itself. */
const ownIcon = /^data:image\/svg\+xml,(?!.*(?:script|href|url|on\w+=))/i;
const speculation = '{"prefetch":[{"where":{"href_matches":"/*.html"},"eagerness":"moderate"}]}';

/** Elements that our templates make in one form only. */
const rare: Readonly<Record<string, (element: Element, html: string) => boolean>> = {
	script: ({ properties, children }) =>
		properties.type === "speculationrules"
			? children.length === 1 && children[0]?.type === "text" && children[0].value === speculation
			: ownScript.test(String(properties.src)) && children.length === 0,
	style: (_, html) => html.includes('data-page="not-found"'),
	link: ({ properties }) =>
		["stylesheet", "icon", "canonical", "alternate"].includes([properties.rel].flat().join(" ")),
	meta: ({ properties }) => {
		const what = [properties.httpEquiv].flat().join(" ").toLowerCase();
		if (what === "refresh") return /^0; url=(?!.*:)[^\\]+$/.test(String(properties.content));
		return what === "" || what === "content-security-policy";
	},
	object: ({ properties }) => properties.type === "application/pdf",
	input: ({ properties }) =>
		(properties.type === "checkbox" && properties.disabled === true) ||
		(properties.type === "radio" && ownViews.test(String(properties.name))),
	foreignObject: (_, html) => html.includes('data-page="canvas"'),
};

/** The buttons that choose a view of an answer. */
const ownViews = /^(?:[tc]\d+-)?views-\d+$/;

function dangerOfAttribute(tagName: string, name: string, value: string): string[] {
	const address = value.replace(/[\0-\x20]/g, "").toLowerCase();
	if (/^on|^(?:srcDoc|formAction|action|ping|background|name|is|slot|srcSet|shadowRootMode)$/i.test(name))
		return name === "name" && (tagName === "meta" || ownViews.test(value)) ? [] : [value];
	if (/^(?:href|xLinkHref|cite|longDesc)$/i.test(name)) {
		const scheme = /^([a-z][a-z0-9+.-]*):/.exec(address)?.[1];
		const allowed = ["http", "https", "mailto", "tel", "obsidian"];
		const loads = tagName === "link" && /evil/.test(address);
		if (tagName === "link" && ownIcon.test(value)) return [];
		return (scheme !== undefined && !allowed.includes(scheme)) || loads ? [value] : [];
	}
	// A site that knows its address names it in the page that is shown at any depth.
	if (tagName === "script" && ownScript.test(value)) return [];
	// A picture that a cell has drawn.
	if (
		tagName === "img" &&
		name === "src" &&
		/^data:image\/(?:png|jpeg|gif|webp|avif);base64,[\w+/=]+$/i.test(address)
	)
		return [];
	if (/^(?:src|poster|data)$/i.test(name))
		return /^(?:[a-z][a-z0-9+.-]*:|[\\/]{2})/.test(address) ? [value] : [];
	if (name === "style") return /url|expression|import|@|\\|position:fixed/i.test(value) ? [value] : [];
	return [];
}

/** Ids that a note chose carry a prefix: none can pass for one that a script or a style looks for. */
function ids(page: Root): string[] {
	return [...elementsIn(page)].flatMap(({ properties: { id } }) =>
		id === undefined || known.test(String(id)) ? [] : [`id=${id}`],
	);
}

const known = /^(?:(?:[tc]\d+-)?(?:q\d+-)?(?:h|b|u|d|fn|fnref|card|cell|views)-.*|area-\d+|content|[a-z]+)$/s;
