/**
 * Makes raw HTML harmless to its surroundings before it is parsed. Elements that would swallow the rest of the
 * note (`<script>`, `<textarea>`, `<select>`, …) go with their content, comments go, a stray `<` becomes text.
 * This is for the reader's sake; what is safe is decided by the sanitiser, which runs last.
 */
export class HtmlTamer {
	/** Formatting elements that are open, by name: the HTML parser repeats them in every block that follows. */
	private readonly open = new Map<string, number>();
	private unclosed = 0;

	/** True when the unclosed formatting elements would multiply the page. */
	get excessive(): boolean {
		return this.unclosed > 16;
	}

	tame(html: string): string {
		const written: string[] = [];
		let at = 0;
		while (at < html.length) {
			const start = html.indexOf("<", at);
			if (start < 0) break;
			written.push(html.slice(at, start));
			const [text, next] = this.construct(html, start);
			written.push(text);
			at = next;
		}
		return written.join("") + html.slice(at);
	}

	/** What begins with the `<` at `start`: what to write for it, and where to go on. */
	private construct(html: string, start: number): readonly [string, number] {
		if (html.startsWith("<!--", start)) return ["", after(html, "-->", start + 4)];
		if (html[start + 1] === "!" || html[start + 1] === "?") return ["", after(html, ">", start + 2)];
		tagName.lastIndex = start + 1;
		const match = tagName.exec(html);
		if (match?.[2] === undefined) return ["&lt;", start + 1];
		const end = endOfTag(html, tagName.lastIndex);
		if (end < 0) return [html.slice(start).replaceAll("<", "&lt;"), html.length];
		const name = match[2].toLowerCase();
		if (match[1] === "/") return this.endTag(name, html.slice(start, end), end);
		return this.startTag(name, html, start, end);
	}

	private startTag(name: string, html: string, start: number, end: number): readonly [string, number] {
		if (name === "iframe")
			return [`${html.slice(start, end)}</iframe>`, afterElement(html, name, end) ?? end];
		if (name === "plaintext") return ["", end];
		if (swallowing.has(name))
			return ["", afterElement(html, name, end) ?? (code.has(name) ? html.length : end)];
		if (formatting.has(name)) {
			this.open.set(name, (this.open.get(name) ?? 0) + 1);
			this.unclosed += 1;
		}
		return [html.slice(start, end), end];
	}

	private endTag(name: string, tag: string, end: number): readonly [string, number] {
		if (name === "iframe" || swallowing.has(name)) return ["", end];
		const open = this.open.get(name) ?? 0;
		if (open > 0) {
			this.open.set(name, open - 1);
			this.unclosed -= 1;
		}
		return [tag, end];
	}
}

/** Elements whose content is never shown, or is no HTML. */
export const swallowing: ReadonlySet<string> = new Set(
	"script style svg math template noscript noembed noframes object applet select textarea title xmp head frameset".split(
		" ",
	),
);

/** Elements of which nothing is worth showing, closed or not. */
const code: ReadonlySet<string> = new Set(["script", "style"]);

/** The names by which the HTML parser knows "active formatting elements". */
const formatting: ReadonlySet<string> = new Set(
	"a b big code em font i nobr s small strike strong tt u".split(" "),
);

const tagName = /(\/?)([a-z][^\s/>]*)/iy;

function after(html: string, text: string, from: number): number {
	const index = html.indexOf(text, from);
	return index < 0 ? html.length : index + text.length;
}

/** Index after `</name …>`; undefined when the element is not closed. */
function afterElement(html: string, name: string, from: number): number | undefined {
	const closer = new RegExp(`</${name}(?=[\\s/>])`, "gi");
	closer.lastIndex = from;
	return closer.test(html) ? after(html, ">", closer.lastIndex) : undefined;
}

/** Index after the `>` that ends a tag, by the rules of the HTML tokenizer; -1 when there is none. */
function endOfTag(html: string, from: number): number {
	let state: "blank" | "name" | "after-name" | "equals" | "unquoted" | '"' | "'" = "blank";
	for (let at = from; at < html.length; at += 1) {
		const char = html[at] as string;
		if (state === '"' || state === "'") {
			if (char === state) state = "blank";
		} else if (char === ">") return at + 1;
		else if (" \t\n\f\r".includes(char)) {
			if (state === "name") state = "after-name";
			else if (state === "unquoted") state = "blank";
		} else if (state === "equals") state = char === '"' || char === "'" ? char : "unquoted";
		else if (char === "=" && (state === "name" || state === "after-name")) state = "equals";
		else if (char === "/" && state !== "unquoted") state = "blank";
		else if (state !== "unquoted") state = "name";
	}
	return -1;
}
