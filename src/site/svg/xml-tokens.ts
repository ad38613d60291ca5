/** What a piece of XML is; `other` is what a drawing can do without: document types, instructions, faults. */
export type XmlToken =
	| {
			readonly kind: "open";
			readonly name: string;
			/** Values with their references resolved. */
			readonly attributes: ReadonlyMap<string, string>;
			readonly empty: boolean;
	  }
	| { readonly kind: "close"; readonly name: string }
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "other" };

/**
 * Reads XML strictly, in one pass, without document types and so without entities of its own. It stops at the
 * first fault with an `other`.
 */
export function* readXml(text: string): Generator<XmlToken> {
	let at = 0;
	while (at < text.length) {
		const next = text.indexOf("<", at);
		const end = next === -1 ? text.length : next;
		if (end > at) yield* textToken(text.slice(at, end));
		if (next === -1) return;
		const read = readMarkup(text, next);
		if (read === undefined) {
			yield { kind: "other" };
			return;
		}
		yield* read.tokens;
		at = read.end;
	}
}

interface Read {
	readonly tokens: readonly XmlToken[];
	readonly end: number;
}

/** What starts with `<`; undefined if it is no XML. */
function readMarkup(text: string, start: number): Read | undefined {
	if (text.startsWith("<!--", start)) return readComment(text, start);
	if (text.startsWith("<![CDATA[", start)) return readCdata(text, start);
	if (text.startsWith("<?", start)) return readInstruction(text, start);
	if (text.startsWith("<!DOCTYPE", start)) return readDoctype(text, start);
	if (text.startsWith("</", start)) return readClose(text, start);
	return readOpen(text, start);
}

function readComment(text: string, start: number): Read | undefined {
	const end = text.indexOf("--", start + 4);
	return end !== -1 && text[end + 2] === ">" ? { tokens: [], end: end + 3 } : undefined;
}

function readCdata(text: string, start: number): Read | undefined {
	const end = text.indexOf("]]>", start);
	return end === -1
		? undefined
		: { tokens: [{ kind: "text", text: text.slice(start + 9, end) }], end: end + 3 };
}

/** The XML declaration says nothing that matters; any other instruction could name a style sheet. */
function readInstruction(text: string, start: number): Read | undefined {
	const end = text.indexOf("?>", start);
	if (end === -1) return undefined;
	const declaration = start === 0 && /^<\?xml\s/.test(text.slice(0, 6));
	return { tokens: declaration ? [] : [{ kind: "other" }], end: end + 2 };
}

/** Up to its `>`, over quoted identifiers and an internal subset in brackets. */
function readDoctype(text: string, start: number): Read | undefined {
	const pattern = /["'[\]>]/g;
	pattern.lastIndex = start + 9;
	let depth = 0;
	for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
		const [sign] = match;
		if (sign === "[") depth++;
		else if (sign === "]") depth--;
		else if (sign === ">" && depth <= 0) return { tokens: [{ kind: "other" }], end: match.index + 1 };
		else if (sign !== ">") {
			const close = text.indexOf(sign, match.index + 1);
			if (close === -1) return undefined;
			pattern.lastIndex = close + 1;
		}
	}
	return undefined;
}

function readClose(text: string, start: number): Read | undefined {
	const pattern = /<\/([A-Za-z_][\w.:-]*)\s*>/y;
	pattern.lastIndex = start;
	const match = pattern.exec(text);
	return match === null
		? undefined
		: { tokens: [{ kind: "close", name: match[1] ?? "" }], end: pattern.lastIndex };
}

function readOpen(text: string, start: number): Read | undefined {
	const opening = /<([A-Za-z_][\w.:-]*)/y;
	const attribute = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
	const closing = /\s*(\/?)>/y;
	opening.lastIndex = start;
	const name = opening.exec(text)?.[1];
	if (name === undefined) return undefined;
	const attributes = new Map<string, string>();
	let at = opening.lastIndex;
	for (;;) {
		attribute.lastIndex = at;
		const match = attribute.exec(text);
		if (match === null) break;
		const [, key = "", double, single] = match;
		const value = resolveReferences(double ?? single ?? "");
		if (value === undefined || attributes.has(key)) return undefined;
		attributes.set(key, value);
		at = attribute.lastIndex;
	}
	closing.lastIndex = at;
	const end = closing.exec(text);
	if (end === null) return undefined;
	const empty = end[1] === "/";
	return { tokens: [{ kind: "open", name, attributes, empty }], end: closing.lastIndex };
}

function* textToken(raw: string): Generator<XmlToken> {
	const text = resolveReferences(raw);
	yield text === undefined ? { kind: "other" } : { kind: "text", text };
}

/** `&lt;`, `&#60;` and `&#x3c;`; undefined for a name that XML itself does not know. */
function resolveReferences(raw: string): string | undefined {
	if (!raw.includes("&")) return raw;
	let unknown = false;
	const text = raw.replace(
		/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos))?;?/g,
		(whole, decimal, hex, name) => {
			const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
			const valid = whole.endsWith(";") && (name !== undefined || (code > 8 && code <= 0x10ffff));
			if (!valid) unknown = true;
			if (!valid) return "";
			return name === undefined ? String.fromCodePoint(code) : (names.get(name) ?? "");
		},
	);
	return unknown ? undefined : text;
}

const names: ReadonlyMap<string, string> = new Map([
	["amp", "&"],
	["lt", "<"],
	["gt", ">"],
	["quot", '"'],
	["apos", "'"],
]);
