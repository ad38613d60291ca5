import { describe, expect, test } from "vitest";
import type { GraphOptions } from "../../src/graph/index.js";
import { build, type Files } from "./support/vault.js";

/**
 * `files`, separated by blanks, then a link and where it stands, then what it leads to: `→ path`, `→ path#2`
 * (index of the heading), `→ path^id`, `→ path #?` (dead heading) or `^?`, `→ a | b` (a tie, the first is
 * taken), `→ ?` (missing), `→ ? suggestion`, `→ outside`.
 */
function answer(files: Files, link: string, from: string, options: Partial<GraphOptions> = {}): string {
	const all = { ...files, [from]: `${files[from] ?? ""}\n\n${link}` };
	const { graph } = build(all, { unpublished: "include", ...options });
	const resolution = graph.resolved.get(from)?.at(-1)?.resolution;
	if (resolution === undefined) throw new Error(`no link was read from ${link}`);
	if (resolution.kind === "missing") {
		return resolution.outside ? "outside" : `? ${resolution.suggestion ?? ""}`.trim();
	}
	const { anchor, dead } = resolution;
	const paths = resolution.kind === "ambiguous" ? resolution.candidates.join(" | ") : resolution.path;
	const place = anchor === undefined ? "" : anchor.kind === "heading" ? `#${anchor.index}` : `^${anchor.id}`;
	return paths + place + (dead === undefined ? "" : dead === "heading" ? " #?" : " ^?");
}

function check(rows: string): void {
	for (const row of rows.trim().split("\n")) {
		const [paths = "", link = "", from = "", expected = ""] = row.trim().split(/ {2,}/);
		const files = Object.fromEntries(paths.split(" ").map((path) => [path, ""]));
		test(`${link} in ${from}, of ${paths}`, () => {
			expect(answer(files, link, from)).toBe(expected.replace(/^→ /, ""));
		});
	}
}

describe("which file", () => {
	check(`
		Note.md                        [[Note]]              x.md         → Note.md
		Note.md b/Note.md              [[Note]]              b/x.md       → Note.md
		a/Note.md b/Note.md            [[Note]]              b/x.md       → b/Note.md
		a/Note.md b/Note.md            [[Note]]              b/c/x.md     → a/Note.md | b/Note.md
		a/b/Note.md zzzz/Note.md       [[Note]]              x.md         → a/b/Note.md
		bb/Note.md a/Note.md           [[Note]]              x.md         → a/Note.md
		a/b/Note.md c/Note.md          [[b/Note]]            x.md         → a/b/Note.md
		a/b/Note.md b/Note.md          [[b/Note]]            a/x.md       → b/Note.md
		a/b/Note.md c/b/Note.md        [[b/Note]]            a/x.md       → a/b/Note.md
		a/b/Note.md c/b/Note.md        [[b/Note]]            x.md         → a/b/Note.md | c/b/Note.md
		ab/Note.md                     [[b/Note]]            x.md         → ? Note
		a/Note.md                      [[a/b/Note]]          x.md         → ? Note
	`);
});

describe("paths", () => {
	check(`
		a/Note.md Note.md              [[./Note]]            a/x.md       → a/Note.md
		Note.md                        [[./Note]]            a/x.md       → ? Note
		b/Note.md                      [[../b/Note]]         a/x.md       → b/Note.md
		a/Note.md Note.md              [[/Note]]             a/x.md       → Note.md
		a/Note.md                      [[/Note]]             a/x.md       → ? Note
		a/Note.md                      [[b/../a/Note]]       x.md         → a/Note.md
		a/Note.md                      [[a//Note]]           x.md         → a/Note.md
		etc/passwd.md                  [[../etc/passwd]]     x.md         → outside
		etc/passwd.md                  [[../../etc/passwd]]  a/x.md       → outside
		etc/passwd.md                  [[/../etc/passwd]]    a/x.md       → outside
		etc/passwd.md                  [[a/../../etc/passwd]]  x.md       → outside
		a/Note.md                      [t](a/Note.md)        b/x.md       → a/Note.md
		a/Note.md                      [t](Note)             b/x.md       → a/Note.md
		b/No%20te.md                   [t](No%2520te.md)     x.md         → b/No%20te.md
	`);
});

describe("spelling", () => {
	check(`
		Straße/NOTE.md                 [[note]]              x.md         → Straße/NOTE.md
		Note.md note.md                [[note]]              x.md         → note.md
		Note.md note.md                [[NOTE]]              x.md         → Note.md | note.md
		a/Note.md b/note.md            [[note]]              x.md         → b/note.md
		Cafe\u0301.md                  [[Café]]              x.md         → Cafe\u0301.md
		ΟΔΟΣ.md                        [[οδος]]              x.md         → ΟΔΟΣ.md
		循环神经网络.md                [[循环神经网络]]      x.md         → 循环神经网络.md
		Note.MD                        [[note.md]]           x.md         → Note.MD
		v1.2.md                        [[v1.2]]              x.md         → v1.2.md
		__proto__.md                   [[__proto__]]         x.md         → __proto__.md
		a.md                           [[constructor]]       x.md         → ?
	`);
});

describe("other kinds of file need their ending", () => {
	check(`
		a/图.png                       ![[图.png]]           x.md         → a/图.png
		a/图.PNG                       ![[图.png]]           x.md         → a/图.PNG
		a/图.png                       ![[图]]               x.md         → ? 图.png
		图.png 图.png.md               ![[图.png]]           x.md         → 图.png
		图.png.md                      ![[图.png]]           x.md         → 图.png.md
		LICENSE LICENSE.md             [[LICENSE]]           x.md         → LICENSE.md
		a.pdf                          ![[a.pdf#page=3]]     x.md         → a.pdf
		a.base                         ![[a.base#View]]      x.md         → a.base
	`);
});

