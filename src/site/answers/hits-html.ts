import type { AnswerHits } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import type { Place } from "./place.js";
import { linkHtml } from "./value-html.js";

/** What a search found, note by note, with the words that were found marked. */
export function hitsHtml({ files }: AnswerHits, place: Place): string {
	const items = files.map(({ file, matches, excerpts }) => {
		const lines = excerpts.map(({ pieces }) => `<li>${pieces.map(pieceHtml).join("")}</li>`);
		const list = lines.length === 0 ? "" : `<ul>${lines.join("")}</ul>`;
		// Found by its name, tags or properties alone.
		const count = matches === 0 ? "" : ` <span class="count">${matches}</span>`;
		return `<li>${linkHtml(file, place)}${count}${list}</li>`;
	});
	return `<ul class="answer-list answer-hits">${items.join("")}</ul>`;
}

function pieceHtml(piece: string, i: number): string {
	const text = escapeHtml(piece);
	return i % 2 === 0 || piece === "" ? text : `<mark>${text}</mark>`;
}
