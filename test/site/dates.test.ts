import { expect, test } from "vitest";
import type { Note } from "../../src/model/index.js";
import { changedOn, publishedOn, toRssDate } from "../../src/site/feeds/dates.js";

/** A note of which only the properties matter. */
function note(properties: Record<string, string | number>): Note {
	const position = { line: 1, column: 1, offset: 0 };
	return {
		properties: Object.entries(properties).map(([key, value]) => ({ key, value, position })),
	} as unknown as Note;
}

test.each([
	["2024-05-01", "2024-05-01"],
	["2024-05-01T10:00", "2024-05-01T10:00:00Z"],
	["2024-05-01 10:00:30+08:00", "2024-05-01T02:00:30Z"],
	["2024-02-30", undefined],
	["2024-05-01T25:00", undefined],
	["01/02/2024", undefined],
	["May 2024", undefined],
	["0000-01-01", undefined],
	["+275760-09-13", undefined],
])("%j is %j", (text, iso) => {
	expect(publishedOn(note({ date: text }))?.iso).toBe(iso);
});

test("only properties tell when a note was published and when it changed", () => {
	const dated = note({ Created: "2020-01-01", updated: "2024-05-01", date: 3 });
	expect(publishedOn(dated)?.iso).toBe("2020-01-01");
	expect(changedOn(dated)?.iso).toBe("2024-05-01");
	expect(publishedOn(note({}))).toBeUndefined();
	expect(toRssDate(changedOn(dated)!)).toBe("Wed, 01 May 2024 00:00:00 GMT");
});
