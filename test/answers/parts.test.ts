import { describe, expect, test } from "vitest";
import { boundAnswer } from "../../src/answers/bound-answer.js";
import { publicVault } from "../../src/answers/public-vault.js";
import { dayOf, readClock } from "../../src/clock.js";
import {
	type AnswerTask,
	type AnswerValue,
	type AnswerView,
	tasksOf,
	valuesOf,
} from "../../src/model/index.js";
import { loadedVault } from "../support/loaded-vault.js";

const link = (concept: string) => ({ kind: "link", concept, text: concept }) as const;
const table = (rows: number, wide = 1): AnswerView => ({
	shape: "table",
	columns: Array.from({ length: wide }, (_, i) => ({ title: String(i) })),
	groups: [{ items: Array.from({ length: rows }, () => Array.from({ length: wide }, () => 1)) }],
});

function bounded(view: AnswerView): AnswerView {
	return boundAnswer({ views: [view] }).views[0]!;
}

describe("what a page has room for", () => {
	test("is all of what is small, as it was", () => {
		const views = [table(3), { shape: "value", value: link("a") } as const];
		expect(boundAnswer({ views })).toEqual({ views });
	});

	test("is the first rows, and how many more there are", () => {
		const view = bounded(table(3000));
		expect(view).toMatchObject({ shape: "table", omitted: 1000 });
		expect(view.shape === "table" && view.groups[0]!.items.length).toBe(2000);
	});

	test("is less of wide tables", () => {
		const view = bounded(table(1000, 100));
		expect(view.shape === "table" && view.groups[0]!.items.length).toBe(200);
		expect(view.omitted).toBe(800);
	});

	test("is whole groups, as long as there is room", () => {
		const groups = [1500, 1500, 5].map((size, i) => ({
			key: i,
			items: Array.from({ length: size }, () => [1]),
		}));
		const view = bounded({ shape: "list", groups });
		expect(view.shape === "list" && view.groups.map(({ key, items }) => [key, items.length])).toEqual([
			[0, 1500],
			[1, 500],
		]);
		expect(view.omitted).toBe(1005);
	});

	test("is no text without an end, and nothing that holds itself without one", () => {
		let deep: AnswerValue = "x".repeat(1e6);
		for (let i = 0; i < 1000; i++)
			deep = { kind: "list", items: Array.from({ length: i % 9 === 0 ? 500 : 1 }, () => deep) };
		const all = [...valuesOf(bounded({ shape: "value", value: deep }))];
		expect(all.length).toBeLessThan(100_000);
		expect(JSON.stringify(bounded({ shape: "value", value: "y".repeat(1e6) })).length).toBeLessThan(21_000);
	});

	test("is as many tasks, days, hits and nodes", () => {
		const task = (children: readonly AnswerTask[] = []): AnswerTask => ({
			status: " ",
			text: "t",
			at: link("a"),
			children,
		});
		const tasks = bounded({
			shape: "tasks",
			groups: [{ items: Array.from({ length: 1500 }, () => task([task()])) }],
		});
		expect([...tasksOf(tasks)]).toHaveLength(2000);
		expect(tasks.omitted).toBe(500);
		const days = Array.from({ length: 3000 }, (_, i) => ({ date: `2026-01-${i}`, items: [1] }));
		expect(bounded({ shape: "calendar", days })).toMatchObject({ omitted: 1000 });
		const files = Array.from({ length: 2100 }, () => ({ file: link("a"), matches: 1, excerpts: [] }));
		expect(bounded({ shape: "hits", files, matches: 2100 })).toMatchObject({ omitted: 100, matches: 2100 });
		const nodes = Array.from({ length: 100 }, (_, i) => link(String(i)));
		const edges = nodes.map((_, i) => ({ source: i, target: 0, type: "x" }));
		const graph = bounded({ shape: "graph", nodes, edges });
		expect(graph.shape === "graph" && [graph.nodes.length, graph.edges.length]).toEqual([60, 60]);
		expect(graph.omitted).toBe(40);
	});
});

describe("what readers may learn of", async () => {
	const loaded = await loadedVault({
		"a.md": "[[b]] [[draft]] %% #hidden [[b#secret]] %% #open\n\n%%\nlines\r\n%%\nend",
		"b.md": "[[a]]",
		"draft.md": "---\ndraft: true\n---\n[[a]] #drafted",
		"shown.png": "",
		"other.png": "",
	});
	const shows = (id: string) => !["draft.md", "other.png", "hidden", "#hidden", "drafted"].includes(id);
	const { vault, notes, graph } = publicVault(loaded, shows);

	test("are notes and files that are shown", () => {
		expect(notes.map(({ note }) => note.path)).toEqual(["a.md", "b.md"]);
		expect(vault.notes.map(({ path }) => path)).toEqual(["a.md", "b.md"]);
		expect(vault.attachments.map(({ path }) => path)).toEqual(["shown.png"]);
		expect([...graph.resolved.keys()].sort()).toEqual(["a.md", "b.md"]);
		expect(graph.graph.hasNode("draft.md")).toBe(false);
	});

	test("are neither links nor tags in comments, nor where a link to a draft leads", () => {
		const [a] = notes;
		expect(a!.note.tags.map(({ name }) => name)).toEqual(["open"]);
		expect(a!.note.links.map(({ target }) => target)).toEqual(["b", "draft"]);
		const resolved = graph.resolved.get("a.md")!;
		expect(resolved.map(({ link }) => link)).toEqual(a!.note.links);
		expect(resolved.map(({ resolution }) => resolution)).toEqual([
			{ kind: "found", path: "b.md" },
			{ kind: "missing" },
		]);
	});

	test("are texts without comments, in which every place is where it was", () => {
		const before = loaded.vault.notes.find(({ path }) => path === "a.md")!.source;
		const { source } = vault.notes[0]!;
		expect(source).toHaveLength(before.length);
		expect(source).not.toMatch(/hidden|secret|lines/);
		expect(source.replace(/ {2,}/g, " ")).toBe("[[b]] [[draft]] #open\n\n \n \r\n \nend");
	});

	test("are heavy parts as they were, decoded when somebody asks", () => {
		const a = loaded.notes.find(({ note }) => note.path === "a.md")!;
		expect(notes[0]!.body).toEqual(a.body);
		expect(notes[0]!.search).toEqual(a.search);
	});
});

describe("the clock", () => {
	test("is the machine's, or what SOURCE_DATE_EPOCH says", () => {
		expect(readClock({ SOURCE_DATE_EPOCH: "1700000000" })).toEqual({ now: 1.7e12, zone: "UTC" });
		for (const bad of ["", "-1", "x", "1e3"])
			expect(readClock({ SOURCE_DATE_EPOCH: bad }).now).not.toBe(1000);
		const { now, zone } = readClock({});
		expect(Number.isFinite(now)).toBe(true);
		expect(() => new Intl.DateTimeFormat("en", { timeZone: zone })).not.toThrow();
	});

	test.each([
		["UTC", "2026-11-23"],
		["Asia/Shanghai", "2026-11-24"],
		["America/New_York", "2026-11-23"],
	])("has a day in %s", (zone, day) => {
		expect(dayOf({ now: Date.parse("2026-11-23T20:00Z"), zone })).toBe(day);
	});
});
