import fc from "fast-check";
import type { Nodes } from "mdast";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, it } from "vitest";
import type { ParsedNote } from "../../src/model/index.js";
import { parseCanvas } from "../../src/notes/index.js";
import { markdownParser } from "../../src/notes/syntax/index.js";
import { read } from "./support.js";

/** Pieces that meet each other in unlucky ways. */
const pieces = [
	..."[]()!#$%*_=~^`|\\<>&:-+ \t\n\r,.、，（）。a中é👍\u00a0\u3000\u200b\ufeff\0\ud800",
	..."[[ ]] ![[ $$ %% == ~~ ** ^[ [^ [^1] [^1]: :: ]( ]: <!-- --> <b> </b> <div> ``` ~~~ > - 1. \\| \r\n \n\n   ".split(
		" ",
	),
	"---\n",
	"\n---\n",
	"tags: ",
	"- [ ] ",
	"> [!note]- ",
	" ^id",
	"|-|-|\n",
	"#tag",
	"[[a|b]]",
	"![[a#^b|300]]",
	"[a](b.md)",
	"![a](b.png)",
	"key:: value",
	"[key:: value]",
	"$x$",
	"&amp;",
	"&#35;",
	"（LSTM）",
	'"[[x]]"',
	"\n    ",
	"- [ ] \n    ",
	"\n> ",
	"\n  - ",
];

const text = fc.oneof(
	fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join("")),
	fc.string({ unit: "binary", maxLength: 60 }),
	fc
		.array(fc.constantFrom(...pieces), { maxLength: 20 })
		.map((parts) => `---\n${parts.join("")}\n---\n#a [[b]]`),
);

const options = fc.record(
	{
		comments: fc.constantFrom("index" as const, "ignore" as const),
		tagPunctuation: fc.constantFrom("part-of-tag" as const, "ends-tag" as const),
		markdownLinks: fc.boolean(),
	},
	{ requiredKeys: [] },
);

const runs = { numRuns: 600 };

describe("whatever a note holds", () => {
	it("is read without an exception and never as plain text", () => {
		fc.assert(
			fc.property(text, options, (source, given) => {
				expect(read(source, given).note.diagnostics.map(({ rule }) => rule)).not.toContain(
					"note/parser-failed",
				);
			}),
			runs,
		);
	});

	it("each link and tag slices back to what was written", () => {
		fc.assert(
			fc.property(text, options, (source, given) => {
				const { note } = read(source, given);
				for (const tag of note.tags) {
					expect(source.slice(tag.span.start, tag.span.end)).toBe(tag.property ? tag.name : `#${tag.name}`);
				}
				for (const link of note.links) {
					const written = source.slice(link.span.start, link.span.end);
					if (link.format === "markdown") expect(written).toMatch(/^!?\[.*[)\]]$/s);
					else expect(written).toMatch(link.kind === "embed" ? /^!\[\[.+\]\]$/ : /^\[\[.+\]\]$/s);
				}
			}),
			runs,
		);
	});

	it("positions agree with offsets, in the lists and in the tree", () => {
		fc.assert(
			fc.property(text, (source) => {
				const parsed = read(source);
				for (const { position } of located(parsed))
					expect(position).toEqual(countedPosition(source, position.offset));
				for (const node of nodes(parsed.tree)) {
					const { start, end } = node.position!;
					expect(start.offset!).toBeLessThanOrEqual(end.offset!);
					expect(end.offset!).toBeLessThanOrEqual(source.length);
				}
			}),
			runs,
		);
	});

	it("each text stands where its position says, cut or whole", () => {
		fc.assert(
			fc.property(text, (source) => {
				for (const node of nodes(read(source).tree)) {
					if (node.type !== "text" || /[\r\n\0\ufeff\ufffd\u2060]/.test(node.value)) continue;
					const { start, end } = node.position!;
					const written = source.slice(start.offset, end.offset);
					if (/[\\&\r\n\0\ufeff]/.test(written)) continue;
					expect(written.trim()).toBe(node.value.trim());
				}
			}),
			runs,
		);
	});

	it("the tree's numbers lead to the lists, each entry once", () => {
		fc.assert(
			fc.property(text, options, (source, given) => {
				const { note, tree } = read(source, given);
				const links = [...nodes(tree)].flatMap(({ data }) => (data && "link" in data ? [data.link] : []));
				const inBody = note.links.flatMap(({ format }, index) => (format === "property" ? [] : [index]));
				expect(links.toSorted((a, b) => Number(a) - Number(b))).toEqual(inBody);
				const tags = [...nodes(tree)].flatMap((node) =>
					node.type === "tag" ? [note.tags[node.data.tag]!.name] : [],
				);
				expect(tags).toEqual(note.tags.filter(({ property }) => !property).map(({ name }) => name));
			}),
			runs,
		);
	});

	it("only nodes that the site knows are in the tree", () => {
		fc.assert(
			fc.property(text, (source) => {
				for (const node of nodes(read(source).tree)) expect(known).toContain(node.type);
			}),
			runs,
		);
	});

	it("the note is plain data, and the same each time", () => {
		fc.assert(
			fc.property(text, (source) => {
				const { note } = read(source);
				expect(structuredClone(note)).toEqual(note);
				expect(JSON.parse(JSON.stringify(note))).toEqual(note);
				expect(read(source).note).toEqual(note);
			}),
			runs,
		);
	});

	it("two notes with one source differ in path and name alone", () => {
		fc.assert(
			fc.property(text, (source) => {
				const one = read(source, {}, "a/b.md").note;
				const two = read(source, {}, "c.md").note;
				const strip = (note: typeof one) =>
					JSON.stringify(note, (key, value) => (key === "path" ? "" : value));
				expect(strip({ ...one, name: "", title: "" })).toBe(strip({ ...two, name: "", title: "" }));
			}),
			{ numRuns: 300 },
		);
	});
});

