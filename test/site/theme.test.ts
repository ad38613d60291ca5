import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";

const folder = "src/site/theme";
const sources = readdirSync(folder).filter((name) => name.endsWith(".css"));
const source = (name: string) => readFileSync(`${folder}/${name}`, "utf8");
const bundles = new Map<string, string>();

beforeAll(async () => {
	const { outputFiles } = await build({
		entryPoints: [`${folder}/theme.css`, `${folder}/math.css`],
		bundle: true,
		minify: true,
		write: false,
		outdir: "out",
		target: ["chrome111", "firefox115", "safari16.4"],
		loader: { ".woff2": "file" },
		assetNames: "[name]",
	});
	for (const file of outputFiles)
		if (file.path.endsWith(".css")) bundles.set(file.path.replace(/^.*[\\/]/, ""), file.text);
});

describe("style sheets", () => {
	it.each(["theme.css", "math.css"])("%s loads nothing from another host", (name) => {
		const css = bundles.get(name) ?? "";
		expect(css).not.toContain("@import");
		for (const [, url] of css.matchAll(/url\(["']?([^"')]*)/g))
			expect(url).toMatch(/^(?:data:image\/svg\+xml|%23\w+$|\.\/[\w.-]+$)/);
	});

	it("stay within 12 KB, sent compressed, beside 3 KB for mathematics", () => {
		expect(gzipSync(bundles.get("theme.css") ?? "", { level: 9 }).length).toBeLessThan(12 * 1024);
		expect(gzipSync(bundles.get("math.css") ?? "", { level: 9 }).length).toBeLessThan(3 * 1024);
	});

	it("use no custom property that nobody sets", () => {
		const css = sources.map(source).join("\n");
		// A canvas brings its own size.
		const set = new Set(["--canvas-width", ...[...css.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name)]);
		const used = [...css.matchAll(/var\((--[\w-]+)(,?)/g)]
			.filter(([, , fallback]) => !fallback)
			.map(([, name]) => name);
		expect(used.filter((name) => !set.has(name))).toEqual([]);
	});

	it("know every kind of callout that Obsidian knows", () => {
		const known =
			"abstract summary tldr info todo tip hint important success check done question help faq warning caution attention failure fail missing danger error bug example quote cite";
		for (const kind of known.split(" ")) expect(source("callouts.css")).toContain(`[data-callout="${kind}"]`);
	});

	it("print no navigation", () => {
		expect(source("print.css")).toMatch(/\.explorer,\s+\.side,[^{]*\{\s*display: none/);
	});
});

describe.each(["light", "dark"] as const)("the %s palette", (scheme) => {
	const colours = new Map(
		[...source("palette.css").matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
			([, name = "", light = "", dark = ""]) => [name, scheme === "light" ? light : dark] as const,
		),
	);
	const text = [
		"ink",
		"ink-strong",
		"ink-soft",
		"ink-faint",
		"azurite",
		"cinnabar",
		"malachite",
		"ochre",
		"madder",
		"wisteria",
	];

	it.each(
		text.flatMap((name) => ["paper", "raised"].map((ground) => [name, ground] as const)),
	)("%s can be read on %s", (name, ground) => {
		expect(contrast(colours.get(name), colours.get(ground))).toBeGreaterThanOrEqual(4.5);
	});

	it("what is marked can be read", () => {
		expect(contrast(colours.get("ink-strong"), colours.get("marker"))).toBeGreaterThanOrEqual(4.5);
	});
});

it("the palette for browsers without light-dark() is the light one", () => {
	const css = source("palette.css");
	const fallback = css.slice(css.indexOf("@supports"));
	const light = [...css.matchAll(/(--[\w-]+): light-dark\((#\w{6}|rgb\([^)]*\)),/g)];
	expect(light.length).toBeGreaterThan(15);
	for (const [, name, value] of light) expect(fallback).toContain(`${name}: ${value};`);
});

/** WCAG 2.2: (L₁ + 0.05) / (L₂ + 0.05). */
function contrast(a = "", b = ""): number {
	const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
	return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5]
		.map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
		.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
