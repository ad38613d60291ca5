import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SiteOptions } from "../../src/model/index.js";
import { fabricate } from "../support/fabricate.js";
import { compare } from "./support/compare-sites.js";
import { type Files, type Learn, render } from "./support/render.js";

async function afterEdit(before: Files, after: Files, options: Partial<SiteOptions> = {}) {
	return compare((await render(before, options)).site, (await render({ ...before, ...after }, options)).site);
}

const small: Files = {
	"A.md": "# A\n\nTo [[B]] and [[folder/C#Part]]. First words.\n\nMore words.",
	"B.md": "![[A]]\n\nB says so.",
	"folder/C.md": "Before.\n\n# Part\n\nText with [[A]]. #tag",
	"folder/D.md": "Alone.",
	"E.md": 'Raw: <a href="B.md#^here">b</a>, <a href="B.md#^other">b</a>.',
};

describe("an edit of", () => {
	it.each<[string, Files, string[]]>([
		["nothing", {}, []],
		[
			"words in one note: its page, its copy, its place in the index, and where it is embedded",
			{ "folder/D.md": "Alone.\n\nWith other people." },
			["-/search/texts/4.js", "folder/D.html", "folder/D.md"],
		],
		[
			"a note that others link to and embed: those that embed it, too",
			{ "A.md": `${small["A.md"]} And more.` },
			["-/search/texts/0.js", "A.html", "A.md", "B.html"],
		],
		[
			"the sentence around a link: the page on which it is quoted, too",
			{ "folder/C.md": "Before.\n\n# Part\n\nOther text with [[A]]. #tag" },
			["-/search/texts/0.js", "A.html", "folder/C.html", "folder/C.md"],
		],
		[
			"a heading: those with a link to a place in that note, too, be it in what they embed",
			{ "folder/C.md": "Before.\n\n# New\n\nWord.\n\n# Part\n\nText with [[A]]. #tag" },
			["-/search/texts/0.js", "A.html", "B.html", "folder/C.html", "folder/C.md"],
		],
		[
			"an id: those with raw HTML that leads there, too",
			{ "B.md": "![[A]]\n\nB says so. ^other" },
			["-/search/texts/0.js", "B.html", "B.md", "E.html"],
		],
	])("%s", async (_, after, expected) => {
		const { made } = await afterEdit(small, after);
		expect(
			made.filter((path) => !/^-\/search\/terms|^llms|contents|index\.html$|^tags\//.test(path)),
		).toEqual(expected);
	});

	it("a canvas: its page, whatever is moved on it", async () => {
		const map = (x: number) =>
			`{"nodes":[{"id":"1","type":"file","file":"A.md","x":${x},"y":0,"width":99,"height":99}],"edges":[]}`;
		const { made } = await afterEdit({ ...small, "map.canvas": map(0) }, { "map.canvas": map(200) });
		expect(made).toContain("map.canvas.html");
	});

	it("a link makes every page again, but no copy and no text of the others", async () => {
		const { kept } = await afterEdit(small, { "folder/D.md": "Alone, but for [[B]]." });
		expect(kept.filter((path) => path.endsWith(".html"))).toEqual([]);
		expect(kept.filter((path) => path.endsWith(".md"))).toEqual(["A.md", "B.md", "E.md", "folder/C.md"]);
	});
});

it("what is kept is what would be made, after any edit", async () => {
	await fc.assert(
		fc.asyncProperty(vault, edits, options, seeds, async (before, edits, options, [then, now]) => {
			const after = edits.reduce((files, edit) => edit(files), before);
			const one = await render(toFiles(before), options, learnWith(then));
			const two = await render(toFiles(after), options, learnWith(now));
			compare(one.site, two.site);
		}),
		{ numRuns: 400 },
	);
}, 300_000);

/** A vault before it is written out: in each note for each family of lines, which one it has. */
type Draft = Readonly<Record<string, string | readonly number[]>>;

/** Lines of a family have the same links and tags, so that exchanging them is an edit of text alone. */
const families: readonly (readonly string[])[] = [
	["", "Some words.", "Other words.", "Words and ==marks==.", "A block. ^here", "A block. ^there"],
	[
		"",
		"# A",
		"## Part",
		"## Another part",
		"隐状态与梯度消失。",
		"%% words %%",
		"%%\n\n## Part\n\nA block. ^here\n\n%%",
	],
	["See [[B]].", "See [[B|that]].", "[[B#Part]]", "Have a look at [[B#^here]] first.", "- [[B]]"],
	["", "## Part", "### Deeper\n\nText. ^here", "<div id='x'>html</div>", "```js\n1\n```"],
	["![[A]]", "![[A#Part]]", "![[A#^here]]", "In a sentence: ![[A]].", "![[A#Another part]]"],
	["[[folder/C]]", "[[folder/C#part]]", "Before [[folder/C#^there|an alias]] and after."],
	["#tag/one #标签", "Words with #tag/one and #标签."],
	["[[Nowhere]] [[Bee]]", "[[Nowhere#x]] and [[Bee|b]]"],
	["", '<img src="p.svg">', '<img src="q.png">', '<a href="d.pdf">d</a>', '<a href="B.md#part">b</a>'],
	["%% [[d.pdf]] %%", "%% a [[d.pdf]] %%"],
	["![[p.svg]]", "![[p.svg|30]]"],
	["![[B]]\n\n![[folder/C#Part]]", "![[B#Part]]\n\n![[folder/C]]"],
];

const properties = [
	...["aliases: [Bee, Sea]", "aliases: [A]", "publish: false", "tags: [tag, 标签]", "date: 2021-01-01"],
	...["title: Another title", "description: Said otherwise", 'up: "[[A#Part]]"', "cover: p.svg"],
	...["permalink: old/place", "lang: fr", "cssclasses: wide"],
];

/** One number for each family: its line, or none if it is 0; then one for a property. */
const note = fc
	.tuple(...families.map(() => fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 6 }))))
	.chain((lines) =>
		fc.integer({ min: -12, max: properties.length }).map((property) => [...lines, Math.max(0, property)]),
	);

