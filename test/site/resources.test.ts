import { expect, test } from "vitest";
import { indexResources } from "../../src/site/fill/resources.js";

const resources = indexResources(["a.png", "img/a.png", "notes/img/b 1.png", "notes/n.md", "deep/er/c.png"]);

test.each([
	["notes/n.md", "img/b 1.png", "notes/img/b 1.png"],
	["notes/n.md", "img/b%201.png?v=1#x", "notes/img/b 1.png"],
	["notes/n.md", "../img/a.png", "img/a.png"],
	["notes/n.md", "/img/a.png", "img/a.png"],
	["notes/n.md", "img/a.png", "img/a.png"],
	["notes/n.md", "A.PNG", "a.png"],
	["notes/n.md", "c.png", "deep/er/c.png"],
	["notes/n.md", "./n.md", "notes/n.md"],
	["notes/n.md", "er/c.png", undefined],
	["notes/n.md", "../../etc/passwd", undefined],
	["notes/n.md", "%2e%2e/%2e%2e/img/a.png", undefined],
	["notes/n.md", "https://a.b/a.png", undefined],
	["notes/n.md", "//a.b/a.png", undefined],
	["notes/n.md", "file:///etc/passwd", undefined],
	["notes/n.md", "img\\a.png", undefined],
	["notes/n.md", "%E0%A4%A", undefined],
	["notes/n.md", "", undefined],
	["notes/n.md", "#top", undefined],
])("in %s, %j names %j", (from, url, path) => {
	expect(resources.find(url, from)).toBe(path);
});
