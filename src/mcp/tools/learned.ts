import type { Explained, Related, SuggestedLink, Suggestions } from "../../asking/verb-answers.js";
import { concept, listing, maybeText, number, text, texts } from "../output-schemas.js";
import { called, inShort, note, paged, paging, rowsInShort, type Tool } from "../tool.js";
import type { Fields } from "../tool-answer.js";
import { pageOf } from "./connections.js";
import { answerOf } from "./verb-tool.js";

const few = { ...paging, limit: { ...paging.limit, fallback: 10 } };

export const relatedTool: Tool = {
	name: "related",
	title: "Related notes, and why",
	about:
		"The notes nearest to one by links, tags, words and place in the graph together, with the reasons in words. Take this first to find what belongs to a topic.",
	parameters: { note, ...few },
	output: listing("related", { concept, score: number, why: texts }, { note: concept }),
	run: async (call) => {
		const answer = await answerOf(call, "related");
		const { concept: asked, related } = answer as unknown as Related;
		return {
			fields: { note: inShort(asked) },
			head: [`Nearest to ${called(asked)}:`],
			list: paged(
				"related",
				related.map((near) => ({ concept: inShort(near), score: rounded(near.score), why: near.why })),
				({ concept: near, score, why }) => `${score} ${called(near)}: ${(why as string[]).join(" · ")}`,
				pageOf(call, answer),
			),
		};
	},
};

export const similarTool: Tool = {
	name: "similar",
	title: "Notes alike",
	about:
		"The notes whose learned vectors are nearest to one's, linked with it or not: finds kindred notes that related does not. score is the cosine, -1 to 1.",
	parameters: { note, ...few },
	output: listing("similar", { concept, score: number, linked: maybeText, shared: texts }, { note: concept }),
	run: async (call) => {
		const answer = await answerOf(call, "similar");
		return {
			fields: { note: inShort(answer.note) },
			head: [`Most like ${called(answer.note)}:`],
			list: paged(
				"similar",
				rowsInShort(answer).map((row) => ({ ...row, score: rounded(row.score as number) })),
				similarLine,
				pageOf(call, answer),
			),
		};
	},
};

function similarLine({ concept: other, score, linked, shared }: Fields): string {
	const names = shared as string[];
	const parts = [linked === null ? "not linked" : `linked ${linked}`];
	if (names.length > 0) parts.push(`both linked with ${names.join(", ")}`);
	return `${score} ${called(other)}: ${parts.join(" · ")}`;
}

export const explainTool: Tool = {
	name: "explain",
	title: "Why two notes are alike",
	about:
		"Which messages, over which links, made the learned vectors of two notes alike, with their shares of the similarity.",
	parameters: {
		a: { ...note, about: note.about },
		b: { ...note, about: note.about.replace("which", "which other") },
	},
	output: listing(
		"messages",
		{ to: text, from: text, over: maybeText, share: number },
		{ a: concept, b: concept, similarity: number, why: texts },
	),
	run: async (call) => {
		const { a, b, similarity, sides, why } = (await answerOf(call, "explain")) as unknown as Explained;
		const { open } = await call.vault.current();
		const titleOf = (id: string) => open.loaded.graph.graph.getNodeAttributes(id).title;
		const messages = sides.flatMap((side) => [
			{ to: titleOf(side.concept), from: titleOf(side.concept), over: null, share: rounded(side.own) },
			...side.heard.map(({ concept: from, over, share }) => ({
				...{ to: titleOf(side.concept), from: titleOf(from) },
				...{ over: over ?? null, share: rounded(share) },
			})),
			...(rounded(side.common ?? 0) === 0
				? []
				: [{ to: titleOf(side.concept), from: "all notes", over: "common", share: rounded(side.common!) }]),
		]);
		const reasons = why.length === 0 ? [] : [why.join(" · ")];
		return {
			fields: { a: inShort(a), b: inShort(b), similarity: rounded(similarity), why },
			head: [`${called(a)} and ${called(b)}: similarity ${rounded(similarity)}`, ...reasons],
			list: { name: "messages", entries: messages, line: messageLine, more: false },
		};
	},
};

function messageLine({ to, from, over, share }: Fields): string {
	const percent = Math.round((share as number) * 100);
	if (over === "common") return `${to}: ${percent} % because all notes say it`;
	return over === null
		? `${to}: ${percent} % by its own text`
		: `${to} heard ${from} (${over}): ${percent} %`;
}

export const suggestTool: Tool = {
	name: "suggest",
	title: "Links that are missing",
	about:
		"Links that notes lack and perhaps should have, with where the text names the other note already, and why. For the whole vault, or for one note.",
	parameters: { note: { type: "text", about: `${note.about}; without it the whole vault` }, ...few },
	output: listing("suggestions", {
		from: concept,
		to: concept,
		link: text,
		place: maybeText,
		score: number,
		why: texts,
	}),
	run: async (call) => {
		const answer = (await answerOf(call, "suggest")) as unknown as Suggestions;
		const offset = call.given.count("offset") ?? 0;
		const { suggestions, total } = answer;
		return {
			fields: {},
			head: [suggestions.length === 0 ? "No link is missing, as far as can be told." : `${total} in all:`],
			list: paged("suggestions", suggestions.map(suggestionRow), suggestionLine, {
				more: total > offset + suggestions.length,
				offset,
			}),
		};
	},
};

function suggestionRow({ from, to, link, score, mention, why }: SuggestedLink): Fields {
	const place = mention?.line === undefined ? null : `${from.path}:${mention.line}`;
	return { from: inShort(from), to: inShort(to), link, place, score: rounded(score), why };
}

function suggestionLine({ from, link, place, why }: Fields): string {
	return `${place ?? (from as Fields).path}: ${link} (${(why as string[]).join(" · ")})`;
}

function rounded(value: number): number {
	return Math.round(value * 1000) / 1000;
}
