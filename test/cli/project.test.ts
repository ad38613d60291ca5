import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openProject, shellWord } from "../../src/cli/project.js";

let root: string;
beforeEach(async () => {
	root = await realpath(await mkdtemp(join(tmpdir(), "notapse-project-")));
});
afterEach(() => rm(root, { recursive: true }));

/** Folders end in a slash; a configuration may follow its path after a colon. */
async function make(...entries: readonly string[]): Promise<void> {
	for (const entry of entries) {
		const [path = "", text = ""] = entry.split(/: (.*)/s);
		await mkdir(path.endsWith("/") ? join(root, path) : dirname(join(root, path)), { recursive: true });
		if (!path.endsWith("/")) await writeFile(join(root, path), text);
	}
}

async function open(cwd: string, named: readonly string[] = [], config?: string) {
	const project = await openProject({ cwd: join(root, cwd), named, config, flags: {}, remark: () => {} });
	return { ...project, vault: relative(root, project.vault), out: relative(root, project.config.out) };
}

describe("the vault is", () => {
	it.each([
		["the one that is named", ["a/", "b/.obsidian/"], "b", ["../a"], "a"],
		["the one around the current folder", ["v/.obsidian/", "v/x/y/"], "v/x/y", [], "v"],
		[
			"the one that a configuration names",
			['p/notapse.config.json: {"vault":"notes"}', "p/notes/sub/"],
			"p/notes/sub",
			[],
			"p/notes",
		],
		["beside a configuration that names none", ["p/notapse.config.json: {}", "p/vault/"], "p", [], "p/vault"],
		["around a configuration, if there is no other", ["p/notapse.config.json: {}", "p/x/"], "p/x", [], "p"],
		["the nearest", ["v/.obsidian/", 'v/p/notapse.config.json: {"vault":"n"}', "v/p/n/"], "v/p", [], "v/p/n"],
		["./vault", ["p/vault/"], "p", [], "p/vault"],
	])("%s", async (_what, entries, cwd, named, vault) => {
		await make(...entries);
		expect((await open(cwd, named)).vault).toBe(vault);
	});

	it("what --config says, when nothing else is named", async () => {
		await make('p/my.json: {"vault":"notes","out":"public"}', "p/notes/", "q/.obsidian/");
		expect(await open("q", [], "../p/my.json")).toMatchObject({ vault: "p/notes", out: "p/public" });
	});

	it("named when a link would lead to it from a project that may be a stranger's", async () => {
		await make('p/notapse.config.json: {"vault":"v"}', "q/", "private/");
		await symlink("../private", join(root, "p/v"));
		await symlink("../private", join(root, "q/vault"));
		await expect(open("p")).rejects.toThrow(/p\/v is a link that leads out of .*p\.$/);
		await expect(open("p")).rejects.toMatchObject({ name: "SafetyError", exitCode: 4 });
		await expect(open("q")).rejects.toThrow("leads out of");
		await expect(open("q", [], "../p/notapse.config.json")).rejects.toThrow("leads out of");
		expect((await open("p", ["v"])).vault).toBe("p/v");
	});

	it("asked for when there is none", async () => {
		await make("empty/");
		await expect(open("empty")).rejects.toThrow("There is no vault here");
	});

	it("not named again when it was found without a name", async () => {
		await make("p/vault/");
		expect((await open("p")).argument).toEqual([]);
	});

	it("found with its configuration from deep inside", async () => {
		await make('p/notapse.config.json: {"vault":"notes","title":"T"}', "p/notes/deep/");
		expect((await open("p/notes/deep")).config.title).toBe("T");
	});
});

describe("paths are shown as they would be typed", () => {
	it.each([
		["p", ["v"], "v", "v/a.md"],
		["p/v", ["."], ".", "a.md"],
		["p", ["../p/v/"], "v", "v/a.md"],
		["p/v/deep", ["../../v"], "@/p/v", "../a.md"],
		["q", ["../p/v"], "@/p/v", "a.md"],
	])("from %s", async (cwd, named, argument, note) => {
		await make("p/v/deep/", "q/");
		const project = await open(cwd, named);
		expect(project.argument.map((word) => word.replace(root, "@"))).toEqual([argument]);
		expect(project.show("a.md")).toBe(note);
	});

	it("and for other programs as they would find them", async () => {
		await make("p/v/deep/");
		const project = await open("p/v/deep", [".."]);
		expect(project.showFrom(join(root, "p"), "a.md")).toBe("v/a.md");
		expect(project.showFrom(join(root, "p/v/deep"), "a.md")).toBe("a.md");
	});

	it.each([
		["~/笔记", "~/笔记"],
		["my notes", "'my notes'"],
		["it's", "'it'\\''s'"],
		["-rf", "'-rf'"],
		["$(x)", "'$(x)'"],
	])("%s is %s on a command line", (path, word) => {
		expect(shellWord(path)).toBe(word);
	});
});
