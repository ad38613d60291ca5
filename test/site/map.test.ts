import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConceptMap } from "../../src/model/index.js";
import type { MapData } from "../../src/site/client/map/data.js";
import { boxAt, type Labelled, placeLabels, touch } from "../../src/site/client/map/labels.js";
import { nearestInDirection } from "../../src/site/client/map/walk.js";
import { renderMap } from "../../src/site/map/map-svg.js";
import { drawPicture } from "../../src/site/map/picture.js";
import { type PublicMap, publicMap, unit } from "../../src/site/map/public-map.js";
import { findTerritories } from "../../src/site/map/territories.js";
import { fromScript } from "../../src/site/search/script.js";
import { html } from "../../src/site/templates/html.js";
import { findBrokenLinks } from "../support/check-links.js";
import { dangersIn } from "../support/dangers.js";
import { fabricate } from "../support/fabricate.js";
import { type Files, type Learn, type Rendered, render } from "./support/render.js";

const learn: Learn = (graph, notes) => fabricate(graph, notes);

/** Notes in groups; each links to the first of its group, and these to each other. */
function vaultOf(groups: readonly string[], size: number): Files {
	const files: Record<string, string> = {};
	for (const [g, group] of groups.entries()) {
		const next = groups[(g + 1) % groups.length];
		for (let i = 0; i < size; i++)
			files[`${group}/${group} ${i}.md`] =
				`On ${group}. [[${group} 0]] [[${i === 0 ? `${next} 0` : `${group} ${i - 1}`}]]`;
	}
	return files;
}

const small = vaultOf(["alpha", "beta", "gamma"], 6);

function dataOf(site: Rendered): MapData {
	const file = site.site.files.find(({ path }) => path === "-/map-data.js");
	if (file === undefined || !("content" in file)) throw new Error("no map data");
	return JSON.parse(gunzipSync(fromScript(file.content() as Uint8Array)).toString());
}

describe("the map's page", () => {
	it("is there with a map alone, and every page leads to it", async () => {
		const without = await render(small);
		const withMap = await render(small, {}, learn);
		expect(without.paths.filter((path) => /map/.test(path))).toEqual([]);
		expect(without.text("alpha/alpha-1.html")).not.toMatch(/map\.html|概念地图|Concept map/);
		expect(withMap.text("alpha/alpha-1.html")).toContain('href="../map.html"');
		expect(withMap.text("404.html")).not.toContain("map.html");
		expect(withMap.paths.filter((path) => !without.paths.includes(path))).toEqual([
			"-/map-data.js",
			expect.stringMatching(/^-\/map\.\w{10}\.css$/),
			expect.stringMatching(/^-\/map\.\w{10}\.js$/),
			"-/search/vectors.js",
			"map.html",
		]);
	});

	it("has a picture whose names lead to pages, and lists that lead to every note", async () => {
		const site = await render(small, {}, learn);
		const page = site.text("map.html");
		expect(findBrokenLinks(site.site)).toEqual([]);
		const [svg = "", lists = ""] = page.split("</figure>");
		expect(svg).toContain('<a href="alpha/alpha-0.html"');
		for (const group of ["alpha", "beta", "gamma"])
			for (let i = 0; i < 6; i++) expect(lists).toContain(`<a href="${group}/${group}-${i}.html"`);
	});

	it("leaves a note called “map” and a folder called “map” where they are", async () => {
		const files = { ...vaultOf(["map"], 5), "map.md": "[[map 0]]" };
		const before = await render(files);
		const after = await render(files, {}, learn);
		expect(before.paths.filter((path) => !after.paths.includes(path))).toEqual([]);
		expect(after.paths.filter((path) => /^map-\w+\.html$/.test(path))).toHaveLength(1);
		expect(findBrokenLinks(after.site)).toEqual([]);
	});

	it("shows names from notes as text", async () => {
		const hostile = [
			"<img src=x onerror=alert(1)>",
			'"><script>alert(1)</script>',
			"a]]>&lt;b",
			"javascript:alert(1)",
		];
		const files = Object.fromEntries(
			hostile.map((title, i) => [
				`n${i}.md`,
				`---\ntitle: ${JSON.stringify(title)}\n---\n[[n0]] [[n${i ^ 1}]]`,
			]),
		);
		const site = await render(files, { suggestions: true }, learn);
		const pages = site.paths.filter((path) => path.endsWith(".html"));
		expect(pages.flatMap((path) => dangersIn(site.text(path)))).toEqual([]);
		expect(site.text("map.html")).toContain("&lt;img src=x onerror=alert(1)&gt;");
	});

	it("stays small in a large vault, and further pages list what is not on it", async () => {
		const site = await render(vaultOf(["alpha", "beta", "gamma", "delta"], 400), {}, learn);
		const page = site.text("map.html");
		expect(page.match(/<li>/g)?.length).toBeLessThan(700);
		expect(gzipSync(page, { level: 9 }).length).toBeLessThan(60 * 1024);
		const further = site.paths.filter((path) => path.startsWith("map/"));
		expect(further.length).toBeGreaterThan(4);
		const listed = [page, ...further.map(site.text)].join("");
		const numbers = Array.from({ length: 400 }, (_, i) => i);
		expect(numbers.filter((i) => !listed.includes(`delta/delta-${i}.html"`))).toEqual([]);
		expect(findBrokenLinks(site.site)).toEqual([]);
	});

	it("is made again when the map changes, and other pages are not", async () => {
		const other: Learn = (graph, notes) => fabricate(graph, notes, 2);
		const [one, two] = [await render(small, {}, learn), await render(small, {}, other)];
		const basis = ({ site }: Rendered, path: string) => {
			const file = site.files.find((file) => file.path === path);
			return file && "basis" in file ? file.basis : undefined;
		};
		for (const path of ["map.html", "index.html", "-/map-data.js"])
			expect(basis(one, path)).not.toBe(basis(two, path));
		expect(basis(one, "alpha/alpha-1.html")).toBe(basis(two, "alpha/alpha-1.html"));
	});
});