function toText(numbers: readonly number[]): string {
	const property = properties[(numbers.at(-1) ?? 0) - 1];
	const lines = families.map((family, i) =>
		numbers[i] ? (family[(numbers[i] - 1) % family.length] ?? "") : "",
	);
	return `${property === undefined ? "" : `---\n${property}\n---\n`}${lines.filter(Boolean).join("\n\n")}\n`;
}

function toFiles(draft: Draft): Files {
	const text = (value: Draft[string]) => (typeof value === "string" ? value : toText(value));
	return Object.fromEntries(Object.entries(draft).map(([path, value]) => [path, text(value)]));
}

const canvas = fc
	.uniqueArray(
		fc.constantFrom(
			'{"id":"1","type":"file","file":"A.md","x":0,"y":0,"width":99,"height":99}',
			'{"id":"1","type":"file","file":"A.md","x":7,"y":0,"width":99,"height":99}',
			'{"id":"2","type":"file","file":"p.svg","x":0,"y":0,"width":99,"height":99}',
			'{"id":"3","type":"text","text":"[[B]] ![[A]] #tag","x":0,"y":0,"width":9,"height":9}',
			'{"id":"4","type":"text","text":"Words [[A#Part]]","x":0,"y":0,"width":9,"height":9}',
			'{"id":"5","type":"file","file":"folder/C.md","x":5,"y":0,"width":9,"height":9}',
		),
		{ maxLength: 3 },
	)
	.map((nodes) => `{"nodes":[${nodes.join()}],"edges":[{"id":"e","fromNode":"1","toNode":"5"}]}`);

const notePath = fc.constantFrom("A.md", "B.md", "folder/C.md");
const otherPath = fc.constantFrom("folder/A.md", "index.md", "a/b/D.md");
const attachment = fc.constantFrom("p.svg", "q.png", "folder/p.svg", "d.pdf");

const vault: fc.Arbitrary<Draft> = fc
	.tuple(
		fc.record({ "A.md": note, "B.md": note, "folder/C.md": note }),
		fc.dictionary(otherPath, note, { maxKeys: 1 }),
		fc.dictionary(fc.constant("map.canvas"), canvas, { maxKeys: 1 }),
		fc.dictionary(attachment, fc.constant(""), { maxKeys: 3 }),
	)
	.map((parts) => Object.assign({}, ...parts) as Draft);

type Edit = (draft: Draft) => Draft;

const edit: fc.Arbitrary<Edit> = fc.oneof(
	// Another line of the same family, one more, one less, or another property.
	{
		weight: 9,
		arbitrary: fc
			.tuple(notePath, fc.nat(families.length - 1), fc.integer({ min: 1, max: 6 }))
			.map(([path, family, line]) => inNote(path, family, (number) => (number > 0 ? line : 0))),
	},
	{
		weight: 2,
		arbitrary: fc
			.tuple(notePath, fc.nat(families.length - 1), fc.integer({ min: 0, max: 6 }))
			.map(([path, family, line]) => inNote(path, family, () => line)),
	},
	{
		weight: 2,
		arbitrary: fc
			.tuple(notePath, fc.nat(properties.length))
			.map(([path, property]) => inNote(path, families.length, () => property)),
	},
	{
		weight: 1,
		arbitrary: fc.tuple(notePath, note).map(
			([path, text]): Edit =>
				(draft) => ({ ...draft, [path]: text }),
		),
	},
	{
		weight: 1,
		arbitrary: otherPath.chain((path) =>
			note.map(
				(text): Edit =>
					(draft) => ({ ...draft, [path]: text }),
			),
		),
	},
	{
		weight: 1,
		arbitrary: canvas.map(
			(text): Edit =>
				(draft) => ({ ...draft, "map.canvas": text }),
		),
	},
	{
		weight: 2,
		arbitrary: attachment.map(
			(path): Edit =>
				(draft) => {
					const { [path]: gone, ...rest } = draft;
					return gone === undefined ? { ...draft, [path]: "" } : rest;
				},
		),
	},
);
function inNote(path: string, place: number, change: (number: number) => number): Edit {
	return (draft) => {
		const numbers = draft[path];
		if (typeof numbers !== "object") return draft;
		return { ...draft, [path]: numbers.map((number, i) => (i === place ? change(number) : number)) };
	};
}

const edits = fc.array(edit, { minLength: 1, maxLength: 2 });

/** From which the two builds learnt; most often the same, and 0 where one learnt nothing. */
const seeds = fc.oneof(
	fc.constantFrom([0, 0], [1, 1] as const),
	fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })),
);

function learnWith(seed: number | undefined): Learn {
	return (graph, notes) => (seed ? fabricate(graph, notes, seed) : {});
}

const options: fc.Arbitrary<Partial<SiteOptions>> = fc.constantFrom(
	{},
	{ suggestions: true },
	{ baseUrl: "https://example.org/x/" },
	{ home: "A", lang: "zh" },
);
