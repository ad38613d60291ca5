import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chart, Tensor, table, tensor } from "../../src/library/index.js";
import { sanitizeSvg } from "../../src/site/svg/svg-filter.js";
import { elementsOf, parseXml, textOf, type XmlElement } from "./support/xml.js";

type Kind = "line" | "scatter" | "bar" | "heatMap";

function svgOf(shown: { readonly bundle: Readonly<Record<string, unknown>> }): string {
	return String(shown.bundle["image/svg+xml"]);
}

function draw(kind: Kind, data: unknown, options: object = {}): XmlElement {
	return parseXml(svgOf(chart[kind](data as never, options as never)));
}

function texts(root: XmlElement): string[] {
	return elementsOf(root)
		.filter(({ name }) => name === "text")
		.map(textOf);
}

/** Places of all points of the drawn series, one list for each path that has a series' colour. */
function seriesPaths(root: XmlElement): [number, number][][] {
	return elementsOf(root)
		.filter(({ attributes }) => /--chart-/.test(`${attributes.get("stroke")}${attributes.get("fill")}`))
		.filter(
			({ attributes }) =>
				attributes.get("stroke-width") !== "6" && !/h(?:24|14)$/.test(attributes.get("d") ?? ""),
		)
		.map(({ attributes }) => pointsOf(attributes.get("d") ?? ""));
}

