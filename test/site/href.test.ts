import fc from "fast-check";
import { expect, test } from "vitest";
import { Hrefs, rootFrom } from "../../src/site/address/href.js";

const hrefs = new Hrefs();

test.each([
	["index.html", "a/b.html", "a/b.html"],
	["a/b.html", "index.html", "../index.html"],
	["a/b.html", "a/c.html", "c.html"],
	["a/b/c.html", "a/d/e.html", "../d/e.html"],
	["ab/x.html", "a/x.html", "../a/x.html"],
	["a.html", "课程/RNN 1.html", "%E8%AF%BE%E7%A8%8B/RNN%201.html"],
	["a.html", "c:d/it's.html", "c%3Ad/it%27s.html"],
	["a/b.html", "a/b.html", "b.html"],
])("from %s to %s is %s", (from, to, href) => {
	expect(hrefs.to(from, to)).toBe(href);
});

test("an id on the same page needs no page", () => {
	expect(hrefs.to("a/b.html", "a/b.html", "h-x y")).toBe("#h-x%20y");
	expect(hrefs.to("a/b.html", "c.html", "b-1")).toBe("../c.html#b-1");
});

test("a browser finds every page from every page, under any base path and as a file", () => {
	const segment = fc
		.string({ unit: "grapheme", minLength: 1, maxLength: 6 })
		.filter((s) => !/[/]|^\.{1,2}$/.test(s));
	const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `${parts.join("/")}.html`);
	fc.assert(
		fc.property(
			path,
			path,
			fc.constantFrom("https://x.y/", "https://x.y/base/path/", "file:///home/a/"),
			(from, to, base) => {
				const page = new URL(hrefs.encode(from), base);
				expect(new URL(hrefs.to(from, to), page).href).toBe(new URL(hrefs.encode(to), base).href);
				expect(new URL(rootFrom(from) || ".", page).href).toBe(base);
			},
		),
	);
});
