import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accessTo, createStoreBuilder, Procedures, prepare, QueryError } from "../../src/query/index.js";
import { parseSearch } from "../../src/search/index.js";

const store = createStoreBuilder().finish();
const matching = prepare("RETURN $text =~ $pattern AS found", {
	store,
	access: accessTo(store),
	procedures: new Procedures([]),
});

/** What the search `/pattern/` makes of a text; undefined where the pattern is refused. */
function finds(pattern: string, text: string): boolean | undefined {
	let term: ReturnType<typeof parseSearch>;
	try {
		term = parseSearch(`/${pattern}/`);
	} catch (error) {
		if (error instanceof QueryError) return undefined;
		throw error;
	}
	if (term.kind !== "pattern") return undefined;
	const parameters = new Map([
		["text", text],
		["pattern", `(?s:.*)(?im:${term.pattern})(?s:.*)`],
	]);
	return matching.runSync({ parameters }).rows[0]![0] as boolean;
}

function findsInScript(pattern: string, text: string): boolean | undefined {
	try {
		return new RegExp(pattern, "im").test(text);
	} catch {
		return undefined;
	}
}

describe("patterns mean what they mean in JavaScript", () => {
	it.each([
		["\\s", "a　b"],
		["[\\s]", "a　b"],
		["^\\S+$", "a\u00a0b"],
		["[^\\s]", "　"],
		["[[]", "["],
		["[a&&b]", "&"],
		["[]", "a"],
		["[^]", "\n"],
		["a{,2}", "a{,2}"],
		["a{2", "a{2"],
		["}", "}"],
		["\\u4e2d", "中"],
		["\\x41", "a"],
		["[\\w-.]", "-"],
		["[a-\\d]", "-"],
		["[\\b]", "\b"],
		["\\cJ", "\n"],
		["(?<年>\\d{4})年", "2026年"],
		["\\h\\e\\a", "hea"],
		["^b$", "a\nB\nc"],
		["a.c", "a\u2028c"],
		["[A-Z]", "k"],
		["[^a]", "A"],
		["\\0", "\0"],
		["\\/", "/"],
		["[/]", "/"],
		["x*?y+?", "xxy"],
		["中|文", "文"],
		["#tag\\b", "#tag"],
		["Ö", "ö"],
		["\\&\\-\\^\\]", "&-^]"],
	])("/%s/ in %j", (pattern, text) => {
		expect(findsInScript(pattern, text)).toBeDefined();
		expect(finds(pattern, text)).toBe(findsInScript(pattern, text));
	});

	it("whatever they are made of", () => {
		const pieces = fc.constantFrom(
			...[
				"a",
				"b",
				"中",
				".",
				"^",
				"$",
				"|",
				"(",
				")",
				"(?:",
				"[",
				"]",
				"[^",
				"-",
				"*",
				"+",
				"?",
				"{2}",
				"{1,}",
				"{,2}",
			],
			...[
				"\\d",
				"\\w",
				"\\s",
				"\\S",
				"\\b",
				"\\B",
				"\\-",
				"\\.",
				"\\[",
				"\\]",
				"&&",
				"\\n",
				"\\u4e2d",
				"\\x62",
				",",
				"#",
				" ",
			],
		);
		const pattern = fc.array(pieces, { minLength: 1, maxLength: 9 }).map((parts) => parts.join(""));
		const text = fc.string({ unit: fc.constantFrom(..."aAb中-. \n[]&#^,{2}1"), maxLength: 8 });
		let compared = 0;
		fc.assert(
			fc.property(pattern, text, (pattern, text) => {
				const found = finds(pattern, text);
				if (found === undefined) return;
				// What our reader takes is a pattern; JavaScript takes some more for the sake of old pages.
				const expected = findsInScript(pattern, text);
				if (expected === undefined) return;
				compared++;
				expect(found).toBe(expected);
			}),
			{ numRuns: 10_000 },
		);
		expect(compared).toBeGreaterThan(2000);
	});
});