describe("what readers may not see", () => {
	const draft = { "zebra.md": "---\npublish: false\n---\n[[alpha 0]] [[beta 0]]" };

	it("is on no map, though somebody should hand it over", async () => {
		const site = await render({ ...small, ...draft }, {}, (graph, notes) => {
			const { map, embedding } = fabricate(graph, notes);
			const [first, ...others] = map.communities;
			if (first === undefined) throw new Error("no community");
			const named = { name: "zebra", terms: ["zebra"], members: ["zebra.md", ...first.members] };
			const told: ConceptMap = {
				...map,
				concepts: [...map.concepts, "zebra.md"],
				positions: Float32Array.from([...map.positions, 0, 0]),
				importance: Float32Array.from([...map.importance, 1]),
				community: Uint32Array.from([...map.community, 0]),
				communities: [named, ...others],
				edges: Uint32Array.from([...map.edges, 0, map.concepts.length]),
				apart: ["zebra.md"],
			};
			return { embedding, map: told };
		});
		expect(site.text("map.html")).not.toMatch(/zebra/i);
		expect(JSON.stringify(dataOf(site))).not.toMatch(/zebra/i);
		expect(site.text("map.html")).toContain("alpha");
	});
});

describe("the map's data", () => {
	it("says where each page of the search index lies, and what it is linked with", async () => {
		const site = await render(small, {}, learn);
		const data = dataOf(site);
		const count = data.x.length;
		expect([data.y, data.area, data.importance].map((list) => list.length)).toEqual([count, count, count]);
		expect(data.pages.length + data.others.length).toBe(count);
		const names = site.site.files.find(({ path }) => path === "-/search/names.js");
		if (names === undefined || !("content" in names)) throw new Error("no names");
		const called: string[][] = JSON.parse(gunzipSync(fromScript(names.content() as Uint8Array)).toString());
		let number = 0;
		const hrefs = data.pages.map((step) => {
			number += step;
			return called[number]?.[0];
		});
		expect(hrefs).toContain("alpha/alpha-0.html");
		expect(new Set(hrefs).size).toBe(18);
		const pairs: string[] = [];
		for (let at = 0, from = 0; at < data.edges.length; from++) {
			let to = from;
			for (let left = data.edges[at++] ?? 0; left > 0; left--) {
				to += data.edges[at++] ?? 0;
				pairs.push(`${hrefs[from]} ${hrefs[to]}`);
			}
		}
		expect(pairs).toContain("alpha/alpha-0.html beta/beta-0.html");
		expect(pairs).toContain("gamma/gamma-4.html gamma/gamma-5.html");
		expect(new Set(pairs).size).toBe(pairs.length);
	});
});

