import type { Csr } from "../../kernels/index.js";
import type { Pieces } from "../graph/attributed-graph.js";
import { TermCounter, type TermCounts } from "./count-terms.js";
import { namesOf, type ReadNote } from "./note-counts.js";
import { weighTerms } from "./tf-idf.js";

/** A passage ends with the line in which it comes to more characters than this. */
const enough = 300;

/** The notes' own words, some lines at a time. A note without words has no passage. */
export function passagesOf(notes: readonly ReadNote[], idf: Float32Array): Pieces {
	return piecesOf(
		notes.map(({ prose }) => splitText(prose.text)),
		(counts) => weighTerms(counts, idf),
	);
}

/** Each name by itself: how much of what it tells is told by each of its words. */
export function namePiecesOf(notes: readonly ReadNote[], idf: Float32Array): Pieces {
	return piecesOf(notes.map(namesOf), (counts) => sharesOf(weighTerms(counts, idf)));
}

function piecesOf(
	texts: readonly (readonly string[])[],
	weigh: (counts: readonly TermCounts[]) => Csr,
): Pieces {
	const counter = new TermCounter();
	const starts = new Uint32Array(texts.length + 1);
	texts.forEach((pieces, i) => {
		starts[i + 1] = starts[i]! + pieces.length;
	});
	return { rows: weigh(texts.flat().map((text) => counter.count([{ text, weight: 1 }]))), starts };
}

function splitText(text: string): string[] {
	const parts: string[] = [];
	for (let start = 0; start < text.length; ) {
		const line = text.indexOf("\n", start + enough);
		const end = line < 0 ? text.length : line + 1;
		parts.push(text.slice(start, end));
		start = end;
	}
	return parts;
}

/** Rows that sum to 1. */
function sharesOf(rows: Csr): Csr {
	const { offsets, weights } = rows;
	for (let row = 0; row < rows.rows; row++) {
		const own = weights.subarray(offsets[row], offsets[row + 1]);
		let sum = 0;
		for (const weight of own) sum += weight;
		if (sum > 0) for (let k = 0; k < own.length; k++) own[k]! /= sum;
	}
	return rows;
}
