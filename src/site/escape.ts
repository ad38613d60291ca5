import type { SitePath } from "../model/index.js";
import { escapeHtml } from "./templates/html.js";

export { escapeHtml };

/** For text and quoted attribute values of XML; characters that XML 1.0 cannot hold are dropped. */
export function escapeXml(text: string): string {
	return escapeHtml(text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ""));
}

/** A site path as part of a URL: each segment percent-encoded, so that no name can become syntax. */
export function encodePath(path: SitePath): string {
	return path.split("/").map(encodeSegment).join("/");
}

/** An id as a URL's fragment, without `#`. */
export function encodeFragment(id: string): string {
	return encodeSegment(id);
}

/** Text on one line of Markdown, between brackets of a link. */
export function escapeMarkdown(text: string): string {
	return text.replace(/[\\[\]`*_<>]/g, "\\$&").replace(/\s+/g, " ");
}

/** Most names need nothing; `encodeURIComponent` throws at half a character. */
function encodeSegment(segment: string): string {
	if (/^[\w.~-]*$/.test(segment)) return segment;
	const whole = segment.replace(loneSurrogate, "\uFFFD");
	return encodeURIComponent(whole).replaceAll("'", "%27");
}

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