const anyMap = fc
	.record({ count: fc.integer({ min: 3, max: 60 }), seed: fc.nat(), groups: fc.integer({ min: 1, max: 20 }) })
	.map(({ count, seed, groups }) => mapOf(count, groups, seed));

/** Places without order, areas as discs. */
function mapOf(count: number, groups: number, seed: number): PublicMap {
	let state = seed + 1;
	const random = () => {
		state = (Math.imul(state, 48271) >>> 0) % 2147483647;
		return state / 2147483647;
	};
	const ids = Array.from({ length: count }, (_, i) => `n${String(i).padStart(5, "0")}.md`);
	const community = Uint32Array.from(ids, (_, i) => (i < groups ? i : Math.floor(groups * random())));
	const positions = Float32Array.from(
		ids.flatMap((_, i) => {
			const group = community[i] ?? 0;
			return [20 * (group % 5) + 14 * random(), 20 * Math.floor(group / 5) + 14 * random()];
		}),
	);
	const edges = ids.flatMap((_, i) => (i > 0 ? [[Math.floor(i * random()), i]] : []));
	const titles = ["循环神经网络", "LSTM", "A longer name of a note", "门", "데이터베이스"];
	const graph = {
		getNodeAttributes: (id: string) => ({
			kind: "note",
			path: id,
			title: titles[Number(id.slice(1, 6)) % 5],
		}),
		hasNode: () => true,
	};
	const members = (group: number) => ids.filter((_, i) => community[i] === group);
	const map = publicMap({
		map: {
			concepts: ids,
			positions,
			importance: Float32Array.from(ids, () => random() ** 3),
			community,
			communities: Array.from({ length: Math.min(groups, count) }, (_, i) => ({
				name: `Area ${i}`,
				terms: [],
				members: members(i),
			})),
			edges: Uint32Array.from(edges.sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d).flat()),
			apart: [],
		},
		// biome-ignore lint/suspicious/noExplicitAny: of the graph it asks for names alone
		graph: { graph } as any,
		visible: () => true,
		isSecret: () => false,
	});
	if (map === undefined) throw new Error("no map");
	return map;
}

describe("for any map", () => {
	it("everything lies on the sheet", () => {
		fc.assert(
			fc.property(anyMap, (map) => {
				for (const [i] of map.concepts.entries()) {
					expect((map.x[i] ?? 0) / unit).toBeGreaterThan(0);
					expect((map.x[i] ?? 0) / unit).toBeLessThan(map.width);
					expect((map.y[i] ?? 0) / unit).toBeGreaterThan(0);
					expect((map.y[i] ?? 0) / unit).toBeLessThan(map.height);
				}
			}),
		);
	});

	it("coasts are closed, and the land of an area holds most of its concepts", () => {
		fc.assert(
			fc.property(anyMap, (map) => {
				for (const { area, levels } of findTerritories(map)) {
					for (const level of levels) expect(level).toMatch(/^(?:M-?\d+ -?\d+(?:q(?:[ ]?-?\d+){4})+z)+$/);
					const members = map.areas[area]?.members ?? [];
					const land = (levels[0] ?? "").split("z").filter(Boolean).map(toPolygon);
					const inside = members.filter((i) => {
						const [x, y] = [(map.x[i] ?? 0) / unit, (map.y[i] ?? 0) / unit];
						return land.filter((polygon) => holds(polygon, x, y)).length % 2 === 1;
					});
					expect(inside.length).toBeGreaterThan(0);
				}
			}),
			{ numRuns: 40 },
		);
	});

	it("no two names in the picture touch", () => {
		fc.assert(
			fc.property(anyMap, (map) => {
				const { names, labels } = drawPicture(map);
				const rows = [
					...names.map(({ x, y, size }) => ({ x, y, height: size * 0.9 })),
					...labels.map(({ at, anchor }) => {
						const aside = anchor === "start" ? 5 : anchor === "end" ? -5 : 0;
						return { x: at.x + aside, y: at.y, height: 12 };
					}),
				];
				// Widths are estimates; one character is the least that each name has.
				for (const [i, a] of rows.entries())
					for (const b of rows.slice(0, i))
						expect(
							touch(boxAt(a, { width: 10, height: a.height }), boxAt(b, { width: 10, height: b.height })),
						).toBe(false);
			}),
		);
	});

	it("the same map gives the same picture", () => {
		const draw = () =>
			renderMap(
				drawPicture(mapOf(50, 6, 7)),
				() => "a.html",
				(i) => `#${i}`,
				html``,
			).text;
		expect(draw()).toBe(draw());
	});
});

