/** Where an address written in a note leads. */
export type Address =
	| { readonly kind: "external"; readonly href: string }
	/** A place in the same note; `id` is percent-decoded, without `#`. */
	| { readonly kind: "place"; readonly id: string }
	/** A relative address, which may name a file of the vault; as written. */
	| { readonly kind: "file"; readonly url: string }
	/** `javascript:`, `data:`, `file:` and whatever else no page should lead to. */
	| { readonly kind: "unsafe" };

/** Schemes that a link may have. `obsidian:` opens the reader's own vault, which asks first. */
export const linkSchemes: readonly string[] = ["http", "https", "mailto", "tel", "obsidian"];

/** Reads an address as browsers do: they drop tabs and newlines anywhere, and controls and blanks around it. */
export function readAddress(written: string): Address {
	const url = written
		.replace(/[\t\n\r]/g, "")
		.replace(/^[\0-\x20]+/, "")
		.trimEnd();
	const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url);
	if (scheme?.[1] !== undefined) return withScheme(scheme[1].toLowerCase(), url);
	if (/^[\\/][\\/]/.test(url)) {
		return url.startsWith("//") ? external(`https:${url}`) : { kind: "unsafe" };
	}
	if (url.startsWith("#")) return { kind: "place", id: decoded(url.slice(1)) };
	return { kind: "file", url };
}

function withScheme(scheme: string, url: string): Address {
	return linkSchemes.includes(scheme) ? external(scheme + url.slice(scheme.length)) : { kind: "unsafe" };
}

/** Blanks, quotes, brackets and controls are percent-encoded; other scripts stay readable. */
function external(url: string): Address {
	return { kind: "external", href: url.replace(/[\0-\x20"<>\\^`{|}\x7f]/g, encodeURIComponent) };
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
