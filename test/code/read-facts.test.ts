import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFacts } from "../../src/code/read/index.js";
import { sha256 } from "../../src/code/sha256.js";
import { corpus } from "./corpus.js";

const words = [
	..."( ) [ ] { } < > => , ; : ? ! = . ... ?. ` ${ / // /* */ \" ' \\ # @ & | + ++ - * ** ~ a b 漢 😀 1 0x 1n \n \r \u2028 \t",
	" ",
]
	.join("")
	.split(" ")
	.concat(
		"type as satisfies import export default from class extends abstract function async await const let var for of in if else return".split(
			" ",
		),
		"import { a } from '[[b]]'|import(|f<T>(|<T>(|async<T>(|a?.<T>(|(a:b)=>|a?(b):|${|`${|`|declare |enum |namespace |private |def f():|f'{|lambda x:|\n  |with |match |case |'''".split(
			"|",
		),
	);
const anyText = fc.oneof(
	fc.string({ unit: "binary" }),
	fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((list) => list.join(" ")),
	fc
		.tuple(fc.constantFrom(...corpus), fc.nat(), fc.nat(9), fc.constantFrom(...words))
		.map(
			([code, at, cut, word]) =>
				code.slice(0, at % (code.length + 1)) + word + code.slice((at % (code.length + 1)) + cut),
		),
);

describe("any text", () => {
	it.each(["ts", "js", "py"] as const)("is read or has an error in it: %s", (language) => {
		fc.assert(
			fc.property(anyText, (code) => {
				const facts = readFacts({ language, code });
				if (facts.error === undefined) expect(facts.plain.length).toBe(code.length);
				else {
					expect(facts.error.offset).toBeGreaterThanOrEqual(0);
					expect(facts.error.offset).toBeLessThanOrEqual(code.length);
					expect(facts.error.message).toMatch(/.[.?]$/);
				}
				const spans = [
					...facts.imports.flatMap(({ span, at }) => [span, at]),
					...(facts.value ? [facts.value] : []),
				];
				for (const { start, end } of spans)
					expect(0 <= start && start <= end && end <= code.length).toBe(true);
				expect(facts).toEqual(readFacts({ language, code }));
			}),
			{ numRuns: 700 },
		);
	});

	/** Each of them made some parser slow once, or fall. */
	const units =
		"( [ { ${ `${ <a>( f<T>( async<T>( a?.<T>( <T>(a=( a?(b): (a:b)=> a=> - ! new| a. a+ a, a; ({a: ({a=( if(1) class{[ type|A=B|extends|C? a?.[ //|x\n /*x*/ a|as| 'x'+ a! \n @a( l: a?b: let|x:( let|x:{a: infer|U|extends| import( export|".split(
			" ",
		);
	it.each(
		units.map((unit) => unit.replaceAll("|", " ")),
	)("is read in time that grows with its length: %j", (unit) => {
		for (const times of [12, 30, 200, 5000]) {
			const { error, plain } = readFacts({ language: "ts", code: unit.repeat(times) });
			if (error === undefined) expect(plain.length).toBe(unit.length * times);
		}
	});

	it.each([
		"(",
		"[",
		"f'{",
		"lambda:",
		"lambda x=",
		"x=",
		"if x:\n ",
		"'''",
		"a,(",
		"f'{x:{",
		"\\\n",
		"for x in ",
		"x:",
	])("also in Python: %j", (unit) => {
		for (const times of [12, 200, 5000]) readFacts({ language: "py", code: unit.repeat(times) });
	});

	it("has a limit of depth, not of length", () => {
		const nested = (depth: number) =>
			readFacts({ language: "ts", code: `${"[".repeat(depth)}1${"]".repeat(depth)}` });
		expect(nested(200).error).toBeUndefined();
		expect(nested(300).error?.message).toBe("This is nested more than 250 levels deep.");
		const chain = `a${".b(1)".repeat(3000)}`;
		expect(readFacts({ language: "ts", code: chain }).error).toBeUndefined();
		expect(readFacts({ language: "ts", code: `x = ${"1 + ".repeat(1000)}1` }).error).toBeUndefined();
	});
});

describe("tokens", () => {
	const tokens = (code: string, language: "ts" | "py" = "ts") => readFacts({ language, code }).tokens;

	it.each([
		["a+b", "  a /* c */ + b // d"],
		["f(\n1)", "f(  // c\n\n\n  1)"],
		["//| caption: 一\na", "//| caption: 二\na"],
		["`a $" + "{ b }`", "`a $" + "{b}`"],
		["const a: T = 1", "const a : T=1"],
	])("%j is the same as %j", (one, other) => expect(tokens(one)).toBe(tokens(other)));

	it.each([
		["return_\na", "return_ ;a"],
		["a\n++b", "a++\nb"],
		["'a b'", "'a  b'"],
		["`a  b`", "`a b`"],
		["ab", "a;b"],
		["/a b/", "/a  b/"],
		["() => { return\n1 }", "() => { return 1 }"],
		["let a: 1", "let a: 2"],
	])("%j is not the same as %j", (one, other) => expect(tokens(one)).not.toBe(tokens(other)));

	it("of Python have lines and blocks", () => {
		expect(tokens("if a:\n  b # c\n\n  d", "py")).toBe(tokens("if a :\n\tb\n\td\n", "py"));
		expect(tokens("f(a,\n  b)", "py")).toBe(tokens("f(a, b)", "py"));
		expect(tokens("if a:\n  b\n  c", "py")).not.toBe(tokens("if a:\n  b\nc", "py"));
		expect(tokens("if a:\n  if b:\n    c\n  d", "py")).not.toBe(tokens("if a:\n  if b:\n    c\n    d", "py"));
		expect(tokens("'a b'", "py")).not.toBe(tokens("'a  b'", "py"));
	});

	it("are hashed as everybody hashes", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
				expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
			}),
		);
		for (const length of [55, 56, 63, 64, 65, 119, 120, 100_000]) {
			const text = "a".repeat(length);
			expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
		}
	});
});