/** The ends of its curves: near enough. */
function toPolygon(path: string): [number, number][] {
	const numbers = (text: string) => [...text.matchAll(/-?\d+/g)].map(Number);
	const [start = "", ...curves] = path.slice(1).split("q");
	let [x = 0, y = 0] = numbers(start);
	return curves.map((curve) => {
		const [, , dx = 0, dy = 0] = numbers(curve);
		x += dx;
		y += dy;
		return [x, y];
	});
}

function holds(polygon: readonly [number, number][], x: number, y: number): boolean {
	let inside = false;
	for (const [i, [ax, ay]] of polygon.entries()) {
		const [bx, by] = polygon[(i + 1) % polygon.length] as [number, number];
		if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
	}
	return inside;
}

it("a picture of ten thousand concepts is no larger than a page may be", () => {
	const map = mapOf(10_000, 40, 3);
	const svg = renderMap(
		drawPicture(map),
		(i) => `folder/note-${i}.html`,
		(i) => `#area-${i}`,
		html``,
	).text;
	expect(gzipSync(svg, { level: 9 }).length).toBeLessThan(60 * 1024);
});

describe("labels", () => {
	const item = fc.record({
		x: fc.integer({ min: 0, max: 400 }),
		y: fc.integer({ min: 0, max: 300 }),
		radius: fc.integer({ min: 1, max: 9 }),
		width: fc.integer({ min: 5, max: 120 }),
		height: fc.constant(14),
	});

	it("never touch, never leave the window, and the first that fits is shown", () => {
		fc.assert(
			fc.property(fc.array(item, { maxLength: 40 }), (items: Labelled[]) => {
				const bounds = { left: 0, right: 400, top: 0, bottom: 300 };
				const places = placeLabels(items, bounds, [], 30);
				const boxes = places.flatMap((place, i) => (place ? [boxAt(place, items[i] as Labelled)] : []));
				expect(boxes.length).toBeLessThanOrEqual(30);
				for (const [i, box] of boxes.entries()) {
					expect(box.left >= 0 && box.right <= 400 && box.top >= 0 && box.bottom <= 300).toBe(true);
					expect(boxes.slice(0, i).some((other) => touch(box, other))).toBe(false);
				}
			}),
		);
	});
});

describe("an arrow key", () => {
	/** `d` two units right of `a`, linked; `b` one unit right; `c` above. */
	const model = {
		x: Float32Array.of(0, 1, 0.1, 2),
		y: Float32Array.of(0, 0, -1, 0.2),
		offsets: Uint32Array.of(0, 1, 1, 1, 2),
		targets: Uint32Array.of(3, 0),
	};

	it.each([
		["Right", 3],
		["Up", 2],
		["Left", -1],
		["Down", -1],
	] as const)("%s leads to %i", (direction, expected) => {
		expect(nearestInDirection(model, 0, direction)).toBe(expected);
	});
});

describe("the pigments of areas", () => {
	const css = readFileSync("src/site/theme/map.css", "utf8");
	const palette = readFileSync("src/site/theme/palette.css", "utf8");
	const pair = (text: string, name: string) =>
		new RegExp(`${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(text)?.slice(1) ?? [];
	const papers = pair(palette, "--paper");

	it.each(Array.from({ length: 14 }, (_, i) => i))("%i is readable on both grounds", (i) => {
		const colours = pair(css.slice(css.indexOf(`.t${i} {`)), "--t");
		for (const scheme of [0, 1])
			expect(contrast(colours[scheme] ?? "", papers[scheme] ?? "")).toBeGreaterThan(4.5);
	});

	it("differ from each other", () => {
		const all = Array.from({ length: 14 }, (_, i) => pair(css.slice(css.indexOf(`.t${i} {`)), "--t").join());
		expect(new Set(all).size).toBe(14);
	});
});

function contrast(a: string, b: string): number {
	const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
	return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
		const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
