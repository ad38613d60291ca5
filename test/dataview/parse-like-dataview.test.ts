import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataviewError } from "../../src/dataview/language/dataview-error.js";
import { parseDataview, parseInline } from "../../src/dataview/language/parse-query.js";
import { oracleExpression, oracleQuery } from "./oracle.js";
import { asOracleExpression, asOracleQuery } from "./oracle-tree.js";
import { expression, query } from "./random-queries.js";

function ours<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch (error) {
		if (error instanceof DataviewError) return undefined;
		throw error;
	}
}

/** `a order` is `a or der` to Dataview, and an error to us. */
const gluedOperator = /\s(?:and|or)[\p{L}\p{N}_]/iu;

describe("like Dataview's own parser", () => {
	it("reads thousands of random queries as the same trees", () => {
		let read = 0;
		fc.assert(
			fc.property(query, (text) => {
				const theirs = oracleQuery(text);
				const tree = ours(() => parseDataview(text));
				if (theirs === undefined || (tree === undefined && gluedOperator.test(text))) return;
				read++;
				expect(tree && asOracleQuery(tree), text).toEqual(theirs);
			}),
			{ numRuns: 4000, seed: 20261123 },
		);
		expect(read).toBeGreaterThan(2000);
	});

	it("reads thousands of random expressions as the same trees, and refuses what it refuses", () => {
		fc.assert(
			fc.property(expression, (text) => {
				const theirs = oracleExpression(text);
				const tree = ours(() => parseInline(text));
				expect(tree && asOracleExpression(tree), text).toEqual(theirs);
			}),
			{ numRuns: 4000, seed: 20261124 },
		);
	});
});
