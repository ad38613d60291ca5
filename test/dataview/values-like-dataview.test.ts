/**
 * Values recorded from Dataview's own evaluator (0.5.70, in UTC), which its package does not contain: random expressions
 * of `random-values.ts` with what it made of them. Left out are the texts on which it and we disagree on purpose, see
 * docs/dataview.md. Made by `record-values.ts`.
 */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { canonicalName, headingInLink } from "../../src/dataview/language/names.js";
import { inlineValue, propertyValue, type Reading } from "../../src/dataview/pages/inline-value.js";
import { LinkValue } from "../../src/dataview/values/link-value.js";
import { type Canonical, canonical } from "./canonical.js";
import { evaluate } from "./evaluate.js";

function recorded<T>(name: string): readonly T[] {
	const text = readFileSync(new URL(`fixtures/${name}.ndjson`, import.meta.url), "utf8");
	return text
		.trimEnd()
		.split("\n")
		.map((line) => JSON.parse(line) as T);
}

let compute: (code: string) => Canonical;
beforeAll(async () => {
	compute = await evaluate();
});

/** One that is refused before it runs is wrong in every row. */
function computed(code: string): Canonical {
	try {
		return compute(code);
	} catch (error) {
		if (error instanceof Error && error.constructor.name === "DataviewError") return { error: true };
		throw error;
	}
}

describe("like Dataview's own evaluator", () => {
	it("thousands of expressions have the same values", () => {
		const cases = recorded<readonly [code: string, value: Canonical]>("dataview-values");
		expect(cases.length).toBeGreaterThan(2500);
		for (const [code, value] of cases) expect(computed(code), code).toEqual(value);
	});

	it("fields, properties and names are read alike", () => {
		const reading: Reading = { zone: "UTC", link: (parts) => new LinkValue(parts) };
		const read: Readonly<Record<string, (text: string) => Canonical>> = {
			inline: (text) => canonical(inlineValue(text, reading)),
			property: (text) => canonical(propertyValue(text, reading)),
			name: canonicalName,
			heading: headingInLink,
		};
		const cases = recorded<readonly [how: string, text: string, value: Canonical]>("dataview-fields");
		expect(cases.length).toBeGreaterThan(900);
		for (const [how, text, value] of cases) expect(read[how]!(text), `${how} ${text}`).toEqual(value);
	});
});