/** Of a path of M, l, H, V, h, v, m and z. */
function pointsOf(d: string): [number, number][] {
	let [x, y] = [0, 0];
	return [...d.matchAll(/([MlHVhvmz])([^A-Za-z]*)/g)].map(([, command, numbers = ""]) => {
		const [a = 0, b = 0] = (numbers.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
		if (command === "M") [x, y] = [a, b];
		if (command === "l" || command === "m") [x, y] = [x + a, y + b];
		if (command === "H") x = a;
		if (command === "V") y = a;
		if (command === "h") x += a;
		if (command === "v") y += a;
		return [x, y];
	});
}

/** What must hold of every picture, whatever it was made from. */
function expectSound(svg: string): void {
	const root = parseXml(svg);
	expect(root.name).toBe("svg");
	expect(svg.length).toBeLessThan(400_000);
	const [width, height] = root.attributes.get("viewBox")!.split(" ").slice(2).map(Number);
	expect(width).toBe(640);
	expect(height).toBeLessThan(3000);
	expect(root.attributes.get("role")).toBe("img");
	expect(root.attributes.get("aria-label")).not.toBe("");
	const children = root.children.filter((child) => typeof child === "object");
	expect(children.slice(0, 2).map(({ name }) => name)).toEqual(["title", "desc"]);
	for (const { name, attributes } of elementsOf(root)) {
		expect(["svg", "title", "desc", "g", "path", "rect", "text", "image"]).toContain(name);
		for (const [key, value] of attributes)
			if (key !== "aria-label" && key !== "href")
				expect(value).not.toMatch(/NaN|Infinity|undefined|\[object|\de[+-]\d/);
		expect([...attributes.keys()].filter((key) => key === "id" || key.startsWith("on"))).toEqual([]);
		for (const key of ["x", "y", "width", "height"])
			if (attributes.has(key)) expect(Number.isFinite(Number(attributes.get(key)))).toBe(true);
		const d = attributes.get("d");
		if (d !== undefined) expect(d).toMatch(/^(?:[MLlHVhvmz](?: ?-?\d+(?:\.\d+)?)*)+$/);
	}
}

const number = fc.oneof(
	fc.double(),
	fc.integer(),
	fc.constantFrom(
		Number.NaN,
		Number.POSITIVE_INFINITY,
		Number.NEGATIVE_INFINITY,
		0,
		-0,
		5e-324,
		Number.MAX_VALUE,
		-Number.MAX_VALUE,
		1e-308,
	),
);
const hostileText = fc.oneof(
	fc.string({ unit: "binary" }),
	fc.constantFrom(
		"<script>alert(1)</script>",
		'"><b onx=1>',
		"&amp;",
		"]]>",
		"\ud800",
		"\0",
		"__proto__",
		"constructor",
		"循环神经网络",
		"a".repeat(3000),
		"‮‏",
	),
);
const position = fc.oneof(
	number,
	hostileText,
	fc.constantFrom(null, undefined, true),
	fc.date(),
	fc.bigInt(),
);
const list = fc.oneof(
	fc.array(position),
	fc.array(number),
	fc.array(number).map((values) => Float32Array.from(values)),
	fc.array(number).map((values) => tensor(values)),
);
const data = fc.oneof(
	list,
	fc.array(list),
	fc.array(fc.tuple(position, position)),
	fc.array(fc.record({ a: position, b: position, c: position }, { requiredKeys: [] })),
	fc.dictionary(hostileText, fc.oneof(list, position)),
	fc.record({ x: list, y: list }),
	fc.array(fc.record({ name: hostileText, x: list, y: list })),
	fc.dictionary(hostileText, list).map((record) => new Map(Object.entries(record))),
);
const axis = fc.oneof(
	fc.constantFrom(undefined, "log", "linear"),
	fc.record(
		{
			scale: fc.constantFrom("log", "linear"),
			label: hostileText,
			min: fc.double({ noNaN: true, noDefaultInfinity: true }),
			max: fc.double({ noNaN: true, noDefaultInfinity: true }),
		},
		{ requiredKeys: [] },
	),
);
const options = fc.record(
	{
		title: hostileText,
		subtitle: hostileText,
		x: axis,
		y: axis,
		height: number,
		alt: hostileText,
		stacked: fc.boolean(),
		horizontal: fc.boolean(),
	},
	{ requiredKeys: [] },
);

describe("every picture", () => {
	test.each(["line", "scatter", "bar"] as const)("%s: of any data is sound, and the same again", (kind) => {
		fc.assert(
			fc.property(data, options, (data, { stacked, horizontal, ...common }) => {
				const options = kind === "bar" ? { ...common, stacked, horizontal } : common;
				const svg = svgOf(chart[kind](data as never, options as never));
				expectSound(svg);
				expect(svgOf(chart[kind](data as never, options as never))).toBe(svg);
			}),
			{ numRuns: 120, endOnFailure: true },
		);
	});

	test.each([
		8.64e15,
		8.64e15 - 2_700_000,
		-8.64e15,
		8.64e15 - 86_400_000 * 400,
	])("a time axis ends where the calendar does (%d)", (time) => {
		const svg = svgOf(chart.scatter([{ a: new Date(time) }, { b: 0n }] as never));
		expectSound(svg);
		expect(svg).toMatch(/[+-]27\d{4}/);
	});

	test("heat maps of any rows are sound", () => {
		const names = fc.oneof(
			fc.constant(undefined),
			fc.array(hostileText),
			fc.record({ label: hostileText, names: fc.array(hostileText) }, { requiredKeys: [] }),
		);
		const settings = fc.record(
			{
				title: hostileText,
				x: names,
				y: names,
				values: fc.boolean(),
				colours: fc.constantFrom("sequential", "diverging"),
			},
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(fc.array(fc.array(number)), settings, (rows, settings) => {
				expectSound(svgOf(chart.heatMap(rows, settings as never)));
			}),
			{ numRuns: 120, endOnFailure: true },
		);
	});

	test("a change in the last place of numbers moves at most a digit, where a place lies between two tenths", () => {
		const values = fc.array(fc.double({ min: 0.1, max: 999, noNaN: true }), { minLength: 3, maxLength: 30 });
		fc.assert(
			fc.property(values, (values) => {
				const moved = values.map((x) => x * (1 + 2 ** -52));
				const [before, after] = [values, moved].map((list) => svgOf(chart.line([0, ...list, 1000])));
				const withoutPaths = (svg: string) => svg.replace(/ d="[^"]*"/g, "");
				expect(withoutPaths(after!)).toBe(withoutPaths(before!));
				const [[one], [other]] = [before!, after!].map((svg) => seriesPaths(parseXml(svg))) as [
					[number, number][][],
					[number, number][][],
				];
				for (const [i, [x, y]] of one!.entries()) {
					expect(Math.abs(x - other![i]![0])).toBeLessThan(0.11);
					expect(Math.abs(y - other![i]![1])).toBeLessThan(0.11);
				}
			}),
		);
	});

	test("is published as it is: the site's filter finds nothing to take out", () => {
		const options = { title: '误差 < 1 & "so on"', x: { label: "步", max: 1 }, y: { label: "'范数'" } };
		const large = Array.from({ length: 100 }, () => Array.from({ length: 100 }, (_, i) => i));
		for (const shown of [
			chart.line({ a: [1, 2, 3], b: [3, null, 1] }, options),
			chart.scatter(
				[
					[1, 2],
					[2, 3],
				],
				options,
			),
			chart.bar({ a: 1, "<b>": -2 }, { title: "x" }),
			chart.heatMap(
				[
					[1, 2],
					[3, 4],
				],
				{ x: "列", y: ["a", "b"] },
			),
			chart.heatMap(large),
		]) {
			const bytes = new TextEncoder().encode(svgOf(shown));
			expect(sanitizeSvg(bytes)).toBe(bytes);
		}
	});

	test("is bounded, however much there is", () => {
		const many = Array.from({ length: 100_000 }, (_, i) => Math.sin(i / 50) * (i % 97));
		const back = Array.from(
			{ length: 100_000 },
			(_, i) => ((i * 7919) % 1000) + (i % 3 === 0 ? Number.NaN : 0),
		);
		for (const svg of [
			svgOf(chart.line(many)),
			svgOf(chart.line({ x: back, y: many })),
			svgOf(chart.line({ x: many.map((x) => Math.cos(x * 1000)), y: many })),
			svgOf(chart.scatter({ x: many, y: back })),
			svgOf(chart.bar(many)),
			svgOf(chart.line(Array.from({ length: 300 }, (_, i) => many.slice(i, i + 3000)))),
			svgOf(chart.heatMap(Array.from({ length: 700 }, () => many.slice(0, 900)))),
		])
			expect(svg.length).toBeLessThan(400_000);
		expect(svgOf(chart.line(many)).length).toBeLessThan(40_000);
	});
});

describe("line", () => {
	test("says what it shows", () => {
		const root = draw(
			"line",
			{ LSTM: [1, 0.9, 0.8], GRU: [1, 0.5, 0.25] },
			{ title: "梯度", x: { label: "时间步" }, y: "log" },
		);
		expect(texts(root)).toEqual(expect.arrayContaining(["梯度", "时间步", "LSTM", "GRU"]));
		expect(root.attributes.get("aria-label")).toBe("梯度");
		expect(textOf(root.children[1] as XmlElement)).toBe(
			"Line chart. x: 时间步 from 0 to 2; y from 0.25 to 1, logarithmic. 2 series, 6 points: LSTM, GRU.",
		);
	});

	test("higher values lie higher, later ones further right", () => {
		const [path] = seriesPaths(draw("line", [1, 3, 2]));
		const [[x0, y0], [x1, y1], [x2, y2]] = path as [[number, number], [number, number], [number, number]];
		expect(x0).toBeLessThan(x1);
		expect(x1 - x0).toBeCloseTo(x2 - x1, 0);
		expect(y1).toBeLessThan(y2);
		expect(y2).toBeLessThan(y0);
	});

	test("on a logarithmic axis, factors are distances; what is not above 0 is a gap", () => {
		const root = draw("line", [1, 10, 100, 0, -5, 1000, 1000], { y: "log" });
		const [path] = seriesPaths(root);
		const ys = path!.map(([, y]) => y);
		expect(ys[0]! - ys[1]!).toBeCloseTo(ys[1]! - ys[2]!, 0);
		expect(path).toHaveLength(5);
		expect(texts(root)).toEqual(expect.arrayContaining(["1", "10", "100", "1000"]));
	});

	test("missing values leave gaps, and what stands between two is a dot", () => {
		const root = draw("line", [1, 2, null, 3, Number.NaN, 4, 5]);
		const ds = elementsOf(root).flatMap(({ attributes }) =>
			attributes.get("stroke")?.includes("chart") ? [attributes.get("d")!] : [],
		);
		expect(ds).toHaveLength(2);
		expect(ds[0]!.match(/M/g)).toHaveLength(2);
		expect(ds[1]).toMatch(/^M[\d.]+ [\d.]+h0$/);
	});

	test("a peak among thousands of points is not lost", () => {
		const values = Array.from({ length: 50_000 }, () => 0);
		values[31_415] = 1;
		const [path] = seriesPaths(draw("line", values));
		const ys = path!.map(([, y]) => y);
		expect(Math.max(...ys) - Math.min(...ys)).toBeGreaterThan(200);
	});

	test("a thinned curve stays close to all of its points", () => {
		const x = Array.from({ length: 20_000 }, (_, i) => Math.cos(i / 100) * (1 + i / 20_000));
		const y = Array.from({ length: 20_000 }, (_, i) => Math.sin(i / 130));
		const whole = pointsOf(
			elementsOf(
				draw(
					"line",
					{ x: x.slice(0, 2900), y: y.slice(0, 2900) },
					{ x: { min: -2, max: 2 }, y: { min: -1, max: 1 } },
				),
			)
				.find(({ attributes }) => attributes.get("stroke")?.includes("chart"))!
				.attributes.get("d")!,
		);
		const thinned = pointsOf(
			elementsOf(draw("line", { x, y }, { x: { min: -2, max: 2 }, y: { min: -1, max: 1 } }))
				.find(({ attributes }) => attributes.get("stroke")?.includes("chart"))!
				.attributes.get("d")!,
		);
		expect(thinned.length).toBeLessThan(8001);
		for (const point of whole.filter((_, i) => i % 50 === 0))
			expect(distance(point, thinned)).toBeLessThan(0.6);
	});

	test.each([
		["one point", [3]],
		["all the same", [2, 2, 2]],
		["nothing", []],
		["nothing that is a number", [Number.NaN, null, "x"]],
		["beyond all bounds", [-Number.MAX_VALUE, Number.MAX_VALUE]],
		["hardly anything", [5e-324, 0]],
		["far off", [1e16, 1e16 + 2]],
	])("%s", (_, values) => {
		expectSound(svgOf(chart.line(values as number[])));
		expectSound(svgOf(chart.heatMap([values as number[]], { colours: "diverging" })));
	});

	test("nothing to draw is said", () => {
		expect(texts(draw("line", []))).toContain("no data");
		expect(texts(draw("line", [-1, -2], { y: "log" }))).toContain("no data");
	});

	test("axes have few, round, different numbers", () => {
		const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 20 });
		fc.assert(
			fc.property(values, (values) => {
				const labels = texts(draw("line", values));
				expect(new Set(labels.slice(0, 3)).size).toBe(Math.min(3, labels.length));
				expect(labels.length).toBeLessThan(30);
			}),
		);
	});

	test("records: columns by name, and series told apart by a column", () => {
		const rows = ["rnn", "lstm"].flatMap((cell) =>
			[0, 1, 2].map((epoch) => ({ cell, epoch, loss: epoch * 2 })),
		);
		const root = draw("line", rows, { x: "epoch", y: "loss", series: "cell" });
		expect(texts(root)).toEqual(expect.arrayContaining(["rnn", "lstm", "epoch", "loss"]));
		expect(seriesPaths(root)).toHaveLength(2);
		const wide = draw("line", [
			{ step: 1, a: 1, b: 2 },
			{ step: 2, a: 3, b: 4 },
		]);
		expect(texts(wide)).toEqual(expect.arrayContaining(["a", "b", "step"]));
		expect(() => chart.line(rows, { x: "epok" })).toThrow(/no record has "epok"; there is cell, epoch, loss/);
	});

	test("without columns, a text says what is measured", () => {
		const root = draw(
			"line",
			{ LSTM: [1, 2], RNN: [2, 1] },
			{ x: "往回走的步数", y: { scale: "log", label: "还剩多少" } },
		);
		expect(texts(root)).toEqual(expect.arrayContaining(["往回走的步数", "还剩多少"]));
		expect(
			texts(
				draw(
					"heatMap",
					[
						[1, 2],
						[3, 4],
					],
					{ x: "时刻", y: "隐藏单元" },
				),
			),
		).toEqual(expect.arrayContaining(["时刻", "隐藏单元"]));
		expect(
			texts(
				draw(
					"scatter",
					[
						[1, 2],
						[3, 4],
					],
					{ x: "量", y: "价" },
				),
			),
		).toEqual(expect.arrayContaining(["量", "价"]));
		expect(texts(draw("bar", { a: 1 }, { y: "误差" }))).toContain("误差");
	});

	test("tensors: a row is a series", () => {
		expect(seriesPaths(draw("line", tensor([1, 2, 3])))).toHaveLength(1);
		expect(
			seriesPaths(
				draw(
					"line",
					tensor([
						[1, 2, 3],
						[3, 2, 1],
					]),
				),
			),
		).toHaveLength(2);
		expect(seriesPaths(draw("line", [tensor(1), tensor(2)]))).toHaveLength(1);
	});

	test("texts on the x axis are categories, dates are a calendar", () => {
		expect(texts(draw("line", [5, 2, 9], { x: ["春", "夏", "秋"] }))).toEqual(
			expect.arrayContaining(["春", "夏", "秋"]),
		);
		const days = [new Date("2024-01-01"), new Date("2024-07-01"), new Date("2025-01-01")];
		expect(texts(draw("line", [1, 2, 3], { x: days })).join()).toMatch(/2024-0\d/);
	});

	test("fixed limits cut off what lies beyond, without an id", () => {
		const root = draw("line", [0, 100, 0], { y: { max: 10 } });
		const inner = elementsOf(root).filter(({ name }) => name === "svg")[1]!;
		expect(inner.attributes.get("overflow")).toBe("hidden");
		expect(() => chart.line([1], { y: { min: Number.NaN } })).toThrow(/y ends at NaN/);
	});

	test("names at the ends of lines do not cover each other", () => {
		fc.assert(
			fc.property(
				fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 8 }),
				(ends) => {
					const series = Object.fromEntries(ends.map((end, i) => [`series ${i}`, [0.5, end]]));
					const labels = elementsOf(draw("line", series)).filter(
						(element) => element.name === "text" && textOf(element).startsWith("series"),
					);
					const ys = labels.map(({ attributes }) => Number(attributes.get("y"))).sort((a, b) => a - b);
					expect(ys).toHaveLength(ends.length);
					for (const [i, y] of ys.entries()) if (i > 0) expect(y - ys[i - 1]!).toBeGreaterThan(18);
				},
			),
		);
	});
});

