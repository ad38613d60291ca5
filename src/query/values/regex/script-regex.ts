import { lineEnd, word } from "./char-set.js";
import { parseScriptRegex } from "./parse-script-regex.js";
import { type Assertion, assembleScript, type Script } from "./script.js";

/** Where a pattern matched, and its groups: undefined for one that took no part. */
export interface ScriptMatch {
	readonly start: number;
	readonly end: number;
	/** From the first group on. */
	readonly groups: readonly (readonly [start: number, end: number] | undefined)[];
}

/**
 * A regular expression as JavaScript writes it, with its groups, in time in proportion to the text and the pattern: all
 * its paths advance together, the preferred one first (Pike, 1987). What needs trying (looking around, references back)
 * is refused. Characters are whole code points, with or without the flag `u`.
 */
export interface ScriptRegex {
	readonly flags: string;
	/** Names of groups, by their index in `groups`. */
	readonly names: readonly (string | undefined)[];
	/** The first match that begins at `from` or behind it. */
	find(text: string, from: number, spend: (steps: number) => void): ScriptMatch | undefined;
}

/** A `QueryError` if the pattern or the flags are none. */
export function compileScriptRegex(pattern: string, flags: string): ScriptRegex {
	const { node, names } = parseScriptRegex(pattern, flags);
	const script = assembleScript(node);
	const sticky = flags.includes("y");
	return {
		flags,
		names,
		find: (text, from, spend) => new Search(script, text, spend, sticky).from(from, names.length),
	};
}

/** What a path has saved, the last one first: paths share what they have in common. */
interface Saved {
	readonly slot: number;
	readonly at: number;
	readonly before: Saved | undefined;
}

class Search {
	/** For each instruction the last step at which a path came by: a later one would go the same ways. */
	readonly #seen: Int32Array;
	#step = 0;
	#places: number[] = [];
	#saved: (Saved | undefined)[] = [];
	#match: Saved | undefined;

	constructor(
		readonly script: Script,
		readonly text: string,
		readonly spend: (steps: number) => void,
		readonly sticky: boolean,
	) {
		this.#seen = new Int32Array(script.operations.length);
	}

	from(from: number, groups: number): ScriptMatch | undefined {
		const { text } = this;
		this.#step = 1;
		this.#follow(0, undefined, from);
		for (let at = from; at < text.length; ) {
			if (this.#places.length === 0 && (this.#match !== undefined || this.sticky)) break;
			const code = text.codePointAt(at)!;
			at += code > 0xffff ? 2 : 1;
			this.spend(1 + this.#places.length);
			this.#advance(code, at);
		}
		return this.#match === undefined ? undefined : read(this.#match, groups);
	}

	#advance(code: number, after: number): void {
		const { operations, first, sets } = this.script;
		const [places, saved] = [this.#places, this.#saved];
		this.#places = [];
		this.#saved = [];
		this.#step++;
		for (const [i, place] of places.entries()) {
			// What was preferred to the other paths has ended: they matter no more.
			if (operations[place] === "match") return;
			if (sets[first[place]!]!(code) && this.#follow(place + 1, saved[i], after)) return;
		}
		if (this.#match === undefined && !this.sticky) this.#follow(0, undefined, after);
	}

	/** Adds the places that are reached without reading, in order of preference. @returns whether the end is among them */
	#follow(place: number, saved: Saved | undefined, at: number): boolean {
		const { operations, first, second, assertions } = this.script;
		const open: { place: number; saved: Saved | undefined }[] = [{ place, saved }];
		for (let now = open.pop(); now !== undefined; now = open.pop()) {
			const { place } = now;
			if (this.#seen[place] === this.#step) continue;
			this.#seen[place] = this.#step;
			const operation = operations[place];
			if (operation === "jump") open.push({ place: first[place]!, saved: now.saved });
			else if (operation === "fork") {
				open.push({ place: second[place]!, saved: now.saved }, { place: first[place]!, saved: now.saved });
			} else if (operation === "save") {
				open.push({ place: place + 1, saved: { slot: first[place]!, at, before: now.saved } });
			} else if (operation === "assert") {
				if (this.#holds(assertions[first[place]!]!, at)) open.push({ place: place + 1, saved: now.saved });
			} else if (operation === "match") {
				this.#match = now.saved;
				return true;
			} else {
				this.#places.push(place);
				this.#saved.push(now.saved);
			}
		}
		return false;
	}

	#holds(assertion: Assertion, at: number): boolean {
		const { text } = this;
		const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
		switch (assertion) {
			case "text-start":
				return at === 0;
			case "text-end":
				return at === text.length;
			case "line-start":
				return at === 0 || lineEnd(before);
			case "line-end":
				return at === text.length || lineEnd(after);
			case "boundary":
				return word(before) !== word(after);
			case "no-boundary":
				return word(before) === word(after);
		}
	}
}

/** Slots 0 and 1 are the match's, 2 and 3 the first group's. What was saved last counts. */
function read(match: Saved, groups: number): ScriptMatch {
	const slots: (number | undefined)[] = Array.from({ length: 2 * groups + 2 });
	for (let saved: Saved | undefined = match; saved !== undefined; saved = saved.before)
		slots[saved.slot] ??= saved.at;
	const group = (index: number) => {
		const [start, end] = [slots[2 * index], slots[2 * index + 1]];
		return start === undefined || end === undefined || end < start ? undefined : ([start, end] as const);
	};
	const [start, end] = group(0)!;
	return { start, end, groups: Array.from({ length: groups }, (_, index) => group(index + 1)) };
}
