import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cells } from "../../src/cli/cells.js";
import { clip, flow } from "../../src/cli/columns.js";
import type { Sayings } from "../../src/concepts/reasons.js";

describe("a text that has to fit", () => {
	it.each([
		["abc", 3, "abc"],
		["abcd", 3, "ab…"],
		["长短期记忆网络", 14, "长短期记忆网络"],
		["长短期记忆网络", 13, "长短期记忆网…"],
		["长短期记忆网络", 12, "长短期记忆…"],
		["e\u0301e\u0301e\u0301", 2, "e\u0301…"],
		["👩‍👩‍👧x", 2, "…"],
		["abc", 1, "…"],
	])("%s in %i cells is %s", (text, width, shown) => {
		expect(clip(text, width)).toBe(shown);
	});

	it("never takes more cells than it may", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 40 }), (text, width) => {
				expect(cells(clip(text, width))).toBeLessThanOrEqual(width);
			}),
		);
	});
});

describe("parts that flow", () => {
	it.each<[Sayings[], number, string[]]>([
		[[["links here"], ["both say 门, 状态"]], 40, ["links here · both say 门, 状态"]],
		[[["links here"], ["both say 门, 状态"]], 20, ["links here", "both say 门, 状态"]],
		[[["links here"], ["both say 门, 状态", "both say 门 +1"]], 16, ["links here", "both say 门 +1"]],
		[[["links here"], ["both say 门, 状态", "both say 门 +1"]], 12, ["links here", "both say 门…"]],
		[[], 10, []],
	])("%j in %i cells", (parts, width, lines) => {
		expect(flow(parts, width)).toEqual(lines);
	});
});
