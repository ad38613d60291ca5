import { describe, expect, it } from "vitest";
import { placeOfTest } from "../../../src/cells/report/place-of-test.js";
import { planOf } from "../plan/vault.js";

/** Line and column in the note, whose first line opens the fence. */
function placeOf(code: string, name: string, language = "ts"): string | undefined {
	const { plan } = planOf({ "a.md": `\`\`\`${language} cell\n${code}\n\`\`\`\n` });
	const place = placeOfTest(plan.cells[0]!.compiled.cell, name);
	return place && `${place.line}:${place.column}`;
}

const hole = (code: string) => `\${${code}}`;

describe("where a test stands that failed", () => {
	it.each([
		["by its name", 'const x = 1;\ntest("一", x > 1);\n\ttest("二", () => x > 2);', "二", "4:2"],
		["in other quotes", "test('it\\'s', 1);", "it's", "2:1"],
		["over lines", 'test(\n\t"later",\n\tfalse,\n);', "later", "2:1"],
		["the first of twins", 'test("a", 1); test("a", 2);', "a", "2:1"],
		[
			"made of values",
			`for (const x of [1]) test(\`${hole("x")} steps: ${hole("x ** 2")}!\`, 1);`,
			"3 steps: 9!",
			"2:22",
		],
		["that is not there", 'attest("a", 1);', "a", undefined],
		["made of a longer name", `test(\`${hole("x")}a\`, 1);`, "b", undefined],
	])("%s", (_, code, name, place) => {
		expect(placeOf(code, name)).toBe(place);
	});

	it("also in Python", () => {
		expect(placeOf('x = 1\ntest(f"{x} is", x)', "1 is", "py")).toBe("3:1");
		expect(placeOf('test("{x}", 1)', "{x}", "py")).toBe("2:1");
	});

	it("is found in no more than linear time", () => {
		const long = "test(".repeat(50_000) + "`x ".repeat(50_000);
		expect(placeOf(`/* ${long} */`, "none")).toBeUndefined();
	});
});
