import { expect, test } from "vitest";
import { chart } from "../../src/library/index.js";

const svg = (data: unknown) => String(chart.line(data as never).bundle["image/svg+xml"]);

test("a named list of points is a line with places of its own", () => {
	const points = svg({
		a: [
			[0, 1],
			[2, 5],
			[10, 3],
		],
	});
	expect(points).toBe(svg([{ name: "a", x: [0, 2, 10], y: [1, 5, 3] }]));
	expect(points).toContain("from 0 to 10");
});

test("lists of two without a name are still a series each", () => {
	expect(
		svg([
			[0, 1],
			[2, 5],
		]),
	).toBe(svg([{ y: [0, 1] }, { y: [2, 5] }]));
});

test("a logarithmic axis between two neighbouring numbers has finite places", () => {
	const limits = { scale: "log", min: 1.7976931348623133e308, max: 1.7976931348623155e308 } as const;
	const shown = chart.scatter({ x: [1, 2], y: [1.7976931348623133e308, 1] }, { y: limits });
	expect(String(shown.bundle["image/svg+xml"])).not.toMatch(/NaN|Infinity/);
});
