import type { Root } from "hast";
import { type Schema, sanitize } from "hast-util-sanitize";
import { linkSchemes } from "./address.js";
import { markName } from "./marks.js";

/** Runs over every tree, last: what it has passed is written, and only what our own marks hold is added. */
export function sanitise(root: Root): Root {
	const safe = sanitize(root, schema);
	if (safe.type === "root") return safe;
	return { type: "root", children: safe.type === "doctype" ? [] : [safe] };
}

const length = /^\d{1,4}%?$/;
const quantity = /^-?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})$/;
const align = ["left", "center", "right", "justify"] as const;

/**
 * What raw HTML may say. Nothing that runs, loads from elsewhere, takes input, names a style or a class, or
 * speaks to assistive technology behind the reader's back. Explained in docs/sanitising.md.
 */
export const schema: Schema = {
	tagNames: [
		...["a", "abbr", "article", "audio", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code"],
		...["col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure"],
		...["h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "meter", "ol", "p"],
		...[
			"pre",
			"progress",
			"q",
			"rp",
			"rt",
			"ruby",
			"s",
			"samp",
			"section",
			"small",
			"source",
			"span",
			"strike",
		],
		...["strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr"],
		...["tt", "u", "ul", "var", "video", "wbr"],
	],
	attributes: {
		"*": [markName, "id", "title", "lang", ["dir", "ltr", "rtl", "auto"], ["align", ...align]],
		a: ["href"],
		audio: ["src", "loop", "muted"],
		code: [["className", /^language-[\w+#-]{1,32}$/]],
		col: ["span", ["width", length]],
		colgroup: ["span", ["width", length]],
		details: ["open"],
		img: ["src", "alt", ["width", length], ["height", length]],
		li: ["value"],
		meter: ["value", "min", "max", "low", "high", "optimum"].map((name) => [name, quantity]),
		ol: ["start", "reversed", ["type", "1", "a", "A", "i", "I"]],
		progress: [
			["value", quantity],
			["max", quantity],
		],
		source: ["src", "type"],
		table: [["width", length]],
		td: ["colSpan", "rowSpan", ["width", length]],
		th: ["colSpan", "rowSpan", ["scope", "col", "row", "colgroup", "rowgroup"], ["width", length]],
		time: ["dateTime"],
		video: ["src", "poster", "loop", "muted", ["width", length], ["height", length]],
	},
	ancestors: {
		caption: ["table"],
		col: ["table"],
		colgroup: ["table"],
		source: ["audio", "video"],
		summary: ["details"],
		tbody: ["table"],
		td: ["table"],
		tfoot: ["table"],
		th: ["table"],
		thead: ["table"],
		tr: ["table"],
	},
	// A list must not be empty, for an empty one admits everything: the last name is no scheme.
	protocols: { href: [...linkSchemes], src: ["-"], poster: ["-"] },
	clobber: ["id"],
	clobberPrefix: "u-",
	required: { audio: { controls: true }, video: { controls: true } },
	strip: ["script", "style", "svg", "math", "template", "noscript", "object", "select", "textarea", "title"],
	allowComments: false,
	allowDoctypes: false,
};
