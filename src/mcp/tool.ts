import type { Answer } from "../asking/ask-verb.js";
import type { LiveVault, Snapshot } from "../asking/live-vault.js";
import type { Schema } from "../asking/verb-schemas.js";
import type { Arguments, Parameters } from "./arguments.js";
import { type Fields, restByOffset, type Told, type ToldList } from "./tool-answer.js";

/** What an assistant can call. */
export interface Tool {
	readonly name: string;
	readonly title: string;
	/** For the model: what it is good for, and when to take another. */
	readonly about: string;
	readonly parameters: Parameters;
	/** Other names by which parameters are understood. */
	readonly aliases?: Readonly<Record<string, string>>;
	readonly output: Schema;
	readonly run: (call: Call) => Promise<Told>;
}

export interface Call {
	readonly vault: LiveVault;
	readonly given: Arguments;
	/** Aborted when the client has lost interest. */
	readonly signal: AbortSignal;
	/** The vault with what the network has learned; throws when that takes too long. */
	readonly embedded: () => Promise<Snapshot>;
}

/** Milliseconds, rows and bytes of one question. */
export const budget = { time: 20_000, rows: 10_000, memory: 300e6 };

const named = "a title, an alias, a #tag, a path, or a part of one, in any case and script";

export const note = { type: "text", about: `which note: ${named}`, required: true } as const;

/** Of tools that list. */
export const paging = {
	limit: { type: "count", about: "how many entries at most", least: 1, most: 1000, fallback: 50 },
	offset: {
		type: "count",
		about: "entries to leave out at the beginning",
		least: 0,
		most: 1_000_000,
		fallback: 0,
	},
} as const;

/** A concept as tools tell it: by what it is called, and where it is. */
export function inShort(concept: unknown): Fields {
	const { kind, title, path } = concept as { kind: string; title: string; path?: string };
	return { title, kind, ...(path !== undefined && { path }) };
}

/** Concepts in rows of a verb's answer in short. */
export function rowsInShort(answer: Answer): Fields[] {
	return (answer.rows as Fields[]).map((row) =>
		Object.fromEntries(
			Object.entries(row).map(([name, value]) => [name, isConcept(value) ? inShort(value) : value]),
		),
	);
}

function isConcept(value: unknown): boolean {
	return typeof value === "object" && value !== null && "kind" in value && "title" in value && "id" in value;
}

/** `长短期记忆网络 (门控/长短期记忆网络.md)`, `#门控`, `图灵机 (not written)`. */
export function called(concept: unknown): string {
	const { kind, title, path } = concept as { kind: string; title: string; path?: string };
	if (path !== undefined) return `${title} (${path})`;
	return kind === "tag" ? `#${title}` : kind === "placeholder" ? `${title} (not written)` : title;
}

/** The list of a verb's answer, as it can be asked for page by page. */
export function paged(
	name: string,
	entries: readonly Fields[],
	line: (entry: Fields) => string,
	{ more, offset }: { more: boolean; offset: number },
): ToldList {
	return { name, entries, line, more, rest: restByOffset(offset) };
}