describe("scatter", () => {
	test("pairs are points", () => {
		const [path] = seriesPaths(
			draw("scatter", [
				[0, 0],
				[1, 1],
				[2, 4],
			]),
		);
		expect(path!.filter((_, i) => i % 2 === 0)).toHaveLength(3);
	});

	test("forms tell series apart without colours", () => {
		const root = draw("scatter", { a: [[0, 0]], b: [[1, 1]], c: [[2, 0]] });
		const forms = elementsOf(root).flatMap(({ attributes }) =>
			attributes.get("stroke")?.includes("chart")
				? [attributes.get("d")!.replace(/^M\S+ \S+?(?=[hm])/, "")]
				: [],
		);
		expect(new Set(forms).size).toBe(3);
	});
});

describe("bar", () => {
	test("lengths are values, from 0", () => {
		const root = draw("bar", { RNN: 1, LSTM: 2, GRU: -1 });
		const d = elementsOf(root)
			.find(({ attributes }) => attributes.get("fill")?.includes("chart"))!
			.attributes.get("d")!;
		const heights = d
			.split("z")
			.filter(Boolean)
			.map((piece) => {
				const [bottom, top] = [/^M\S+ ([\d.]+)V([\d.]+)/.exec(piece)!].flatMap(([, a, b]) => [
					Number(a),
					Number(b),
				]);
				return bottom! - top!;
			});
		expect(heights[1]! / heights[0]!).toBeCloseTo(2, 1);
		expect(heights[2]! / heights[0]!).toBeCloseTo(-1, 1);
		expect(texts(root)).toEqual(expect.arrayContaining(["RNN", "LSTM", "GRU", "2", "−1"]));
	});

	test("long names lie", () => {
		const root = draw("bar", {
			"a rather long name of a thing": 1,
			"another rather long name of things": 2,
			"and a third name that is long": 3,
			"four long names are enough now": 4,
		});
		const names = elementsOf(root).filter(
			({ name, attributes }) => name === "g" && attributes.get("text-anchor") === "end",
		);
		expect(names.length).toBeGreaterThan(0);
		expect(texts(root).some((text) => text.startsWith("a rather long name"))).toBe(true);
	});

	test("numbers stand at all bars or at none, short names stand side by side", () => {
		const values = Array.from({ length: 15 }, (_, i) => (i % 4 === 0 ? 0.123456 : i));
		expect(texts(draw("bar", values.slice(0, 6))).filter((text) => text === "0.123")).toHaveLength(2);
		expect(texts(draw("bar", values))).not.toContain("0.12");
		const names = elementsOf(
			draw(
				"bar",
				Array.from({ length: 25 }, () => 1),
			),
		).filter((element) => textOf(element) === "24");
		expect(names.at(-1)!.attributes.get("y")).toBe("351");
	});

	test("on a logarithmic axis bars begin where the axis does", () => {
		const root = draw("bar", { a: 1, b: 1000 }, { y: "log" });
		const bottom = Math.max(...seriesPaths(root).flatMap((path) => path.map(([, y]) => y)));
		expect(bottom).toBe(360 - 32);
	});

	test("stacked bars end where the sum is", () => {
		const beside = draw("bar", { a: [1, 2], b: [3, 4] });
		const stacked = draw("bar", { a: [1, 2], b: [3, 4] }, { stacked: true });
		expect(texts(beside)).not.toContain("6");
		expect(texts(stacked)).toContain("6");
	});

	test("records by category", () => {
		const root = draw(
			"bar",
			[
				{ cell: "rnn", train: 1, test: 2 },
				{ cell: "gru", train: 2, test: 3 },
			],
			{ x: "cell" },
		);
		expect(texts(root)).toEqual(expect.arrayContaining(["rnn", "gru", "train", "test", "cell"]));
	});
});

