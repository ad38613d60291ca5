import type { Shown } from "../shown.js";
import { seriesColour } from "./colours.js";
import type { ChartData } from "./data.js";
import { renderFigure, renderHeading } from "./figure.js";
import { clipped } from "./line.js";
import { type ChartOptions, checkOptions } from "./options.js";
import { coordinate, element, type Point } from "./svg.js";
import { pointsEach, thinMarks } from "./thin.js";
import { describeAxis, describeSeries, placeChart, readChart } from "./xy.js";

/**
 * Marks at points, of a form and a colour for each series.
 *
 *     chart.scatter(points, { x: { label: "量" }, y: { label: "价" } })      // points: [x, y] each
 *     chart.scatter(records, { x: "length", y: "loss", series: "cell" })
 */
export function scatter(data: ChartData, options: ChartOptions = {}): Shown {
	checkOptions("scatter", options);
	const chart = readChart(data, options, true);
	const { series } = chart;
	const named = series.some(({ name }) => name !== "");
	const entries = series.map(({ name }, i) => ({
		name: name || `${i + 1}`,
		sign: (x: number, y: number) => renderMarks([[x + 12, y]], i, false),
	}));
	const heading = renderHeading(options, named ? entries : []);
	const placed = placeChart(chart, heading, 8, true);
	const marks = series.map((one) => thinMarks(placed.place(one), pointsEach(series.length)));
	const dense = marks.reduce((sum, { length }) => sum + length, 0) > 400;
	const description = `Scatter plot. ${describeAxis("x", chart.x)}; ${describeAxis("y", chart.y)}. ${describeSeries(series)}.`;
	const drawn = marks.map((points, i) => renderMarks(points, i, dense)).join("\n");
	const body = [heading.markup, placed.markup, clipped(drawn, placed.plot, chart.x.fixed || chart.y.fixed)];
	return renderFigure({
		height: placed.height,
		title: options.title,
		alt: options.alt,
		description,
		body: body.join("\n"),
	});
}

/** All marks of a series are one path. The first form is a line of no length with a round end: a disc. */
function renderMarks(points: readonly Exclude<Point, undefined>[], i: number, dense: boolean): string {
	if (points.length === 0) return "";
	const form = forms[i % forms.length]!;
	const d = points.map(([x, y]) => `M${coordinate(x)} ${coordinate(y)}${form}`).join("");
	const colour = seriesColour(i);
	const look =
		form === "h0"
			? { fill: "none", stroke: colour, "stroke-width": dense ? "4" : "8", "stroke-linecap": "round" }
			: { fill: "none", stroke: colour, "stroke-width": dense ? "1.25" : "1.75", "stroke-linejoin": "round" };
	return element("path", {
		d,
		...look,
		"stroke-opacity": dense ? "0.65" : "0.9",
	});
}

/** Disc, diamond, square, triangle, cross, plus: from the middle, in units of the picture. */
const forms = [
	"h0",
	"m0-5l5 5-5 5-5-5z",
	"m-4-4h8v8h-8z",
	"m0-5l5 9h-10z",
	"m-4-4l8 8m0-8l-8 8",
	"m-5 0h10m-5-5v10",
];
