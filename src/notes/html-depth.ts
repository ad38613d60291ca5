import { TooCostly } from "./too-costly.js";

/** Raw HTML elements inside each other; an HTML parser may use its stack for each. */
const maxDepth = 100;

/** Follows how deeply the raw HTML of a note is nested, from one piece to the next. */
export class HtmlDepth {
	/** Elements that outlive their paragraph: blocks, and formatting that HTML opens again after it. */
	#lasting = 0;
	#inParagraph = 0;

	read(html: string, offset: number): void {
		for (const match of html.matchAll(/<(\/?)([a-zA-Z][^\s<>/]{0,100})([^<>]*)>/g)) {
			const name = match[2]!.toLowerCase();
			if (neverNested.has(name) || match[3]!.endsWith("/")) continue;
			const by = match[1] === "/" ? -1 : 1;
			if (lasting.has(name)) this.#lasting = Math.max(0, this.#lasting + by);
			else this.#inParagraph = Math.max(0, this.#inParagraph + by);
			if (this.#lasting + this.#inParagraph > maxDepth) throw tooDeep(offset);
		}
	}

	endParagraph(): void {
		this.#inParagraph = 0;
	}
}

function tooDeep(offset: number): TooCostly {
	return new TooCostly({
		rule: "note/too-deep",
		message: `raw HTML is nested more than ${maxDepth} levels deep.`,
		offset,
		hint: "close the elements that are open",
	});
}

const neverNested = new Set(
	"area base br col colgroup dd dt embed hr img input li link meta option p param rb rp rt source tbody td tfoot th thead tr track wbr".split(
		" ",
	),
);

const lasting = new Set(
	"a address article aside b big blockquote body center code details dialog div dl em fieldset figure font footer form header html i main nav nobr ol pre s section small strike strong svg table template tt u ul".split(
		" ",
	),
);
