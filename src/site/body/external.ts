import type { Element } from "hast";
import type { Marks } from "./marks.js";

/**
 * Something on another host, as a plain link to it: nothing on a page is loaded from elsewhere. Inside a link,
 * where no other link can be, only its name is left.
 */
export function externalLink(
	marks: Marks,
	href: string,
	name: string,
	className: "external-image" | "external-embed",
	inLink: boolean,
): Element {
	const text = { type: "text", value: name.trim() || shortAddress(href) } as const;
	if (inLink) return marks.element("span", { attributes: [["class", className]] }, [text]);
	const attributes = [
		["class", `external ${className}`],
		["rel", "noopener"],
	] as const;
	return marks.element("a", { attributes }, [text], { href });
}

/** `https://www.youtube.com/watch?v=x` → `www.youtube.com/watch` */
function shortAddress(href: string): string {
	const text = href
		.replace(/^[a-z]+:(\/\/)?/, "")
		.replace(/[?#].*$/s, "")
		.replace(/\/$/, "");
	return text.length > 60 ? `${text.slice(0, 59)}…` : text || href;
}
