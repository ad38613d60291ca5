/** A strict reader of XML, for what we write ourselves: throws where a real one would. */

export interface XmlElement {
	readonly name: string;
	readonly attributes: ReadonlyMap<string, string>;
	readonly children: (XmlElement | string)[];
}

export function parseXml(text: string): XmlElement {
	const root: XmlElement = { name: "", attributes: new Map(), children: [] };
	const open = [root];
	let at = 0;
	while (at < text.length) {
		const end = text[at] === "<" ? text.indexOf(">", at) + 1 : text.indexOf("<", at);
		const token = text.slice(at, end <= at ? text.length : end);
		at += token.length;
		const top = open.at(-1)!;
		if (!token.startsWith("<")) top.children.push(readText(token));
		else if (token.startsWith("</")) {
			if (`</${top.name}>` !== token || open.length === 1) throw new Error(`${token} closes <${top.name}>`);
			open.pop();
		} else {
			const element = readTag(token);
			top.children.push(element);
			if (!token.endsWith("/>")) open.push(element);
		}
	}
	if (open.length > 1) throw new Error(`<${open.at(-1)!.name}> is left open`);
	const [only, ...others] = root.children.filter((child) => typeof child !== "string" || child.trim() !== "");
	if (typeof only !== "object" || others.length > 0) throw new Error("not one element");
	return only;
}

/** All elements, outermost first. */
export function elementsOf(element: XmlElement): XmlElement[] {
	return [
		element,
		...element.children.flatMap((child) => (typeof child === "string" ? [] : elementsOf(child))),
	];
}

export function textOf(element: XmlElement): string {
	return element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}

function readTag(token: string): XmlElement {
	const match = /^<([A-Za-z][\w-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*\/?>$/.exec(token);
	if (!match) throw new Error(`no tag: ${token}`);
	const attributes = new Map<string, string>();
	for (const [, name = "", value = ""] of match[2]!.matchAll(/([\w:-]+)="([^"<]*)"/g)) {
		if (attributes.has(name)) throw new Error(`${name} twice in ${token}`);
		attributes.set(name, readText(value));
	}
	return { name: match[1]!, attributes, children: [] };
}

function readText(text: string): string {
	if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`a bare ampersand: ${text.slice(0, 60)}`);
	if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u.test(text))
		throw new Error("what XML cannot hold");
	const signs = new Map([
		["&lt;", "<"],
		["&gt;", ">"],
		["&quot;", '"'],
		["&#39;", "'"],
		["&amp;", "&"],
	]);
	return text.replace(/&[^;]+;/g, (entity) => signs.get(entity)!);
}
