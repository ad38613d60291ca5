import fc from "fast-check";
import { expect, test } from "vitest";
import { inertName } from "../../src/site/address/inert.js";
import { foldPath, safeFileName, safeName } from "../../src/site/address/names.js";

test.each([
	["a", "a"],
	["循环神经网络", "循环神经网络"],
	["two words", "two-words"],
	["a - b", "a-b"],
	["a--b", "a--b"],
	["什么是 RNN?", "什么是-RNN"],
	["50% off #1", "50-off-1"],
	["C++ & co", "C++-&-co"],
	["e\u0301", "é"],
	["trailing. .", "trailing"],
	[".hidden", "hidden"],
	["evil\u202Egpj.exe", "evil-gpj.exe"],
	["line\nbreak", "line-break"],
	["CON", "CON_"],
	["aux.notes", "aux_.notes"],
	["console", "console"],
	["???", "_"],
	["\uD800x", "x"],
	["__proto__", "__proto__"],
])("safeName(%j) is %j", (name, safe) => {
	expect(safeName(name)).toBe(safe);
});

test("a long name is cut between characters, and cut names stay distinct", () => {
	const a = safeName(`${"长".repeat(90)}一`);
	const b = safeName(`${"长".repeat(90)}二`);
	expect(Buffer.byteLength(a)).toBeLessThanOrEqual(200);
	expect(a).toMatch(/^长+-[0-9a-f]{8}$/);
	expect(a).not.toBe(b);
});

test("a file keeps its extension", () => {
	expect(safeFileName("my photo?.JPG")).toBe("my-photo.JPG");
	expect(safeFileName(`${"x".repeat(300)}.png`)).toMatch(/^x{191}-[0-9a-f]{8}\.png$/);
	expect(safeFileName("no extension")).toBe("no-extension");
});

test("every name becomes one that any file system and any URL can hold", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
			const safe = safeName(name);
			expect(safe).not.toMatch(/[\s<>:"|?*#%\\/\u0000-\u001F\u202A-\u202E\u2066-\u2069]|^\.|\.$|^$/);
			expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(201);
			expect(safe).not.toMatch(/\p{Surrogate}/u);
			expect(safeName(safe)).toBe(safe);
		}),
	);
});

test("names meet as file systems let them meet", () => {
	expect(foldPath("STRASSE")).toBe(foldPath("straße"));
	expect(foldPath("ΟΔΟΣ")).toBe(foldPath("οδος"));
	expect(foldPath("Cafe\u0301")).toBe(foldPath("CAFÉ"));
	expect(foldPath("a")).not.toBe(foldPath("b"));
});

test.each([
	["photo.png", "photo.png"],
	["figure.svg", "figure.svg"],
	["page.html", "page.html.txt"],
	["PAGE.XHTML", "PAGE.XHTML.txt"],
	["feed.xml", "feed.xml.txt"],
	["page.html.old", "page.html.old.txt"],
	["figure.svg.old", "figure.svg.old.txt"],
	["Makefile", "Makefile.txt"],
	["track.gpx", "track.gpx.txt"],
	["script.js", "script.js.txt"],
	["an.unheard-of", "an.unheard-of.txt"],
	["page.", "page.txt"],
	["notes.base", "notes.base.txt"],
	["data.tar.gz", "data.tar.gz"],
])("the attachment %j is published as %j", (name, published) => {
	expect(inertName(name)).toBe(published);
});
