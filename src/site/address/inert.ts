import { safeFileName } from "./names.js";

/**
 * The name under which an attachment is published. Files that a browser would run when it is sent to them (HTML,
 * XML) end in `.txt`: servers and browsers then show their source. Every part after a dot counts, because some
 * servers look at all of them (`page.html.old`); a file without an extension might be guessed to be a page.
 */
export function inertName(name: string): string {
	const safe = safeFileName(name);
	const parts = safe.toLowerCase().split(".").slice(1);
	const active = parts.length === 0 || parts.some((part, i) => isActive(part, i === parts.length - 1));
	return active ? `${safe}.txt` : safe;
}

/** SVG runs scripts when it is opened by itself: it is copied through `sanitizeSvg`. */
export function isSvg(name: string): boolean {
	return name.toLowerCase().endsWith(".svg");
}

const activeExtensions = new Set(
	"html htm xhtml xht xhtm shtml shtm stm phtml php php3 php4 php5 phps asp aspx jsp cgi xml xsl xslt xsd rdf rss atom mathml mml mht mhtml hta htc svgz wsf swf htaccess htpasswd".split(
		" ",
	),
);

function isActive(part: string, last: boolean): boolean {
	return activeExtensions.has(part) || (part === "svg" && !last);
}
