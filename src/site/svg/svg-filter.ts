import { readXml } from "./xml-tokens.js";

/** Part of the stamp of a copied SVG: another filter makes another file. */
export const svgFilterVersion = "svg1";

/**
 * An SVG as it may lie on the site, where anybody can open it by itself: only elements and attributes that draw,
 * no address outside of the file. A file in which nothing was found to be dropped stays as it is, byte for byte;
 * any other is written anew. Whatever is no well-formed XML ends where the fault is.
 */
export function sanitizeSvg(bytes: Uint8Array): Uint8Array {
	const { text, exact } = decode(bytes);
	const filter = new Filter();
	for (const token of readXml(text)) {
		if (token.kind === "open") filter.open(token.name, token.attributes, token.empty);
		else if (token.kind === "close") filter.close(token.name);
		else if (token.kind === "text") filter.text(token.text);
		else filter.dropped = true;
	}
	const clean = filter.end();
	return exact && !filter.dropped ? bytes : new TextEncoder().encode(clean);
}

/** Writes what is allowed; `dropped` says whether the file held anything else. */
class Filter {
	dropped = false;
	readonly #out: string[] = [];
	readonly #open: string[] = [];
	/** How many elements deep we are in one that is left out. */
	#skipped = 0;
	#css: string | undefined;

	open(written: string, attributes: ReadonlyMap<string, string>, empty: boolean): void {
		const name = written.replace(/^svg:/, "");
		const root = this.#open.length === 0;
		if (
			this.#skipped > 0 ||
			!isAllowed(name, attributes) ||
			(root && (name !== "svg" || this.#out.length > 0))
		) {
			this.dropped = true;
			if (!empty) this.#skipped++;
			return;
		}
		if (name !== written) this.dropped = true;
		this.#out.push(`<${name}`);
		if (root) this.#out.push(' xmlns="http://www.w3.org/2000/svg"');
		if (root && attributes.get("xmlns") !== "http://www.w3.org/2000/svg") this.dropped = true;
		for (const [key, value] of attributes) if (!(root && key === "xmlns")) this.#attribute(name, key, value);
		this.#out.push(empty ? "/>" : ">");
		if (empty) return;
		this.#open.push(name);
		if (name === "style") this.#css = "";
	}

	close(written: string): void {
		if (this.#skipped > 0) {
			this.#skipped--;
			return;
		}
		if (this.#css !== undefined) this.#writeCss();
		const name = this.#open.pop();
		if (name !== undefined) this.#out.push(`</${name}>`);
		if (name !== written) this.dropped = true;
	}

	text(text: string): void {
		if (this.#skipped > 0 || this.#open.length === 0) return;
		if (this.#css !== undefined) this.#css += text;
		else this.#out.push(escapeSigns(text));
	}

	end(): string {
		if (this.#open.length > 0 || this.#skipped > 0 || this.#out.length === 0) this.dropped = true;
		while (this.#open.length > 0) this.close("");
		return this.#out.join("") || '<svg xmlns="http://www.w3.org/2000/svg"/>';
	}

	#attribute(element: string, key: string, value: string): void {
		const kept = cleanAttribute(element, key, value);
		if (kept !== value) this.dropped = true;
		if (kept !== undefined) this.#out.push(` ${key}="${escapeSigns(kept)}"`);
	}

	#writeCss(): void {
		const kept = cleanCss(this.#css ?? "");
		if (kept !== this.#css) this.dropped = true;
		this.#out.push(escapeSigns(kept));
		this.#css = undefined;
	}
}

/** Elements that draw, name, group or move; and in `foreignObject` those that hold text. */
const elements = new Set(
	(
		"svg g defs symbol use a title desc path rect circle ellipse line polyline polygon text tspan textPath image " +
		"switch marker pattern clipPath mask linearGradient radialGradient stop style view filter feBlend " +
		"feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap " +
		"feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge " +
		"feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence animate " +
		"animateMotion animateTransform set mpath foreignObject div span p br b i u em strong code pre sub sup ul " +
		"ol li table thead tbody tr th td"
	).split(" "),
);

/** An animation may change how things look, never where they lead or what they do. */
function isAllowed(name: string, attributes: ReadonlyMap<string, string>): boolean {
	return (
		elements.has(name) &&
		!/^\s*(?:on|(?:[\w-]+:)?href|src|style)/i.test(attributes.get("attributeName") ?? "")
	);
}

/** The value as it may stay; undefined when the attribute goes. */
function cleanAttribute(element: string, key: string, value: string): string | undefined {
	if (/^on/i.test(key)) return undefined;
	if (key === "xmlns") return namespaces.has(value) ? value : undefined;
	if (key.startsWith("xmlns:")) return value;
	const local = key.slice(key.indexOf(":") + 1).toLowerCase();
	if (local === "href" || local === "src") return isSafeAddress(element, value) ? value : undefined;
	if (["action", "formaction", "data", "srcdoc", "base", "ping"].includes(local)) return undefined;
	if (local === "style") return cleanCss(value);
	return cleanCss(value) === value && !/(?:java|vb)script:/i.test(value) ? value : undefined;
}

const namespaces = new Set(["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"]);

function isSafeAddress(element: string, value: string): boolean {
	const address = value.trim();
	if (/^#[^\s"'<>]*$/.test(address)) return true;
	if (element === "a") return /^(?:https?:\/\/|mailto:)/i.test(address);
	return (
		(element === "image" || element === "feImage") &&
		/^data:image\/(?:png|jpe?g|gif|webp|avif);/i.test(address)
	);
}

/** Styles cannot run anything, but they can load: only addresses inside the file stay. */
function cleanCss(css: string): string {
	const rules = css.replace(/@(?:import|namespace|charset)[^;]*;?/gi, "");
	// What was taken out may have kept the halves of something else apart: hence only now.
	if (/\\|(?:image-set|src|image)\s*\(|@(?:import|namespace|charset)/i.test(rules)) return "";
	return rules.replace(/url\(([^)]*)\)?/gi, (whole, address: string) => {
		const bare = address.trim().replace(/^["']|["']$/g, "");
		return /^(?:#|data:(?:image\/(?:png|jpe?g|gif|webp|avif)|font\/[\w-]+|application\/(?:x-)?font-[\w-]+);)/i.test(
			bare,
		)
			? whole
			: "url(#)";
	});
}

function escapeSigns(text: string): string {
	return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** As XML would be read; not exact when a browser might read the bytes in another way than we did. */
function decode(bytes: Uint8Array): { readonly text: string; readonly exact: boolean } {
	const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
	if (utf16) {
		const encoding = bytes[0] === 0xff ? "utf-16le" : "utf-16be";
		return { text: new TextDecoder(encoding).decode(bytes), exact: false };
	}
	const text = new TextDecoder().decode(bytes);
	const declared = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/i.exec(text)?.[1] ?? "utf-8";
	return { text, exact: !text.includes("\uFFFD") && declared.toLowerCase() === "utf-8" };
}
