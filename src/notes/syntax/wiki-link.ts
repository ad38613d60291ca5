import { codes, isBlank, isLineEnding } from "./characters.js";
import type { Code, Construct, Effects, State } from "./types.js";

/**
 * `[[target|alias]]` with the tokens of remark-wiki-link, whose own construct splits at the wrong brackets: a
 * link ends at `]]` only, a single `]` is part of it, and of nested ones the inner one is the link.
 */
export const wikiLink: Construct = {
	name: "wikiLink",
	tokenize(effects, ok, nok) {
		return start;

		function start(code: Code): State | undefined {
			effects.enter("wikiLink");
			effects.enter("wikiLinkMarker");
			effects.consume(code);
			return (next) => {
				if (next !== codes.bracketOpen) return nok(next);
				effects.consume(next);
				effects.exit("wikiLinkMarker");
				effects.enter("wikiLinkData");
				return factoryTarget(effects, end, nok, ["wikiLinkTarget", "wikiLinkAliasMarker", "wikiLinkAlias"]);
			};
		}

		function end(code: Code): State | undefined {
			effects.exit("wikiLinkData");
			return factoryClosing(effects, ok, "wikiLinkMarker", "wikiLink")(code);
		}
	},
};

/** `![[target]]`, which remark-wiki-link loses to the image that `![` seems to open. */
export const embed: Construct = {
	name: "embed",
	tokenize(effects, ok, nok) {
		let brackets = 0;
		return start;

		function start(code: Code): State {
			effects.enter("embed");
			effects.enter("embedMarker");
			effects.consume(code);
			return open;
		}

		function open(code: Code): State | undefined {
			if (code !== codes.bracketOpen) return nok(code);
			effects.consume(code);
			if (++brackets < 2) return open;
			effects.exit("embedMarker");
			return factoryTarget(effects, factoryClosing(effects, ok, "embedMarker", "embed"), nok, [
				"embedTarget",
			]);
		}
	},
};

/** `target|alias` up to the `]]`; refused at a line's end, at another `[[`, and when the target is blank. */
function factoryTarget(
	effects: Effects,
	ok: State,
	nok: State,
	[target, divider, alias]: ["wikiLinkTarget", "wikiLinkAliasMarker", "wikiLinkAlias"] | ["embedTarget"],
): State {
	let token: "wikiLinkTarget" | "wikiLinkAlias" | "embedTarget" = target;
	let visible = false;
	let afterBracket = true;
	return start;

	function start(code: Code): State | undefined {
		if (code === null || isLineEnding(code)) return nok(code);
		effects.enter(token);
		return inside(code);
	}

	function inside(code: Code): State | undefined {
		if (code === null || isLineEnding(code)) return nok(code);
		if (code === codes.bracketClose) return effects.check(closing, end, consume)(code);
		if (code === codes.bracketOpen && afterBracket) return nok(code);
		if (code === codes.bar && !visible) return nok(code);
		if (code === codes.bar && divider && token === target)
			return effects.check(emptyAlias, consume, split)(code);
		return consume(code);
	}

	function consume(code: Code): State {
		if (code !== codes.bar) visible ||= !isBlank(code);
		afterBracket = code === codes.bracketOpen;
		effects.consume(code);
		return inside;
	}

	function split(code: Code): State {
		effects.exit(token);
		effects.enter(divider!);
		effects.consume(code);
		effects.exit(divider!);
		token = alias!;
		afterBracket = false;
		return start;
	}

	function end(code: Code): State | undefined {
		if (!visible) return nok(code);
		effects.exit(token);
		return ok(code);
	}
}

function factoryClosing(
	effects: Effects,
	ok: State,
	marker: "wikiLinkMarker" | "embedMarker",
	whole: "wikiLink" | "embed",
): State {
	return (code) => {
		effects.enter(marker);
		effects.consume(code);
		return (next) => {
			effects.consume(next);
			effects.exit(marker);
			effects.exit(whole);
			return ok;
		};
	};
}

const closing: Construct = {
	partial: true,
	tokenize(effects, ok, nok) {
		return (first) => {
			if (first !== codes.bracketClose) return nok(first);
			effects.enter("data");
			effects.consume(first);
			return (second) => {
				if (second !== codes.bracketClose) return nok(second);
				effects.exit("data");
				return ok(second);
			};
		};
	},
};

/** `|]]`: nothing would stand in the alias, and a token must not be empty. */
const emptyAlias: Construct = {
	partial: true,
	tokenize(effects, ok, nok) {
		return (bar) => {
			effects.enter("data");
			effects.consume(bar);
			effects.exit("data");
			return effects.check(closing, ok, nok);
		};
	},
};
