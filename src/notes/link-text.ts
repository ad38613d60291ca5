import type { Link } from "../model/index.js";

export type LinkText = Pick<Link, "target" | "heading" | "block" | "alias" | "size">;

/** Reads what stands between `[[` and `]]`. In a table the divider is written `\|`; the backslash is not the target's. */
export function readWikiLink(text: string, kind: Link["kind"]): LinkText {
	const [first = "", ...rest] = text
		.split("|")
		.map((part, index, parts) =>
			index < parts.length - 1 && part.endsWith("\\") ? part.slice(0, -1) : part,
		);
	return { ...readTarget(first), ...(kind === "embed" ? readSize(rest) : readAlias(rest)) };
}

/** Splits at the first `#`: `#^id` is a block, everything else a path of headings. */
export function readTarget(text: string): LinkText {
	const hash = text.indexOf("#");
	if (hash < 0) return { target: withoutExtension(text.trim()) };
	const target = withoutExtension(text.slice(0, hash).trim());
	const parts = text
		.slice(hash + 1)
		.split("#")
		.map((part) => part.trim())
		.filter((part) => part !== "");
	const last = parts.at(-1);
	if (last === undefined) return { target };
	if (last.startsWith("^")) return last.length > 1 ? { target, block: last.slice(1) } : { target };
	return { target, heading: parts.join("#") };
}

/**
 * Reads the destination of a Markdown link: parts are split before they are percent-decoded, so `%23` is a `#`
 * in a name. Undefined when it leads out of the vault, to a URL.
 */
export function readDestination(url: string): LinkText | undefined {
	if (url === "" || url.startsWith("//") || /^[a-z][a-z0-9+.-]*:/i.test(url)) return undefined;
	const hash = url.indexOf("#");
	if (hash < 0) return { target: withoutExtension(decode(url).trim()) };
	const target = withoutExtension(decode(url.slice(0, hash)).trim());
	const { heading, block } = readTarget(`#${decode(url.slice(hash + 1))}`);
	return { target, ...(heading !== undefined && { heading }), ...(block !== undefined && { block }) };
}

/** `|caption|300x200` in an embed; also the `alt|300` of a Markdown image. */
export function readSize(parts: readonly string[]): Pick<LinkText, "alias" | "size"> {
	const match = /^\s*(\d{1,5})(?:x(\d{1,5}))?\s*$/.exec(parts.at(-1) ?? "");
	if (!match) return readAlias(parts);
	const width = Number(match[1]);
	const size = match[2] === undefined ? { width } : { width, height: Number(match[2]) };
	return { ...readAlias(parts.slice(0, -1)), size };
}

function readAlias(parts: readonly string[]): Pick<LinkText, "alias"> {
	const alias = parts.join("|").trim();
	return alias === "" ? {} : { alias };
}

function withoutExtension(target: string): string {
	return /\.md$/i.test(target) ? target.slice(0, -3) : target;
}

function decode(text: string): string {
	if (!text.includes("%")) return text;
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
