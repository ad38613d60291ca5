/**
 * What keeps a text from being well-formed XML 1.0 (as the feeds use it: no document type, five entities), with
 * the offset; undefined when it is. Every sign of a tag must be where a strict parser allows one.
 */
export function xmlFlaw(text: string): string | undefined {
	const open: string[] = [];
	let roots = 0;
	let at = 0;
	const flaw = (what: string) => `${what} at ${at}: ${JSON.stringify(text.slice(at, at + 60))}`;
	if (forbidden.test(text)) return "forbidden character";
	while (at < text.length) {
		const [piece = "", declaration, close, name = "", attributes = "", empty, characters] =
			step(text, at) ?? [];
		if (piece === "") return flaw("no XML");
		if (declaration !== undefined && at !== 0) return flaw("declaration");
		if (close !== undefined && open.pop() !== close) return flaw("unexpected end tag");
		if (name !== "") {
			if (open.length === 0 && roots++ > 0) return flaw("second root");
			const names = [...attributes.matchAll(/\s([^\s=]+)=/g)].map(([, attribute]) => attribute);
			if (new Set(names).size < names.length) return flaw("attribute twice");
			if (empty === "") open.push(name);
		}
		if (characters !== undefined && open.length === 0 && characters.trim() !== "")
			return flaw("text outside");
		at += piece.length;
	}
	return open.length > 0 ? `<${open.at(-1)}> is never closed` : roots === 1 ? undefined : "no root";
}

const forbidden = /[\p{Surrogate}\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/u;

function step(text: string, at: number): RegExpExecArray | null {
	piece.lastIndex = at;
	return piece.exec(text);
}

const name = "[A-Za-z_][\\w:.-]*";
const reference = "&(?:amp|lt|gt|quot|apos|#\\d+|#x[\\dA-Fa-f]+);";
const attribute = `\\s+${name}="(?:[^<&"]|${reference})*"`;
const piece = new RegExp(
	`(<\\?xml [^?]*\\?>)|</(${name})\\s*>|<(${name})((?:${attribute})*)\\s*(/?)>|((?:[^<&]|${reference})+)`,
	"y",
);
