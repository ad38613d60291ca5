import { resolveAll } from "micromark-util-resolve-all";
import type { Event } from "micromark-util-types";
import { maxOpenLabels, openLabels } from "./brackets.js";
import { codes } from "./characters.js";
import type { Code, Construct, State, Token, TokenizeContext } from "./types.js";

/** `^[`: opens an inline footnote, which takes part in the balance of brackets like the start of a link. */
export const inlineFootnoteStart: Construct = {
	name: "inlineFootnoteStart",
	resolveAll: unclosedStartsAreText,
	tokenize(effects, ok, nok) {
		const open = openLabels(this);
		return start;

		function start(code: Code): State {
			effects.enter("inlineFootnoteStart");
			effects.consume(code);
			return bracket;
		}

		function bracket(code: Code): State | undefined {
			if (code !== codes.bracketOpen || open.length >= maxOpenLabels) return nok(code);
			effects.consume(code);
			open.push(effects.exit("inlineFootnoteStart"));
			return ok;
		}
	},
};

/** The `]` of an inline footnote. */
export const inlineFootnoteEnd: Construct = {
	name: "inlineFootnoteEnd",
	resolveTo: wrapFootnote,
	tokenize(effects, ok, nok) {
		const open = openLabels(this);
		return start;

		function start(code: Code): State | undefined {
			if (open.at(-1)?.type !== "inlineFootnoteStart") return nok(code);
			effects.enter("inlineFootnoteEnd", { _start: open.pop()! });
			effects.consume(code);
			effects.exit("inlineFootnoteEnd");
			return ok;
		}
	},
};

/** Puts the events since the start, resolved on their own, into one footnote. */
function wrapFootnote(events: Event[], context: TokenizeContext): Event[] {
	const end = events.at(-1)![1];
	const start = end._start!;
	let index = events.length - 3;
	while (events[index]![1] !== start) index--;
	const whole: Token = { type: "inlineFootnote", start: { ...start.start }, end: { ...end.end } };
	const text: Token = { type: "inlineFootnoteText", start: { ...start.end }, end: { ...end.start } };
	const inside = context.parser.constructs.insideSpan.null ?? [];
	const inner = resolveAll(inside, events.slice(index + 1, -2), context);
	const opening: Event[] = [
		["enter", whole, context],
		["enter", start, context],
		["exit", start, context],
		["enter", text, context],
	];
	const closing: Event[] = [["exit", text, context], ...events.slice(-2), ["exit", whole, context]];
	events.length = index - 1;
	for (const event of opening) events.push(event);
	for (const event of inner) events.push(event);
	for (const event of closing) events.push(event);
	start._closed = true;
	return events;
}

function unclosedStartsAreText(events: Event[]): Event[] {
	for (const [, token] of events) {
		if (token.type === "inlineFootnoteStart" && !token._closed) token.type = "data";
	}
	return events;
}
