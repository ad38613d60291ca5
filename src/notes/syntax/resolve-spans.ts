import type { Event } from "micromark-util-types";
import { codes } from "./characters.js";
import type { Token, TokenizeContext } from "./types.js";

/**
 * Pairs the runs of `*`, `_`, `~~` and `==` by CommonMark's delimiter algorithm, all in one pass, so that spans
 * of different kinds nest. micromark's own resolvers walk back over all events for each closing run, which is
 * quadratic; here every run leaves the stack once, and `floors` remembers where a search was in vain.
 */
export function resolveSpans(events: Event[], context: TokenizeContext): Event[] {
	const stack: Run[] = [];
	const runs = new Map<number, Run>();
	const floors = new Map<number, number>();
	for (let index = 0; index < events.length; index++) {
		const [kind, token] = events[index]!;
		if (kind !== "enter" || !isSequence(token)) continue;
		const run: Run = { index, token, mark: markOf(token, context), closes: [], opens: [] };
		runs.set(index, run);
		if (token._close) closeWith(run, stack, floors);
		if (token._open && sizeOf(token) > 0) stack.push(run);
	}
	if (runs.size > 0) replaceAll(events, rewrite(events, runs, context));
	return events;
}

/**
 * A run of marks on the stack. Closing marks are used from its left end, opening ones from its right end; what
 * remains between `token.start` and `token.end` is text.
 */
interface Run {
	/** Index of its enter event. */
	readonly index: number;
	readonly token: Token;
	readonly mark: number;
	readonly closes: Span[];
	readonly opens: Span[];
}

interface Span {
	readonly whole: Token;
	readonly text: Token;
	readonly opening: Token;
	readonly closing: Token;
}

/** Matches `closer` with runs on the stack until it is used up or nothing fits. */
function closeWith(closer: Run, stack: Run[], floors: Map<number, number>): void {
	while (sizeOf(closer.token) > 0) {
		const key = closer.mark * 6 + (sizeOf(closer.token) % 3) * 2 + (closer.token._open ? 1 : 0);
		const floor = Math.min(floors.get(key) ?? 0, stack.length);
		let depth = stack.length - 1;
		while (depth >= floor && !fits(stack[depth]!, closer)) depth--;
		if (depth < floor) {
			floors.set(key, stack.length);
			return;
		}
		const opener = stack[depth]!;
		stack.length = depth + 1;
		lower(floors, depth);
		pair(opener, closer);
		if (sizeOf(opener.token) === 0) stack.pop();
	}
}

/** What stood above `height` is gone: later runs take its places, and must be looked at. */
function lower(floors: Map<number, number>, height: number): void {
	for (const [key, floor] of floors) if (floor > height) floors.set(key, height);
}

function fits(opener: Run, closer: Run): boolean {
	if (opener.mark !== closer.mark) return false;
	if (opener.mark !== codes.asterisk && opener.mark !== codes.underscore) return true;
	if (!opener.token._close && !closer.token._open) return true;
	const length = sizeOf(closer.token);
	return length % 3 === 0 || (length + sizeOf(opener.token)) % 3 !== 0;
}

function pair(opener: Run, closer: Run): void {
	const use = sizeOf(opener.token) > 1 && sizeOf(closer.token) > 1 ? 2 : 1;
	const [whole, sequence, text] = typesOf(opener.mark, use);
	const start = moved(opener.token.end, -use);
	const end = moved(closer.token.start, use);
	const span: Span = {
		whole: { type: whole, start, end },
		opening: { type: sequence, start: { ...start }, end: { ...opener.token.end } },
		text: { type: text, start: { ...opener.token.end }, end: { ...closer.token.start } },
		closing: { type: sequence, start: { ...closer.token.start }, end: { ...end } },
	};
	opener.token.end = { ...start };
	closer.token.start = { ...end };
	opener.opens.push(span);
	closer.closes.push(span);
}

function typesOf(mark: number, use: number) {
	if (mark === codes.equals) return ["highlight", "highlightSequence", "highlightText"] as const;
	if (mark === codes.tilde) return ["strikethrough", "strikethroughSequence", "strikethroughText"] as const;
	return use === 2
		? (["strong", "strongSequence", "strongText"] as const)
		: (["emphasis", "emphasisSequence", "emphasisText"] as const);
}

function rewrite(events: Event[], runs: ReadonlyMap<number, Run>, context: TokenizeContext): Event[] {
	const result: Event[] = [];
	for (let index = 0; index < events.length; index++) {
		const run = runs.get(index);
		if (!run) {
			result.push(events[index]!);
			continue;
		}
		index++;
		for (const span of run.closes) {
			result.push(["exit", span.text, context]);
			result.push(["enter", span.closing, context], ["exit", span.closing, context]);
			result.push(["exit", span.whole, context]);
		}
		if (sizeOf(run.token) > 0) {
			run.token.type = "data";
			result.push(["enter", run.token, context], ["exit", run.token, context]);
		}
		for (const span of run.opens.reverse()) {
			result.push(["enter", span.whole, context]);
			result.push(["enter", span.opening, context], ["exit", span.opening, context]);
			result.push(["enter", span.text, context]);
		}
	}
	return result;
}

/** In place, because micromark holds on to the list of events itself. */
function replaceAll(events: Event[], by: readonly Event[]): void {
	events.length = 0;
	for (const event of by) events.push(event);
}

/** Sequences that are already inside a span carry no flags: they are never looked at twice. */
function isSequence(token: Token): boolean {
	return (
		token._open !== undefined &&
		(token.type === "attentionSequence" ||
			token.type === "highlightSequence" ||
			token.type === "strikethroughSequence")
	);
}

function markOf(token: Token, context: TokenizeContext): number {
	if (token.type === "highlightSequence") return codes.equals;
	if (token.type === "strikethroughSequence") return codes.tilde;
	return context.sliceSerialize(token).charCodeAt(0);
}

function sizeOf(token: Token): number {
	return token.end.offset - token.start.offset;
}

function moved(point: Token["start"], by: number): Token["start"] {
	return {
		...point,
		column: point.column + by,
		offset: point.offset + by,
		_bufferIndex: point._bufferIndex + by,
	};
}
