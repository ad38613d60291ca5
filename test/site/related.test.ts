import { describe, expect, it } from "vitest";
import type { Embedding, Neighbor, Reason, SiteOptions } from "../../src/model/index.js";
import { dangersIn } from "../support/dangers.js";
import { type Files, type Learn, type Rendered, render } from "./support/render.js";

const files: Files = {
	"LSTM.md": "[[GRU]] #gate %%#secret [[whisper]]%%",
	"GRU.md": "[[LSTM]] #gate",
	"RNN.md": "Words. [[nobody wrote this]]",
	"draft.md": "---\npublish: false\n---\n[[LSTM]]",
};

/** An embedding that says this of one note. */
function saying(path: string, related: readonly Neighbor[], suggestions: readonly Neighbor[] = []): Learn {
	return () => {
		const embedding: Embedding = {
			...{
				concepts: [],
				dimension: 2,
				vectors: new Float32Array(),
				method: "diffusion",
				cell: "linear",
				seed: 1,
			},
			related: new Map([[path, related]]),
			suggestions: new Map([[path, suggestions]]),
		};
		return { embedding };
	};
}

function near(concept: string, ...reasons: readonly Reason[]): Neighbor {
	return { concept, score: 1, reasons };
}

/** Title: reasons, one line for each note of the section. */
function section({ text }: Rendered, path: string, id: string): string[] {
	const [, list = ""] = new RegExp(`<h2 id="${id}">.*?<ul>(.*?)</ul>`, "s").exec(text(path)) ?? [];
	return [...list.matchAll(/<li>(.*?)<\/li>/gs)].map(([, item = ""]) =>
		item
			.replace(/<\/a>/, ":")
			.replace(/<[^>]*>/g, "")
			.replace(/\s+/g, " ")
			.trim(),
	);
}

const weight = 1;

describe("related notes", () => {
	it.each<[Reason, string]>([
		[{ kind: "link", direction: "out", weight }, "GRU: linked"],
		[{ kind: "neighbors", shared: ["RNN.md", "#gate"], weight }, "GRU: both linked with RNN, #gate"],
		[{ kind: "tags", shared: ["gate"], weight }, "GRU: same tag #gate"],
		[{ kind: "text", terms: ["hidden", "state"], weight }, "GRU: shared words hidden, state"],
		[{ kind: "mention", name: "GRU", by: "LSTM.md", weight }, "GRU: names it without a link"],
		[{ kind: "mention", name: "LSTM", by: "GRU.md", weight }, "GRU: is named there without a link"],
		[{ kind: "position", via: ["RNN.md"], weight }, "GRU: near by way of RNN"],
		[{ kind: "position", via: [], weight }, "GRU:"],
	])("say why: %o", async (reason, expected) => {
		const site = await render(files, { lang: "en" }, saying("LSTM.md", [near("GRU.md", reason)]));
		expect(section(site, "LSTM.html", "related")).toEqual([expected]);
	});

	it("say it in Chinese where the interface is", async () => {
		const reasons: Reason[] = [
			{ kind: "neighbors", shared: ["RNN.md", "LSTM.md"], weight },
			{ kind: "text", terms: ["隐状态"], weight },
		];
		const site = await render(files, { lang: "zh" }, saying("LSTM.md", [near("GRU.md", ...reasons)]));
		expect(section(site, "LSTM.html", "related")).toEqual(["GRU: 同引 RNN、LSTM 共有词 隐状态"]);
	});

	it("are not there without an embedding, or when nobody wants them", async () => {
		const learn = saying("LSTM.md", [near("GRU.md", { kind: "link", direction: "in", weight })]);
		expect(section(await render(files), "LSTM.html", "related")).toEqual([]);
		expect(section(await render(files, { related: false }, learn), "LSTM.html", "related")).toEqual([]);
		expect(section(await render(files, {}, learn), "RNN.html", "related")).toEqual([]);
	});

	it("tell of nothing that is not to be seen", async () => {
		const reasons: Reason[] = [
			{ kind: "neighbors", shared: ["draft.md", "?whisper", "#secret", "gone.md", "RNN.md"], weight },
			{ kind: "tags", shared: ["secret"], weight },
			{ kind: "position", via: ["draft.md"], weight },
		];
		const learn = saying("LSTM.md", [
			near("draft.md", ...reasons),
			near("gone.md"),
			near("GRU.md", ...reasons),
		]);
		const site = await render(files, { lang: "en", suggestions: true }, learn);
		expect(section(site, "LSTM.html", "related")).toEqual(["GRU: both linked with RNN"]);
		expect(site.text("LSTM.html")).not.toMatch(/draft|whisper|secret|gone/);
	});

	it("are few, and have few reasons and names", async () => {
		const many: Files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`n${i}.md`, "[[n0]]"]));
		const ids = Object.keys(many);
		const reason: Reason = { kind: "neighbors", shared: ids, weight };
		const learn = saying(
			"n0.md",
			ids.map((id) => near(id, reason, reason, reason)),
		);
		const list = section(await render(many, { lang: "en" }, learn), "n0.html", "related");
		expect(list.length).toBe(6);
		expect(list[0]?.match(/n\d+/g)?.length).toBeLessThan(8);
	});

	it("show names from notes as text", async () => {
		const hostile: Files = { "a.md": "[[b]]", "b.md": '---\ntitle: "<img src=x onerror=alert(1)>"\n---\n' };
		const reason: Reason = { kind: "text", terms: ["<script>alert(1)</script>"], weight };
		const site = await render(hostile, {}, saying("a.md", [near("b.md", reason)]));
		expect(dangersIn(site.text("a.html"))).toEqual([]);
		expect(site.text("a.html")).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
	});
});

describe("suggested links", () => {
	const learn = saying("LSTM.md", [], [near("RNN.md", { kind: "text", terms: ["state"], weight })]);
	const shown = async (options: Partial<SiteOptions>) =>
		section(await render(files, { lang: "en", ...options }, learn), "LSTM.html", "suggested");

	it("are for readers only by choice", async () => {
		expect(await shown({})).toEqual([]);
		expect(await shown({ suggestions: true })).toEqual(["RNN: shared words state"]);
	});
});

describe("an edit that changes what is near one note", () => {
	it("changes the pages of those alone that say so", async () => {
		const [one, two] = await Promise.all([
			render(files, {}, saying("LSTM.md", [near("GRU.md", { kind: "link", direction: "in", weight })])),
			render(files, {}, saying("LSTM.md", [near("RNN.md", { kind: "link", direction: "in", weight })])),
		]);
		const changed = two.site.files.filter((file) => {
			if (!("content" in file)) return false;
			const asked: string[] = [];
			file.content((input) => asked.push(input));
			return asked.some((input) => one.site.digestOf(input) !== two.site.digestOf(input));
		});
		expect(changed.map(({ path }) => path)).toEqual(["LSTM.html"]);
		// A weight or score that nobody sees is no change.
		const three = await render(
			files,
			{},
			saying("LSTM.md", [{ ...near("GRU.md", { kind: "link", direction: "out", weight: 0.2 }), score: 0.1 }]),
		);
		expect(three.site.digestOf("related LSTM.md")).toBe(one.site.digestOf("related LSTM.md"));
	});
});
