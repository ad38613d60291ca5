import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url).pathname;

test("docs/rules.md lists every rule there is, and no other", () => {
	const documented = [
		...readFileSync(`${root}docs/rules.md`, "utf8").matchAll(/^\| `([a-z]+\/[a-z-]+)` \|/gm),
	];
	expect(documented.map(([, rule]) => rule).sort()).toEqual([...rulesInSource()].sort());
});

/** Rules are the only strings `room/what` whose room is one of these. */
function rulesInSource(): ReadonlySet<string> {
	const rooms =
		"alias|block|body|cache|canvas|cell|comment|diagram|embed|file|frontmatter|html|link|math|note|query|site|tag|vault";
	const files = readdirSync(`${root}src`, { recursive: true, encoding: "utf8" }).filter((path) =>
		path.endsWith(".ts"),
	);
	const sources = files.map((path) => readFileSync(`${root}src/${path}`, "utf8"));
	const rule = new RegExp(`"((?:${rooms})/[a-z-]+)"`, "g");
	return new Set(sources.flatMap((source) => [...source.matchAll(rule)].map(([, name]) => name!)));
}
