import { safeFileName } from "./names.js";

/**
 * The name under which an attachment is published. Files that a browser might run when it is sent to them end in
 * `.txt`: servers and browsers then show their source. Those are not only HTML and the hundred kinds of XML: of
 * an extension that a server does not know, it says nothing, and the browser guesses a page. So a name stays if
 * its extension is one that every server knows. Every part after a dot counts besides, because some servers look
 * at all of them (`page.html.png`).
 */
export function inertName(name: string): string {
	const safe = safeFileName(name);
	const parts = safe.toLowerCase().split(".").slice(1);
	const inert = inertExtensions.has(parts.at(-1) ?? "") && !parts.slice(0, -1).some(isActive);
	return inert ? safe : `${safe}.txt`;
}

/** SVG runs scripts when it is opened by itself: it is copied through `sanitizeSvg`. */
export function isSvg(name: string): boolean {
	return name.toLowerCase().endsWith(".svg");
}

/** What every server names and no browser runs; drawings, because they are filtered. */
const inertExtensions = new Set(
	(
		"svg png apng jpg jpeg jfif gif webp avif bmp ico tif tiff heic heif jxl psd " +
		"mp3 wav m4a ogg oga opus flac aac weba mid midi 3gp mp4 m4v webm ogv mov mkv avi mpg mpeg " +
		"pdf md txt csv json doc docx xls xlsx ppt pptx odt ods odp odg rtf epub " +
		"zip gz tgz tar 7z rar bz2 xz zst woff woff2 ttf otf"
	).split(" "),
);

const activeExtensions = new Set(
	"html htm xhtml xht xhtm shtml shtm stm phtml php php3 php4 php5 phps asp aspx jsp cgi xml xsl xslt xsd rdf rss atom mathml mml mht mhtml hta htc svgz wsf swf htaccess htpasswd".split(
		" ",
	),
);

function isActive(part: string): boolean {
	return activeExtensions.has(part) || part === "svg";
}
