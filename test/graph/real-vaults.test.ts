import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Severity } from "../../src/model/index.js";
import { readVault } from "../../src/vault/index.js";
import { type Built, build, buildVault } from "./support/vault.js";

const shared = new URL("../../../shared/", import.meta.url).pathname;
const isThere = existsSync(shared);
if (!isThere) console.warn("skipped: the real vaults are not beside this repository");

async function read(folder: string): Promise<Built> {
	const vault = await readVault(folder, { ignore: [], followSymlinks: false, exclude: [] });
	return buildVault(vault, { unpublished: "include" });
}

function count({ diagnostics }: Built, severity: Severity): Readonly<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const { rule, severity: its } of diagnostics) {
		if (its === severity) counts[rule] = (counts[rule] ?? 0) + 1;
	}
	return counts;
}

// Each of the dead links counted here was looked up by hand: its file or heading is not in the vault.
describe.skipIf(!isThere)("real vaults", () => {
	test("the help vault in English", async () => {
		const built = await read(`${shared}vaults/obsidian-help-en`);
		expect(count(built, "error")).toEqual({ "link/unresolved": 6, "embed/unresolved": 2, "link/block": 1 });
		expect(count(built, "warning")).toEqual({ "alias/conflict": 4 });
		expect(count(built, "info")).toEqual({ "note/orphan": 1 });
	});
	test("its Chinese translation, whose headings often no longer match", async () => {
		const built = await read(`${shared}vaults/obsidian-help-zh`);
		const dead = { "link/unresolved": 79, "embed/unresolved": 25, "link/heading": 63, "link/block": 1 };
		expect(count(built, "error")).toEqual(dead);
		expect(count(built, "warning")).toEqual({ "alias/conflict": 4, "tag/punctuation": 1 });
		expect(count(built, "info")).toEqual({ "note/orphan": 1 });
	});
	test("the seed note alone: nothing resolves, one tag is misspelt, the note is its own tag", async () => {
		const built = await read(`${shared}seed`);
		expect(count(built, "error")).toEqual({ "link/unresolved": 11, "embed/unresolved": 1 });
		expect(built.diagnostics.filter(({ severity }) => severity === "warning")).toMatchObject([
			{ rule: "tag/misspelt", hint: "did you mean #GridLSTM?" },
		]);
		expect(built.graph.tags.get("循环神经网络")).toBe("循环神经网络.md");
		const kinds = built.graph.graph.mapNodes((_id, { kind }) => kind);
		const ofKind = (wanted: string) => kinds.filter((kind) => kind === wanted).length;
		expect([ofKind("note"), ofKind("placeholder"), ofKind("tag"), kinds.length]).toEqual([1, 12, 27, 40]);
	});
});

test("the demo vault has no errors", async () => {
	const built = await read(new URL("../../vault", import.meta.url).pathname);
	expect(built.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
	expect(built.notes.length).toBeGreaterThan(10);
});

test("concepts of a small vault, from file names to arrows", () => {
	const { graph } = build({
		"网络/长短期记忆网络.md": "---\naliases: [LSTM]\ntags: 门控\n---\n[[RNN]] 见 ![[图.png|300]]",
		"RNN.md": "#LSTM 与 [[lstm]]、[记忆](网络/长短期记忆网络.md)，%%[[隐]]%%",
		"图.png": "",
	}).graph;
	expect(graph.mapEdges((_key, { kind, line }, from, to) => `${from} ${kind} ${to} ${line}`)).toEqual([
		"RNN.md tag 网络/长短期记忆网络.md 1",
		"RNN.md link 网络/长短期记忆网络.md 1",
		"RNN.md link 网络/长短期记忆网络.md 1",
		"RNN.md link ?隐 1",
		"网络/长短期记忆网络.md tag #门控 3",
		"网络/长短期记忆网络.md link RNN.md 5",
		"网络/长短期记忆网络.md embed 图.png 5",
	]);
});
