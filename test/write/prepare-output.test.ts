import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { prepareOutput } from "../../src/site/write.js";
import { put, type Workshop, workshop, write } from "./output-folder.js";

let shop: Workshop;
beforeEach(() => {
	shop = workshop();
	mkdirSync(shop.at("home"));
	mkdirSync(shop.at("work", "here"), { recursive: true });
	vi.stubEnv("HOME", shop.at("home"));
	vi.spyOn(process, "cwd").mockReturnValue(shop.at("work", "here"));
});
afterEach(() => {
	vi.unstubAllEnvs();
	vi.restoreAllMocks();
	shop.remove();
});

/** What `prepareOutput` says about a folder: `"ok"`, or its sentence with the paths made short. */
async function verdict(out: string): Promise<string> {
	try {
		await prepareOutput(out, shop.vault);
		return "ok";
	} catch (error) {
		expect(error).toMatchObject({ name: expect.stringMatching(/^(Safety|Output)Error$/) });
		return (error as Error).message.replaceAll(shop.root, "~");
	}
}

describe("an output folder may be", () => {
	it.each<[string, (shop: Workshop) => string]>([
		["one that is not there", ({ at }) => at("new")],
		["one whose parents are not there", ({ at }) => at("some", "where", "new")],
		["an empty one", ({ at }) => made(at("empty"))],
		["beside the vault with a name that starts like it", ({ at }) => at("vault-site")],
		["in a dot folder of the vault", ({ at }) => at("vault", ".site")],
		["below a dot folder of the vault", ({ at }) => at("vault", ".build", "site")],
	])("%s", async (_, out) => {
		expect(await verdict(out(shop))).toBe("ok");
	});

	it("one that we wrote", async () => {
		await write(shop, { "a.html": "a", "b/c.html": "c" });
		expect(await verdict(shop.out)).toBe("ok");
	});
});

describe("an output folder may not be", () => {
	it.each<[string, (shop: Workshop) => string, string]>([
		["the vault", ({ vault }) => vault, "The output folder “~/vault” is the vault itself."],
		[
			"the vault by another name",
			({ at, vault }) => link(vault, at("v")),
			"The output “~/v” is a symbolic link; name the folder that it leads to.",
		],
		["around the vault", ({ root }) => root, "The output folder “~” contains the vault."],
		[
			"in the vault",
			({ at }) => at("vault", "site"),
			"The output folder “~/vault/site” lies in the vault, where its pages would be read as notes.",
		],
		[
			"deep in the vault",
			({ at }) => at("vault", "a", "b"),
			"The output folder “~/vault/a/b” lies in the vault, where its pages would be read as notes.",
		],
		[
			"in the vault through a link",
			({ at, vault }) => join(link(vault, at("v")), "x"),
			"The output folder “~/v/x” lies in the vault, where its pages would be read as notes.",
		],
		[
			"in Obsidian's own folder",
			({ at }) => at("vault", ".obsidian", "site"),
			"The output folder “~/vault/.obsidian/site” lies in the vault, where its pages would be read as notes.",
		],
		[
			"in Git's own folder",
			({ at }) => at("vault", ".git"),
			"The output folder “~/vault/.git” lies in the vault, where its pages would be read as notes.",
		],
		["a file", ({ at }) => file(at("f")), "The output “~/f” is a file, not a folder."],
		[
			"a link to nowhere",
			({ at }) => link(at("nowhere"), at("l")),
			"The output “~/l” is a symbolic link; name the folder that it leads to.",
		],
		["the root", () => "/", "The output folder cannot be the root of the disk."],
		[
			"the home folder",
			({ at }) => at("home"),
			"The output folder “~/home” is your home folder, or contains it.",
		],
		[
			"the current folder",
			({ at }) => at("work", "here"),
			"The output folder “~/work/here” is the current folder, or contains it.",
		],
		[
			"around the current folder",
			({ at }) => at("work"),
			"The output folder “~/work” is the current folder, or contains it.",
		],
	])("%s", async (_, out, sentence) => {
		expect(await verdict(out(shop))).toBe(sentence);
		expect(readdirSync(shop.vault)).toEqual([]);
	});

	it("one with files of others, and says which", async () => {
		put(shop.out, { "1": "", "2/x": "", "3": "", "4": "", "5": "" });
		expect(await verdict(shop.out)).toBe(
			"The output folder “~/out” holds files that notapse did not write: “1”, “2/x”, “3” and 2 more.",
		);
	});

	it("ours with something of others in it", async () => {
		await write(shop, { "a.html": "a" });
		put(shop.out, { CNAME: "example.org" });
		expect(await verdict(shop.out)).toBe(
			"The output folder “~/out” holds files that notapse did not write: “CNAME”.",
		);
	});

	it("a mount point", async () => {
		if (!existsSync("/dev/shm")) return console.warn("skipped: there is no /dev/shm to try it on");
		expect(await verdict("/dev/shm")).toMatch(
			/^The output folder “\/dev\/shm” is a mount point, |^The folder “\/dev” /,
		);
	});
});

function made(path: string): string {
	mkdirSync(path);
	return path;
}

function file(path: string): string {
	writeFileSync(path, "");
	return path;
}

function link(target: string, path: string): string {
	symlinkSync(target, path);
	return path;
}