describe("spans of emphasis", () => {
	const ours = markdownParser({ tagPunctuation: "part-of-tag", tables: false, footnotes: false });
	const plain = unified().use(remarkParse).freeze();

	it("pair as CommonMark pairs them", () => {
		const marks = fc
			.array(fc.constantFrom(..."**__ab .(`\\"), { maxLength: 24 })
			.map((parts) => parts.join(""));
		fc.assert(
			fc.property(marks, (source) => {
				expect(JSON.stringify(ours(source))).toBe(JSON.stringify(plain.parse(source)));
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe("whatever a canvas holds", () => {
	it("is read without an exception, and what is read is sound", () => {
		const value = fc.letrec((tie) => ({
			value: fc.oneof(
				{ depthSize: "small" },
				fc.constantFrom("text", "file", "group", "link", "a", "b", "left", 1, -0, 1e99, null, true),
				fc.array(tie("value"), { maxLength: 4 }),
				fc.dictionary(
					fc.constantFrom(
						"nodes",
						"edges",
						"id",
						"type",
						"x",
						"y",
						"file",
						"text",
						"url",
						"fromNode",
						"toNode",
						"__proto__",
					),
					tie("value"),
				),
			),
		})).value;
		fc.assert(
			fc.property(
				fc.oneof(
					value.map((v) => JSON.stringify(v)),
					fc.string(),
				),
				(source) => {
					const canvas = parseCanvas({ path: "a.canvas", source, hash: "" });
					const ids = new Set(canvas.nodes.map(({ id }) => id));
					expect(ids.size).toBe(canvas.nodes.length);
					for (const { from, to } of canvas.edges) expect(ids.has(from) && ids.has(to)).toBe(true);
					const isJson = parses(source) || source.trim() === "";
					expect(canvas.diagnostics.some(({ rule }) => rule === "canvas/broken-json")).toBe(!isJson);
				},
			),
			runs,
		);
	});
});

const known = (
	"root paragraph heading thematicBreak blockquote list listItem html code definition text emphasis strong delete " +
	"inlineCode break link image linkReference imageReference footnoteDefinition footnoteReference table tableRow " +
	"tableCell wikiLink embed tag highlight comment inlineMath math inlineFootnote field callout calloutTitle"
).split(" ");

function* nodes(node: Nodes): Generator<Nodes> {
	yield node;
	if ("children" in node) for (const child of node.children) yield* nodes(child);
}

function located({ note }: ParsedNote) {
	return [
		...note.links,
		...note.tags,
		...note.headings,
		...note.blockIds,
		...note.fields,
		...note.callouts,
		...note.tasks,
		...note.aliasCandidates,
		...note.properties,
		...note.diagnostics.flatMap(({ position }) => (position ? [{ position }] : [])),
	];
}

/** Counted anew for each place; between CR and LF one is still on the line that they end. */
function countedPosition(source: string, offset: number) {
	const ends = [...source.matchAll(/\r\n|\n|\r/g)].map(({ 0: end, index }) => index + end.length);
	const before = ends.filter((end) => end <= offset);
	return { line: before.length + 1, column: offset - (before.at(-1) ?? 0) + 1, offset };
}

function parses(source: string): boolean {
	try {
		JSON.parse(source);
		return true;
	} catch {
		return false;
	}
}
