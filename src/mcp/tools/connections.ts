import type { Path } from "../../asking/verb-answers.js";
import { concept, integer, listing, maybeText, text, texts } from "../output-schemas.js";
import { type Call, called, inShort, note, paged, paging, rowsInShort, type Tool } from "../tool.js";
import type { Fields } from "../tool-answer.js";
import { answerOf } from "./verb-tool.js";

const direction = {
	type: "choice",
	about: "out: what it links to; in: what links to it; both",
	values: ["both", "out", "in"],
	fallback: "both",
} as const;

export const linksTool: Tool = {
	name: "links",
	title: "Links of a note",
	about:
		"What a note (or tag, or name that is not written yet) links to and what links to it, each with the sentence in which the link stands and its file:line. Take this to quote how two things are connected directly, or to find the notes with a tag.",
	parameters: { note, direction, ...paging },
	output: listing(
		"links",
		{
			concept,
			direction: { type: "string", enum: ["out", "in"] },
			how: text,
			place: maybeText,
			sentence: maybeText,
		},
		{ note: concept },
	),
	run: async (call) => {
		const wanted = call.given.choice("direction");
		const [limit, offset] = [call.given.count("limit")!, call.given.count("offset")!];
		const links: Fields[] = [];
		let asked: unknown;
		let more = false;
		for (const [side, verb] of [
			["out", "links"],
			["in", "backlinks"],
		] as const) {
			if (wanted !== "both" && wanted !== side) continue;
			// Both sides are one list: from the second, what the first has left of the page.
			const answer = await answerOf(call, verb, { limit: offset + limit + 1 });
			links.push(
				...rowsInShort(answer).map(({ concept, ...rest }) => ({ concept, direction: side, ...rest })),
			);
			asked = answer.note;
			more ||= answer.more === true;
		}
		const page = links.slice(offset, offset + limit);
		more ||= links.length > offset + limit;
		return {
			fields: { note: inShort(asked) },
			head: [`${called(asked)}: ${page.length === 0 ? "no links" : "its links"}`],
			list: paged("links", page, linkLine, { more, offset }),
		};
	},
};

function linkLine({ concept: other, direction: side, how, place, sentence }: Fields): string {
	const arrow = side === "out" ? "→" : "←";
	const kind = how === "LINKS" ? "" : ` [${how}]`;
	return `${arrow} ${called(other)}${kind}${place === null ? "" : ` at ${place}`}${sentence === null ? "" : `: ${sentence}`}`;
}

export const neighborsTool: Tool = {
	name: "neighbors",
	title: "Neighbourhood of a note",
	about: "What can be reached from a note over a few links, either way, nearest first, and over what.",
	parameters: {
		note,
		depth: { type: "count", about: "how many links away at most", least: 1, most: 4, fallback: 1 },
		...paging,
	},
	output: listing("neighbors", { concept, steps: integer, via: texts }, { note: concept }),
	run: async (call) => {
		const answer = await answerOf(call, "neighbors");
		return {
			fields: { note: inShort(answer.note) },
			head: [
				`${called(answer.note)}: ${(answer.rows as []).length === 0 ? "no neighbours" : "what is near it"}`,
			],
			list: paged("neighbors", rowsInShort(answer), neighborLine, pageOf(call, answer)),
		};
	},
};

export function pageOf(
	{ given }: Call,
	answer: Readonly<Record<string, unknown>>,
): { more: boolean; offset: number } {
	return { more: answer.more === true, offset: given.count("offset") ?? 0 };
}

function neighborLine({ concept: other, steps, via }: Fields): string {
	const over = (via as string[]).length === 0 ? "" : ` over ${(via as string[]).join(" – ")}`;
	return `${steps} ${called(other)}${over}`;
}

export const pathTool: Tool = {
	name: "path",
	title: "Path between two notes",
	about:
		"The shortest chain of links that connects two notes, link by link with the sentence that each link stands in. Take this to explain how two ideas hang together.",
	parameters: { from: note, to: { ...note, about: note.about.replace("which note", "the other note") } },
	output: listing(
		"steps",
		{
			from: text,
			to: text,
			type: text,
			direction: { type: "string", enum: ["out", "in"] },
			place: maybeText,
			sentence: maybeText,
		},
		{ from: concept, to: concept, length: { type: ["integer", "null"] } },
	),
	run: async (call) => {
		const { from, to, length, steps } = (await answerOf(call, "path")) as unknown as Path;
		const [a, b] = [called(from), called(to)];
		return {
			fields: { from: inShort(from), to: inShort(to), length },
			head: [
				length === null
					? `No chain of links connects ${a} and ${b}.`
					: `${a} and ${b} are ${length} ${length === 1 ? "link" : "links"} apart.`,
			],
			list: {
				name: "steps",
				entries: steps.map((step) => ({ place: null, sentence: null, ...step })),
				line: stepLine,
				more: false,
			},
		};
	},
};

function stepLine({ from, to, type, direction: side, place, sentence }: Fields): string {
	const arrow = side === "out" ? "→" : "←";
	const kind = type === "LINKS" ? "" : ` [${type}]`;
	return `${from} ${arrow} ${to}${kind}${place === null ? "" : ` at ${place}`}${sentence === null ? "" : `: ${sentence}`}`;
}
