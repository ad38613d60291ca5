import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AddressTable } from "../../src/site/address/address-table.js";
import { foldPath, safeName } from "../../src/site/address/names.js";

/** Claims `folder/stem.html` for each owner, in order. */
function claim(table: AddressTable, ...owners: string[]): string[] {
	return table.claim(
		owners.map((owner) => ({
			folder: "",
			stem: safeName(owner.replace(/\.md$/, "")),
			extension: ".html",
			owner,
			path: owner,
		})),
	);
}

describe("two notes that would meet in one address", () => {
	test("both get one, and a warning names both", () => {
		const table = new AddressTable();
		const [first, second] = claim(table, "A b.md", "a-B.md");
		expect(first).toBe("A-b.html");
		expect(second).toMatch(/^a-B-[0-9a-f]{4}\.html$/);
		expect(table.diagnostics).toEqual([
			expect.objectContaining({
				rule: "site/collision",
				severity: "warning",
				path: "a-B.md",
				related: ["A b.md"],
			}),
		]);
		expect(table.diagnostics[0]?.message).toContain("“a-B.md” and “A b.md”");
	});

	test("the suffix depends on the note's own path alone", () => {
		const alone = claim(new AddressTable(), "x.md", "X.md")[1];
		const crowded = claim(new AddressTable(), "x.md", "y.md", "Y.md", "X.md")[3];
		expect(crowded).toBe(alone);
	});

	test("a suffix never displaces somebody's natural address", () => {
		const suffixed = claim(new AddressTable(), "x.md", "X.md")[1]!;
		const other = `${suffixed.replace(/\.html$/, "")}.md`;
		const [, loser, natural] = claim(new AddressTable(), "x.md", "X.md", other);
		expect(natural).toBe(suffixed);
		expect(loser).toMatch(/^X-[0-9a-f]{8}\.html$/);
	});

	test("a note that only wants to look like another still gets a page", () => {
		expect(
			new Set(claim(new AddressTable(), "a.md", "A.md", "a .md", "a?.md", " a.md").map(foldPath)).size,
		).toBe(5);
	});
});

test("a reserved address cannot be argued with", () => {
	const table = new AddressTable();
	table.reserve("index.html", "index.html");
	expect(claim(table, "Index.md")[0]).toMatch(/^Index-[0-9a-f]{4}\.html$/);
});

test("a file never has the address of a folder", () => {
	const table = new AddressTable();
	expect(table.claimFolder("", "a.html", "a.html")).toBe("a.html/");
	expect(claim(table, "a.md")[0]).toMatch(/^a-[0-9a-f]{4}\.html$/);
});

test("folders that fold to one name become two", () => {
	const table = new AddressTable();
	expect(table.claimFolder("", "notes", "notes")).toBe("notes/");
	expect(table.claimFolder("", "Notes", "Notes")).toMatch(/^Notes-[0-9a-f]{4}\/$/);
});

describe("a redirect", () => {
	test("takes what is left, makes its folders, and never what a page has", () => {
		const table = new AddressTable();
		claim(table, "a.md");
		expect(table.claimIfFree("old/b.html", "a.md")).toBeUndefined();
		expect(table.claimIfFree("A.html", "b.md")).toMatchObject({ owner: "a.md", file: "a.html" });
		expect(table.claimIfFree("OLD/B.html", "c.md")).toMatchObject({ file: "old/b.html" });
		expect(table.claimIfFree("old/c.html", "c.md")).toBeUndefined();
	});

	test("cannot lie inside a page", () => {
		const table = new AddressTable();
		claim(table, "a.md");
		expect(table.claimIfFree("a.html/b.html", "b.md")).toMatchObject({ owner: "a.md" });
	});
});

test("whatever the names, addresses differ when folded, and none is a folder of another", () => {
	const name = fc.oneof(
		fc.constantFrom("a", "A", "a b", "a-b", "á", "a\u0301", "index", "a.html"),
		fc.string({ maxLength: 4 }),
	);
	fc.assert(
		fc.property(
			fc.uniqueArray(name, { maxLength: 12 }),
			fc.uniqueArray(name, { maxLength: 4 }),
			(files, folders) => {
				const table = new AddressTable();
				const dirs = folders.map((folder) => table.claimFolder("", safeName(folder), folder));
				const given = claim(table, ...files);
				const all = [...given, ...dirs.map((dir) => dir.slice(0, -1))].map(foldPath);
				expect(new Set(all).size).toBe(all.length);
			},
		),
	);
});
