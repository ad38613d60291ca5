import type { Position } from "../model/index.js";

/** Turns offsets of one source into lines and columns; the lines are found once, on the first question. */
export class Lines {
	readonly #source: string;
	#starts: readonly number[] | undefined;

	constructor(source: string) {
		this.#source = source;
	}

	/** Offset at which a line (from 1) starts; of lines after the last, the end of the source. */
	startOf(line: number): number {
		this.#starts ??= lineStarts(this.#source);
		return this.#starts[line - 1] ?? this.#source.length;
	}

	/** Offset at which a line's own characters end. */
	endOf(line: number): number {
		let end = this.startOf(line + 1);
		if (line >= this.#starts!.length) return end;
		if (this.#source.charCodeAt(end - 1) === 10) end -= 1;
		else if (this.#source.charCodeAt(end - 1) === 13) return end - 1;
		return this.#source.charCodeAt(end - 1) === 13 ? end - 1 : end;
	}

	positionAt(offset: number): Position {
		this.#starts ??= lineStarts(this.#source);
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (this.#starts[middle]! <= offset) low = middle;
			else high = middle - 1;
		}
		return { line: low + 1, column: offset - this.#starts[low]! + 1, offset };
	}
}

/** One look-up in a source that is not asked again. */
export function positionAt(source: string, offset: number): Position {
	return new Lines(source).positionAt(offset);
}

/** Offsets at which lines start; a line ends with LF, CRLF or a lone CR, as Markdown counts. */
function lineStarts(source: string): number[] {
	const starts = [0];
	for (let index = 0; index < source.length; index++) {
		const code = source.charCodeAt(index);
		if (code === 10 || (code === 13 && source.charCodeAt(index + 1) !== 10)) starts.push(index + 1);
	}
	return starts;
}
