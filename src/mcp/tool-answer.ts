/**
 * What a tool says, made to fit a budget of tokens: as structured content, and as short text for who reads no JSON. Both
 * together cost no more than the budget. Lists are cut at whole entries, and it is said how to ask for the rest.
 */
import { harmless } from "../harmless.js";
import { cutText, shortened } from "./shorten.js";
import { tokensIn } from "./tokens.js";

export type Fields = Readonly<Record<string, unknown>>;

export interface Told {
	/** Everything but the list. */
	readonly fields: Fields;
	/** Lines before the list. */
	readonly head: readonly string[];
	readonly list?: ToldList;
}

export interface ToldList {
	/** Of the field that holds it. */
	readonly name: string;
	readonly entries: readonly Fields[];
	readonly line: (entry: Fields) => string;
	/** Whether more can be had than are here. */
	readonly more: boolean;
	/** How the rest is asked for, when so many entries are shown; absent where it cannot be. */
	readonly rest?: (shown: number) => Rest;
	/** What the field holds instead of the entries. */
	readonly join?: (entries: readonly Fields[]) => unknown;
	/** Lines are shown whole, and not cut to what is read at a glance. */
	readonly whole?: true;
}

export interface Rest {
	/** Beside the list. */
	readonly fields: Fields;
	/** As in: “These are 1 to 20; ask again with offset 20.” */
	readonly said: string;
}

/** The rest of a list that is asked for by `offset`. */
export function restByOffset(offset: number): (shown: number) => Rest {
	return (shown) => ({
		fields: { next_offset: offset + shown },
		said: `These are ${offset + 1} to ${offset + shown}; there are more. Ask again with offset ${offset + shown} for them, or with a larger budget.`,
	});
}

export interface ToolAnswer {
	readonly structuredContent: Record<string, unknown>;
	readonly text: string;
}

/** For what is said about a cut. */
const reserve = 80;

export function toAnswer({ fields, head, list }: Told, budget: number): ToolAnswer {
	const room = budget - reserve;
	// Half of it for the list, if there is one.
	const kept = fitted({ fields, head: head.map(oneLine) }, list === undefined ? room : room / 2);
	if (list === undefined) return { structuredContent: { ...kept.fields }, text: kept.head.join("\n") };
	const { entries, lines } = fill(list, room - costOf(kept));
	const more = list.more || entries.length < list.entries.length;
	const rest = more && entries.length > 0 ? list.rest?.(entries.length) : undefined;
	const said = rest?.said ?? "There is more than fits. Ask again with a larger budget.";
	return {
		structuredContent: {
			...kept.fields,
			[list.name]: list.join?.(entries) ?? entries,
			more,
			...rest?.fields,
		},
		text: [...kept.head, ...lines, ...(more ? [`[${said}]`] : [])].join("\n"),
	};
}

function fitted(kept: Pick<Told, "fields" | "head">, most: number): Pick<Told, "fields" | "head"> {
	return shortened(kept, costOf, most);
}

function costOf({ fields, head }: Pick<Told, "fields" | "head">): number {
	return tokensIn(JSON.stringify(fields)) + tokensIn(head.join("\n")) + 2;
}

/** As many entries as there is room for; the first in any case, and if need be cut. */
function fill({ entries, line, whole }: ToldList, room: number): { entries: Fields[]; lines: string[] } {
	const kept: Fields[] = [];
	const lines: string[] = [];
	const lineOf = (entry: Fields) => (whole ? line(entry) : oneLine(line(entry)));
	const cost = (entry: Fields) => tokensIn(JSON.stringify(entry)) + tokensIn(lineOf(entry)) + 2;
	let left = room;
	for (const full of entries) {
		const entry =
			kept.length === 0 ? shortened(full, cost, left) : shortened(full, cost, Math.max(400, room / 8));
		const spent = cost(entry);
		if (spent > left) break;
		left -= spent;
		kept.push(entry);
		lines.push(lineOf(entry));
	}
	return { entries: kept, lines };
}

/** Longer lines are cut in the text; the structured content has them. */
const longestLine = 600;

/** What is told of a note cannot look like the next line. */
export function oneLine(text: string): string {
	return cutText(harmless(text.replace(/\s+/g, " ").trim()), longestLine);
}
