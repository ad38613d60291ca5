import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPlainKernels, createWasmKernels } from "../../src/kernels/index.js";
import { drawMap, type MapInput } from "../../src/map/index.js";
import type { ConceptMap } from "../../src/model/index.js";
import { subjects, subjectTexts, vaultOf } from "./vault.js";

const options = { seed: 1, kernels: createPlainKernels({ bits: 32 }) };

function place(map: ConceptMap, id: string): [number, number] {
	const i = map.concepts.indexOf(id);
	return [map.positions[2 * i]!, map.positions[2 * i + 1]!];
}

function distance([ax, ay]: [number, number], [bx, by]: [number, number]): number {
	return Math.hypot(ax - bx, ay - by);
}

function extent(map: ConceptMap): [number, number] {
	const along = (axis: number) => map.positions.filter((_, i) => i % 2 === axis);
	return [Math.max(...along(0)) - Math.min(...along(0)), Math.max(...along(1)) - Math.min(...along(1))];
}

/** What every map must be, whatever the vault. */
function expectWellFormed(map: ConceptMap, { graph }: MapInput): void {
	const n = map.concepts.length;
	expect(map.concepts).toEqual([...map.concepts].sort(byCodeUnits));
	expect(map.apart).toEqual([...map.apart].sort(byCodeUnits));
	const notes = graph.graph.filterNodes((_, { kind }) => kind === "note");
	const shown = [...map.concepts.filter((id) => !/^[#?]/.test(id)), ...map.apart];
	expect(shown.sort(byCodeUnits)).toEqual(notes.sort(byCodeUnits));
	expect([map.positions.length, map.importance.length, map.community.length]).toEqual([2 * n, n, n]);
	expect(map.positions.every(Number.isFinite)).toBe(true);
	expect(map.importance.every((x) => x >= 0 && x <= 1)).toBe(true);

	expect(map.communities.flatMap(({ members }) => members).sort(byCodeUnits)).toEqual(map.concepts);
	map.communities.forEach(({ members, name, terms }, c) => {
		for (const id of members) expect(map.community[map.concepts.indexOf(id)]).toBe(c);
		expect(name.trim()).toBe(name);
		expect(name).toMatch(/^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]{1,60}$/u);
		expect(terms.every((term) => term !== "" && term.length <= 60)).toBe(true);
	});
	const sizes = map.communities.map(({ members }) => members.length);
	expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
	const names = map.communities.map(({ name }) => name.toLowerCase());
	expect(new Set(names).size).toBe(names.length);

	const pairs: string[] = [];
	for (let e = 0; e < map.edges.length; e += 2) {
		expect(map.edges[e]!).toBeLessThan(map.edges[e + 1]!);
		expect(map.edges[e + 1]!).toBeLessThan(n);
		const [u, v] = [map.concepts[map.edges[e]!]!, map.concepts[map.edges[e + 1]!]!];
		expect(graph.graph.areNeighbors(u, v)).toBe(true);
		pairs.push(`${map.edges[e]} ${map.edges[e + 1]}`);
	}
	expect(new Set(pairs).size).toBe(pairs.length);
	expectNoOverlap(map);
}

function byCodeUnits(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function expectNoOverlap({ positions, importance, community }: ConceptMap): void {
	for (let u = 0; u < importance.length; u++) {
		for (let v = 0; v < u; v++) {
			const dx = positions[2 * u]! - positions[2 * v]!;
			const dy = positions[2 * u + 1]! - positions[2 * v + 1]!;
			const room = Math.hypot(dx, dy) - 0.4 - 0.4 * (importance[u]! + importance[v]!);
			expect(room).toBeGreaterThanOrEqual(community[u] === community[v] ? 0 : 1.5);
		}
	}
}

describe("a map", () => {
	it("has a territory for each subject, with its name, apart from the others", async () => {
		const input = await subjects(5, 24);
		const map = drawMap(input, options);
		expectWellFormed(map, input);
		expect(map.communities.map(({ name }) => name).sort()).toEqual([
			...["Astronomy", "Baking", "Carpentry", "Diving", "Etching"],
		]);
		for (const { name, members } of map.communities) {
			expect(members.every((id) => id.startsWith(name))).toBe(true);
			expect(members[0]).toBe(`${name} 0.md`);
		}
		const [width, height] = extent(map);
		expect(width).toBeGreaterThan(height);
		expect(width).toBeLessThan(4 * height);
	});

	it("keeps neighbors nearer than strangers", async () => {
		const input = await subjects(6, 30);
		const map = drawMap(input, options);
		const near: number[] = [];
		for (let e = 0; e < map.edges.length; e += 2) {
			near.push(
				distance(place(map, map.concepts[map.edges[e]!]!), place(map, map.concepts[map.edges[e + 1]!]!)),
			);
		}
		const any = map.concepts.map((id, i) =>
			distance(place(map, id), place(map, map.concepts[(i * 7 + 31) % map.concepts.length]!)),
		);
		const mean = (list: number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;
		expect(mean(near)).toBeLessThan(0.6 * mean(any));
	});

	it("is the same each time, and whatever the order of the notes", async () => {
		const texts = subjectTexts(4, 12);
		const input = await vaultOf(texts);
		const map = drawMap(input, options);
		expect(drawMap(input, options)).toEqual(map);
		const backwards = await vaultOf(Object.fromEntries(Object.entries(texts).reverse()));
		expect(drawMap(backwards, options)).toEqual(map);
	});

	it("is the same by either kernels", async () => {
		const input = await subjects(6, 40);
		const map = drawMap(input, { seed: 1, kernels: createWasmKernels() });
		expect(map).toEqual(drawMap(input, options));
	});

	it("is another with another seed", async () => {
		const input = await subjects(4, 12);
		const other = drawMap(input, { ...options, seed: 2 });
		expect(other.positions).not.toEqual(drawMap(input, options).positions);
		expectWellFormed(other, input);
	});

	it("of nothing is empty; of one, two or three notes is small", async () => {
		const none = await vaultOf({});
		expect(drawMap(none, options)).toMatchObject({ concepts: [], communities: [], apart: [] });
		const one = await vaultOf({ a: "alone" });
		expect(drawMap(one, options).concepts).toEqual(["a.md"]);
		for (const texts of [
			{ a: "[[b]]", b: "" },
			{ a: "[[b]]", b: "[[c]]", c: "[[a]]" },
			{ a: "", b: "", c: "" },
		]) {
			const input = await vaultOf(texts);
			const map = drawMap(input, options);
			expectWellFormed(map, input);
			expect(map.communities.length).toBeLessThanOrEqual(1);
		}
	});

	it("of one note shows what it speaks of, in the groups of its paragraphs", async () => {
		const input = await vaultOf({
			hub: "#sun #moon #stars #comets\n\n#flour #yeast #ovens #dough\n\n#saws #planes #chisels #glue",
		});
		const map = drawMap(input, options);
		expectWellFormed(map, input);
		expect(map.concepts).toHaveLength(13);
		const groupOf = (id: string) => map.community[map.concepts.indexOf(id)];
		expect(groupOf("#moon")).toBe(groupOf("#stars"));
		expect(groupOf("#yeast")).toBe(groupOf("#ovens"));
		expect(new Set(["#moon", "#yeast", "#planes"].map(groupOf)).size).toBe(3);
	});

	it("leaves out tags and unresolved names that few notes use, and pictures that are missing", async () => {
		const texts = subjectTexts(5, 14);
		texts["Astronomy 1"] += " #rare [[Nowhere]] ![[gone.png]]";
		for (const i of [2, 3, 4, 5]) texts[`Baking ${i}`] += " #bread [[Sourdough]] ![[gone.png]]";
		const map = drawMap(await vaultOf(texts), options);
		expect(map.concepts.filter((id) => /^[#?]/.test(id))).toEqual(["#bread", "?sourdough"]);
	});

	it("sets notes apart that nothing joins to any other", async () => {
		const input = await vaultOf({ ...subjectTexts(3, 8), "": "", ".": "!" });
		const map = drawMap(input, options);
		expectWellFormed(map, input);
		expect(map.apart.length).toBeGreaterThanOrEqual(1);
		for (const id of map.apart) expect(input.graph.graph.degree(id)).toBe(0);
	});

	it("does not know drafts", async () => {
		const texts = subjectTexts(3, 8);
		texts["Secret plans"] = "---\ndraft: true\n---\nzeppelin zeppelin [[Baking 1]]";
		const said = JSON.stringify(drawMap(await vaultOf(texts), options));
		expect(said).not.toMatch(/secret|zeppelin/i);
	});

	it("is well formed whatever the links and the titles are", async () => {
		const title = fc.oneof(
			fc.constantFrom(
				"",
				"   ",
				"🎉🎉",
				"‮evil",
				"\u0000\u0007",
				"a".repeat(5000),
				"的",
				"عربي طويل",
				"<b>",
				"__proto__",
			),
			fc.string({ maxLength: 30 }),
		);
		const vaults = fc.array(
			fc.record({
				title,
				links: fc.array(fc.nat(30), { maxLength: 4 }),
				tag: fc.constantFrom("", "#x", "#constructor", "#标签/子"),
			}),
			{ maxLength: 30 },
		);
		await fc.assert(
			fc.asyncProperty(vaults, fc.nat(100), async (notes, seed) => {
				const texts: Record<string, string> = {};
				notes.forEach((note, i) => {
					const links = note.links.map((to) => `[[n${to}]]`).join(" ");
					texts[`n${i}`] =
						`---\ntitle: ${JSON.stringify(note.title)}\n---\n# ${note.title}\n${links} ${note.tag}`;
				});
				const input = await vaultOf(texts);
				expectWellFormed(drawMap(input, { ...options, seed }), input);
			}),
			{ numRuns: 25 },
		);
	}, 120_000);
});

describe("a map after an earlier one", () => {
	it("leaves everything where it was when nothing has changed", async () => {
		const input = await subjects(4, 15);
		const map = drawMap(input, options);
		const again = drawMap(input, { ...options, previous: map });
		expect(again).toEqual(map);
	});

	it("puts a new note among those that it links, and hardly moves the others", async () => {
		const texts = subjectTexts(4, 15);
		const before = drawMap(await vaultOf(texts), options);
		const input = await vaultOf({
			...texts,
			Brioche: "Baking of days: [[Baking 0]], [[Baking 3]], [[Baking 5]].",
		});
		const after = drawMap(input, { ...options, previous: before });
		expectWellFormed(after, input);
		const [width] = extent(before);
		const moves = before.concepts.map((id) => distance(place(before, id), place(after, id)));
		expect(Math.max(...moves)).toBeLessThan(0.1 * width);
		expect(moves.filter((move) => move > 0.02 * width).length).toBeLessThan(0.1 * moves.length);
		expect(distance(place(after, "Brioche.md"), place(before, "Baking 0.md"))).toBeLessThan(0.25 * width);
		const namesOf = ({ communities }: ConceptMap) => communities.map(({ name }) => name).sort();
		expect(namesOf(after)).toEqual(namesOf(before));
	});

	it("moves a note that has come to speak of something else, and nothing but that", async () => {
		const texts = subjectTexts(4, 15);
		const before = drawMap(await vaultOf(texts), options);
		texts["Diving 7"] = "The Baking of days: [[Baking 0]], [[Baking 1]], [[Baking 2]], [[Baking 3]].";
		for (const [name, text] of Object.entries(texts))
			texts[name] = text.replaceAll("[[Diving 7]]", "[[Diving 0]]");
		const input = await vaultOf(texts);
		const after = drawMap(input, { ...options, previous: before });
		expectWellFormed(after, input);
		const homeOf = (map: ConceptMap, id: string) =>
			map.communities[map.community[map.concepts.indexOf(id)]!]!.name;
		expect(homeOf(after, "Diving 7.md")).toBe("Baking");
		const others = before.concepts.filter((id) => id !== "Diving 7.md");
		for (const id of others) expect(homeOf(after, id)).toBe(homeOf(before, id));
	});

	it("forgets what is gone, and is drawn anew when most is new", async () => {
		const before = drawMap(await subjects(4, 15), options);
		const fewer = await subjects(3, 15);
		const after = drawMap(fewer, { ...options, previous: before });
		expectWellFormed(after, fewer);
		const larger = await subjects(8, 30);
		expectWellFormed(drawMap(larger, { ...options, previous: before }), larger);
	});
});
