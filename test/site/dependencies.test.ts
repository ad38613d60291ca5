import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InputId, Site, SiteFile, SiteOptions } from "../../src/model/index.js";
import { type Files, render } from "./support/render.js";

/** A file that is made, and what it was made from. */
interface Made {
	readonly content: string;
	readonly basis: string;
	readonly inputs: readonly InputId[];
}

function make(file: SiteFile): Made | undefined {
	if (!("content" in file) || file.basis === undefined) return undefined;
	const inputs = new Set<InputId>();
	const content = file.content((input) => inputs.add(input));
	return { content: Buffer.from(content).toString("latin1"), basis: file.basis, inputs: [...inputs] };
}

/** Paths of the files that a build of `after` would keep without making them, and those that it would make. */
function compare(before: Site, after: Site): { kept: string[]; made: string[] } {
	const old = new Map(before.files.map((file) => [file.path, make(file)]));
	const kept: string[] = [];
	const made: string[] = [];
	for (const file of after.files) {
		const now = make(file);
		if (now === undefined) continue;
		const then = old.get(file.path);
		const isKnown =
			then?.basis === now.basis &&
			then.inputs.every((input) => before.digestOf(input) === after.digestOf(input));
		(isKnown ? kept : made).push(file.path);
		if (isKnown) expect({ [file.path]: then.content }).toEqual({ [file.path]: now.content });
	}
	return { kept, made };
}

async function edit(before: Files, after: Files, options: Partial<SiteOptions> = {}) {
	return compare((await render(before, options)).site, (await render({ ...before, ...after }, options)).site);
}

const small: Files = {
	"A.md": "# A\n\nTo [[B]] and [[folder/C#Part]]. First words.\n\nMore words.",
	"B.md": "![[A]]\n\nB says so.",
	"folder/C.md": "Before.\n\n# Part\n\nText with [[A]]. #tag",
	"folder/D.md": "Alone.",
};

describe("an edit of", () => {
	it.each<[string, Files, string[]]>([
		["nothing", {}, []],
		[
			"words in one note: its page, its copy, its place in the index, and where it is embedded",
			{ "folder/D.md": "Alone.\n\nWith other people." },
			["-/search/texts/0.js", "folder/D.html", "folder/D.md"],
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
	])("%s", async (_, after, expected) => {
		const { made } = await edit(small, after);
		expect(
			made.filter((path) => !/^-\/search\/terms|^llms|contents|index\.html$|^tags\//.test(path)),
		).toEqual(expected);
	});

	it("a link makes every page again, but no copy and no text of the others", async () => {
		const { kept } = await edit(small, { "folder/D.md": "Alone, but for [[B]]." });
		expect(kept.filter((path) => path.endsWith(".html"))).toEqual([]);
		expect(kept.filter((path) => path.endsWith(".md"))).toEqual(["A.md", "B.md", "folder/C.md"]);
	});
});

it("what is kept is what would be made, after any edit", async () => {
	await fc.assert(
		fc.asyncProperty(vault, vault, options, fc.boolean(), async (one, other, options, whole) => {
			// Two vaults that have much in common, or two that happen to.
			const after = whole ? other : { ...one, ...Object.fromEntries(Object.entries(other).slice(0, 1)) };
			const sites = [one, after].map(async (files) => (await render(files, options)).site);
			compare(await sites[0]!, await sites[1]!);
		}),
		{ numRuns: 100 },
	);
}, 120_000);

const line = fc.constantFrom(
	"Some words about [[A]], [[B|that]] and [[folder/C#Part]].",
	"Other words.",
	"## Part\n\n隐状态与梯度消失。",
	"# A\n\nText below.",
	"## Another part ^here",
	"![[B]]\n\n![[A#Part]]",
	"![[B#^here]] ![[p.svg]] ![[q.png]]",
	"#tag/one #标签 [[Bee]] [[Nowhere]]",
	"[[nowhere#x]] [[A#part|an alias]] [[folder/C#^here]]",
	"A block. ^here",
	"> [!note] Title\n> [[A]] and ![[B]]",
	'<img src="p.svg"> <a href="B.md#part">b</a>',
	"%% hidden [[A]] #tag %%",
	"$x$ and `code` and [text](B.md#Part)",
	"Footnote[^1].\n\n[^1]: With [[B]].",
);
const property = fc.constantFrom(
	"aliases: [Bee, Sea]",
	"aliases: [A]",
	"publish: false",
	"tags: [tag, 标签]",
	"date: 2021-01-01",
	"title: Another title",
	"description: Said otherwise",
	'up: "[[A#Part]]"',
	"cover: p.svg",
	"permalink: old/place",
	"lang: fr",
	"cssclasses: wide",
);
const note = fc
	.record({
		properties: fc.uniqueArray(property, { maxLength: 2 }),
		lines: fc.array(line, { maxLength: 4 }),
	})
	.map(({ properties, lines }) =>
		properties.length === 0
			? lines.join("\n\n")
			: `---\n${properties.join("\n")}\n---\n${lines.join("\n\n")}\n`,
	);
const canvas = fc
	.uniqueArray(
		fc.constantFrom(
			'{"id":"1","type":"file","file":"A.md","x":0,"y":0,"width":99,"height":99}',
			'{"id":"2","type":"file","file":"p.svg","x":0,"y":0,"width":99,"height":99}',
			'{"id":"3","type":"text","text":"[[B]] ![[A]] #tag","x":0,"y":0,"width":9,"height":9}',
			'{"id":"4","type":"text","text":"[[A#Part]]","x":0,"y":0,"width":9,"height":9}',
			'{"id":"5","type":"file","file":"folder/C.md","x":5,"y":0,"width":9,"height":9}',
		),
		{ maxLength: 3 },
	)
	.map((nodes) => `{"nodes":[${nodes.join()}],"edges":[{"id":"e","fromNode":"1","toNode":"5"}]}`);

const vault: fc.Arbitrary<Files> = fc
	.tuple(
		fc.dictionary(
			fc.constantFrom("A.md", "B.md", "folder/C.md", "folder/A.md", "index.md", "a/b/D.md"),
			note,
			{
				minKeys: 2,
			},
		),
		fc.dictionary(fc.constantFrom("map.canvas", "folder/A.canvas"), canvas, { maxKeys: 1 }),
		fc.dictionary(fc.constantFrom("p.svg", "q.png", "folder/p.svg"), fc.constant(""), { maxKeys: 2 }),
	)
	.map(([notes, canvases, attachments]) => ({ ...notes, ...canvases, ...attachments }));

const options: fc.Arbitrary<Partial<SiteOptions>> = fc.constantFrom(
	{},
	{ baseUrl: "https://example.org/x/" },
	{ home: "A", lang: "zh" },
);
