import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { compileTo, temporary } from "../support/program.js";
import { put } from "../vault/on-disk.js";

const folder = temporary();
afterAll(folder.remove);

test("a note that costs too much even as plain text shows its beginning, and ends no build", {
	timeout: 180_000,
}, async () => {
	put(folder.at("vault"), { "b.md": "# another" });
	writeFileSync(folder.at("vault", "a.md"), `first\n\n${`${"para ".repeat(20)}\n\n`.repeat(500_000)}`);
	const { diagnostics } = await compileTo(folder.at("out"), folder.at("vault"));
	expect(diagnostics.filter(({ severity }) => severity === "error").map(({ path }) => path)).toEqual([
		"a.md",
	]);
	expect(readFileSync(folder.at("out", "a.html"), "utf8")).toContain("first");
	expect(existsSync(folder.at("out", "b.html"))).toBe(true);
});

test("a note whose properties cost too much is not published, for it may say that it must not be", {
	timeout: 180_000,
}, async () => {
	const costly = `---\npublish: false\na: &a [x]\nb: [${"*a,".repeat(30_000)}]\n---\nsecret`;
	put(folder.at("drafts"), { "a.md": costly, "b.md": "# another" });
	const { diagnostics } = await compileTo(folder.at("public"), folder.at("drafts"));
	expect(diagnostics.some(({ path, severity }) => path === "a.md" && severity === "error")).toBe(true);
	expect(existsSync(folder.at("public", "a.html"))).toBe(false);
	expect(existsSync(folder.at("public", "b.html"))).toBe(true);
});

test("a canvas that costs too much is shown empty, and says so", { timeout: 180_000 }, async () => {
	const card = { id: "", type: "text", text: "*a* ".repeat(400), x: 0, y: 0, width: 9, height: 9 };
	const nodes = Array.from({ length: 5000 }, (_, i) => ({ ...card, id: String(i) }));
	put(folder.at("cards"), { "a.canvas": JSON.stringify({ nodes }), "b.md": "# another" });
	const { diagnostics } = await compileTo(folder.at("drawn"), folder.at("cards"));
	expect(diagnostics.filter(({ path }) => path === "a.canvas").map(({ rule }) => rule)).toContain(
		"canvas/too-costly",
	);
	expect(existsSync(folder.at("drawn", "a.canvas.html"))).toBe(true);
});
