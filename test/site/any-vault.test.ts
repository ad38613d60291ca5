import fc from "fast-check";
import { expect, test } from "vitest";
import { foldPath } from "../../src/site/address/names.js";
import { findBrokenLinks } from "../support/check-links.js";
import { render } from "./support/render.js";

/** Names that meet each other in many ways, in few folders that do the same. */
const name = fc.constantFrom(
	"a",
	"A",
	"a b",
	"a-b",
	"á",
	"a\u0301",
	"index",
	"tags",
	"x.html",
	"#",
	"contents",
	"a-2",
	"ß",
	"SS",
);
const folder = fc.constantFrom("", "f/", "F/", "tags/", "f g/", "f-g/", "a.html/", "-/", "f/x/");
const path = fc.tuple(folder, name).map(([folder, name]) => folder + name);

const piece = fc.oneof(
	fc
		.tuple(fc.constantFrom("[[", "![["), name, fc.constantFrom("", "#H", "#^id", "#none", "|x"))
		.map(([open, name, rest]) => `${open}${name}${rest}]]`),
	fc.constantFrom(
		"# H",
		"text ^id",
		"#t/a",
		"#T",
		"[^1]",
		"\n\n[^1]: n",
		"![[p.svg]]",
		'<a href="a.md#H">h</a>',
		"%% [[a]] %%",
	),
);
const body = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("\n\n"));
const frontmatter = fc.record({
	publish: fc.boolean(),
	aliases: fc.array(name, { maxLength: 2 }),
	permalink: fc.option(fc.constantFrom("/", "a", "F/A", "old/x/")),
});
const note = fc
	.tuple(frontmatter, body)
	.map(([properties, body]) => `---\n${JSON.stringify(properties)}\n---\n${body}`);
const vault = fc.dictionary(path, note, { maxKeys: 12 }).map((notes) => ({
	...Object.fromEntries(Object.entries(notes).map(([path, note]) => [`${path}.md`, note])),
	"p.svg": "",
	"P.svg": "",
}));

test("whatever the names: every note has a page, every link opens, no address is taken twice", async () => {
	await fc.assert(
		fc.asyncProperty(vault, async (files) => {
			const { site, text } = await render(files);
			expect(findBrokenLinks(site)).toEqual([]);
			expect(new Set(site.files.map(({ path }) => foldPath(path))).size).toBe(site.files.length);
			for (const { fate, page = "", path } of site.report.notes) {
				const published = !files[path as keyof typeof files]?.includes('"publish":false');
				expect(fate, path).toBe(published ? "page" : "unpublished");
				if (published) expect(text(page), path).toContain("<main");
			}
		}),
		{ numRuns: 60 },
	);
}, 60_000);
