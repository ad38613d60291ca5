import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createResolver, exportGraph } from "../../src/graph/index.js";
import type { Link, Note } from "../../src/model/index.js";
import { build, noteOf } from "./support/vault.js";

const segment = fc.oneof(
	fc.constantFrom("a", "b", "A", "ab", "图", "..", ".", ""),
	fc.string({ unit: "binary", maxLength: 3 }),
);
const anyPath = fc.array(segment, { maxLength: 4 }).map((segments) => segments.join("/"));
/** Few names, so that they meet. */
const vaultPath = fc
	.array(fc.constantFrom("a", "b", "A", "ab", "图"), { minLength: 1, maxLength: 3 })
	.map((segments) => `${segments.join("/")}.md`);

function linkTo(target: string, place: Partial<Link> = {}): Link {
	const at = { span: { start: 0, end: 0 }, position: { line: 1, column: 1, offset: 0 } };
	return { kind: "link", format: "wiki", target, ...place, ...at };
}

/** The same note at many paths, read once. */
function notesAt(paths: readonly string[], source = ""): readonly Note[] {
	const note = noteOf("", source);
	return paths.map((path) => {
		const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.md$/i, "");
		return { ...note, path, name, title: name };
	});
}

function resolverFor(notes: readonly Note[]) {
	return createResolver({ notes, files: ["p.png", "图.pdf"], aliasLinks: true });
}

describe("resolving", () => {
	test("never throws, and leads into the vault or nowhere", () => {
		const place = fc.record(
			{ heading: fc.string({ unit: "binary" }), block: fc.string() },
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(fc.uniqueArray(anyPath), anyPath, anyPath, place, (paths, target, from, anchor) => {
				const notes = notesAt(paths, `---\naliases: [${target}]\n---\n# ${target}`);
				const resolution = resolverFor(notes).resolve(linkTo(target, anchor), from);
				if (resolution.kind === "missing") return;
				expect([...paths, "p.png", "图.pdf", from]).toContain(resolution.path);
			}),
		);
	});
	test("gives the same answer in whatever order the files come", () => {
		const vault = fc.uniqueArray(vaultPath, { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(vault, vaultPath, vaultPath, fc.gen(), (paths, target, from, gen) => {
				const shuffled = gen(fc.shuffledSubarray, paths, { minLength: paths.length });
				const link = linkTo(target.replace(/\.md$/, ""));
				const answers = [paths, shuffled].map((list) =>
					resolverFor(notesAt(list, "---\naliases: [b, ab]\n---")).resolve(link, from),
				);
				expect(answers[1]).toEqual(answers[0]);
			}),
		);
	});
	test("a note's path leads to the note, from everywhere", () => {
		const vault = fc.uniqueArray(vaultPath, {
			minLength: 1,
			maxLength: 12,
			selector: (path) => path.toLowerCase(),
		});
		fc.assert(
			fc.property(vault, vaultPath, (paths, from) => {
				const resolver = resolverFor(notesAt(paths));
				for (const path of paths) {
					const found = { kind: "found", path };
					expect(resolver.resolve(linkTo(path.replace(/\.md$/, "")), from)).toEqual(found);
					expect(resolver.resolve(linkTo(`/${path}`), from)).toEqual(found);
				}
			}),
		);
	});
	test("a suggestion, once written, leads somewhere", () => {
		const vault = fc.uniqueArray(vaultPath, { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(vault, anyPath, (paths, target) => {
				const resolver = resolverFor(notesAt(paths, "---\naliases: [图图图图, bbbbb]\n---"));
				const resolution = resolver.resolve(linkTo(target), "x.md");
				if (resolution.kind !== "missing" || resolution.suggestion === undefined) return;
				const [written = ""] = resolution.suggestion.split("|");
				expect(resolver.resolve(linkTo(written), "x.md").kind).not.toBe("missing");
			}),
		);
	});
});

test("the same vault gives the same graph, diagnostics and exports, in whatever order it comes", () => {
	const body = fc.constantFrom(
		"[[a]]",
		"[[A]] #t",
		"![[p.png]]",
		"#图 [[b/a]]",
		"[[#x]]\n# y",
		"---\naliases: [ab]\n---",
	);
	const vault = fc.dictionary(vaultPath, body, { minKeys: 1, maxKeys: 8 });
	fc.assert(
		fc.property(vault, (files) => {
			const there = build({ ...files, "p.png": "" });
			const back = build({ "p.png": "", ...Object.fromEntries(Object.entries(files).reverse()) });
			expect(back.diagnostics).toEqual(there.diagnostics);
			expect(exportGraph(back.graph, "json")).toBe(exportGraph(there.graph, "json"));
		}),
		{ numRuns: 50 },
	);
});