describe("heat map", () => {
	test("first row on top, equal values in one colour", () => {
		const root = draw(
			"heatMap",
			[
				[0, 1],
				[1, 0],
			],
			{ x: ["a", "b"], y: ["c", "d"] },
		);
		const paths = elementsOf(root).filter(
			({ name, attributes }) => name === "path" && attributes.get("fill")?.startsWith("#"),
		);
		expect(paths).toHaveLength(2);
		expect(paths.map(({ attributes }) => attributes.get("d")!.match(/M/g)!.length)).toEqual([2, 2]);
		expect(texts(root)).toEqual(expect.arrayContaining(["a", "b", "c", "d", "0", "1"]));
	});

	test("values on both sides of 0 have a pale middle", () => {
		const svg = svgOf(chart.heatMap([[-2, 0, 1]]));
		expect(svg).toContain("#eeece6");
		expect(svgOf(chart.heatMap([[1, 2, 3]]))).not.toContain("#eeece6");
	});

	test("a large matrix is one picture", () => {
		const matrix = new Tensor(
			[300, 200],
			Float64Array.from({ length: 60_000 }, (_, i) => i),
			tensor(0).kernels,
		);
		const svg = svgOf(chart.heatMap(matrix));
		expectSound(svg);
		expect(svg).toContain('href="data:image/png;base64,');
	});
});

