import { describe, expect, it } from "vitest";
import { readFacts } from "../../src/code/read/index.js";

/** Each thing that is thrown: its text in the program up to the first blank or semicolon, and what is known of it. */
function throwsOf(code: string): readonly string[] {
	const { throws = [], error } = readFacts({ language: "ts", code });
	expect(error).toBeUndefined();
	return throws.map(({ offset, parts, made }) => {
		const text = /^[^\s;)]*/.exec(code.slice(offset))![0];
		return [text, ...(parts === undefined ? [] : [JSON.stringify(parts)]), ...(made ? ["made"] : [])].join(
			" ",
		);
	});
}

describe("what a program throws", () => {
	it.each<[string, string[]]>([
		["1 + 1", []],
		["throw '文字';", ["'文字' [\"文字\"]"]],
		["throw 42;", ['42 ["42"]']],
		// biome-ignore lint/suspicious/noTemplateCurlyInString: the program's own
		["throw `a${b}c`;", ['`a${b}c` ["a","c"]']],
		["throw 'a:'+b+c;", ['\'a:\'+b+c ["a:",""]']],
		["throw a+'b';", ["a+'b'"]],
		["throw {a:1};", ["{a:1}"]],
		["throw new Error('x');", ["new made"]],
		["const f = (): never => { throw x as string; };", ["x"]],
		["await Promise.reject('no');", ["'no' [\"no\"]"]],
		["new Promise<void>((_, reject) => reject(why));", ["why"]],
		["reject();", []],
		["const reject = 1; /* throw 'not' */ 'throw';", []],
		["throw 'b'; try { throw 'a' } catch { throw c }", ["'b' [\"b\"]", "'a' [\"a\"]", "c"]],
	])("%s", (code, expected) => {
		expect(throwsOf(code)).toEqual(expected);
	});

	it("is told of so many places and no more", () => {
		expect(throwsOf("if (a) throw 'x';\n".repeat(1000))).toHaveLength(200);
	});
});