describe("places in a note", () => {
	const files = {
		"n.md":
			"# One\n## Part\n### Deep\n# Two\n## Part\n# C++ & [[a|Rust]]: `x`?\n# **b**  c\n\nText ^Ab-1\n\n" +
			'# 6. Tree View ✨\n# <font color="#fc0">Red</font>\n## Under\n# 程序 顺序',
	};
	test.each([
		["[[n#One]]", "n.md#0"],
		["[[n#one]]", "n.md#0"],
		["[[n#Part]]", "n.md#1"],
		["[[n#Two#Part]]", "n.md#4"],
		["[[n#One#Deep]]", "n.md#2"],
		["[[n#One#Part#Deep]]", "n.md#2"],
		["[[n##Two##Part]]", "n.md#4"],
		["[[n#Two#Deep]]", "n.md #?"],
		["[[n#Part#One]]", "n.md #?"],
		["[[n#C Rust x]]", "n.md#5"],
		["[[n#C++ & a Rust x]]", "n.md#5"],
		["[[n#b c]]", "n.md#6"],
		["[x](n#6-tree-view-)", "n.md#7"],
		["[x](n#part-1)", "n.md#4"],
		["[x](n#程序-顺序)", "n.md#10"],
		['[[n#<font color="#fc0">Red</font>]]', "n.md#8"],
		['[[n#<font color="#fc0">Red</font>#Under]]', "n.md#9"],
		["[[n#part-1]]", "n.md #?"],
		["[[n#None]]", "n.md #?"],
		["[[n#^Ab-1]]", "n.md^Ab-1"],
		["[[n#^ab-1]]", "n.md^Ab-1"],
		["[[n#^none]]", "n.md ^?"],
		["[[n#]]", "n.md"],
	])("%s → %s", (link, expected) => {
		expect(answer(files, link, "x.md")).toBe(expected);
	});

	test("a link without a target is about its own note", () => {
		expect(answer({ "a/x.md": "# Here", "x.md": "" }, "[[#Here]]", "a/x.md")).toBe("a/x.md#0");
		expect(answer({ "a/x.md": "Text ^id" }, "![[#^id]]", "a/x.md")).toBe("a/x.md^id");
		expect(answer({ "a/x.md": "" }, "[[#Here]]", "a/x.md")).toBe("a/x.md #?");
	});
});

describe("aliases", () => {
	const files = {
		"长短期记忆网络.md": "---\naliases: [LSTM, Long Short-Term Memory]\n---",
		"a/One.md": "---\naliases: [Shared]\n---",
		"b/Two.md": "---\naliases: [Shared]\n---",
		"rnn.md": "---\ntitle: Recurrent\n---",
	};
	test("are suggested, and resolve nothing", () => {
		expect(answer(files, "[[lstm]]", "x.md")).toBe("? 长短期记忆网络|LSTM");
		expect(answer(files, "[[Recurrent]]", "x.md")).toBe("? rnn|Recurrent");
		expect(answer(files, "[[Shared]]", "x.md")).toBe("?");
	});
	const aliasLinks = { aliasLinks: true };
	test("resolve where that is wanted, after files", () => {
		expect(answer(files, "[[lstm]]", "x.md", aliasLinks)).toBe("长短期记忆网络.md");
		expect(answer(files, "[[Shared]]", "x.md", aliasLinks)).toBe("a/One.md | b/Two.md");
		expect(answer({ ...files, "c/LSTM.md": "" }, "[[LSTM]]", "x.md", aliasLinks)).toBe("c/LSTM.md");
	});
});

describe("drafts", () => {
	const draft = "---\npublish: false\n---";
	const published = { unpublished: "exclude" } as const;
	test("are found", () => {
		expect(answer({ "Draft.md": draft }, "[[Draft]]", "x.md", published)).toBe("Draft.md");
	});
	test("are never suggested, nor is a file that may be theirs, and come last in a tie", () => {
		expect(answer({ "a.png": "" }, "![[a]]", "x.md", published)).toBe("?");
		expect(answer({ "Drafting.md": draft }, "[[Draftign]]", "x.md", published)).toBe("?");
		expect(answer({ "a/N.md": draft, "b/N.md": "" }, "[[N]]", "x.md", published)).toBe("b/N.md | a/N.md");
	});
});

describe("nearest names", () => {
	test.each([
		["梯度消失.md", "[[梯度消逝]]", "梯度消失"],
		["图网络.md", "[[图网格]]", "图网络"],
		["Backlinks.md", "[[Bakclinks]]", "Backlinks"],
		["Backlinks.md", "[[Backlink]]", "Backlinks"],
		["My long note.md", "[[my-long_note]]", "My long note"],
		["ＲＮＮ.md", "[[RNN]]", "ＲＮＮ"],
		["a/Note.md b/Note.md", "[[c/Note]]", "a/Note"],
		["Week 12.md", "[[Week 13]]", ""],
		["第三章.md", "[[第四章]]", ""],
		["网络.md", "[[网格]]", ""],
		["cat.md", "[[car]]", ""],
	])("of %s: %s → %s", (paths, link, expected) => {
		const files = Object.fromEntries(
			paths
				.split(" .")
				.join(" ")
				.split(/(?<=\.md) /)
				.map((p) => [p, ""]),
		);
		expect(answer(files, link, "x.md")).toBe(`? ${expected}`.trim());
	});
});