describe("colours", () => {
	const series = svgOf(chart.line(Array.from({ length: 8 }, (_, i) => [i, i]))).match(
		/var\(--chart-\d,(#\w+)\)/g,
	)!;
	const hexes = series.map((text) => /#\w+/.exec(text)![0]);

	test("stand out from paper and from black by three to one", () => {
		expect(hexes).toHaveLength(8);
		for (const hex of hexes)
			for (const paper of ["#ffffff", "#fcfcfb", "#12151c"])
				expect(contrast(hex, paper)).toBeGreaterThanOrEqual(3);
	});
});

function contrast(a: string, b: string): number {
	const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
	return (high! + 0.05) / (low! + 0.05);
}

/** Of WCAG 2. */
function luminance(hex: string): number {
	const [r, g, b] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function distance([x, y]: readonly [number, number], line: readonly (readonly [number, number])[]): number {
	let least = Number.POSITIVE_INFINITY;
	for (let i = 1; i < line.length; i++) {
		const [[ax, ay], [bx, by]] = [line[i - 1]!, line[i]!];
		const length = (bx - ax) ** 2 + (by - ay) ** 2;
		const t =
			length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
		least = Math.min(least, Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)));
	}
	return least;
}

describe("an option that there is not", () => {
	const many = [
		[
			"chart.line",
			() => chart.line([1], { tittle: "x" } as never),
			"chart.line: there is no option “tittle”; did you mean “title”?",
		],
		[
			"an axis",
			() => chart.line([1], { x: { labels: "x" } } as never),
			"chart: x: there is no option “labels”; did you mean “label”?",
		],
		[
			"of another chart",
			() => chart.scatter([[1, 2]], { stacked: true } as never),
			"chart.scatter: there is no option “stacked”; it knows title, subtitle, x, y, series, height, alt",
		],
		["chart.bar", () => chart.bar([1], { stakced: true } as never), "did you mean “stacked”?"],
		[
			"chart.heatMap",
			() => chart.heatMap([[1]], { colour: "diverging" } as never),
			"did you mean “colours”?",
		],
		[
			"table",
			() => table([[1]], { digit: 3 } as never),
			"table: there is no option “digit”; did you mean “digits”?",
		],
	] as const;
	test.each(many)("of %s is told", (_, draw, message) => {
		expect(draw).toThrow(message);
	});
	test("is no list, and nothing", () => {
		expect(() => chart.line([1, 2], { x: [3, 4], y: "log" })).not.toThrow();
		expect(() => chart.bar([1, 2], { x: ["a", "b"], stacked: false })).not.toThrow();
	});
});
