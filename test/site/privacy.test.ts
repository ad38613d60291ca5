import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { embedGraph } from "../../src/embedding/index.js";
import { buildGraph } from "../../src/graph/index.js";
import { createPlainKernels } from "../../src/kernels/index.js";
import { drawMap } from "../../src/map/index.js";
import type { Site } from "../../src/model/index.js";
import { fromScript } from "../../src/site/search/script.js";
import { compileFiles, render, renderCompiled } from "./support/render.js";

/** All that the site says: names of files, texts, and the search index unpacked. */
function everything(site: Site): string {
	return site.files
		.map((file) => {
			if (!("content" in file)) return `${file.path}\n${file.copy}`;
			const content = file.content();
			if (typeof content === "string") return `${file.path}\n${content}`;
			const packed = /^-\/(?:search\/|map-data)/.test(file.path);
			return `${file.path}\n${packed ? gunzipSync(fromScript(content)) : ""}`;
		})
		.join("\n");
}

describe("a draft leaves no trace on the site", () => {
	const draft = (publish: string) => ({
		"secret folder/zebra.md": `---\n${publish}\naliases: [quagga]\npermalink: okapi\ntags: [giraffe]\n---\n# Tapir\n\nabout [[public]] with ![[hidden.png]] and [[unicorn]]\n`,
		"secret folder/hidden.png": "",
		"public.md": "Visible words.",
		"near.md": "[[zebr]]",
		"map.canvas":
			'{"nodes":[{"id":"1","type":"file","file":"secret folder/zebra.md","x":0,"y":0,"width":9,"height":9}]}',
	});

	test.each(["publish: false", "draft: true"])("%s", async (property) => {
		const { site, paths } = await render(draft(property), { baseUrl: "https://x.y/" });
		expect(everything(site)).toContain("Visible words.");
		expect(everything(site)).not.toMatch(/zebra|quagga|okapi|giraffe|tapir|unicorn|hidden\.png|secret/i);
		expect(paths.filter((path) => path.includes("secret"))).toEqual([]);
		expect(site.report.notes).toContainEqual({ path: "secret folder/zebra.md", fate: "unpublished" });
		expect(site.report.assets).toEqual([{ path: "secret folder/hidden.png", fate: "unreached" }]);
		expect(site.report.links.unpublished).toBe(1);
	});
});

test("comments are on no page, in no copy, and bring no files along", async () => {
	const { site } = await render({
		"a.md":
			"Before %%zebra ![[p.png]] `code`%% after.\n\n%%\nquagga [[b]]\n%%\n\n<!-- okapi -->\n\n`%%kept%%`\n",
		"b.md": "",
		"p.png": "",
	});
	expect(everything(site)).not.toMatch(/zebra|quagga|okapi|tapir|giraffe|p\.png/);
	expect(everything(site)).toContain("%%kept%%");
});

test("what was learnt from a vault tells nothing of drafts and comments", async () => {
	const files: Record<string, string> = {
		"zebra.md":
			"---\npublish: false\ntags: [giraffe]\n---\nA zebra eats tapir. [[alpha 1]] [[alpha 2]] [[beta 1]]",
	};
	for (const group of ["alpha", "beta"]) {
		for (let i = 0; i < 8; i++)
			files[`${group} ${i}.md`] =
				`Words about ${group}. [[${group} ${(i + 1) % 8}]] [[${group} ${(i + 3) % 8}]]\n\n%%okapi [[zebra]] [[unicorn]] #giraffe%%\n`;
	}
	const { vault, notes, canvases } = await compileFiles(files);
	const graph = buildGraph({
		...{ vault, canvases: [] },
		notes: notes.map(({ note }) => note),
		options: { aliasLinks: false, unpublished: "exclude" },
	});
	const kernels = createPlainKernels();
	const { embedding } = await embedGraph(
		{ graph, notes, vault },
		{ kernels, seed: 1, dimension: 16, epochs: 2, cell: "gru", method: "diffusion" },
	);
	const map = drawMap({ graph, embedding, notes }, { seed: 1, kernels });
	const { site, text } = renderCompiled(vault, notes, canvases, { suggestions: true }, () => ({
		embedding,
		map,
	}));
	expect(text("map.html")).toContain("alpha");
	expect(text("alpha-0.html")).toContain('class="related"');
	expect(everything(site)).not.toMatch(/zebra|tapir|okapi|unicorn|giraffe/i);
});

describe("attachments", () => {
	const copies = async (files: Record<string, string>) => {
		const { site } = await render(files);
		return site.files.flatMap((file) => ("copy" in file ? [file.copy] : []));
	};

	test("only those that something published shows or names are copied", async () => {
		expect(
			await copies({
				"a.md":
					'---\nfile: "[[property.pdf]]"\ncover: pics/cover.png\n---\n![[embed.png]] [[link.zip]] <img src="pics/raw.png">',
				"map.canvas":
					'{"nodes":[{"id":"1","type":"file","file":"canvas.png","x":0,"y":0,"width":9,"height":9},{"id":"2","type":"text","text":"![[card.png]]","x":0,"y":0,"width":9,"height":9}]}',
				"property.pdf": "",
				"pics/cover.png": "",
				"embed.png": "",
				"link.zip": "",
				"pics/raw.png": "",
				"canvas.png": "",
				"card.png": "",
				"unreached.png": "",
			}),
		).toEqual([
			"canvas.png",
			"card.png",
			"embed.png",
			"link.zip",
			"pics/cover.png",
			"pics/raw.png",
			"property.pdf",
		]);
	});

	test("SVG goes through the filter, and HTML becomes text", async () => {
		const { site } = await render({ "a.md": "![[f.svg]] [[p.html]]", "f.svg": "", "p.html": "" });
		const svg = site.files.find(({ path }) => path === "f.svg");
		expect(svg).toMatchObject({ copy: "f.svg", stamp: "svg1 s", filter: expect.any(Function) });
		expect(site.files).toContainEqual({ path: "p.html.txt", copy: "p.html", stamp: "s" });
		// Not even the source of a note.
		const { paths } = await render({ "x.html.md": "<script>1</script>", "v1.2.md": "" });
		expect(paths).toEqual(expect.arrayContaining(["x.html.md.txt", "v1.2.md"]));
	});
});
