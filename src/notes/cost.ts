import { isBlank, readPrefix } from "./line-prefix.js";
import { TooCostly } from "./too-costly.js";

/** UTF-16 units of a note that is read as Markdown. */
const maxLength = 8_000_000;
/** Containers that open on one line: micromark takes quadratic time for them. */
const maxDepth = 100;
/** Characters with a meaning in one paragraph: micromark moves its whole list of events for each few of them. */
const maxMarks = 20_000;
/**
 * Steps of those loops of micromark that are the product of two counts: `<!` that nothing closes with the length
 * of their paragraph, definitions with brackets. About 0.3 s.
 */
const maxProduct = 30_000_000;
/**
 * Quotes and underlined headings with lines: for each of them micromark copies all events before it. About 1 s;
 * 2,500 quotes of two lines each are still read.
 */
const maxCopies = 20_000_000;
/** Cells of one table: short rows are filled up to the width of its head, so they cost without being written. */
const maxCells = 200_000;

/**
 * Refuses a text for which Markdown would take more than linear time. One pass over the characters, before any
 * of them is parsed. Where it cannot know the structure (what looks like code, tables and lists) it trusts the
 * text: real notes never come near a limit, and a worker's time is limited besides.
 */
export function guardSource(source: string, start: number): void {
	if (source.length > maxLength) {
		throw new TooCostly({
			rule: "note/too-large",
			message: `it is longer than ${maxLength / 1_000_000} million characters.`,
			offset: 0,
			hint: "split it into several notes",
		});
	}
	new Guard(source).read(start);
}

class Guard {
	readonly #source: string;
	#lines = 0;
	#copies = 0;
	#definitions = 0;
	#brackets = 0;
	/** Of the current paragraph. */
	#paragraphStart = 0;
	#marks = 0;
	#declarations = 0;
	#inTable = false;
	/** Cells in a row of the current table, and in all its rows. */
	#columns = 0;
	#cells = 0;
	#inQuote = false;
	#afterBlank = true;
	/** The mark that closes the code or mathematics we are in. */
	#fence: string | undefined;

	constructor(source: string) {
		this.#source = source;
	}

	read(start: number): void {
		for (let offset = start; offset < this.#source.length; ) {
			const end = lineEnd(this.#source, offset);
			this.#line(offset, end);
			offset = end + 1;
		}
		this.#endParagraph(this.#source.length);
		if (this.#definitions * this.#brackets > maxProduct) {
			throw costly("it holds too many definitions of links or footnotes.", start);
		}
		if (this.#copies * this.#lines > maxCopies) {
			throw costly("it holds too many quotes or underlined headings.", start);
		}
	}

	#line(start: number, end: number): void {
		this.#lines++;
		const prefix = readPrefix(this.#source, start, end);
		if (this.#inQuote && !prefix.quote) this.#copies++;
		this.#inQuote = prefix.quote;
		const fence = fenceAt(this.#source, prefix.end);
		if (this.#fence !== undefined) {
			if (fence === this.#fence || (this.#fence === "$$" && endsMath(this.#source, end)))
				this.#fence = undefined;
			return;
		}
		if (prefix.depth > maxDepth) throw tooDeep(start);
		const blank = prefix.end === end;
		if (blank || prefix.item || this.#inTable || this.#source[prefix.end] === "#") this.#endParagraph(start);
		if (!blank && !this.#afterBlank && isUnderline(this.#source, prefix.end, end)) this.#copies++;
		this.#afterBlank = blank;
		if (blank) this.#inTable = false;
		else if (this.#inTable) this.#row(start);
		else if (isDelimiterRow(this.#source, prefix.end, end)) this.#openTable(prefix.end, end);
		if (fence !== undefined) this.#openFence(fence, prefix.end, end);
		else if (!blank) this.#count(prefix.end, end);
	}

	#openTable(start: number, end: number): void {
		this.#inTable = true;
		this.#columns = this.#source.slice(start, end).split("|").length;
		this.#cells = this.#columns;
	}

	#row(start: number): void {
		this.#cells += this.#columns;
		if (this.#cells > maxCells) throw costly(`one table has more than ${maxCells} cells.`, start);
	}

	#openFence(fence: string, start: number, end: number): void {
		const closes = fence === "$$" && start + 2 < end && this.#source.slice(start + 2, end).includes("$$");
		if (!closes) this.#fence = fence;
		this.#endParagraph(start);
	}

	#count(start: number, end: number): void {
		for (let index = start; index < end; index++) {
			const code = this.#source.charCodeAt(index);
			if (code > 126 || isMark[code] === 0) continue;
			this.#marks++;
			if (code === 93) {
				this.#brackets++;
				if (this.#source.charCodeAt(start) === 91 && this.#source.charCodeAt(index + 1) === 58) {
					this.#definitions++;
				}
			} else if (code === 60) {
				const next = this.#source.charCodeAt(index + 1);
				if (next === 33 || next === 63) this.#declarations++;
			}
		}
	}

	#endParagraph(offset: number): void {
		const length = offset - this.#paragraphStart;
		if (this.#marks > maxMarks) {
			throw costly(`one paragraph holds more than ${maxMarks} marks of Markdown.`, this.#paragraphStart);
		}
		if (this.#declarations * length > maxProduct) {
			throw costly("one paragraph holds too many “<!” or “<?”.", this.#paragraphStart);
		}
		this.#paragraphStart = offset;
		this.#marks = 0;
		this.#declarations = 0;
	}
}

function lineEnd(source: string, offset: number): number {
	let end = offset;
	while (end < source.length) {
		const code = source.charCodeAt(end);
		if (code === 10 || code === 13) break;
		end++;
	}
	return end;
}

function fenceAt(source: string, offset: number): string | undefined {
	if (source.startsWith("```", offset)) return "`";
	if (source.startsWith("~~~", offset)) return "~";
	return source.startsWith("$$", offset) && source[offset + 2] !== "$" ? "$$" : undefined;
}

function endsMath(source: string, end: number): boolean {
	return source.slice(end - 2, end) === "$$";
}

/** `|---|:--|`: what follows are cells, each a text of its own. */
function isDelimiterRow(source: string, start: number, end: number): boolean {
	let bars = 0;
	let dashes = 0;
	for (let index = start; index < end; index++) {
		const code = source.charCodeAt(index);
		if (code === 124) bars++;
		else if (code === 45) dashes++;
		else if (code !== 58 && !isBlank(code)) return false;
	}
	return bars > 0 && dashes > 0;
}

/** `===` or `---`, perhaps of a heading. */
function isUnderline(source: string, start: number, end: number): boolean {
	const mark = source.charCodeAt(start);
	if (mark !== 61 && mark !== 45) return false;
	let index = start;
	while (index < end && source.charCodeAt(index) === mark) index++;
	while (index < end && isBlank(source.charCodeAt(index))) index++;
	return index === end;
}

const isMark = Uint8Array.from({ length: 127 }, (_, code) =>
	"!#$%&*<=[\\]^_`~".includes(String.fromCharCode(code)) ? 1 : 0,
);

function tooDeep(offset: number): TooCostly {
	return new TooCostly({
		rule: "note/too-deep",
		message: `it is nested more than ${maxDepth} levels deep.`,
		offset,
		hint: "take quotes or lists out of each other",
	});
}

function costly(message: string, offset: number): TooCostly {
	return new TooCostly({ rule: "note/too-costly", message, offset, hint: "split it into several" });
}
