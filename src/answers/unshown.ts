import { type AnswerElement, type AnswerValue, htmlElements, valuesOf } from "../model/index.js";

/** What pages do not show of the elements that a program has made: `<button>`, `style`. Sorted, each once. */
export function unshownIn(parts: readonly AnswerValue[]): readonly string[] {
	const found = new Set<string>();
	for (const value of valuesOf({ shape: "document", parts })) {
		if (typeof value !== "object" || value?.kind !== "element") continue;
		const { tag } = value;
		if (!htmlElements.has(tag) && tag !== "svg" && !drawn.has(tag)) found.add(`<${tag}>`);
		for (const name of attributesOf(value)) found.add(name);
	}
	return [...found].sort();
}

/** Parts of drawings, which have rules of their own. */
const drawn: ReadonlySet<string> = new Set(
	"circle clippath defs desc ellipse g line lineargradient marker path polygon polyline radialgradient rect stop text title tspan".split(
		" ",
	),
);

/** How an element looks, and what it does. Of what else is dropped nothing is missed. */
function* attributesOf({ tag, attributes }: AnswerElement): Iterable<string> {
	for (const [name, value] of attributes) {
		if (name === "style" || name === "class" || /^on[a-z]+$/.test(name)) yield name;
		if (tag === "img" && name === "src" && !value.startsWith("data:image/")) yield "<img> from elsewhere";
		if (tag === "a" && name === "href" && !/^(?:https?:|mailto:)/i.test(value)) yield "links to nowhere";
	}
}
