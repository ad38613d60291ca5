import { describe, expect, it } from "vitest";
import { likelyParts } from "../../src/site/client/query/likely-parts.js";

describe("likelyParts", () => {
	it.each([
		["MATCH (n:Note) RETURN n.title, count(*)", ["paths"]],
		["MATCH p = shortestPath((a)-[:LINKS]-(b)) RETURN p", ["paths"]],
		["MATCH (t)<-[:TAGGED]-(n) RETURN t, count(DISTINCT n)", []],
		["MATCH (n) WHERE n.title =~ 'a.c' AND n.due < date() RETURN n", ["regex", "time"]],
		["RETURN localdatetime('2026-11-23T10:00') , duration.between(a, b)", ["time"]],
		["MATCH (n) WHERE n.date > 5 RETURN n.time", []],
	])("%s", (query, parts) => {
		expect(likelyParts(query)).toEqual(parts);
	});
});
